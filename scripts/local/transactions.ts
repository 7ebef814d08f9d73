import { type Interface, type Result, toNumber } from "ethers";
import { TestStablecoin__factory, Timelock__factory, Upline__factory } from "../../packages/protocol/src/index.ts";
import type { Connection } from "./network.ts";
import type { Programme } from "./programme.ts";

/** A transaction of a local network. */
export interface Transaction {
  /** Null where it deploys a contract. */
  readonly to: string | null;
  readonly input: string;
  /** What it used. */
  readonly gas: bigint;
}

interface Mined extends Omit<Transaction, "gas"> {
  readonly hash: string;
}

/** Every transaction on the chain so far, in order. */
export async function readTransactions({ provider }: Connection): Promise<readonly Transaction[]> {
  const transactions: Transaction[] = [];
  const last = toNumber((await provider.request({ method: "eth_blockNumber" })) as string);
  for (let number = 0; number <= last; number++) {
    const params = [`0x${number.toString(16)}`, true];
    const block = (await provider.request({ method: "eth_getBlockByNumber", params })) as { transactions: Mined[] };
    for (const { hash, to, input } of block.transactions) {
      const answer = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
      transactions.push({ to, input, gas: BigInt((answer as { gasUsed: string }).gasUsed) });
    }
  }
  return transactions;
}

type Name = "core" | "token" | "timelock";

const INTERFACES: Readonly<Record<Name, Interface>> = {
  core: Upline__factory.createInterface(),
  token: TestStablecoin__factory.createInterface(),
  timelock: Timelock__factory.createInterface(),
};

/** Names of functions by their selectors, which ethers would work out anew for each transaction. */
const NAMES: Readonly<Record<Name, ReadonlyMap<string, string>>> = {
  core: namesIn(INTERFACES.core),
  token: namesIn(INTERFACES.token),
  timelock: namesIn(INTERFACES.timelock),
};

function namesIn(contract: Interface): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  contract.forEachFunction(({ selector, name }) => names.set(selector, name));
  return names;
}

/** What a transaction does: which of a programme's contracts it calls, and by which name. */
export interface Called {
  readonly contract: Name;
  readonly name: string;
}

/** What a transaction calls. @returns Undefined where it deploys a contract, or calls none of the programme's. */
export function calledBy(
  { to, input }: Omit<Transaction, "gas">,
  { core, token, timelock }: Programme,
): Called | undefined {
  const callee = to?.toLowerCase();
  const addresses: Readonly<Record<Name, string>> = { core, token, timelock };
  for (const contract of ["core", "token", "timelock"] as const) {
    if (callee !== addresses[contract].toLowerCase()) continue;
    return { contract, name: NAMES[contract].get(input.slice(0, 10)) ?? "unknown" };
  }
  return undefined;
}

/** What the core was called with. @param name The function's. */
export function argumentsOf(name: string, input: string): Result {
  return INTERFACES.core.decodeFunctionData(name, input);
}

/** How many entries a list has that a function of the core was called with. @param place Of the argument, from 0. */
export function listLength(input: string, place: number): number {
  const word = (at: number) => Number(`0x${input.slice(2 + 2 * at, 2 + 2 * (at + 32))}`);
  return word(4 + word(4 + 32 * place));
}
