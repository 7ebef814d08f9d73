import {
  formatAmount,
  formatBasisPoints,
  type Plan,
  type TokenUnit,
  worstCase,
} from "../../packages/protocol/src/index.ts";

/** A plan in a few lines: what it pays, and under what conditions. */
export function planLines(plan: Plan, unit: TokenUnit): readonly (readonly [string, string])[] {
  const byRank = plan.rankRates.map(formatBasisPoints).join(", ");
  const { threshold, poolShare, walk, compression, personalPays } = plan;
  const rates = plan.rates.map(formatBasisPoints).join(", ");
  return [
    ["rates by level", rates === "" ? "none" : rates],
    [
      "ranks that open",
      plan.openRanks.some((rank) => rank > 0n) ? plan.openRanks.join(", ") : "every rank, each level",
    ],
    ["rates by rank", byRank === "" ? "none" : byRank],
    ["activity", threshold === 0n ? "everybody is active" : `from ${formatAmount(threshold, unit)} of retail volume`],
    ["pool share", formatBasisPoints(poolShare)],
    ["longest walk", `${walk} uplines`],
    ["compression", compression],
    ["personal sales", personalPays ? "pay" : "do not pay"],
    ["worst case", formatBasisPoints(worstCase(plan))],
  ];
}

/** What differs between two plans: name, before, after. */
export function planDifference(
  before: Plan,
  after: Plan,
  unit: TokenUnit,
): readonly (readonly [string, string, string])[] {
  const old = new Map(planLines(before, unit));
  return planLines(after, unit).flatMap(([name, value]) => {
    const was = old.get(name) ?? "";
    return was === value ? [] : [[name, was, value] as const];
  });
}
