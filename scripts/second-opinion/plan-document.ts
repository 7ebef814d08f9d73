import { planFromChain } from "../../packages/auditor/src/plan/plan-from-chain.ts";
import { RANKS } from "../../packages/auditor/src/plan/programme-terms.ts";
import type { Plan, TokenUnit } from "../../packages/protocol/src/index.ts";

/** What a document of a plan says besides what it pays. */
export interface PlanSetting {
  readonly name: string;
  /** What amounts are in. */
  readonly unit: TokenUnit;
  /** Basis points of the wholesale price that no sale exceeds. */
  readonly cap: bigint;
}

/** A plan of the contracts as a document for the engine, in which the rows of the network say who is active. */
export function planDocument(plan: Plan, { name, unit, cap }: PlanSetting): object {
  // Activity follows from the sales settled in the period before, which the document's sales are not.
  const words = { ...plan, threshold: 0n };
  const read = planFromChain(words, { currency: { code: unit.symbol, decimals: unit.decimals } });
  const { upline, currency, name: _, ...paid } = JSON.parse(read.text) as Readonly<Record<string, unknown>>;
  const ranks = Array.from({ length: RANKS }, (_, rank) => ({ name: `rank ${rank}` }));
  return { upline, name, currency, cap: Number(cap), ...paid, ranks };
}
