import type { Plan, Quote, SkipReason } from "../../../packages/protocol/src/index.ts";

const BASIS_POINTS = 10_000n;

/** Why nobody got a level of a sale. */
export type UnpaidReason = SkipReason | "noUpline";

/** One level of one sale. */
export interface LevelShare {
  readonly level: number;
  /** What the plan gives for it, in token units. */
  readonly amount: bigint;
  /** Id of who gets it, or why nobody does: then it is the company's. */
  readonly to: bigint | UnpaidReason;
}

/** The plan's levels of a quoted sale, paid or not. Retail profit is not among them. */
export function levelShares(quote: Quote, { rates }: Plan): readonly LevelShare[] {
  return rates.map((rate, level) => {
    const amount = (rate * quote.volume) / BASIS_POINTS;
    const credit = quote.credits.find((entry) => Number(entry.level) === level);
    const commission = (credit?.amount ?? 0n) - (level === 0 ? quote.profit : 0n);
    return {
      level,
      amount,
      to: credit !== undefined && commission === amount ? credit.id : unpaidReason(quote, level),
    };
  });
}

function unpaidReason({ skipped }: Quote, level: number): UnpaidReason {
  return skipped.findLast((entry) => Number(entry.level) === level)?.reason ?? "noUpline";
}
