import type { AuditedSale, ExplainedCredit } from "../history/observer.ts";
import type { ProgrammeFacts } from "../people/programme.ts";

/** What a level pays of a sale, in token units. */
export interface LevelPart {
  readonly level: number;
  /** Basis points of the commissionable volume. */
  readonly rate: bigint;
  readonly amount: bigint;
}

/** What a credit is made of, in token units; the parts add up to it. */
export interface CreditParts {
  readonly profit: bigint;
  readonly level: LevelPart | undefined;
  /** What is paid for the rank. */
  readonly byRank: bigint;
  /** What the plan does not explain; 0 where the recomputation agrees. */
  readonly other: bigint;
}

/** Splits a credit into retail profit, its level and what is paid for the rank, by the plan of its sale. */
export function creditParts(sale: AuditedSale, credit: ExplainedCredit, programme: ProgrammeFacts): CreditParts {
  const { profit, byRank, levels, amount } = credit;
  const rates = programme.plans.get(Number(sale.sale.plan))?.plan.rates ?? [];
  const left = amount - profit - byRank;
  const rateOf = (level: number) => rates[level] ?? 0n;
  // Nobody takes more than one level of a sale; a second one is that of his rank's part.
  const level = levels.find((each) => left > 0n && (rateOf(each) * sale.volume) / 10_000n === left);
  if (level === undefined) return { profit, level, byRank, other: left };
  return { profit, level: { level, rate: rateOf(level), amount: left }, byRank, other: 0n };
}
