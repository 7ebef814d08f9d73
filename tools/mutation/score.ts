// Counts what became of the mutants, by file.
import type { Equivalent } from "./equivalents.ts";
import type { Mutant } from "./mutant.ts";
import { type Result, resultOf } from "./results.ts";

export interface Score {
  readonly file: string;
  readonly generated: number;
  readonly killed: number;
  /** No mutants: the same bytecode, or no Solidity. */
  readonly identical: number;
  readonly listed: number;
  readonly survived: number;
  /** Without a result. */
  readonly unknown: number;
}

export interface Judged {
  readonly mutant: Mutant;
  readonly result: Result | undefined;
}

export function judged(mutants: readonly Mutant[], results: ReadonlyMap<string, Result>): Judged[] {
  return mutants.map((mutant) => ({ mutant, result: resultOf(results, mutant) }));
}

/** The mutants that survived and are not listed. */
export function survivors(all: readonly Judged[], listed: ReadonlyMap<string, Equivalent>): Judged[] {
  return all.filter(({ mutant, result }) => result?.outcome === "survived" && !listed.has(mutant.id));
}

export function scoreOf(file: string, all: readonly Judged[], listed: ReadonlyMap<string, Equivalent>): Score {
  const outcomes = all.map(({ mutant, result }) =>
    result?.outcome === "survived" && listed.has(mutant.id) ? "listed" : result?.outcome,
  );
  const count = (...names: (string | undefined)[]) => outcomes.filter((outcome) => names.includes(outcome)).length;
  return {
    file,
    generated: all.length,
    killed: count("killed"),
    identical: count("identical", "invalid"),
    listed: count("listed"),
    survived: count("survived"),
    unknown: count(undefined),
  };
}

/** Killed of those that could be, in per cent; 100 where there are none. */
export function percent({ generated, killed, identical, listed, unknown }: Score): number {
  const possible = generated - identical - listed - unknown;
  return possible === 0 ? 100 : (100 * killed) / possible;
}

/** One score for each file, in the files' order, and one for all. */
export function scores(
  all: readonly Judged[],
  listed: ReadonlyMap<string, Equivalent>,
): { files: Score[]; total: Score } {
  const files = [...new Set(all.map(({ mutant }) => mutant.file))].map((file) =>
    scoreOf(
      file,
      all.filter(({ mutant }) => mutant.file === file),
      listed,
    ),
  );
  return { files, total: scoreOf("all", all, listed) };
}
