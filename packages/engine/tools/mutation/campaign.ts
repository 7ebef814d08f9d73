// What one run of `npm run mutate` is to do, which mutants there are, and what became of each. All of it is in
// cache/engine-mutation, so that a campaign goes on where it was stopped.
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Mutant as StrykerMutant } from "@stryker-mutator/api/core";
import type { Known } from "./order.ts";
import { REASONS } from "./score.ts";

export const ENGINE = fileURLToPath(new URL("../..", import.meta.url));
export const FOLDER = fileURLToPath(new URL("../../../../cache/engine-mutation", import.meta.url));

/** What was asked for. */
export interface Job {
  /** Files or folders below the package, like `src/money`; none: all. */
  readonly files: readonly string[];
  /** How many mutants of each file, chosen by the seed; left out: all. */
  readonly sample?: number | undefined;
  readonly seed: string;
  /** Whether those that act only while the tests load, each in a process of its own, or the others; left out: all. */
  readonly static?: boolean | undefined;
  /** Whether survivors are tried again, instead of those of which no result is known. */
  readonly retry: boolean;
}

/** A small change of the sources. */
export interface Mutant {
  /** Names the change as long as its file stays as it is. */
  readonly key: string;
  /** Names the change as long as its line stays as it is. */
  readonly name: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly mutator: string;
  readonly before: string;
  readonly after: string;
  /** Whether it is reached while the tests load, and by no test. */
  readonly static: boolean;
  /** Whether it is reached while the tests load. */
  readonly loading: boolean;
}

/** What became of a mutant, in Stryker's words: Killed, Timeout, Survived, NoCoverage, RuntimeError … */
export interface Result {
  readonly key: string;
  readonly status: string;
  /** The test that failed. */
  readonly by?: string | undefined;
  /** How many tests ran. */
  readonly tests?: number | undefined;
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const path = (name: string) => join(FOLDER, name);

function write(name: string, value: unknown): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path(name), JSON.stringify(value));
}

const read = <T>(name: string, missing: T): T =>
  existsSync(path(name)) ? (JSON.parse(readFileSync(path(name), "utf8")) as T) : missing;

export const writeJob = (job: Job) => write("job.json", job);
export const readJob = () => read<Job>("job.json", { files: [], seed: "1", retry: false });

/** The numbers that Stryker gave the mutants that are to be run in this run. */
export const writeWanted = (ids: readonly string[]) => write("wanted.json", ids);
export const readWanted = () => new Set(read<string[]>("wanted.json", []));

/** All mutants of the sources as they are, from the last run that saw them. */
export const writeMutants = (mutants: readonly Mutant[]) => write("mutants.json", mutants);
export const readMutants = () => read<Mutant[]>("mutants.json", []);

export function addResult(result: Result): void {
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(path("results.jsonl"), `${JSON.stringify(result)}\n`);
}

/** The latest result of each mutant. */
export function readResults(): Map<string, Result> {
  if (!existsSync(path("results.jsonl"))) return new Map();
  const lines = readFileSync(path("results.jsonl"), "utf8").split("\n").filter(Boolean);
  return new Map(lines.map((line) => JSON.parse(line) as Result).map((result) => [result.key, result]));
}

/** What the last run without a mutant told of the tests, by name. */
export const writeTests = (tests: readonly (readonly [string, Known])[]) => write("tests.json", tests);
export const readTests = () => new Map(read<[string, Known][]>("tests.json", []));

/** How many mutants each test has killed so far, by file and test. */
export function readKills(): Map<string, Map<string, number>> {
  const results = readResults();
  const kills = new Map<string, Map<string, number>>();
  for (const { key, file } of readMutants()) {
    const by = results.get(key)?.by;
    if (by === undefined) continue;
    const ofFile = kills.get(file) ?? new Map<string, number>();
    kills.set(file, ofFile.set(by, (ofFile.get(by) ?? 0) + 1));
  }
  return kills;
}

/** Describes mutants by the texts of their files. */
export class Describer {
  readonly #texts = new Map<
    string,
    { readonly text: string; readonly lines: readonly string[]; readonly hash: string }
  >();

  #file(name: string) {
    let known = this.#texts.get(name);
    if (known === undefined) {
      const text = readFileSync(name, "utf8");
      known = { text, lines: text.split("\n"), hash: hash(text) };
      this.#texts.set(name, known);
    }
    return known;
  }

  /** @param mutant As the plan of a run has it, with lines and columns from 0. */
  describe({ fileName, location, mutatorName, replacement, static: loading, coveredBy }: StrykerMutant): Mutant {
    const { lines, hash: version } = this.#file(fileName);
    const { start, end } = location;
    const file = fileName.slice(ENGINE.length);
    const inside = lines.slice(start.line, end.line + 1);
    const last = inside.length - 1;
    inside[last] = (inside[last] ?? "").slice(0, end.column);
    inside[0] = (inside[0] ?? "").slice(start.column);
    const before = inside.join("\n");
    const what = [mutatorName, before, replacement].join("\n");
    const place = [start.line, start.column, end.line, end.column].join(":");
    const line = (lines[start.line] ?? "").trim();
    return {
      key: hash([file, version, place, what].join("\n")),
      name: hash([file, line, what].join("\n")),
      file,
      line: start.line + 1,
      mutator: mutatorName,
      before,
      after: replacement,
      static: loading === true && !coveredBy?.length,
      loading: loading === true,
    };
  }
}

/** The mutants that a job asks for: of which no result is known, or which survived and are not listed. */
export function wanted(all: readonly Mutant[], job: Job, results: ReadonlyMap<string, Result>): Mutant[] {
  const { files, sample, seed, retry, static: loading } = job;
  const named = all.filter(({ file }) => files.length === 0 || files.some((name) => file.startsWith(name)));
  const drawn = sample === undefined ? named : sampled(named, sample, seed);
  return drawn.filter((mutant) => {
    const fits = loading === undefined || loading === mutant.static;
    const status = results.get(mutant.key)?.status;
    if (!retry) return fits && status === undefined;
    // A survivor that acts while the tests load, too, may be noticed where it is on from the start.
    const open = status === "Survived" && REASONS[mutant.name] === undefined;
    return open && (fits || (loading === true && mutant.loading));
  });
}

/** So many of each file, the same for the same seed. */
export function sampled(mutants: readonly Mutant[], count: number, seed: string): Mutant[] {
  const drawn = mutants.map((mutant) => ({ mutant, lot: hash(`${seed} ${mutant.key}`) }));
  drawn.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const taken = new Map<string, number>();
  const chosen = drawn.filter(({ mutant: { file } }) => {
    const before = taken.get(file) ?? 0;
    taken.set(file, before + 1);
    return before < count;
  });
  return chosen.map(({ mutant }) => mutant);
}
