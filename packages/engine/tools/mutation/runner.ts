// Runs the engine's tests for Stryker, in one process for all mutants that can be switched on while the tests are loaded.
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
import { ENGINE, readKills, readTests, readWanted, writeTests } from "./campaign.ts";
import { killersAmong, ordered } from "./order.ts";
import { EngineTests } from "./tests.ts";

/** What Stryker's instrumented sources and its runners share. */
interface Instrumentation {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: NonNullable<(DryRunResult & { status: DryRunStatus.Complete })["mutantCoverage"]>;
}

/** Compares all texts and tables of a plan's description with the published ones. */
const DESCRIPTION = "test/reference.test.ts";

function instrumentation(): Instrumentation {
  const holder = globalThis as { __stryker__?: Instrumentation };
  holder.__stryker__ ??= {};
  return holder.__stryker__;
}

class EngineRunner implements TestRunner {
  static readonly inject = [] as const;
  readonly #context = instrumentation();
  readonly #known = readTests();
  readonly #kills = readKills();
  readonly #tests = new EngineTests(this.#known, (name) => {
    this.#context.currentTestId = name;
  });
  /** The numbers of the mutants that are to be run; others end at once, and nobody notes how. */
  #wanted: ReadonlySet<string> | undefined;
  #loaded = false;
  /** How many mutants this process has run. */
  #count = 0;
  /** Whether a mutant has left something behind that makes tests fail without it. */
  #spoilt = false;

  /** Stryker need not start a new process for mutants that act while the tests load: here one asks for it that must. */
  capabilities(): TestRunnerCapabilities {
    return { reloadEnvironment: true };
  }

  async dryRun({ coverageAnalysis }: DryRunOptions): Promise<DryRunResult> {
    await this.#load();
    const tests = await this.#tests.run([this.#tests.names], false);
    for (const { id, fileName, timeSpentMs } of tests) {
      this.#known.set(id, { file: fileName as string, ms: timeSpentMs });
    }
    writeTests([...this.#known]);
    const result = complete(tests);
    return coverageAnalysis === "off" ? result : { ...result, mutantCoverage: this.#context.mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.#wanted ??= readWanted();
    if (!this.#wanted.has(options.activeMutant.id)) return toMutantRunResult(failure("not asked for"));
    const loading = options.mutantActivation === "static";
    // Stryker answers an error with a new process and the same mutant.
    if (this.#spoilt) throw new Error("The mutant before has spoilt this process.");
    if (loading && this.#loaded) throw new Error("This mutant must be on while the tests load.");
    this.#count++;
    this.#tests.watched = true;
    const result = toMutantRunResult(await this.#runOne(options, loading));
    this.#spoilt = loading;
    if (result.status !== MutantRunStatus.Killed || loading) return result;
    this.#note(options, result.killedBy);
    this.#spoilt = !(await this.#passes(result.killedBy));
    if (this.#spoilt && this.#count > 1) throw new Error("A mutant has spoilt this process, this one or one before.");
    return result;
  }

  async #runOne(options: MutantRunOptions, loading: boolean): Promise<DryRunResult> {
    const { activeMutant, testFilter, hitLimit, disableBail } = options;
    this.#stopAfter(hitLimit);
    const kills = this.#killsIn(options);
    try {
      if (loading) return complete(await this.#whileLoading(activeMutant.id, kills));
      await this.#load();
      this.#context.activeMutant = activeMutant.id;
      const groups = ordered(testFilter ?? this.#tests.names, kills, this.#known);
      const result = complete(await this.#tests.run(groups, !disableBail));
      return determineHitLimitReached(this.#context.hitCount, hitLimit) ?? result;
    } catch (error) {
      return determineHitLimitReached(this.#context.hitCount, hitLimit) ?? failure(error);
    }
  }

  /** Loads the tests with a mutant on: first those that may well notice it. */
  async #whileLoading(mutant: string, kills: ReadonlyMap<string, number>): Promise<TestResult[]> {
    this.#loaded = true;
    this.#context.activeMutant = mutant;
    const killers = killersAmong([...kills.keys()], kills);
    const files = killers.flatMap((name) => this.#known.get(name)?.file ?? []);
    try {
      await this.#tests.load([DESCRIPTION, ...files]);
      const first = await this.#tests.run(ordered(this.#tests.names, kills, this.#known), true);
      if (first.some(({ status }) => status === TestStatus.Failed)) return first;
      const done = new Set(this.#tests.names);
      await this.#tests.load();
      const rest = this.#tests.names.filter((name) => !done.has(name));
      return [...first, ...(await this.#tests.run(ordered(rest, kills, this.#known), true))];
    } catch (error) {
      const id = "loading the tests";
      return [{ id, name: id, timeSpentMs: 0, status: TestStatus.Failed, failureMessage: `${error}` }];
    }
  }

  async #load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    this.#context.activeMutant = undefined;
    await this.#tests.load();
  }

  /** Whether tests pass with no mutant on. */
  async #passes(names: readonly string[]): Promise<boolean> {
    this.#stopAfter(undefined);
    this.#context.activeMutant = undefined;
    const results = await this.#tests.run([names], true);
    return results.every(({ status }) => status === TestStatus.Success);
  }

  /** Has a mutant stopped that is reached far more often than its place is without it. */
  #stopAfter(limit: number | undefined): void {
    this.#context.hitLimit = limit;
    this.#context.hitCount = limit === undefined ? undefined : 0;
  }

  #killsIn({ activeMutant }: MutantRunOptions): Map<string, number> {
    const file = activeMutant.fileName.slice(ENGINE.length);
    const kills = this.#kills.get(file) ?? new Map<string, number>();
    this.#kills.set(file, kills);
    return kills;
  }

  #note(options: MutantRunOptions, names: readonly string[]): void {
    const kills = this.#killsIn(options);
    for (const name of names) kills.set(name, (kills.get(name) ?? 0) + 1);
  }
}

const complete = (tests: TestResult[]) => ({ status: DryRunStatus.Complete as const, tests });

function failure(error: unknown): DryRunResult {
  return {
    status: DryRunStatus.Error,
    errorMessage: error instanceof Error ? (error.stack ?? error.message) : `${error}`,
  };
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "engine", EngineRunner)];
