import { expect } from "chai";
import {
  calculate,
  type DistributorRow,
  type Line,
  Network,
  type Period,
  type PeriodResult,
  type PeriodState,
  readPlan,
  type SaleRow,
  Sales,
} from "../../src/index.ts";

/** A plan of the bonuses given, in US dollars and cents. */
export function planOf(bonuses: readonly object[], rest: object = {}): object {
  return { upline: 1, name: "Test", currency: { code: "USD", decimals: 2 }, bonuses, ...rest };
}

export interface Computed {
  readonly lines: readonly Line[];
  readonly result: PeriodResult;
  readonly network: Network;
  /** What a distributor earns in all, in token units. */
  earned(id: string | number): bigint;
  /** Amounts of commissions and product credits by bonus. */
  paidBy(bonus: string): bigint;
  of(kind: Line["kind"]): readonly Line[];
}

export interface Given {
  readonly plan: object;
  readonly network: Iterable<DistributorRow>;
  readonly sales: Iterable<SaleRow>;
  readonly state?: PeriodState | undefined;
  readonly period?: Period | undefined;
  readonly analyse?: boolean;
  readonly company?: string | number;
}

/** Computes a period in both lanes, which must agree in every line and in the result, and once for the sums alone. */
export function compute({ plan: document, network: rows, sales: saleRows, ...rest }: Given): Computed {
  const plan = readPlan(document, { analyse: rest.analyse ?? false });
  const network = Network.from(rows, { company: rest.company });
  const sales = Sales.from(saleRows, network);
  const lines: Line[] = [];
  const input = { plan, network, sales, state: rest.state, period: rest.period };
  const result = calculate(input, { sink: (batch) => lines.push(...batch) });
  const exactLines: Line[] = [];
  const exact = calculate(input, { sink: (batch) => exactLines.push(...batch), lane: "exact" });
  expect(text(exactLines), "lines of the exact lane").to.equal(text(lines));
  expect([...exact.canonical()].join(""), "result of the exact lane").to.equal([...result.canonical()].join(""));
  const sums = calculate(input);
  expect([...sums.canonical()].join(""), "result where nobody takes lines").to.equal([...result.canonical()].join(""));
  const earnings = new Map([...result.earnings()].map(({ distributor, amount }) => [distributor, amount]));
  return {
    lines,
    result,
    network,
    earned: (id) => earnings.get(id) ?? 0n,
    paidBy: (bonus) => sum(lines.filter((line) => line.bonus === bonus && line.beneficiary !== "company")),
    of: (kind) => lines.filter((line) => line.kind === kind),
  };
}

const text = (lines: readonly Line[]) =>
  JSON.stringify(lines, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));

export function sum(lines: readonly Line[]): bigint {
  return lines.reduce((total, { amount }) => total + amount, 0n);
}

/** A chain, the first directly below the company, each below the one before. */
export function chain(...ids: readonly string[]): DistributorRow[] {
  return ids.map((id, index) => ({ id, sponsor: ids[index - 1] }));
}
