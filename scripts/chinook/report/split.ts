import {
  type PlacedSale,
  type Plan,
  ProtocolError,
  type Quote,
  type SkipReason,
} from "../../../packages/protocol/src/index.ts";

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

/** A sale paid another split than it was quoted. */
export class QuoteBroken extends ProtocolError {
  override readonly name = "QuoteBroken";

  constructor(sale: string, quoted: string, placed: string) {
    super(
      `${sale} was quoted ${quoted} and placed with ${placed}`,
      { sale, quoted, placed },
      "The contract breaks what it promises: report this.",
    );
  }
}

/**
 * Checks that a sale was placed as it was quoted.
 * @throws QuoteBroken if a part differs.
 */
export function checkQuote(name: string, quote: Quote, sale: PlacedSale): void {
  const parts = ({ total, profit, pool, company, credits }: Quote | PlacedSale) =>
    `total ${total}, profit ${profit}, pool ${pool}, company ${company}, ` +
    credits.map(({ id, amount }) => `${amount} for ${id}`).join(", ");
  if (parts(quote) !== parts(sale)) throw new QuoteBroken(name, parts(quote), parts(sale));
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
