import { createServer } from "node:net";
import hre, { network } from "hardhat";
import type { JsonRpcServer } from "hardhat/types/network";
import { ProtocolError } from "../../../packages/protocol/src/index.ts";
import { MNEMONIC } from "./accounts.ts";
import { Clock } from "./clock.ts";

export type Connection = Awaited<ReturnType<typeof network.create>>;

/** A local Hardhat network in this process, with a server that wallets can connect to. It keeps nothing on disk. */
export interface LocalNetwork {
  readonly connection: Connection;
  readonly clock: Clock;
  readonly server: JsonRpcServer;
}

/** A transaction's gas limit. Given once instead of estimated each time, which would take longer than the sending. */
const GAS_LIMIT = 16_000_000n;

/**
 * Starts a network whose clock stands at `start`.
 * @param start In seconds since 1970.
 * @param accounts How many funded accounts of the well-known mnemonic it has.
 * @param endpoint Where its server is to listen, once it does.
 */
export async function startNetwork(start: bigint, accounts: number, endpoint: Endpoint): Promise<LocalNetwork> {
  const clock = new Clock(start);
  const made: Connection[] = [];
  // The server makes its network by itself; this is how to get at the connection.
  hre.hooks.registerHandlers("network", {
    onRequest: clock.onRequest,
    newConnection: async (context, next) => {
      const connection = await next(context);
      made.push(connection as unknown as Connection);
      return connection;
    },
  });
  const override = {
    initialDate: new Date(Number(start) * 1000),
    allowBlocksWithSameTimestamp: true,
    accounts: { mnemonic: MNEMONIC, count: accounts },
    gas: GAS_LIMIT,
  };
  const server = await network.createServer({ override }, endpoint.host, endpoint.port);
  const [connection] = made;
  if (connection === undefined) throw new Error("Hardhat made a server without a network");
  clock.rule(connection.provider);
  return { connection, clock, server };
}

/** Where a server listens. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** Another program listens on the port that was asked for. */
export class PortInUse extends ProtocolError {
  override readonly name = "PortInUse";

  constructor({ host, port }: Endpoint) {
    super(
      `port ${port} on ${host} is in use`,
      { host, port },
      "Stop what uses it, choose another with --port, or leave --port out to take the next free one.",
    );
  }
}

/** A server cannot listen there. */
export class HostInvalid extends ProtocolError {
  override readonly name = "HostInvalid";

  constructor(host: string, reason: string) {
    super(`cannot listen on ${host}: ${reason}`, { host, reason }, "Name an address of this computer with --host.");
  }
}

/** The port where local networks usually are. */
export const USUAL_PORT = 8545;
const TRIES = 100;

/**
 * A free port.
 * @param wanted The only one that will do; the next free from 8545 on if none is given.
 * @throws PortInUse, HostInvalid
 */
export async function findEndpoint(host: string, wanted?: number): Promise<Endpoint> {
  const first = wanted ?? USUAL_PORT;
  for (let port = first; port < first + (wanted === undefined ? TRIES : 1); port++) {
    if (await isFree({ host, port })) return { host, port };
  }
  throw new PortInUse({ host, port: first });
}

function isFree({ host, port }: Endpoint): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") resolve(false);
      else reject(new HostInvalid(host, error.message));
    });
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}
