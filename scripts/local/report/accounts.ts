import { COMPANY } from "../../../packages/protocol/src/index.ts";
import type { Programme } from "../programme.ts";
import { add } from "./sums.ts";

/** What the core paid out and still owes, in token units, by id. */
export interface Accounts {
  readonly paidOut: ReadonlyMap<bigint, bigint>;
  readonly balances: ReadonlyMap<bigint, bigint>;
}

/** Reads what every id was paid and what it can claim. */
export async function readAccounts({ reader }: Programme): Promise<Accounts> {
  const { core } = reader;
  const paidOut = new Map<bigint, bigint>();
  for (const { args } of await core.queryFilter(core.filters.Paid())) add(paidOut, args.id, args.amount);
  const balances = new Map<bigint, bigint>();
  for (let id = COMPANY; id <= (await core.lastDistributorId()); id++) balances.set(id, await core.balanceOf(id));
  return { paidOut, balances };
}
