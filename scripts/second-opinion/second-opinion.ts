import {
  calculate,
  type Id,
  Network,
  normalId,
  type PeriodResult,
  readPlan,
  Sales,
} from "../../packages/engine/src/index.ts";
import { COMPANY, type TokenUnit } from "../../packages/protocol/src/index.ts";
import type { Accounts } from "../local/report/accounts.ts";
import type { History } from "../local/report/history.ts";
import { add, expectSame } from "../local/report/sums.ts";
import { type Part, partsOf, saleName } from "./parts.ts";

/** What was computed a second time, and is the same. */
export interface SecondOpinion {
  readonly sales: number;
  /** Amounts that somebody got of a sale. */
  readonly amounts: number;
  /** Distributors whose earnings were compared. */
  readonly people: number;
  readonly parts: readonly Part[];
}

/**
 * Computes with the engine, which shares no code with the contracts, what each sale that was paid gives to each person,
 * and what everybody has earned in all. The engine gets people, ranks, products, plans and sales from the events, and
 * none of the amounts that the contracts worked out.
 * @param name Of the programme.
 * @param accounts What the contracts paid out and still owe; together it is what everybody has earned.
 * @throws MoneyMismatch that names person, sale and both amounts, if the contracts have paid anything else.
 */
export function secondOpinion(history: History, name: string, unit: TokenUnit, accounts: Accounts): SecondOpinion {
  const parts = partsOf(history, name, unit);
  const earned = new Map<bigint, bigint>();
  let amounts = 0;
  for (const part of parts) {
    const { result, bySale } = computed(part);
    amounts += compareSales(part, bySale);
    for (const { distributor, amount } of result.earnings()) add(earned, BigInt(distributor), amount);
    add(earned, COMPANY, companyPart(part, result));
  }
  const known = parts.at(-1)?.network.map(({ id }) => BigInt(id)) ?? [];
  const ids = new Set([...known, ...earned.keys(), ...accounts.paidOut.keys(), ...accounts.balances.keys()]);
  for (const id of ids) {
    const paid = (accounts.paidOut.get(id) ?? 0n) + (accounts.balances.get(id) ?? 0n);
    expectSame(`what the engine computes for ${personName(id)}`, earned.get(id) ?? 0n, paid);
  }
  ids.delete(COMPANY);
  return { sales: parts.reduce((sum, { sold }) => sum + sold.length, 0), amounts, people: ids.size, parts };
}

type BySale = ReadonlyMap<Id, ReadonlyMap<bigint, bigint>>;

/** What the engine says of a part: in all, and of each sale by person. */
function computed({ document, network: people, sales: rows }: Part): { result: PeriodResult; bySale: BySale } {
  const network = Network.from(people);
  const bySale = new Map<Id, Map<bigint, bigint>>();
  const input = { plan: readPlan(document), network, sales: Sales.from(rows, network) };
  const result = calculate(input, {
    sink(batch) {
      for (const { kind, source, beneficiary, amount } of batch) {
        if (kind !== "commission" || source.id === undefined) continue;
        const credits = bySale.get(source.id) ?? new Map<bigint, bigint>();
        add(credits, BigInt(beneficiary), amount);
        bySale.set(source.id, credits);
      }
    },
  });
  return { result, bySale };
}

/** @returns How many amounts were compared. */
function compareSales({ sold }: Part, bySale: BySale): number {
  let amounts = 0;
  for (const { sale } of sold) {
    const name = saleName(sale);
    const credits = new Map(sale.credits.map(({ id, amount }) => [id, amount]));
    const own = bySale.get(normalId(name) ?? name) ?? new Map<bigint, bigint>();
    for (const id of new Set([...credits.keys(), ...own.keys()])) {
      const what = `what the engine computes for ${personName(id)} of sale ${name}`;
      expectSame(what, own.get(id) ?? 0n, credits.get(id) ?? 0n);
    }
    amounts += credits.size;
  }
  return amounts;
}

/** What is left of the sales for the company. The bonus pool is no part of a plan that the engine computes. */
function companyPart({ sold }: Part, { turnover, paid }: PeriodResult): bigint {
  return sold.reduce((rest, { sale }) => rest - sale.pool, turnover - paid);
}

function personName(id: bigint): string {
  return id === COMPANY ? "the company" : `distributor ${id}`;
}
