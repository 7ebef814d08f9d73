import { type Plan, readPlan } from "@upline/engine";
import type { KnownPlan } from "../history/state/plans.ts";

const RANKS = 16;
const nameOf = (rank: number) => `rank ${rank}`;

/** Names of the plan's bonuses, as the engine's lines have them. */
export const BONUSES = { retail: "retail", levels: "levels", ranks: "ranks" } as const;

/**
 * A plan of the chain as a document for the engine. The pool's share is no bonus of it: a pool is paid by the period.
 * @throws PlanInvalid if no such plan can be.
 */
export function enginePlanOf(plan: KnownPlan): Plan {
  const last = plan.rates.findLastIndex((rate) => rate > 0);
  const [own, ...levels] = plan.rates
    .slice(0, last + 1)
    .map((rate, level) => ({ rate, rank: nameOf(plan.openRanks[level] ?? 0) }));
  const { compression, walk } = plan;
  const byLevel = { id: BONUSES.levels, family: "unilevel", own, levels, compression, walk };
  const rates = Array.from({ length: RANKS }, (_, rank) => ({ rank: nameOf(rank), rate: plan.rankRates[rank] ?? 0 }));
  const byRank = { id: BONUSES.ranks, family: "differential", ranks: rates, walk };
  return readPlan({
    upline: 1,
    name: `Plan ${plan.version}`,
    currency: { code: "UNIT", decimals: 0 },
    personalSalesPay: plan.personalPays,
    ranks: Array.from({ length: RANKS }, (_, rank) => ({ name: nameOf(rank) })),
    bonuses: [
      { id: BONUSES.retail, family: "retail" },
      ...(own === undefined ? [] : [byLevel]),
      ...(plan.rankRates.some((rate) => rate > 0) ? [byRank] : []),
    ],
  });
}
