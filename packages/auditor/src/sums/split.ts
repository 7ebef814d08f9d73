import type { AuditedSale, ExplainedCredit } from "../history/observer.ts";
import type { ProgrammeFacts } from "../people/programme.ts";

/** What a level pays of a sale, in token units. */
export interface LevelPart {
  readonly level: number;
  /** Basis points of the commissionable volume. */
  readonly rate: bigint;
  readonly amount: bigint;
}

/** What a credit is made of, in token units. */
export interface CreditParts {
  readonly profit: bigint;
  readonly levels: readonly LevelPart[];
  /** What is paid for the rank; whatever profit and levels do not explain. */
  readonly byRank: bigint;
}

/** Splits a credit into retail profit, levels and what is paid for the rank, by the plan of its sale. */
export function creditParts(sale: AuditedSale, credit: ExplainedCredit, programme: ProgrammeFacts): CreditParts {
  const rates = programme.plans.get(Number(sale.sale.plan))?.plan.rates ?? [];
  const levels = credit.levels.map((level) => {
    const rate = rates[level] ?? 0n;
    return { level, rate, amount: (rate * sale.volume) / 10_000n };
  });
  const explained = levels.reduce((sum, { amount }) => sum + amount, credit.profit);
  if (explained > credit.amount) return { profit: credit.profit, levels: [], byRank: credit.amount - credit.profit };
  return { profit: credit.profit, levels, byRank: credit.amount - explained };
}
