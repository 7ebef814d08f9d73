// Runs the tests chosen for each of some mutants, in one process with the tests loaded once. Talks to the campaign by
// messages: one when a mutant begins, one with its outcome.
import { readFileSync } from "node:fs";
import { fixtures } from "../../test/helpers/fixture.ts";
import { type Candidate, order } from "./order.ts";
import { type Failure, Suites, type TestKey } from "./suites.ts";
import { active, installSwitch } from "./switch.ts";

export interface Task {
  readonly number: number;
  readonly id: string;
  /** Tests of the same group are tried first on mutants of that group. */
  readonly group: string;
  /** Tests that run the changed region themselves. */
  readonly tests: readonly TestKey[];
  /** Tests that begin from a state in whose making it runs: for those, states are made with the mutant on. */
  readonly fresh: readonly TestKey[];
}

export interface Job {
  readonly tasks: readonly Task[];
  readonly ms: Readonly<Record<TestKey, number>>;
  /** How long the tests of one mutant may take together. */
  readonly budget: number;
}

export type Message =
  | { readonly kind: "begin"; readonly id: string }
  | { readonly kind: "end"; readonly id: string; readonly by?: Failure; readonly tests: number; readonly all: boolean };

const job = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Job;
const say = (message: Message) => process.send?.(message);

let fresh = false;
installSwitch();
fixtures.making = async (make) => {
  // States are made by the contracts as they are, so that they serve every mutant.
  const mutant = active.mutant;
  active.mutant = fresh ? mutant : 0;
  try {
    return await make();
  } finally {
    active.mutant = mutant;
  }
};

const kills = new Map<TestKey, Map<string, number>>();
/** Tests that fail in this build without any mutant. */
const broken = new Set<TestKey>();
const files = [
  ...new Set(job.tasks.flatMap(({ tests, fresh }) => [...tests, ...fresh]).map((key) => key.split("::")[0] ?? "")),
];
const suites = await Suites.load(files.sort(), true);

async function withMutant(number: number, tests: readonly TestKey[]): Promise<Failure | undefined> {
  active.mutant = number;
  const [failure] = await suites.run(tests);
  active.mutant = 0;
  return failure;
}

/** The first failure that is the mutant's doing: the test passes without it, at once afterwards. */
async function kill(number: number, tests: readonly TestKey[]): Promise<Failure | undefined> {
  for (let left = tests.filter((key) => !broken.has(key)); left.length > 0; ) {
    if (fresh) suites.forget();
    const failure = await withMutant(number, left);
    if (failure === undefined) return undefined;
    const suspect = left.includes(failure.test) ? [failure.test] : left.slice(0, 1);
    if (fresh) suites.forget();
    if ((await withMutant(0, suspect)) === undefined) return failure;
    // Perhaps what the mutant left behind in a chain; if not, the test fails without any mutant.
    suites.forget();
    if ((await withMutant(0, suspect)) !== undefined) for (const key of suspect) broken.add(key);
    left = left.filter((key) => !broken.has(key));
  }
  return undefined;
}

async function judge({
  number,
  group,
  tests,
  fresh: later,
}: Task): Promise<Omit<Message & { kind: "end" }, "kind" | "id">> {
  const candidates: Candidate[] = tests.map((test) => ({ test, ms: job.ms[test] ?? 100, kills: kills.get(test) }));
  const { batches, all } = order(candidates, group, job.budget);
  let count = 0;
  for (const batch of batches) {
    const by = await kill(number, batch);
    count += batch.length;
    if (by) return { by, tests: count, all };
  }
  if (later.length > 0) {
    fresh = true;
    const by = await kill(number, later);
    fresh = false;
    suites.forget();
    if (by) return { by, tests: count + later.length, all };
  }
  return { tests: count + later.length, all };
}

for (const task of job.tasks) {
  say({ kind: "begin", id: task.id });
  const verdict = await judge(task);
  if (verdict.by) {
    const own = kills.get(verdict.by.test) ?? new Map<string, number>();
    own.set(task.group, (own.get(task.group) ?? 0) + 1);
    kills.set(verdict.by.test, own);
  }
  say({ kind: "end", id: task.id, ...verdict });
}
process.exit(0);
