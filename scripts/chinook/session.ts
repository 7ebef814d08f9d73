import { progressOn } from "../terminal/progress.ts";
import { coloursFor, widthOf } from "../terminal/style.ts";
import { type Input, type Report, runMainJob } from "./main-job.ts";
import { renderReport } from "./report/render.ts";
import { reportToJson, toJson } from "./report/to-json.ts";
import { seatsFor } from "./run/accounts.ts";
import { type Endpoint, findEndpoint, type LocalNetwork, startNetwork, USUAL_PORT } from "./run/local-network.ts";
import { accountsToTry, giveMoney, renderWelcome, urlOf } from "./welcome.ts";

/** How the main job is to be run. */
export interface SessionOptions {
  /** End after the report. */
  readonly once?: boolean;
  readonly json?: boolean;
  readonly host: string;
  /** The next free from 8545 on, if none is given. */
  readonly port?: number;
}

/** Starts a network, runs the main job on it, prints the report, and keeps the network up unless told otherwise. */
export async function runOnNetwork(input: Input, options: SessionOptions): Promise<void> {
  const begun = performance.now();
  const progress = progressOn(process.stderr, coloursFor(process.stderr));
  const endpoint = options.once ? undefined : await findEndpoint(options.host, options.port);
  if (endpoint !== undefined && endpoint.port !== (options.port ?? USUAL_PORT)) {
    progress.done(`Port ${USUAL_PORT} is in use, perhaps by another run: taking port ${endpoint.port}`);
  }
  const start = input.plan.programme.start;
  const network = await startNetwork(start, seatsFor(input.company).count, endpoint ?? { host: options.host, port: 0 });
  if (endpoint !== undefined) await network.server.listen();
  progress.done(
    `Local network started; its clock stands at ${new Date(Number(start) * 1000).toISOString().slice(0, 10)}`,
  );

  const report = await runMainJob(network, input, progress);
  if (endpoint !== undefined) await giveMoney(report.stage.programme, report.stage.people);
  progress.done(`Done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  await print(options.json ? json(report, endpoint) : text(report, endpoint));
  if (!report.journal.complete) process.exitCode = 1;
  if (endpoint === undefined) await network.connection.close();
  else await keepUp(network);
}

function json(report: Report, endpoint: Endpoint | undefined): string {
  const up = endpoint === undefined ? {} : { endpoint: urlOf(endpoint), accounts: accountsToTry(report) };
  return `${toJson({ ...reportToJson(report), ...up })}\n`;
}

function text(report: Report, endpoint: Endpoint | undefined): string {
  const setting = { colours: coloursFor(process.stdout), width: widthOf(process.stdout) };
  const welcome = endpoint === undefined ? "" : `\n${renderWelcome(report, endpoint, setting)}`;
  return renderReport(report, setting) + welcome;
}

/** Waits until everything is written, so that ending the process cuts nothing off. */
function print(output: string): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(output, (error) => (error ? reject(error) : resolve())));
}

/** Lets the clock run and waits for Ctrl-C. */
async function keepUp({ clock }: LocalNetwork): Promise<void> {
  clock.run();
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => resolve());
  });
  process.stderr.write("\nStopped.\n");
  // Wallets hold connections open; nothing needs to be saved.
  process.exit();
}
