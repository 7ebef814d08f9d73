// In which order tests are tried on a mutant: those first that found others near it, then the quick ones.
import type { TestKey } from "./suites.ts";

export interface Candidate {
  readonly test: TestKey;
  readonly ms: number;
  /** How many mutants it killed, by group. */
  readonly kills?: ReadonlyMap<string, number> | undefined;
}

const FIRST = 5;
const SECOND = 25;
/** Of one file in the first batch: tests of one file mostly see the same. */
const OF_ONE_FILE = 2;

function score({ kills, ms }: Candidate, group: string): number {
  const near = kills?.get(group) ?? 0;
  const all = [...(kills?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  return (near * 20 + all) * 100 - ms;
}

/**
 * Batches of tests, each to be run after the one before found nothing.
 * @param budget Milliseconds for all of them; what does not fit is left out, and `all` is false.
 */
export function order(
  candidates: readonly Candidate[],
  group: string,
  budget: number,
): { batches: TestKey[][]; all: boolean } {
  const ranked = [...candidates].sort((a, b) => score(b, group) - score(a, group) || a.test.localeCompare(b.test));
  const fits: TestKey[] = [];
  let spent = 0;
  for (const { test, ms } of ranked) {
    if (spent + ms > budget && fits.length > 0) continue;
    spent += ms;
    fits.push(test);
  }
  const perFile = new Map<string, number>();
  const first = fits
    .filter((test) => {
      const file = test.split("::")[0] ?? "";
      perFile.set(file, (perFile.get(file) ?? 0) + 1);
      return (perFile.get(file) ?? 0) <= OF_ONE_FILE;
    })
    .slice(0, FIRST);
  const rest = fits.filter((test) => !first.includes(test));
  const batches = [first, rest.slice(0, SECOND), rest.slice(SECOND)].filter((batch) => batch.length > 0);
  return { batches, all: fits.length === candidates.length };
}
