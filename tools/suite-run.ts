// Runs suites side by side and shows their outputs one after the other.
import { spawn } from "node:child_process";
import { judge, suiteEnvironment, type Tally } from "./suites.ts";

/** A program that runs tests and states how many passed and failed, see `suites.ts`. */
export interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
}

/** How a suite ended. */
export type SuiteResult = Tally & {
  readonly name: string;
  /** With one decimal. */
  readonly seconds: string;
  /** Why it counts as failed although no test did. */
  readonly problem?: string;
};

/** A suite's output: shown as it comes when it is this suite's turn, kept until then. */
class Output {
  #kept = "";
  #shown = false;

  constructor(name: string) {
    this.#kept = `\n== ${name} ==\n\n`;
  }

  write(text: string): void {
    if (this.#shown) process.stdout.write(text);
    else this.#kept += text;
  }

  show(): void {
    this.#shown = true;
    process.stdout.write(this.#kept);
    this.#kept = "";
  }
}

/** Suites in their order, so many at a time. */
export class Turns {
  readonly #atOnce: number;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** Runs them all, each to its end. @returns How they ended, in their order. */
  async run(suites: readonly Suite[]): Promise<readonly SuiteResult[]> {
    const outputs = suites.map(({ name }) => new Output(name));
    const results = suites.map(() => Promise.withResolvers<SuiteResult>());
    const waiting = suites.entries();
    const worker = async () => {
      for (const [i, suite] of waiting) {
        const output = outputs[i] ?? new Output(suite.name);
        results[i]?.resolve(await runSuite(suite, output));
      }
    };
    const workers = Promise.all(Array.from({ length: this.#atOnce }, worker));
    const ended: SuiteResult[] = [];
    for (const [i, { promise }] of results.entries()) {
      outputs[i]?.show();
      ended.push(await promise);
    }
    await workers;
    return ended;
  }
}

async function runSuite({ name, command: [program, ...args] }: Suite, shown: Output): Promise<SuiteResult> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: suiteEnvironment() });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    shown.write(text);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => shown.write(text));
  const exitCode = await new Promise<number>((resolve) => {
    child.on("error", (error) => {
      shown.write(`${program}: ${error.message}\n`);
      resolve(127);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  return { name, seconds, ...judge(output, exitCode) };
}
