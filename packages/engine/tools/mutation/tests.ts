// The engine's Mocha tests, loaded once in a process and run as often as wanted, in the order wanted. Stryker's own runner
// looks for files that Mocha 12 no longer has.
import { globSync } from "node:fs";
import { relative, resolve } from "node:path";
import { Script } from "node:vm";
import { type TestResult, TestStatus } from "@stryker-mutator/api/test-runner";
import fc from "fast-check";
import Mocha from "mocha";
import { type Known, limit } from "./order.ts";

/** Tests that read the sources, which are others here, or run them in a process of their own. */
const LEFT_OUT = ["test/independence.test.ts", "test/readme.test.ts"];

/** Where a test that is watched waits for its turn. */
const HOLDER = globalThis as { __uplineTest__?: () => unknown };
const CALL = new Script("globalThis.__uplineTest__()");

export class EngineTests {
  readonly #known: ReadonlyMap<string, Known>;
  readonly #mocha: Mocha;
  /** All tests of each suite, and the name of each: its title, and a number where that is not enough. */
  readonly #suites = new Map<Mocha.Suite, Mocha.Test[]>();
  readonly #names = new Map<Mocha.Runnable, string>();
  readonly #loaded = new Set<string>();
  /** Whether tests that take far too long fail. */
  watched = false;

  /**
   * @param known What is known of the tests: how long each takes.
   * @param began Called before each test with its name.
   */
  constructor(known: ReadonlyMap<string, Known>, began: (name: string | undefined) => void) {
    this.#known = known;
    fc.configureGlobal({ seed: 1, endOnFailure: true });
    const names = this.#names;
    const named: Mocha.AsyncFunc = async function (this: Mocha.Context) {
      began(this.currentTest && names.get(this.currentTest));
    };
    this.#mocha = new Mocha({ reporter: Mocha.reporters.Base, timeout: 0, rootHooks: { beforeEach: named } });
    this.#mocha.cleanReferencesAfterRun(false);
  }

  /** The names of all tests that are loaded. */
  get names(): string[] {
    return [...this.#names.values()];
  }

  /** Loads test files, or all; those that are loaded stay as they are. */
  async load(wanted?: readonly string[]): Promise<void> {
    const all = globSync("test/**/*.test.ts", { exclude: LEFT_OUT }).sort();
    const files = all.filter((file) => !this.#loaded.has(file) && (wanted?.includes(file) ?? true));
    for (const file of files) this.#loaded.add(file);
    this.#mocha.files = files.map((file) => resolve(file));
    await this.#mocha.loadFilesAsync();
    this.#list(this.#mocha.suite, new Set());
  }

  #list(suite: Mocha.Suite, taken: Set<string>): void {
    const known = this.#suites.get(suite) ?? suite.tests;
    this.#suites.set(suite, known);
    for (const test of known) {
      let name = test.fullTitle();
      for (let count = 2; taken.has(name); count++) name = `${test.fullTitle()} (${count})`;
      taken.add(name);
      if (!this.#names.has(test)) this.#watch(test, name);
    }
    for (const child of suite.suites) this.#list(child, taken);
  }

  /** Has a test that takes far too long fail, though it never comes back. */
  #watch(test: Mocha.Test, name: string): void {
    this.#names.set(test, name);
    const body = test.fn as (() => unknown) | undefined;
    if (body === undefined || body.length > 0) return;
    const timeout = () => (this.watched ? limit(name, this.#known) : undefined);
    test.fn = function (this: Mocha.Context) {
      HOLDER.__uplineTest__ = () => body.call(this);
      return CALL.runInThisContext({ timeout: timeout() }) as PromiseLike<unknown>;
    };
  }

  /** Runs groups of tests. @param bail Whether to stop at the first failure. */
  async run(groups: readonly (readonly string[])[], bail: boolean): Promise<TestResult[]> {
    const results: TestResult[] = [];
    for (const group of groups) {
      await this.#runGroup(new Set(group), bail, results);
      if (bail && results.some(({ status }) => status === TestStatus.Failed)) break;
    }
    return results;
  }

  #runGroup(wanted: ReadonlySet<string>, bail: boolean, results: TestResult[]): Promise<void> {
    for (const [suite, tests] of this.#suites) {
      suite.tests = tests.filter((test) => wanted.has(this.#names.get(test) as string));
      suite.bail(bail);
    }
    const { promise, resolve: end } = Promise.withResolvers<void>();
    const runner = this.#mocha.run(() => end());
    const described = (test: Mocha.Runnable) => {
      const id = this.#names.get(test) ?? test.fullTitle();
      const fileName = relative(".", test.file ?? "");
      return { id, name: id, timeSpentMs: test.duration ?? 0, fileName };
    };
    runner.on("pass", (test) => results.push({ ...described(test), status: TestStatus.Success }));
    runner.on("fail", (test, error: Error) =>
      results.push({ ...described(test), status: TestStatus.Failed, failureMessage: error.message }),
    );
    return promise;
  }
}
