// Which lines of the contracts have changed since a commit, and samples where there is no commit to compare with.
import { spawnSync } from "node:child_process";
import type { Mutant } from "./mutant.ts";

/** Changed or added lines by file, of a diff without context. */
export function linesOf(diff: string): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  let lines = new Set<number>();
  for (const row of diff.split("\n")) {
    const file = /^\+\+\+ b\/(.+)$/.exec(row)?.[1];
    if (file !== undefined) {
      lines = new Set();
      found.set(file, lines);
    }
    const [, start, length = "1"] = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(row) ?? [];
    for (let i = 0; start !== undefined && i < Number(length); ++i) lines.add(Number(start) + i);
  }
  return found;
}

function git(...args: string[]): string | undefined {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * The commit to compare with: where this branch left the main one; on the main branch the commit before. Undefined
 * where git knows neither.
 */
export function base(): string | undefined {
  const head = git("rev-parse", "HEAD");
  const left = git("merge-base", "HEAD", "origin/main");
  if (left !== undefined && left !== head) return left;
  return git("rev-parse", "--verify", "--quiet", "HEAD~1");
}

/** Changed lines of the contracts since a commit, what is not committed included. Undefined if git does not know it. */
export function changedLines(since: string): Map<string, Set<number>> | undefined {
  const diff = git("diff", "--unified=0", "--no-color", "--no-ext-diff", since, "--", "contracts");
  return diff === undefined ? undefined : linesOf(diff);
}

/** The mutants that begin on changed lines. */
export function onLines(mutants: readonly Mutant[], lines: ReadonlyMap<string, ReadonlySet<number>>): Mutant[] {
  return mutants.filter(({ file, line }) => lines.get(file)?.has(line) === true);
}

/** Numbers from 0 up to 1 that a seed determines (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** So many of a list, chosen by a seed, in the list's order. */
export function sample<T>(list: readonly T[], count: number, seed: number): T[] {
  const next = random(seed);
  const drawn = list.map((item, i) => ({ item, i, draw: next() })).sort((a, b) => a.draw - b.draw);
  return drawn
    .slice(0, count)
    .sort((a, b) => a.i - b.i)
    .map(({ item }) => item);
}

/** A sample out of two files, so that few contracts have to be built. */
export function sampleOfFiles(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const files = sample([...new Set(mutants.map(({ file }) => file))], 2, seed);
  return sample(
    mutants.filter(({ file }) => files.includes(file)),
    count,
    seed,
  );
}
