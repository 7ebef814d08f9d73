import type { Plan } from "@upline/engine";
import type { BonusOf, Placed } from "./bonuses.ts";
import type { Gaps } from "./plan-not-on-chain.ts";
import { RANKS } from "./programme-terms.ts";
import { checkOnSale, checkWalk } from "./settings.ts";

/** The rate of each rank that the contracts have: one that is not named has that of the next lower one that is. */
export function wordsByRank(
  placed: Placed<BonusOf<"differential">> | undefined,
  plan: Plan,
  gaps: Gaps,
): readonly number[] {
  if (placed === undefined) return [];
  const { bonus, path } = placed;
  checkOnSale(bonus, path, gaps);
  checkWalk(bonus.walk, path, gaps);
  if (bonus.tiers !== undefined) {
    gaps.add(`${path}.tiers`, 'has no on-chain form; expected "ranks": volumes are not counted when a sale is placed');
  }
  const named = new Map(bonus.ranks?.map(({ rank, rate }) => [plan.rank(rank), rate]));
  const rates: number[] = [];
  for (let rank = 0; rank < RANKS; rank++) rates.push(named.get(rank) ?? rates[rank - 1] ?? 0);
  return rates;
}
