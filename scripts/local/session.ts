import type { Audit } from "../../packages/auditor/src/index.ts";
import { toJson } from "../../packages/cli/src/terminal/output.ts";
import { type Progress, progressOn } from "../../packages/cli/src/terminal/progress.ts";
import type { Setting } from "../../packages/cli/src/terminal/section.ts";
import { coloursFor, widthOf } from "../../packages/cli/src/terminal/style.ts";
import { type Pages, startPages } from "../pages/pages.ts";
import { pagesToJson, renderPages } from "../pages/welcome.ts";
import { prepareExport, writeExport } from "../second-opinion/export.ts";
import type { SecondOpinion } from "../second-opinion/second-opinion.ts";
import type { Repeating } from "../second-opinion/section.ts";
import { auditProgramme, auditToJson, renderVerdict } from "./audit.ts";
import { type Endpoint, findEndpoint, USUAL_PORT } from "./endpoint.ts";
import { keepPaying, renderKeeper } from "./keeper.ts";
import { type LocalNetwork, startNetwork } from "./network.ts";
import type { Programme } from "./programme.ts";
import { dayOf } from "./time.ts";
import type { KnownAccount } from "./welcome.ts";

/** How an example is to be run. */
export interface SessionOptions {
  /** End after the report. */
  readonly once?: boolean;
  readonly json?: boolean;
  /** Serve the pages, with indexer and relayer, as long as the network is up. */
  readonly pages: boolean;
  /** Folder for plan, people and sales as plain files. */
  readonly export?: string;
  readonly host: string;
  /** The next free from 8545 on, if none is given. */
  readonly port?: number;
}

/** Something to run on a local network, and what is said of it. */
export interface Example<Report> {
  /** Where the network's clock stands at first, in seconds since 1970. */
  readonly start: bigint;
  /** Funded accounts of the well-known mnemonic that it needs. */
  readonly seats: number;
  /** Gas that a block may use; Hardhat's own limit if not given. */
  readonly blockGas?: bigint;
  run(network: LocalNetwork, progress: Progress): Promise<Report>;
  /** Whether everything is as it must be; else the exit code is 1. */
  isGood(report: Report): boolean;
  /** The programme that it has deployed. */
  programme(report: Report): Programme;
  /** Makes the network ready for people who try it. */
  leave(report: Report): Promise<void>;
  /** What the engine computed again. */
  opinion(report: Report): SecondOpinion;
  /** What its people are called, by their ids; nobody has to be. */
  names(report: Report): ReadonlyMap<number, string>;
  /** What runs it again, for example `npm start --`. */
  readonly command: string;
  /** The report for people. */
  render(report: Report, setting: Setting, repeating: Repeating): string;
  /** How they go on by hand. */
  welcome(report: Report, endpoint: Endpoint, setting: Setting): string;
  /** Accounts to begin with. */
  accounts(report: Report): readonly KnownAccount[];
  /** The report for machines. @param endpoint Where the network stays up, if it does. */
  toJson(report: Report, endpoint?: Endpoint): object;
}

/**
 * Starts a network, runs an example on it, audits what it did, prints the report, and keeps the network up unless told
 * otherwise.
 */
export async function runExample<Report>(example: Example<Report>, options: SessionOptions): Promise<void> {
  const begun = performance.now();
  if (options.export !== undefined) prepareExport(options.export);
  const progress = progressOn(process.stderr, coloursFor(process.stderr));
  const endpoint = options.once ? undefined : await findEndpoint(options.host, options.port);
  if (endpoint !== undefined && endpoint.port !== (options.port ?? USUAL_PORT)) {
    progress.done(`Port ${USUAL_PORT} is in use, perhaps by another run: taking port ${endpoint.port}`);
  }
  const { start, seats, blockGas } = example;
  const network = await startNetwork({
    start,
    accounts: seats + Object.keys(OWN_ACCOUNTS).length,
    blockGas,
    endpoint: endpoint ?? { host: options.host, port: 0 },
  });
  const { address, port } = await network.server.listen();
  progress.done(`Local network started; its clock stands at ${dayOf(start)}`);

  const report = await example.run(network, progress);
  const audit = await auditProgramme(network, { host: address, port }, example.programme(report).core, progress);
  if (endpoint !== undefined) await example.leave(report);
  if (options.export !== undefined) {
    const { parts } = example.opinion(report);
    writeExport(options.export, parts, example.programme(report).unit, example.names(report));
    progress.done(`Plan, people and sales exported to ${options.export}`);
  }
  progress.done(`Done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  const found = { report, audit, network, endpoint, progress };
  const pages = options.json
    ? await reportToMachine(example, found, options)
    : await reportToPerson(example, found, options);
  if (!example.isGood(report) || audit.verdict !== "verified") process.exitCode = 1;
  if (endpoint === undefined) await end(network);
  else await keepUp(network, example.programme(report), seats + OWN_ACCOUNTS.keeper, progress, pages);
}

/** What the network's own helpers work with, after the accounts that an example needs. */
const OWN_ACCOUNTS = { keeper: 0, relayer: 1 } as const;

/** A run that has ended, and its network. */
interface Found<Report> {
  readonly report: Report;
  readonly audit: Audit;
  readonly network: LocalNetwork;
  /** Where the network stays up, if it does. */
  readonly endpoint: Endpoint | undefined;
  readonly progress: Progress;
}

/** Everything at once, with the addresses of the pages. */
async function reportToMachine<Report>(
  example: Example<Report>,
  found: Found<Report>,
  options: SessionOptions,
): Promise<Pages | undefined> {
  const { report, audit, endpoint } = found;
  const pages = await pagesOf(example, found, options);
  const up = pages === undefined ? {} : { pages: pagesToJson(pages) };
  await print(`${toJson({ ...example.toJson(report, endpoint), audit: auditToJson(audit), ...up })}\n`);
  return pages;
}

/** The verdict first; whoever waits for the pages has something to read. */
async function reportToPerson<Report>(
  example: Example<Report>,
  found: Found<Report>,
  options: SessionOptions,
): Promise<Pages | undefined> {
  const { report, audit, endpoint } = found;
  await print(text(example, report, { audit, endpoint, exported: options.export }));
  const pages = await pagesOf(example, found, options);
  if (pages !== undefined) await print(`\n${renderPages(pages, example.accounts(report), settingOf())}\n`);
  return pages;
}

async function pagesOf<Report>(
  example: Example<Report>,
  { report, network, endpoint, progress }: Found<Report>,
  { pages }: SessionOptions,
): Promise<Pages | undefined> {
  if (!pages || endpoint === undefined) return undefined;
  // From here on wallets and pages go by the computer's clock.
  network.clock.run();
  const { chainId } = await network.connection.ethers.provider.getNetwork();
  const relayerAccount = example.seats + OWN_ACCOUNTS.relayer;
  return startPages({ network, endpoint, programme: example.programme(report), chainId, relayerAccount }, progress);
}

const settingOf = (): Setting => ({ colours: coloursFor(process.stdout), width: widthOf(process.stdout) });

/** What is said beside an example's own report. */
interface Around {
  readonly audit: Audit;
  readonly endpoint: Endpoint | undefined;
  readonly exported: string | undefined;
}

/** The verdict comes last, whatever is said before. */
function text<Report>(example: Example<Report>, report: Report, { audit, endpoint, exported }: Around): string {
  const setting = settingOf();
  const verdict = renderVerdict(audit, endpoint, setting);
  const rendered = example.render(report, setting, { command: example.command, exported });
  if (endpoint === undefined) return `${rendered}\n${verdict}\n`;
  const keeper = renderKeeper(example.seats + OWN_ACCOUNTS.keeper, example.programme(report).unit, setting);
  return `${rendered}\n${example.welcome(report, endpoint, setting)}\n${keeper}\n\n${verdict}\n`;
}

async function end({ connection, server }: LocalNetwork): Promise<void> {
  await server.close();
  await connection.close();
}

/** Waits until everything is written, so that ending the process cuts nothing off. */
function print(output: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(output, (error) => (error ? reject(error) : resolve())));
}

/**
 * Lets the clock run and a keeper work, and waits for Ctrl-C, which ends everything.
 * @param account The keeper's number.
 */
async function keepUp(
  network: LocalNetwork,
  programme: Programme,
  account: number,
  progress: Progress,
  pages: Pages | undefined,
): Promise<void> {
  network.clock.run();
  const stop = new AbortController();
  void keepPaying(network.connection, programme, account, progress, stop.signal);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });
  stop.abort();
  await pages?.stop();
  process.stderr.write("\nStopped.\n");
  // Wallets hold connections open; nothing needs to be saved.
  process.exit();
}
