import { COMPANY, type Plan } from "../../../packages/protocol/src/index.ts";
import type { Accounts } from "../../local/report/accounts.ts";
import { MoneyMismatch } from "../../local/report/sums.ts";
import type { Sold, Stage } from "../run/replay.ts";
import { walletOf } from "../run/set-up.ts";
import { levelShares } from "./split.ts";

/** What a distributor earned. Amounts in token units. */
export interface Earnings {
  readonly id: bigint;
  readonly employee: number;
  readonly title: string;
  readonly rank: bigint;
  /** Id of the sponsor. */
  readonly sponsor: bigint;
  readonly wallet: string;
  /** How many sales he made. */
  readonly sales: number;
  /** Retail profit of these. */
  readonly profit: bigint;
  /** Commissions by level: 0 is that on his own sales. */
  readonly commissions: readonly bigint[];
  /** Profit and commissions together, as the core paid or owes them. */
  readonly total: bigint;
  readonly claimed: bigint;
}

/**
 * What every distributor earned.
 * @throws MoneyMismatch if the parts of the sales are not what the core paid or owes.
 */
export async function readEarnings(
  stage: Stage,
  sold: readonly Sold[],
  plan: Plan,
  accounts: Accounts,
): Promise<readonly Earnings[]> {
  const earnings: Earnings[] = [];
  for (const { number, title } of stage.company.employees) {
    const id = stage.ids.get(number) ?? 0n;
    const state = await stage.programme.reader.distributor(id);
    const own = sold.filter(({ sale }) => sale.seller === id);
    const profit = own.reduce((sum, { quote }) => sum + quote.profit, 0n);
    const commissions = commissionsOf(id, sold, plan);
    const claimed = accounts.paidOut.get(id) ?? 0n;
    const total = claimed + (accounts.balances.get(id) ?? 0n);
    const parts = commissions.reduce((sum, amount) => sum + amount, profit);
    if (parts !== total) throw new MoneyMismatch(`earnings of distributor ${id}`, total, parts);
    earnings.push({
      id,
      employee: number,
      title,
      rank: state?.rankNow ?? 0n,
      sponsor: state?.sponsor ?? COMPANY,
      wallet: walletOf(stage.people.employees, number).address,
      sales: own.length,
      profit,
      commissions,
      total,
      claimed,
    });
  }
  return earnings;
}

function commissionsOf(id: bigint, sold: readonly Sold[], plan: Plan): readonly bigint[] {
  const sums = plan.rates.map(() => 0n);
  for (const { quote } of sold) {
    for (const { level, amount, to } of levelShares(quote, plan)) {
      if (to === id) sums[level] = (sums[level] ?? 0n) + amount;
    }
  }
  return sums;
}
