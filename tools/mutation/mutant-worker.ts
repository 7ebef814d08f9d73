// Runs the tests chosen for each of some mutants, in one process with the tests loaded once. Talks to the campaign by
// messages: one when a mutant begins, one with its outcome.
import { readFileSync } from "node:fs";
import { fixtures } from "../../test/helpers/fixture.ts";
import { type Candidate, fileOf, order } from "./order.ts";
import { type Failure, Suites, type TestKey } from "./suites.ts";
import { active, installSwitch } from "./switch.ts";

export interface Task {
  readonly number: number;
  readonly id: string;
  /** Tests of the same group are tried first on mutants of that group. */
  readonly group: string;
  /** What tests of it are likely to be called. */
  readonly words: readonly string[];
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

/** How often a mutant is tried again after a test that fails without it as well. */
const TRIES = 5;
const kills = new Map<TestKey, Map<string, number>>();
/** Files of tests whose states are made. */
const made = new Set<string>();
/** Tests that fail in this build without any mutant. */
const broken = new Set<TestKey>();
const files = [...new Set(job.tasks.flatMap(({ tests, fresh }) => [...tests, ...fresh]).map(fileOf))];
const suites = await Suites.load(files.sort(), true);

/** A whole file stands for all of its tests. */
function expanded(keys: readonly TestKey[]): TestKey[] {
  return keys.flatMap((key) =>
    key.includes("::") ? [key] : suites.all().filter((test) => test.startsWith(`${key}::`)),
  );
}

async function withMutant(number: number, tests: readonly TestKey[]): Promise<Failure | undefined> {
  active.mutant = number;
  const [failure] = await suites.run(tests);
  active.mutant = 0;
  return failure;
}

/** Whether tests fail without any mutant; if so, perhaps only for what one left behind in a chain, which is then gone. */
async function failWithout(suspects: readonly TestKey[]): Promise<boolean> {
  if ((await withMutant(0, suspects)) === undefined) return false;
  suites.forget();
  if ((await withMutant(0, suspects)) !== undefined) for (const key of suspects) broken.add(key);
  return true;
}

/**
 * The failure of a test that passes without the mutant on new states, and fails with it there. A mutant that lets
 * through what should fail leaves a chain in which the test fails without it too: another time, a pending transaction.
 */
async function failOnNewStates(number: number, test: TestKey): Promise<Failure | undefined> {
  if (broken.has(test)) return undefined;
  suites.forget();
  const failure = await withMutant(number, [test]);
  suites.forget();
  return failure !== undefined && (await withMutant(0, [test])) === undefined ? failure : undefined;
}

/** The first failure that is the mutant's doing: the test passes without it, at once afterwards or on new states. */
async function kill(number: number, tests: readonly TestKey[]): Promise<Failure | undefined> {
  let left = tests.filter((key) => !broken.has(key));
  for (let tries = 0; tries < TRIES && left.length > 0; ++tries) {
    const failure = await withMutant(number, left);
    if (failure === undefined) return undefined;
    const known = left.includes(failure.test);
    const suspects = known ? [failure.test] : left.slice(0, 1);
    if (!(await failWithout(suspects))) return failure;
    const again = known ? await failOnNewStates(number, failure.test) : undefined;
    if (again) return again;
    left = left.filter((key) => !broken.has(key));
  }
  return undefined;
}

/** The same with states that are made with the mutant on. What those are is not kept. */
async function killFresh(number: number, tests: readonly TestKey[]): Promise<Failure | undefined> {
  const left = tests.filter((key) => !broken.has(key));
  if (left.length === 0) return undefined;
  const remember = suites.forget();
  fresh = true;
  const failure = await withMutant(number, left);
  fresh = false;
  remember();
  if (failure === undefined) return undefined;
  return (await failWithout(left.includes(failure.test) ? [failure.test] : left)) ? undefined : failure;
}

async function judge({
  number,
  group,
  words,
  tests,
  fresh: later,
}: Task): Promise<Omit<Message & { kind: "end" }, "kind" | "id">> {
  const candidates: Candidate[] = expanded(tests).map((test) => ({
    test,
    ms: job.ms[test] ?? 100,
    kills: kills.get(test),
  }));
  const { batches, all: fits } = order(candidates, group, job.budget, made, words);
  let count = 0;
  for (const batch of batches) {
    const by = await kill(number, batch);
    // Those behind a failure did not run, but are likely the next time.
    for (const test of batch) made.add(fileOf(test));
    count += batch.length;
    if (by) return { by, tests: count, all: fits };
  }
  const by = await killFresh(number, expanded(later));
  // A test that failed without the mutant said nothing about it.
  const all = fits && !candidates.some(({ test }) => broken.has(test));
  return { ...(by ? { by } : {}), tests: count + later.length, all };
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
