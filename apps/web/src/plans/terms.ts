import type { Plan } from "@upline/protocol";

/** A level or rank of a plan that pays or asks for something. */
export interface RateRow {
  /** Level: 0 is the seller. Rank: 0 is the lowest. */
  readonly number: number;
  /** Basis points of the CV. */
  readonly rate: bigint;
  /** The least rank that opens the level. */
  readonly openRank: bigint;
}

/** The levels of a plan that pay. */
export function levelsOf({ rates, openRanks }: Plan): readonly RateRow[] {
  return rates
    .map((rate, number) => ({ number, rate, openRank: openRanks[number] ?? 0n }))
    .filter(({ rate }) => rate > 0n);
}

/** The ranks of a plan that are paid by. */
export function ranksOf({ rankRates }: Plan): readonly RateRow[] {
  return rankRates.map((rate, number) => ({ number, rate, openRank: 0n })).filter(({ rate }) => rate > 0n);
}

/** Terms of a plan that are one value each. */
export const SINGLE_TERMS = ["threshold", "poolShare", "walk", "compression", "personalPays"] as const;

/** Terms in which two plans differ: `levels`, `ranks`, or one of {@link SINGLE_TERMS}. */
export function differences(from: Plan, to: Plan): ReadonlySet<string> {
  const found = new Set<string>();
  const same = (left: readonly RateRow[], right: readonly RateRow[]) =>
    left.length === right.length &&
    left.every(({ number, rate, openRank }, place) => {
      const other = right[place];
      return other?.number === number && other.rate === rate && other.openRank === openRank;
    });
  if (!same(levelsOf(from), levelsOf(to))) found.add("levels");
  if (!same(ranksOf(from), ranksOf(to))) found.add("ranks");
  for (const term of SINGLE_TERMS) if (from[term] !== to[term]) found.add(term);
  return found;
}
