import { COMPANY } from "../../../packages/protocol/src/index.ts";
import { type History, isRefunded } from "../../local/report/history.ts";
import { add } from "../../local/report/sums.ts";

/** Who earned how much, the company aside. Amounts in token units. */
export interface Earnings {
  readonly people: number;
  /** How many earned nothing at all. */
  readonly nothing: number;
  readonly total: bigint;
  /** At most this much was earned by half of the people, by nine of ten, by ninety-nine of a hundred. */
  readonly median: bigint;
  readonly p90: bigint;
  readonly p99: bigint;
  readonly most: bigint;
  /** Who earned the most; undefined where nobody earned anything. */
  readonly best: bigint | undefined;
  /** What the tenth of the people who earned most has of the total. */
  readonly topTenth: bigint;
}

/** Adds up what everybody was credited. @param people How many there are, the company included. */
export function readEarnings(people: number, history: History): Earnings {
  const sums = new Map<bigint, bigint>();
  for (const sold of history.sales) {
    if (isRefunded(sold) || sold.ending === undefined) continue;
    for (const { id, amount } of sold.sale.credits) if (id !== COMPANY) add(sums, id, amount);
  }
  const count = people - 1;
  const earned = [...sums].filter(([, amount]) => amount > 0n).sort(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0));
  const amounts = [...Array<bigint>(count - earned.length).fill(0n), ...earned.map(([, amount]) => amount)];
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  // The nearest rank: so many of the people earned at most this.
  const atMost = (percent: number) => amounts[Math.ceil((count * percent) / 100) - 1] ?? 0n;
  const tenth = Math.ceil(count / 10);
  return {
    people: count,
    nothing: count - earned.length,
    total,
    median: atMost(50),
    p90: atMost(90),
    p99: atMost(99),
    most: amounts.at(-1) ?? 0n,
    best: earned.at(-1)?.[0],
    topTenth: amounts.slice(count - tenth).reduce((sum, amount) => sum + amount, 0n),
  };
}
