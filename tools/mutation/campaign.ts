// A campaign: builds mutants many at a time, runs their tests, and writes down what became of each.
import { rmSync } from "node:fs";
import { writeArtifacts } from "./artifacts.ts";
import type { Project } from "./ast.ts";
import { type Coverage, FOLDER, testsHash } from "./coverage.ts";
import { knownTestsFor } from "./killers.ts";
import type { Mutant } from "./mutant.ts";
import type { Task } from "./mutant-worker.ts";
import { wordsOf } from "./order.ts";
import { bytecodeOf, place } from "./place.ts";
import { addResult, type Outcome, type Result } from "./results.ts";
import { type Ending, runTasks } from "./run.ts";
import type { TestKey } from "./suites.ts";

export const RESULTS = `${FOLDER}/results.jsonl`;

let runs = 0;

/** Most mutants of one build. */
const BUILD = 600;
/** Most tests for which states are made with the mutant on. */
const FRESH = 4;
/** Of these, most of one file. */
const OF_ONE_FILE = 2;

/** Files by how much depends on them; the rest follows by name. */
const IMPORTANCE = [
  "contracts/Upline.sol",
  "contracts/libraries/",
  "contracts/modules/",
  "contracts/plans/",
  "contracts/types/",
  "contracts/UplineBase.sol",
  "contracts/periphery/",
];

/** What is built together: mutants of one contract, or of what several have, so that few builds take long. */
export function builds(mutants: readonly Mutant[], together = false): Mutant[][] {
  const groups = new Map<string, Mutant[]>();
  const rank = ({ file }: Mutant) =>
    IMPORTANCE.findIndex((start) => file.startsWith(start)) + 1 || IMPORTANCE.length + 1;
  for (const mutant of [...mutants].sort((a, b) => rank(a) - rank(b))) {
    const [first = "", second] = mutant.contracts;
    const group = together ? "all" : second === undefined ? first : "several";
    groups.set(group, [...(groups.get(group) ?? []), mutant]);
  }
  return [...groups.values()].flatMap((own) =>
    Array.from({ length: Math.ceil(own.length / BUILD) }, (_, i) => own.slice(i * BUILD, (i + 1) * BUILD)),
  );
}

/** A region's function, without the hash of its text. */
const functionOf = (region: string) => region.split(":").slice(0, 2).join(":");

/**
 * Which tests run a region, by its name. Of a function that has changed since that was collected: the tests that ran
 * any of it.
 */
export class Selection {
  readonly #tests = new Map<string, Set<TestKey>>();
  readonly #fresh = new Map<string, Set<TestKey>>();

  constructor({ regions, tests, states, failing }: Coverage) {
    const excluded = new Set(failing.map(({ test }) => test));
    const add = (to: Map<string, Set<TestKey>>, region: number, test: TestKey) => {
      const name = regions[region] ?? "";
      for (const key of [name, functionOf(name)]) {
        const known = to.get(key) ?? new Set();
        to.set(key, known.add(test));
      }
    };
    const used = Object.entries(tests).filter(([test]) => !excluded.has(test));
    for (const [test, { hits }] of used) for (const region of hits) add(this.#tests, region, test);
    const perFile = new Map<string, number>();
    for (const [test, { states: from }] of [...used].sort(([, a], [, b]) => a.ms - b.ms)) {
      // A few tests a file: making a state takes a second, and it is the state that shows the mutant.
      const file = test.split("::")[0] ?? "";
      perFile.set(file, (perFile.get(file) ?? 0) + 1);
      if ((perFile.get(file) ?? 0) > OF_ONE_FILE) continue;
      for (const region of new Set(from.flatMap((state) => states[state] ?? []))) add(this.#fresh, region, test);
    }
  }

  tests(region: string): readonly TestKey[] {
    return [...(this.#tests.get(region) ?? this.#tests.get(functionOf(region)) ?? [])];
  }

  /** Tests that begin from a state in whose making the region runs. */
  fresh(region: string): readonly TestKey[] {
    return [...(this.#fresh.get(region) ?? this.#fresh.get(functionOf(region)) ?? [])].slice(0, FRESH);
  }
}

/** What a build's mutants are tried on. */
export interface Chosen {
  /** Tests, or whole files of them. */
  tests(mutant: Mutant): readonly TestKey[];
  fresh(mutant: Mutant): readonly TestKey[];
  readonly ms: Readonly<Record<TestKey, number>>;
}

/**
 * Tests that a modifier may stop before the function's body runs, so that what they run does not tell: those of the
 * function, of re-entrance and of powers.
 */
function stopped({ operator, function: name, before }: Mutant, tests: readonly TestKey[]): TestKey[] {
  if (operator !== "removed modifier" && !/_ROLE$/.test(before)) return [];
  const called = (name.split(".").at(-1) ?? "").toLowerCase();
  const about = [called, before.startsWith("nonReentrant") ? "reentran" : "powers"];
  return tests.filter((test) => about.some((word) => test.toLowerCase().replaceAll("-", "").includes(word)));
}

/** By what each test runs. */
export function byCoverage(coverage: Coverage): Chosen {
  const selection = new Selection(coverage);
  const failing = new Set(coverage.failing.map(({ test }) => test));
  const sound = Object.keys(coverage.tests).filter((test) => !failing.has(test));
  return {
    tests: (mutant) => [...new Set([...selection.tests(mutant.region), ...stopped(mutant, sound)])],
    fresh: ({ region }) => selection.fresh(region),
    ms: Object.fromEntries(Object.entries(coverage.tests).map(([test, { ms }]) => [test, ms])),
  };
}

/** By what killed mutants of the same contract before: for where nothing was collected. */
export const byKillers: Chosen = {
  tests: ({ file }) => knownTestsFor(file),
  fresh: ({ file }) => knownTestsFor(file).slice(0, 2),
  ms: {},
};

/** Runs the mutants of one build. @param budget Milliseconds of tests a mutant. */
export async function runBuild(
  project: Project,
  chosen: Chosen,
  mutants: readonly Mutant[],
  budget: number,
  progress: (mutant: Mutant, result: Result) => void,
): Promise<void> {
  const placed = place(project, mutants);
  const hash = testsHash();
  const byId = new Map(mutants.map((mutant) => [mutant.id, mutant]));
  const note = (mutant: Mutant, outcome: Outcome, more: Partial<Result> = {}) => {
    const { id, functionHash } = mutant;
    const result = { id, functionHash, outcome, tests: 0, all: true, testsHash: hash, ...more };
    addResult(RESULTS, result);
    progress(mutant, result);
  };
  for (const mutant of placed.invalid) note(mutant, "invalid");
  const name = `run-${process.pid}-${++runs}`;
  const contracts = [...new Set(placed.mutants.flatMap((mutant) => mutant.contracts))];
  writeArtifacts(`${FOLDER}/${name}`, bytecodeOf(placed.sources, contracts));
  const tasks = placed.mutants.map(
    (mutant, i): Task => ({
      number: i + 1,
      id: mutant.id,
      group: `${mutant.file}:${mutant.function}`,
      words: wordsOf(`${mutant.file}:${mutant.function}`, mutant.operator, mutant.before),
      tests: chosen.tests(mutant),
      fresh: chosen.fresh(mutant),
    }),
  );
  await runTasks({ tasks, ms: chosen.ms, budget }, name, ({ id, by, tests, all }: Ending) => {
    const mutant = byId.get(id);
    if (mutant === undefined) return;
    if (by) note(mutant, "killed", { by: by.test, reason: by.reason, tests, all });
    else note(mutant, "survived", { tests, all });
  });
  for (const path of [`${FOLDER}/${name}`, `${FOLDER}/${name}-job.json`])
    rmSync(path, { recursive: true, force: true });
}
