// A campaign: builds mutants many at a time, runs their tests, and writes down what became of each.
import { rmSync } from "node:fs";
import { writeArtifacts } from "./artifacts.ts";
import type { Project } from "./ast.ts";
import { type Coverage, FOLDER, testsHash } from "./coverage.ts";
import type { Mutant } from "./mutant.ts";
import type { Task } from "./mutant-worker.ts";
import { bytecodeOf, place } from "./place.ts";
import { addResult, type Outcome, type Result } from "./results.ts";
import { type Ending, runTasks } from "./run.ts";
import type { TestKey } from "./suites.ts";

export const RESULTS = `${FOLDER}/results.jsonl`;

let runs = 0;

/** Most mutants of one build. */
const BUILD = 350;
/** Most tests for which states are made with the mutant on. */
const FRESH = 12;

/** Files by how much depends on them; the rest follows by name. */
const IMPORTANCE = [
  "contracts/Upline.sol",
  "contracts/UplineBase.sol",
  "contracts/libraries/",
  "contracts/modules/",
  "contracts/plans/",
  "contracts/types/",
  "contracts/periphery/",
];

/** What is built together: mutants of one file, so that few contracts are needed. */
export function builds(mutants: readonly Mutant[], together = false): Mutant[][] {
  const files = new Map<string, Mutant[]>();
  for (const mutant of mutants) {
    const file = together ? "" : mutant.file;
    files.set(file, [...(files.get(file) ?? []), mutant]);
  }
  const rank = (file: string) => IMPORTANCE.findIndex((start) => file.startsWith(start)) + 1 || IMPORTANCE.length + 1;
  return [...files]
    .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
    .flatMap(([, own]) =>
      Array.from({ length: Math.ceil(own.length / BUILD) }, (_, i) => own.slice(i * BUILD, (i + 1) * BUILD)),
    );
}

/** Which tests run a region, by its name. */
export class Selection {
  readonly #tests = new Map<string, TestKey[]>();
  readonly #fresh = new Map<string, TestKey[]>();

  constructor({ regions, tests, states, failing }: Coverage) {
    const excluded = new Set(failing.map(({ test }) => test));
    const add = (to: Map<string, TestKey[]>, region: number, test: TestKey) => {
      const name = regions[region] ?? "";
      to.set(name, [...(to.get(name) ?? []), test]);
    };
    const used = Object.entries(tests).filter(([test]) => !excluded.has(test));
    for (const [test, { hits }] of used) for (const region of hits) add(this.#tests, region, test);
    const quickest = [...used].sort(([, a], [, b]) => a.ms - b.ms);
    const perFile = new Map<string, number>();
    for (const [test, { states: from }] of quickest) {
      // A few tests a file: making a state takes a second, and it is the state that shows the mutant.
      const file = test.split("::")[0] ?? "";
      perFile.set(file, (perFile.get(file) ?? 0) + 1);
      if ((perFile.get(file) ?? 0) > 3) continue;
      for (const region of new Set(from.flatMap((state) => states[state] ?? []))) add(this.#fresh, region, test);
    }
  }

  tests(region: string): readonly TestKey[] {
    return this.#tests.get(region) ?? [];
  }

  /** Tests that begin from a state in whose making the region runs. */
  fresh(region: string): readonly TestKey[] {
    return (this.#fresh.get(region) ?? []).slice(0, FRESH);
  }
}

/** Runs the mutants of one build. @param budget Milliseconds of tests a mutant. */
export async function runBuild(
  project: Project,
  coverage: Coverage,
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
  const selection = new Selection(coverage);
  const tasks = placed.mutants.map(
    (mutant, i): Task => ({
      number: i + 1,
      id: mutant.id,
      group: `${mutant.file}:${mutant.function}`,
      tests: selection.tests(mutant.region),
      fresh: selection.fresh(mutant.region),
    }),
  );
  const ms = Object.fromEntries(Object.entries(coverage.tests).map(([test, { ms }]) => [test, ms]));
  await runTasks({ tasks, ms, budget }, name, ({ id, by, tests, all }: Ending) => {
    const mutant = byId.get(id);
    if (mutant === undefined) return;
    if (by) note(mutant, "killed", { by: by.test, reason: by.reason, tests, all });
    else note(mutant, "survived", { tests, all });
  });
  for (const path of [`${FOLDER}/${name}`, `${FOLDER}/${name}-job.json`])
    rmSync(path, { recursive: true, force: true });
}
