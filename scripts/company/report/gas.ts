import type { Programme } from "../../local/programme.ts";
import { calledBy, listLength, type Transaction } from "../../local/transactions.ts";

/** What one kind of transaction used. */
export interface GasRow {
  readonly operation: string;
  readonly transactions: number;
  readonly gas: bigint;
  /** What these did, where one does several at once. */
  readonly items: { readonly count: number; readonly what: string } | undefined;
}

/** Transactions that do several things at once: of how many tells the list in an argument's place. */
const BATCHES: Readonly<Record<string, { readonly operation: string; readonly what: string; readonly place: number }>> =
  {
    settleMany: { operation: "settle", what: "sales", place: 0 },
    recordSales: { operation: "record a stand's sales", what: "sales", place: 1 },
    push: { operation: "push", what: "balances", place: 0 },
    importDistributors: { operation: "import", what: "people", place: 1 },
    setRanks: { operation: "set ranks", what: "ranks", place: 0 },
    addProducts: { operation: "add products", what: "products", place: 0 },
  };

/** Gas by what transactions did, what used most first. */
export function gasByOperation(transactions: readonly Transaction[], programme: Programme): readonly GasRow[] {
  const rows = new Map<string, GasRow>();
  for (const transaction of transactions) {
    const row = rowOf(transaction, programme);
    const sum = rows.get(row.operation);
    rows.set(row.operation, sum === undefined ? row : together(sum, row));
  }
  return [...rows.values()].sort((a, b) => (a.gas < b.gas ? 1 : a.gas > b.gas ? -1 : 0));
}

function rowOf(transaction: Transaction, programme: Programme): GasRow {
  const { gas, input } = transaction;
  const called = calledBy(transaction, programme);
  if (called === undefined) return { operation: "deploy a contract", transactions: 1, gas, items: undefined };
  const { contract, name } = called;
  if (contract !== "core") return { operation: `${contract}: ${name}`, transactions: 1, gas, items: undefined };
  const batch = BATCHES[name];
  if (batch === undefined) return { operation: name, transactions: 1, gas, items: undefined };
  const count = listLength(input, batch.place);
  return { operation: batch.operation, transactions: 1, gas, items: { count, what: batch.what } };
}

function together(sum: GasRow, { transactions, gas, items }: GasRow): GasRow {
  return {
    operation: sum.operation,
    transactions: sum.transactions + transactions,
    gas: sum.gas + gas,
    items: sum.items && items && { ...items, count: sum.items.count + items.count },
  };
}
