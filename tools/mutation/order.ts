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
/** The likeliest ones run whatever the budget. */
const SURE = 2;
/** Of one file in the first batch: tests of one file mostly see the same. */
const OF_ONE_FILE = 2;
/** What making the states of a file costs, in milliseconds, the first time. */
const NEW_FILE = 1_500;

export const fileOf = (test: TestKey): string => test.split("::")[0] ?? "";

/** What a test's name gains by a word that it shares with the mutant. */
const WORD = 1_000;

/** Words by which a test's name tells that it is about a function, or about a kind of change. */
export function wordsOf(group: string, operator: string, before: string): string[] {
  const [, file = "", contract = "", name = ""] = /([^/]+)\.sol:(?:(\w+)\.)?(\w+)$/.exec(group) ?? [];
  const words = [file, contract, name.replace(/^_/, "")].map((word) => word.toLowerCase());
  // What a modifier is for is mostly tested elsewhere than the function.
  if (operator === "removed modifier") words.unshift(before.startsWith("nonReentrant") ? "reentran" : "role");
  return [...new Set(words)].filter((word) => word.length > 2);
}

function score(
  { test, kills, ms }: Candidate,
  group: string,
  words: readonly string[],
  made: ReadonlySet<string>,
): number {
  const title = test.toLowerCase().replaceAll("-", "");
  const shared = words.filter((word) => title.includes(word)).length + (title.includes(words[0] ?? " ") ? 2 : 0);
  const near = kills?.get(group) ?? 0;
  const all = [...(kills?.values() ?? [])].reduce((sum, n) => sum + n, 0);
  return (near * 20 + all) * 100 + shared * WORD - ms - (made.has(fileOf(test)) ? 0 : NEW_FILE);
}

/**
 * Batches of tests, each to be run after the one before found nothing.
 * @param budget Milliseconds for all of them; what does not fit is left out, and `all` is false.
 * @param made Files whose states are made already.
 * @param words What tests of the mutant are likely to be called.
 */
export function order(
  candidates: readonly Candidate[],
  group: string,
  budget: number,
  made: ReadonlySet<string> = new Set(),
  words: readonly string[] = [],
): { batches: TestKey[][]; all: boolean } {
  const scored = candidates.map((candidate) => ({ ...candidate, score: score(candidate, group, words, made) }));
  scored.sort((a, b) => b.score - a.score || (a.test < b.test ? -1 : 1));
  const perFile = new Map<string, number>();
  const fits: TestKey[] = [];
  let spent = 0;
  for (const { test, ms } of scored) {
    const file = fileOf(test);
    const cost = ms + (made.has(file) || perFile.has(file) ? 0 : NEW_FILE);
    if (spent + cost > budget && fits.length >= SURE) continue;
    spent += cost;
    perFile.set(file, 0);
    fits.push(test);
  }
  const first = fits
    .filter((test) => {
      const count = (perFile.get(fileOf(test)) ?? 0) + 1;
      perFile.set(fileOf(test), count);
      return count <= OF_ONE_FILE;
    })
    .slice(0, FIRST);
  const chosen = new Set(first);
  const rest = fits.filter((test) => !chosen.has(test));
  const batches = [first, rest.slice(0, SECOND), rest.slice(SECOND)].filter((batch) => batch.length > 0);
  return { batches, all: fits.length === candidates.length };
}
