// Runs the engine's Mocha tests for Stryker, in one process for all mutants that can be switched on while the tests are
// loaded. Stryker's own runner looks for files that Mocha 12 no longer has, and takes tests by their titles in the order
// of their files; here the quick ones come first, and random tests end at their first failure.
import { globSync } from "node:fs";
import { resolve } from "node:path";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  type TestRunnerCapabilities,
  TestStatus,
  toMutantRunResult,
} from "@stryker-mutator/api/test-runner";
import fc from "fast-check";
import Mocha from "mocha";
import { readWanted } from "./campaign.ts";

/** What Stryker's instrumented sources and its runners share. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: NonNullable<(DryRunResult & { status: DryRunStatus.Complete })["mutantCoverage"]>;
}

/** Tests that compare with a slow definition on many random cases: they come last. */
const SLOW = /[\\/](?:references|properties|bench|odd-values|simulation|leg-cap)/;
/** Tests that read the sources, which are others here, or run them in a process of their own. */
const LEFT_OUT = ["test/independence.test.ts", "test/readme.test.ts"];

function instrumentation(): Instrumentation {
  const holder = globalThis as { __stryker__?: Instrumentation };
  holder.__stryker__ ??= {};
  return holder.__stryker__;
}

class EngineRunner implements TestRunner {
  static readonly inject = [] as const;
  #mocha: Mocha | undefined;
  /** All tests of each suite, and the name of each: its file, its title, and a number where that is not enough. */
  readonly #suites = new Map<Mocha.Suite, Mocha.Test[]>();
  readonly #ids = new Map<Mocha.Runnable, string>();
  readonly #context = instrumentation();
  /** The numbers of the mutants that are to be run; others end at once, and nobody notes how. */
  #wanted: ReadonlySet<string> | undefined;
  /** How many mutants this process has run. */
  #count = 0;
  /** Whether a mutant has left something behind that makes tests fail without it. */
  #spoilt = false;

  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: false };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    const mocha = await this.#load(undefined);
    const result = await this.#run(mocha, () => true, false);
    if (result.status !== DryRunStatus.Complete || coverageAnalysis === "off") return result;
    return { ...result, mutantCoverage: this.#context.mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.#wanted ??= readWanted();
    if (!this.#wanted.has(options.activeMutant.id)) return toMutantRunResult(failure("not asked for"));
    // Stryker answers an error with a new process and the same mutant.
    if (this.#spoilt) throw new Error("The mutant before has spoilt this process.");
    this.#count++;
    const result = toMutantRunResult(await this.#runOne(options));
    if (result.status !== MutantRunStatus.Killed || options.mutantActivation === "static") return result;
    this.#spoilt = !(await this.#passes(result.killedBy));
    if (this.#spoilt && this.#count > 1) throw new Error("A mutant has spoilt this process, this one or one before.");
    return result;
  }

  async #runOne(options: MutantRunOptions): Promise<DryRunResult> {
    const { activeMutant, mutantActivation, testFilter, hitLimit, disableBail } = options;
    this.#stopAfter(hitLimit);
    try {
      const mocha = await this.#load(mutantActivation === "static" ? activeMutant.id : undefined);
      this.#context.activeMutant = activeMutant.id;
      const wanted = testFilter && new Set(testFilter);
      const result = await this.#run(mocha, (id) => wanted?.has(id) ?? true, !disableBail);
      return determineHitLimitReached(this.#context.hitCount, hitLimit) ?? result;
    } catch (error) {
      return determineHitLimitReached(this.#context.hitCount, hitLimit) ?? failure(error);
    }
  }

  /** Whether tests pass with no mutant on. */
  async #passes(names: readonly string[]): Promise<boolean> {
    this.#stopAfter(undefined);
    this.#context.activeMutant = undefined;
    const result = await this.#run(await this.#load(undefined), (id) => names.includes(id), true);
    return result.status === DryRunStatus.Complete && result.tests.every(({ status }) => status === TestStatus.Success);
  }

  /** Has a mutant stopped that is reached far more often than its place is without it. */
  #stopAfter(limit: number | undefined): void {
    this.#context.hitLimit = limit;
    this.#context.hitCount = limit === undefined ? undefined : 0;
  }

  /** Loads the tests once. @param mutant That is on while they load. */
  async #load(mutant: string | undefined): Promise<Mocha> {
    if (this.#mocha !== undefined) return this.#mocha;
    this.#context.activeMutant = mutant;
    fc.configureGlobal({ seed: 1, endOnFailure: true });
    const mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: 0, rootHooks: { beforeEach: this.#named() } });
    mocha.cleanReferencesAfterRun(false);
    const rank = (file: string) => (SLOW.test(file) ? 1 : 0);
    const files = globSync("test/**/*.test.ts", { exclude: LEFT_OUT }).sort(
      (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
    );
    for (const file of files) mocha.addFile(resolve(file));
    await mocha.loadFilesAsync();
    this.#list(mocha.suite, new Set());
    this.#mocha = mocha;
    return mocha;
  }

  #named(): Mocha.AsyncFunc {
    const [ids, context] = [this.#ids, this.#context];
    return async function (this: Mocha.Context) {
      context.currentTestId = this.currentTest && ids.get(this.currentTest);
    };
  }

  #list(suite: Mocha.Suite, names: Set<string>): void {
    this.#suites.set(suite, suite.tests);
    for (const test of suite.tests) {
      let name = test.fullTitle();
      for (let count = 2; names.has(name); count++) name = `${test.fullTitle()} (${count})`;
      names.add(name);
      this.#ids.set(test, name);
    }
    for (const child of suite.suites) this.#list(child, names);
  }

  /** Runs some tests. @param bail Whether to stop at the first failure. */
  #run(mocha: Mocha, wanted: (id: string) => boolean, bail: boolean): Promise<DryRunResult> {
    for (const [suite, tests] of this.#suites) {
      suite.tests = tests.filter((test) => wanted(this.#ids.get(test) as string));
      suite.bail(bail);
    }
    const tests: TestResult[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const runner = mocha.run(() => resolve());
    const described = (test: Mocha.Runnable) => {
      const id = this.#ids.get(test) ?? test.fullTitle();
      return { id, name: id, timeSpentMs: test.duration ?? 0 };
    };
    runner.on("pass", (test) => tests.push({ ...described(test), status: TestStatus.Success }));
    runner.on("fail", (test, error: Error) =>
      tests.push({ ...described(test), status: TestStatus.Failed, failureMessage: error.message }),
    );
    return promise.then(() => ({ status: DryRunStatus.Complete, tests }));
  }
}

function failure(error: unknown): DryRunResult {
  return {
    status: DryRunStatus.Error,
    errorMessage: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
  };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "engine", EngineRunner)];
