// The project's unit tests, loaded once in this process and run again and again, a few at a time.
import Mocha from "mocha";
import { fixtures } from "../../test/helpers/fixture.ts";

/** `file::full title`. */
export type TestKey = string;

/** How long one test may take with a mutant in it. */
const TEST_TIMEOUT = 60_000;

/** Selects tests by their full titles. */
class OneOf extends RegExp {
  readonly #titles: ReadonlySet<string>;

  constructor(titles: ReadonlySet<string>) {
    super("");
    this.#titles = titles;
  }

  override test(title: string): boolean {
    return this.#titles.has(title);
  }
}

export interface Failure {
  readonly test: TestKey;
  readonly reason: string;
}

/** What happens in a run of tests, for who watches it. */
export interface Watch {
  readonly begin?: (test: TestKey) => void;
}

const keyOf = (test: Mocha.Runnable | undefined, root: string): TestKey =>
  `${(test?.file ?? "").slice(root.length)}::${test?.fullTitle() ?? ""}`;

export class Suites {
  readonly #mocha: Mocha;
  readonly #all: readonly Mocha.Suite[];
  readonly #root: string;

  private constructor(mocha: Mocha, root: string) {
    this.#mocha = mocha;
    this.#all = [...mocha.suite.suites];
    this.#root = root;
  }

  /** Loads test files. @param bail Whether a run ends at the first failure. */
  static async load(files: readonly string[], bail: boolean): Promise<Suites> {
    const root = `${process.cwd()}/`;
    const mocha = new Mocha({ timeout: TEST_TIMEOUT, bail, reporter: class {} as never });
    mocha.cleanReferencesAfterRun(false);
    for (const file of files) mocha.addFile(root + file);
    await mocha.loadFilesAsync();
    return new Suites(mocha, root);
  }

  /** All tests, in the order of the files. */
  all(): TestKey[] {
    const found: TestKey[] = [];
    for (const suite of this.#all) suite.eachTest((test) => found.push(keyOf(test, this.#root)));
    return found;
  }

  /** Runs some tests and returns what failed. */
  async run(keys: readonly TestKey[], { begin }: Watch = {}): Promise<Failure[]> {
    const files = new Set(keys.map((key) => key.split("::")[0] ?? ""));
    const titles = new Set(keys.map((key) => key.slice(key.indexOf("::") + 2)));
    const fileOf = (suite: Mocha.Suite) => (suite.file ?? "").slice(this.#root.length);
    this.#mocha.suite.suites = this.#all.filter((suite) => files.has(fileOf(suite)));
    this.#mocha.grep(new OneOf(titles));
    const failures: Failure[] = [];
    await new Promise<void>((resolve) => {
      let current: Mocha.Test | undefined;
      this.#mocha
        .run(() => resolve())
        .on("test", (test: Mocha.Test) => {
          current = test;
          begin?.(keyOf(test, this.#root));
        })
        .on("fail", (_: Mocha.Test, error: Error) => {
          failures.push({ test: keyOf(current, this.#root), reason: error.message?.split("\n")[0] ?? String(error) });
        });
    });
    return failures;
  }

  /** Has every state that tests begin from made anew. @returns What brings the present ones back. */
  forget(): () => void {
    return fixtures.forget();
  }
}
