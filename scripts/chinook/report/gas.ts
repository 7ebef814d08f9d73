import { type Interface, toNumber } from "ethers";
import { TestStablecoin__factory, Timelock__factory, Upline__factory } from "../../../packages/protocol/src/index.ts";
import type { Connection } from "../run/local-network.ts";
import type { Programme } from "../run/programme.ts";

/** What an operation cost over the whole run. */
export interface GasRow {
  readonly operation: string;
  readonly count: number;
  readonly min: bigint;
  /** Rounded down. */
  readonly mean: bigint;
  readonly max: bigint;
}

interface Transaction {
  readonly hash: string;
  readonly to: string | null;
  readonly input: string;
}

/** Gas of every transaction on the chain so far, by what it did, daily ones first. */
export async function readGas(connection: Connection, programme: Programme): Promise<readonly GasRow[]> {
  const { provider } = connection;
  const used = new Map<string, bigint[]>();
  const last = toNumber((await provider.request({ method: "eth_blockNumber" })) as string);
  for (let number = 0; number <= last; number++) {
    const params = [`0x${number.toString(16)}`, true];
    const block = (await provider.request({ method: "eth_getBlockByNumber", params })) as {
      transactions: Transaction[];
    };
    for (const transaction of block.transactions) {
      const answer = await provider.request({ method: "eth_getTransactionReceipt", params: [transaction.hash] });
      const gas = BigInt((answer as { gasUsed: string }).gasUsed);
      const operation = operationOf(transaction, programme);
      used.set(operation, [...(used.get(operation) ?? []), gas]);
    }
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

const core = Upline__factory.createInterface();
const token = TestStablecoin__factory.createInterface();
const timelock = Timelock__factory.createInterface();

function operationOf({ to, input }: Transaction, programme: Programme): string {
  if (to === null) return "deploy a contract";
  const callee = to.toLowerCase();
  if (callee === programme.token.toLowerCase()) return `token: ${named(token, input)}`;
  if (callee === programme.timelock.toLowerCase()) return `timelock: ${named(timelock, input)}`;
  return described(input);
}

function named(called: Interface, input: string): string {
  return called.getFunction(input.slice(0, 10))?.name ?? "unknown";
}

/** Calls whose cost depends on how much they do say how much it was. */
function described(input: string): string {
  const name = named(core, input);
  const size = (argument: string | number, at?: string): number => {
    const value = core.decodeFunctionData(name, input)[argument];
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
