import type { Connection } from "../../local/network.ts";
import type { Programme } from "../../local/programme.ts";
import { argumentsOf, calledBy, readTransactions, type Transaction } from "../../local/transactions.ts";

/** What an operation cost over the whole run. */
export interface GasRow {
  readonly operation: string;
  readonly count: number;
  readonly min: bigint;
  /** Rounded down. */
  readonly mean: bigint;
  readonly max: bigint;
}

/** Gas of every transaction on the chain so far, by what it did, daily ones first. */
export async function readGas(connection: Connection, programme: Programme): Promise<readonly GasRow[]> {
  const used = new Map<string, bigint[]>();
  for (const transaction of await readTransactions(connection)) {
    const operation = operationOf(transaction, programme);
    used.set(operation, [...(used.get(operation) ?? []), transaction.gas]);
  }
  return [...used].map(([operation, gas]) => rowOf(operation, gas)).sort(byUse);
}

/** What people do every day, as it follows on itself; the rest is what sets a programme up. */
const DAILY = ["enrol", "token: approve", "buy", "settle", "claim"];

function byUse(a: GasRow, b: GasRow): number {
  const place = ({ operation }: GasRow) => {
    const found = DAILY.findIndex((daily) => operation.startsWith(daily));
    return found === -1 ? DAILY.length : found;
  };
  return place(a) - place(b) || a.operation.localeCompare(b.operation, "en", { numeric: true });
}

function rowOf(operation: string, gas: readonly bigint[]): GasRow {
  const sorted = [...gas].sort((a, b) => Number(a - b));
  const mean = gas.reduce((sum, one) => sum + one, 0n) / BigInt(gas.length);
  return { operation, count: gas.length, min: sorted[0] ?? 0n, mean, max: sorted.at(-1) ?? 0n };
}

function operationOf(transaction: Transaction, programme: Programme): string {
  const called = calledBy(transaction, programme);
  if (called === undefined) return "deploy a contract";
  return called.contract === "core" ? described(called.name, transaction.input) : `${called.contract}: ${called.name}`;
}

/** Calls whose cost depends on how much they do say how much it was. */
function described(name: string, input: string): string {
  const size = (argument: string | number, at?: string): number => {
    const value = argumentsOf(name, input)[argument];
    return (at === undefined ? value : value[at]).length;
  };
  if (name === "buy") return `buy, ${plural(size("order", "lines"), "line")}`;
  if (name === "settleMany") return `settle ${plural(size("sales"), "sale")} at once`;
  if (name === "settle") return "settle 1 sale";
  if (name === "addProducts") return `add ${plural(size("products"), "product")}`;
  if (name === "setRanks") return `set ${plural(size("changes"), "rank")}`;
  return name;
}

function plural(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
