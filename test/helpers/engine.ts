import type { SaleRow } from "../../packages/engine/src/index.ts";
import type { PlanRule } from "./model.ts";
import type { Basket } from "./reference.ts";

const RANKS = 16;
const nameOf = (rank: number) => `rank ${rank}`;

/**
 * The same plan as a document for the engine, which knows nothing of the contracts. The pool share is no bonus of it: a
 * pool is paid by the period.
 */
export function documentOf(rule: PlanRule): object {
  const [own, ...levels] = rule.rates.map((rate, level) => ({ rate, rank: nameOf(rule.openRanks[level] ?? 0) }));
  const unilevel = { id: "team", family: "unilevel", own, levels, compression: rule.compression, walk: rule.walk };
  const ranks = Array.from({ length: RANKS }, (_, rank) => ({ rank: nameOf(rank), rate: rule.rankRates[rank] ?? 0 }));
  const differential = { id: "stairs", family: "differential", ranks, walk: rule.walk };
  return {
    upline: 1,
    name: "As the contract has it",
    currency: { code: "UNIT", decimals: 0 },
    personalSalesPay: rule.personalPays,
    ranks: Array.from({ length: RANKS }, (_, rank) => ({ name: nameOf(rank) })),
    bonuses: [{ id: "retail", family: "retail" }, ...(own === undefined ? [] : [unilevel]), differential],
  };
}

/** What is sold, for the engine. */
export function saleRowOf({ total, profit, volume }: Basket, buyer: bigint | undefined): Omit<SaleRow, "seller"> {
  return {
    cv: volume,
    price: total,
    wholesale: total - profit,
    buyer: buyer === undefined ? undefined : Number(buyer),
  };
}
