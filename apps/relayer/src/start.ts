import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { PaymentsClient, ProtocolError, UplineClient } from "@upline/protocol";
import { FetchRequest, type JsonRpcProvider, Wallet } from "ethers";
import type { Environment } from "./environment.ts";
import { HealthCheck } from "./health.ts";
import type { Log } from "./log.ts";
import { Relayer } from "./relayer.ts";
import type { Contracts } from "./requests/call.ts";
import { Chain, connectEndpoint } from "./sending/chain.ts";
import { Records } from "./sending/records.ts";
import { createApp } from "./server/app.ts";

/** The endpoint is of another chain, or the contracts are not those of one programme. */
export class ProgrammeOther extends ProtocolError {
  override readonly name = "ProgrammeOther";

  constructor(what: string, found: unknown, expected: unknown) {
    super(`${what} is ${String(found)}, expected ${String(expected)}`, { found, expected }, "Check the environment.");
  }
}

/** A relayer at work. */
export interface RunningRelayer {
  readonly url: string;
  /** The wallet that pays. */
  readonly account: string;
  /** Takes no more requests. What was sent is on the chain's way. */
  close(): Promise<void>;
}

/** What only tests and local networks have otherwise. */
export interface StartOptions {
  /** Milliseconds between two looks at what was sent. */
  readonly poll?: number;
  /** In milliseconds since 1970. */
  readonly now?: () => number;
}

/** Limits against clients that keep connections to themselves. Times in milliseconds. */
const PATIENCE = { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 } as const;
const CONNECTIONS = 500;
const POLL = 1_000;

/**
 * Starts a relayer, if what it was told about the chain is true.
 * @throws ProgrammeOther, or what the endpoint answers.
 */
export async function startRelayer(
  environment: Environment,
  log: Log,
  { poll = POLL, now = Date.now }: StartOptions = {},
): Promise<RunningRelayer> {
  const { chainId, limits, rpcUrl, stateFile, host, port } = environment;
  const provider = connectEndpoint(new FetchRequest(rpcUrl), chainId);
  const wallet = new Wallet(environment.key);
  const { contracts, unit } = await readContracts(provider, environment);
  const records = new Records(stateFile, now());
  const desk = { chain: new Chain(provider, wallet.address, unit), chainId, wallet, records, limits, now };
  const relayer = new Relayer(desk, contracts, environment, log);
  const health = new HealthCheck(desk, contracts, environment);
  const server = createAdaptorServer({ fetch: createApp({ relayer, health, environment, log }).fetch }) as Server;
  const url = await listen(Object.assign(server, PATIENCE, { maxConnections: CONNECTIONS }), host, port);
  const stop = new AbortController();
  const watching = relayer.watch(poll, stop.signal);
  log("started", { url, account: wallet.address, chainId, core: contracts.core });
  return {
    url,
    account: wallet.address,
    async close() {
      stop.abort();
      await Promise.all([closed(server), watching]);
      provider.destroy();
    },
  };
}

/** The contracts that are called, compared with each other on the chain. */
async function readContracts(provider: JsonRpcProvider, { chainId, core, payments }: Environment) {
  const found = BigInt(await provider.send("eth_chainId", []));
  if (found !== chainId) throw new ProgrammeOther("the chain id of the endpoint", found, chainId);
  const client = UplineClient.connect(core, provider);
  const { token } = await client.core.settings();
  if (payments !== undefined) {
    const programme = await PaymentsClient.connect(payments, provider).programme();
    if (programme !== client.address) throw new ProgrammeOther(`the core of ${payments}`, programme, client.address);
  }
  const contracts: Contracts = { chainId, core: client.address, payments, token };
  return { contracts, unit: await client.tokenUnit() };
}

function listen(server: Server, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${taken}`);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
