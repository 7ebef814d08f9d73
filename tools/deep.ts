// npm run test:deep: the Solidity tests of `npm test`, far deeper, one after the other on one core.
//
//   npm run test:deep                                           100,000 inputs, 1,000 runs of 500 calls, a new seed
//   npm run test:deep -- --each                                 each promise by itself as well
//   npm run test:deep -- --seed 0x2a --grep invariant_01        one test, from a seed
//   npm run test:deep -- --fuzz 1000 --runs 20 --calls 100      not so deep
//
// Exit code 0: all passed; 1: a test failed, or nothing was tested; 2: wrong options.
import { type ChildProcess, fork, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { type DeepTest, type Depth, deepTests, isOnePromise, type Part, partsOf } from "./deep/plan.ts";
import type { Job, Outcome } from "./deep/worker.ts";
import { formatTally, suiteEnvironment } from "./suites.ts";

/** A test with all of its parts together. */
interface Summary extends Outcome {
  readonly test: DeepTest;
}

const count = (n: number) => n.toLocaleString("en");
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

function positive(name: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) fail(`--${name} must be a positive integer, not "${value}"`);
  return Number(value);
}

function readOptions(): { depth: Depth; tests: readonly DeepTest[] } {
  try {
    const { values } = parseArgs({
      options: {
        fuzz: { type: "string", default: "100000" },
        runs: { type: "string", default: "1000" },
        calls: { type: "string", default: "500" },
        seed: { type: "string", default: `0x${randomBytes(8).toString("hex")}` },
        grep: { type: "string", default: "" },
        each: { type: "boolean", default: false },
      },
    });
    if (!/^0x[0-9a-f]{1,64}$/i.test(values.seed)) fail(`--seed must be hexadecimal with 0x, not "${values.seed}"`);
    const depth: Depth = {
      fuzz: positive("fuzz", values.fuzz),
      runs: positive("runs", values.runs),
      calls: positive("calls", values.calls),
      seed: values.seed,
    };
    const wanted = new RegExp(values.grep);
    const each = values.each || values.grep !== "";
    const tests = deepTests().filter(
      (test) => wanted.test(`${test.contract}.${test.name}`) && (each || !isOnePromise(test)),
    );
    if (tests.length === 0) fail(`No test is called like "${values.grep}".`);
    return { depth, tests };
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

async function build(): Promise<void> {
  const child = spawn("hardhat", ["build"], { stdio: ["ignore", "inherit", "inherit"], env: suiteEnvironment() });
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (exit) => resolve(exit ?? 1));
  });
  if (code === 0) return;
  console.log(`The build failed with exit code ${code}.`);
  process.exit(1);
}

/** A process that runs tests, and keeps what they print until it is asked for. */
class Worker {
  readonly #child: ChildProcess;
  #printed = "";

  constructor() {
    const env = { ...suiteEnvironment(), NO_COLOR: "1" };
    this.#child = fork("tools/deep/worker.ts", { stdio: ["ignore", "pipe", "pipe", "ipc"], env });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#printed += text;
      });
    }
  }

  /** @returns What came of it; undefined if the process ended instead. */
  run(job: Job): Promise<Outcome | undefined> {
    this.#printed = "";
    return new Promise((resolve) => {
      const ended = () => resolve(undefined);
      this.#child.once("exit", ended);
      this.#child.once("message", (outcome: Outcome) => {
        this.#child.off("exit", ended);
        resolve(outcome);
      });
      this.#child.send(job);
    });
  }

  /** What the last test printed. */
  get printed(): string {
    return stripVTControlCharacters(this.#printed).trim();
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** Shows how far a test is: in place at a terminal, else a line a part of those that take long. */
function showProgress(title: string, done: number, parts: number, milliseconds: number): void {
  const line = `${title}: ${done} of ${parts} parts, ${seconds(milliseconds)}`;
  if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`);
  else if (milliseconds > 30_000) console.log(line);
}

/** A process that takes the place of the one before: what an invariant's runs leave in memory goes with it. */
let worker = new Worker();

function newWorker(): void {
  worker.stop();
  worker = new Worker();
}

async function runTest(test: DeepTest, parts: readonly Part[], depth: Depth, title: string) {
  let sum: Summary = { test, passed: true, runs: 0, calls: 0, milliseconds: 0 };
  for (const [i, part] of parts.entries()) {
    if (test.kind === "invariant" && i > 0) newWorker();
    const outcome = await worker.run({ test, part, calls: depth.calls });
    // Between a process that ended and its last words.
    if (outcome === undefined) await new Promise((resolve) => setTimeout(resolve, 200));
    sum = {
      test,
      passed: outcome?.passed ?? false,
      runs: sum.runs + (outcome?.runs ?? 0),
      calls: sum.calls + (outcome?.calls ?? 0),
      milliseconds: sum.milliseconds + (outcome?.milliseconds ?? 0),
    };
    if (!sum.passed) break;
    if (i + 1 < parts.length) showProgress(title, i + 1, parts.length, sum.milliseconds);
  }
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  return sum;
}

function describeSummary({ test, passed, runs, calls, milliseconds }: Summary): string {
  const size = test.kind === "invariant" ? `${count(runs)} runs, ${count(calls)} calls` : `${count(runs)} runs`;
  return `${passed ? "passed" : "FAILED"}, ${size}, ${seconds(milliseconds)}`;
}

const { depth, tests } = readOptions();
await build();
console.log(
  `\n${tests.length} tests: ${count(depth.fuzz)} inputs a fuzz test, ${count(depth.runs)} runs of ${count(depth.calls)} calls an invariant; seed ${depth.seed}\n`,
);
const began = performance.now();
const summaries: Summary[] = [];
for (const [i, test] of tests.entries()) {
  const title = `${`${i + 1}`.padStart(`${tests.length}`.length)}/${tests.length} ${test.contract}.${test.name}`;
  const summary = await runTest(test, partsOf(test, depth), depth, title);
  console.log(`${title}: ${describeSummary(summary)}`);
  summaries.push(summary);
  if (summary.passed) continue;
  console.log(`\n${worker.printed}\n`);
  console.log(
    `Again: npm run test:deep -- --seed ${depth.seed} --fuzz ${depth.fuzz} --runs ${depth.runs} --calls ${depth.calls} --grep '${test.contract}.${test.name}$'\n`,
  );
  newWorker();
}
worker.stop();

const sum = (key: "runs" | "calls" | "milliseconds", kind: DeepTest["kind"]) =>
  summaries.filter(({ test }) => test.kind === kind).reduce((total, summary) => total + summary[key], 0);
const failed = summaries.filter((summary) => !summary.passed).length;
console.log(`\nfuzz tests: ${count(sum("runs", "fuzz"))} runs in ${seconds(sum("milliseconds", "fuzz"))}`);
console.log(
  `invariants: ${count(sum("runs", "invariant"))} runs, ${count(sum("calls", "invariant"))} calls in ${seconds(sum("milliseconds", "invariant"))}`,
);
console.log(`seed ${depth.seed}, ${seconds(performance.now() - began)} in all`);
console.log(formatTally({ passed: summaries.length - failed, failed }));
process.exitCode = failed === 0 ? 0 : 1;
