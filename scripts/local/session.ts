import type { Audit } from "../../packages/auditor/src/index.ts";
import { toJson } from "../../packages/cli/src/terminal/output.ts";
import { type Progress, progressOn } from "../../packages/cli/src/terminal/progress.ts";
import type { Setting } from "../../packages/cli/src/terminal/section.ts";
import { coloursFor, widthOf } from "../../packages/cli/src/terminal/style.ts";
import { prepareExport, writeExport } from "../second-opinion/export.ts";
import type { SecondOpinion } from "../second-opinion/second-opinion.ts";
import type { Repeating } from "../second-opinion/section.ts";
import { auditProgramme, auditToJson, renderVerdict } from "./audit.ts";
import { type Endpoint, findEndpoint, USUAL_PORT } from "./endpoint.ts";
import { keepPaying, renderKeeper } from "./keeper.ts";
import { type LocalNetwork, startNetwork } from "./network.ts";
import type { Programme } from "./programme.ts";
import { dayOf } from "./time.ts";

/** How an example is to be run. */
export interface SessionOptions {
  /** End after the report. */
  readonly once?: boolean;
  readonly json?: boolean;
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
  readonly accounts: number;
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
  const { start, accounts, blockGas } = example;
  const network = await startNetwork({
    start,
    // One more, for the keeper.
    accounts: accounts + 1,
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
  const json = () => toJson({ ...example.toJson(report, endpoint), audit: auditToJson(audit) });
  await print(options.json ? `${json()}\n` : text(example, report, { audit, endpoint, exported: options.export }));
  if (!example.isGood(report) || audit.verdict !== "verified") process.exitCode = 1;
  if (endpoint === undefined) await end(network);
  else await keepUp(network, example.programme(report), accounts, progress);
}

/** What is said beside an example's own report. */
interface Around {
  readonly audit: Audit;
  readonly endpoint: Endpoint | undefined;
  readonly exported: string | undefined;
}

/** The verdict comes last, whatever is said before. */
function text<Report>(example: Example<Report>, report: Report, { audit, endpoint, exported }: Around): string {
  const setting = { colours: coloursFor(process.stdout), width: widthOf(process.stdout) };
  const verdict = renderVerdict(audit, endpoint, setting);
  const rendered = example.render(report, setting, { command: example.command, exported });
  if (endpoint === undefined) return `${rendered}\n${verdict}\n`;
  const keeper = renderKeeper(example.accounts, example.programme(report).unit, setting);
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

/** Lets the clock run and a keeper work, and waits for Ctrl-C. @param account The keeper's number. */
async function keepUp(network: LocalNetwork, programme: Programme, account: number, progress: Progress): Promise<void> {
  network.clock.run();
  const stop = new AbortController();
  void keepPaying(network.connection, programme, account, progress, stop.signal);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });
  stop.abort();
  process.stderr.write("\nStopped.\n");
  // Wallets hold connections open; nothing needs to be saved.
  process.exit();
}
