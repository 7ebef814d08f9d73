// In which order a mutant gets the tests that reach it: first those that noticed other changes of the same file, then the
// quick ones, the slow ones last. Most mutants are noticed by the first few.

/** What a run without a mutant told of a test. */
export interface Known {
  /** Milliseconds. */
  readonly ms: number;
  /** The test's file, from the package's folder. */
  readonly file: string;
}

/** How many tests that noticed other changes of the file come first. */
const FIRST = 6;
/** Milliseconds up to which a test belongs to a group. */
const BOUNDS = [10, 100, Number.POSITIVE_INFINITY];

/**
 * @param names The tests to be run.
 * @param kills How many mutants of the same file each test has killed so far.
 * @returns Groups of tests, to be run one after the other up to the first failure.
 */
export function ordered(
  names: readonly string[],
  kills: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, Known>,
): string[][] {
  const first = new Set(killersAmong(names, kills));
  const rest = names.filter((name) => !first.has(name));
  const group = (name: string) => BOUNDS.findIndex((bound) => (known.get(name)?.ms ?? 0) < bound);
  const groups = BOUNDS.map((_, index) => rest.filter((name) => group(name) === index));
  return [[...first], ...groups].filter(({ length }) => length > 0);
}

/** The tests that killed most, at most FIRST. */
export function killersAmong(names: readonly string[], kills: ReadonlyMap<string, number>): string[] {
  const killers = names.filter((name) => kills.has(name));
  return killers.sort((a, b) => (kills.get(b) ?? 0) - (kills.get(a) ?? 0)).slice(0, FIRST);
}

/** How long a test may take before it counts as one that never ends, in milliseconds. */
export function limit(name: string, known: ReadonlyMap<string, Known>): number {
  return 3000 + 20 * (known.get(name)?.ms ?? 1000);
}
