import type { Plan, TokenUnit } from "../../packages/protocol/src/index.ts";

/** What the engine's document of a plan says besides its rates. */
export interface PlanSetting {
  readonly name: string;
  /** What amounts are in. */
  readonly unit: TokenUnit;
  /** Basis points of the wholesale price that no sale may exceed; left out: none. */
  readonly cap?: bigint;
  /** The highest rank that anybody has. */
  readonly highestRank: number;
}

/** The name that a document has for a rank of the contracts. */
const nameOf = (rank: number) => `rank ${rank}`;

/**
 * A plan of the contracts as a document for the engine, which knows nothing of them. The pool share is no bonus of it: a
 * pool is paid by the period. Ranks and activity are left to the rows of the network.
 */
export function planDocument(plan: Plan, { name, unit, cap, highestRank }: PlanSetting): object {
  const most = [highestRank, plan.rankRates.length - 1, ...plan.openRanks.map(Number)];
  const ranks = Array.from({ length: Math.max(...most) + 1 }, (_, rank) => rank);
  return {
    upline: 1,
    name,
    currency: { code: unit.symbol, decimals: unit.decimals },
    ...(cap === undefined ? {} : { cap: Number(cap) }),
    personalSalesPay: plan.personalPays,
    ranks: ranks.map((rank) => ({ name: nameOf(rank) })),
    bonuses: [{ id: "retail", family: "retail" }, ...levelBonus(plan), ...rankBonus(plan, ranks)],
  };
}

function levelBonus({ rates, openRanks, compression, walk }: Plan): readonly object[] {
  const [own, ...levels] = rates.map((rate, level) => {
    const least = Number(openRanks[level] ?? 0n);
    return { rate: Number(rate), ...(least === 0 ? {} : { rank: nameOf(least) }) };
  });
  return own === undefined ? [] : [{ id: "levels", family: "unilevel", own, levels, compression, walk: Number(walk) }];
}

function rankBonus({ rankRates, walk }: Plan, ranks: readonly number[]): readonly object[] {
  if (rankRates.length === 0) return [];
  // A rank without a rate has none, while the engine would give it that of the next lower one.
  const rates = ranks.map((rank) => ({ rank: nameOf(rank), rate: Number(rankRates[rank] ?? 0n) }));
  return [{ id: "ranks", family: "differential", ranks: rates, walk: Number(walk) }];
}
