import { formatAmount, formatBasisPoints, type TokenUnit } from "./amounts.ts";
import {
  choice,
  RETURN_KINDS,
  type ReturnKind,
  SALE_KINDS,
  type SaleKind,
  SKIP_REASONS,
  type SkipReason,
} from "./choices.ts";
import type { ISales } from "./contracts/index.js";
import type { Plan } from "./plan.ts";

/** A distributor's part of a quoted sale. */
export interface QuotedCredit {
  /**
   * 0 is the seller. Of an upline: the level that was to be filled when the walk came to him; in a plan without levels, or
   * behind the last one, the uplines are counted.
   */
  readonly level: bigint;
  readonly id: bigint;
  /** In token units; the seller's contains the retail profit. */
  readonly amount: bigint;
  /** What of it he gets for his rank. */
  readonly differential: bigint;
}

/** Somebody who was looked at for a level and not paid. */
export interface Skipped {
  readonly level: bigint;
  readonly id: bigint;
  readonly reason: SkipReason;
}

/** What a sale placed now would pay. Amounts in token units, times in seconds. */
export interface Quote {
  readonly kind: SaleKind;
  /** Version of the plan. */
  readonly plan: bigint;
  readonly total: bigint;
  readonly profit: bigint;
  /** The sale's CV. */
  readonly volume: bigint;
  readonly pool: bigint;
  readonly company: bigint;
  readonly activityVolume: bigint;
  readonly window: bigint;
  readonly returnKind: ReturnKind;
  readonly arbiter: string;
  /** When it could be settled, in seconds since 1970; 0: it is final at once. */
  readonly deadline: bigint;
  readonly credits: readonly QuotedCredit[];
  readonly skipped: readonly Skipped[];
}

/** A quote as the contract answers it, in this package's words. */
export function readQuote(answer: ISales.QuoteStructOutput): Quote {
  const { plan, total, profit, volume, pool, company, activityVolume, window, arbiter, deadline } = answer;
  return {
    kind: choice(SALE_KINDS, answer.kind),
    plan,
    total,
    profit,
    volume,
    pool,
    company,
    activityVolume,
    window,
    returnKind: choice(RETURN_KINDS, answer.returnKind),
    arbiter,
    deadline,
    credits: answer.credits.map(({ level, id, amount, differential }) => ({ level, id, amount, differential })),
    skipped: answer.skipped.map(({ level, id, reason }) => ({ level, id, reason: choice(SKIP_REASONS, reason) })),
  };
}

/**
 * Says where the money of a quoted sale goes, one sentence a part; the parts add up to the total.
 * @param plan The plan that the quote follows.
 * @param token Shows amounts as this token's instead of in token units.
 */
export function explainQuote(quote: Quote, plan: Plan, token?: TokenUnit): readonly string[] {
  const amount = (units: bigint) => formatAmount(units, token);
  const credits = quote.credits.map((credit) => creditSentence(quote, plan, credit, amount));
  const skipped = quote.skipped.map((entry) => skippedSentence(plan, entry));
  const pool = quote.pool === 0n ? [] : [`Bonus pool: ${amount(quote.pool)} = ${share(plan.poolShare)}.`];
  return [
    `The buyer pays ${amount(quote.total)}; its commissionable volume (CV) is ${amount(quote.volume)}.`,
    ...credits,
    ...skipped,
    ...pool,
    `Company: ${amount(quote.company)}, all that is left.`,
  ];
}

const share = (basisPoints: bigint) => `${formatBasisPoints(basisPoints)} of the CV`;

function creditSentence(
  { profit }: Quote,
  plan: Plan,
  { level, id, amount, differential }: QuotedCredit,
  shown: (units: bigint) => string,
): string {
  const rate = share(plan.rates[Number(level)] ?? 0n);
  const own = level === 0n ? profit : 0n;
  const byLevel = amount - own - differential;
  if (level > 0n && differential === 0n) return `Level ${level}, distributor ${id}: ${shown(amount)} = ${rate}.`;
  const parts = [
    ...(own > 0n ? [`retail profit ${shown(own)}`] : []),
    ...(byLevel > 0n ? [`${shown(byLevel)}, which is ${rate}`] : []),
    ...(differential > 0n ? [`${shown(differential)} for his rank, above the highest below him`] : []),
  ];
  const who = level === 0n ? "Level 0, the seller" : `Level ${level}`;
  // For his rank alone: the sum is the part.
  if (amount === differential) return `${who}, distributor ${id}: ${parts.join("")}.`;
  return `${who}, distributor ${id}: ${shown(amount)} = ${parts.join(" + ")}.`;
}

function skippedSentence(plan: Plan, { level, id, reason }: Skipped): string {
  const needed = plan.openRanks[Number(level)] ?? 0n;
  const whys = {
    inactive: "not active in this period",
    rankTooLow: `rank below ${needed}, which opens this level`,
    noDifference: "for the rank, whose rate is not above the highest below",
  };
  const comma = reason === "noDifference" ? "" : ",";
  return `Level ${level}, distributor ${id}: nothing${comma} ${whys[reason]}.`;
}
