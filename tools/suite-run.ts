// Runs suites side by side and shows their outputs one after the other.
import { spawn } from "node:child_process";
import { judge, suiteEnvironment, type Tally } from "./suites.ts";

/** A program that runs tests and states how many passed and failed, see `suites.ts`. */
export interface Suite {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** It tests what is not built, and so need not wait for the build. */
  readonly early?: boolean;
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

  /**
   * Builds in one of the turns, and meanwhile runs what needs no build; then runs the rest, each to its end.
   * @param build Whether what the suites test could be built; if not, none is run that waits for it.
   * @returns How they ended, in their order; undefined without a build.
   */
  async run(suites: readonly Suite[], build: () => Promise<boolean>): Promise<readonly SuiteResult[] | undefined> {
    const outputs = suites.map(({ name }) => new Output(name));
    const results = suites.map(() => Promise.withResolvers<SuiteResult>());
    const waiting = suites.map((suite, place) => ({ suite, place }));
    let isReady = false;
    const built = build().then((succeeded) => {
      isReady = succeeded;
      return succeeded;
    });
    const take = () => {
      const next = waiting.findIndex(({ suite }) => isReady || suite.early === true);
      return next === -1 ? undefined : waiting.splice(next, 1)[0];
    };
    const turn = async (number: number) => {
      if (number === 0) await built;
      for (;;) {
        const taken = take();
        if (taken !== undefined) {
          const { suite, place } = taken;
          results[place]?.resolve(await runSuite(suite, outputs[place] ?? new Output(suite.name)));
        } else if (isReady || !(await built)) return;
      }
    };
    const turns = Promise.all(Array.from({ length: this.#atOnce }, (_, number) => turn(number)));
    if (!(await built)) {
      await turns;
      return undefined;
    }
    const ended: SuiteResult[] = [];
    for (const [i, { promise }] of results.entries()) {
      outputs[i]?.show();
      ended.push(await promise);
    }
    await turns;
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
