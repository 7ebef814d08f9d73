import { readEnvironment } from "../../apps/relayer/src/environment.ts";
import { type RunningRelayer, startRelayer } from "../../apps/relayer/src/start.ts";
import type { Progress } from "../../packages/cli/src/terminal/progress.ts";
import { explainError } from "../../packages/protocol/src/index.ts";
import { type Endpoint, urlOf } from "../local/endpoint.ts";
import { privateKey } from "../local/mnemonic.ts";
import type { LocalNetwork } from "../local/network.ts";
import { deployPeriphery, type Periphery } from "../local/periphery.ts";
import type { Programme } from "../local/programme.ts";
import { buildPages } from "./build.ts";
import { RunningIndexer } from "./indexer.ts";
import { Site } from "./site.ts";

/** Wei that the relayer of a local network may spend: all that its account has, and more. */
const UNLIMITED = 10n ** 24n;

/** Where the pages of a run are, and what serves them. */
export interface Pages {
  readonly url: string;
  readonly contracts: Periphery;
  /** Undefined: it could not start; the pages work without. */
  readonly indexer: string | undefined;
  readonly relayer: string | undefined;
  /** Ends all of it. */
  stop(): Promise<void>;
}

/** What the pages are about. */
export interface Subject {
  readonly network: LocalNetwork;
  readonly endpoint: Endpoint;
  readonly programme: Programme;
  readonly chainId: bigint;
  /** Number of the account that pays what people without ether signed. */
  readonly relayerAccount: number;
}

/** What runs beside the network, to be ended together. */
interface Service {
  stop(): Promise<void>;
}

/**
 * Builds the pages, serves them, and starts indexer and relayer. What cannot start is said and left out.
 * @returns Undefined where there can be no pages at all.
 */
export async function startPages(subject: Subject, progress: Progress): Promise<Pages | undefined> {
  const services: Service[] = [];
  const stop = async () => {
    await Promise.all(services.map((service) => service.stop()));
  };
  try {
    return { ...(await start(subject, progress, services)), stop };
  } catch (error) {
    await stop();
    progress.done(`No pages: ${reasonOf(error)}`);
    return undefined;
  }
}

async function start(subject: Subject, progress: Progress, services: Service[]): Promise<Omit<Pages, "stop">> {
  const { network, endpoint, programme } = subject;
  const { folder, built } = await buildPages();
  progress.done(built ? "Pages built" : "Pages taken from an earlier build");
  const contracts = await deployPeriphery(network.connection, programme.core);
  const beside: { indexerUrl?: string; relayerUrl?: string } = {};
  const site = await Site.serve(folder, endpoint.host, () => ({ ...configOf(subject, contracts), ...beside }));
  services.push(site);

  const relayer = await relayFor(subject, contracts, site.url, progress);
  if (relayer !== undefined) {
    services.push({ stop: () => relayer.close() });
    beside.relayerUrl = relayer.url;
  }
  const lost = (reason: string) => {
    delete beside.indexerUrl;
    progress.done(`No indexer, so the pages read the chain alone: ${reason}`);
  };
  const indexer = await indexFor(subject, lost);
  if (indexer !== undefined) {
    services.push(indexer);
    beside.indexerUrl = indexer.url;
  }
  return { url: site.url, contracts, indexer: indexer?.url, relayer: relayer?.url };
}

/** What `config.json` says, but for what may end; apps/web/README.md lists the fields. */
function configOf({ endpoint, programme, chainId }: Subject, contracts: Periphery): object {
  return {
    chainId: Number(chainId),
    chainName: "Upline local",
    rpcUrls: [urlOf(endpoint)],
    core: programme.core,
    ...contracts,
    firstBlock: 0,
    tryAccounts: true,
    pollSeconds: 1,
  };
}

async function relayFor(
  { endpoint, programme, chainId, relayerAccount }: Subject,
  { payments }: Periphery,
  site: string,
  progress: Progress,
): Promise<RunningRelayer | undefined> {
  const environment = readEnvironment({
    UPLINE_CHAIN_ID: `${chainId}`,
    UPLINE_RPC_URL: urlOf(endpoint),
    UPLINE_CORE: programme.core,
    UPLINE_PAYMENTS: payments,
    UPLINE_RELAYER_KEY: privateKey(relayerAccount),
    UPLINE_HOST: endpoint.host,
    UPLINE_PORT: "0",
    UPLINE_ORIGINS: new URL(site).origin,
    UPLINE_REQUESTS_PER_MINUTE: "600",
    UPLINE_MAX_FEE_PER_GAS: `${UNLIMITED}`,
    UPLINE_MAX_GAS: "12000000",
    UPLINE_DAILY_LIMIT: `${UNLIMITED}`,
  });
  try {
    return await startRelayer(environment, () => {});
  } catch (error) {
    progress.done(`No relayer, so whoever signs needs ether: ${reasonOf(error)}`);
    return undefined;
  }
}

async function indexFor(
  { endpoint, programme, chainId }: Subject,
  lost: (reason: string) => void,
): Promise<RunningIndexer | undefined> {
  try {
    const indexed = { chainId, endpoint: urlOf(endpoint), core: programme.core };
    return await RunningIndexer.start(indexed, endpoint.host, lost);
  } catch (error) {
    lost(reasonOf(error));
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  const { name, sentence } = explainError(error);
  return name === "UNKNOWN" && error instanceof Error ? error.message : sentence;
}
