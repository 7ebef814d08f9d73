// What a handler is given, and the small things that several of them need.
import type { Context, Event } from "ponder:registry";
import { day, distributor } from "ponder:schema";
import type { ContractEventArgsFromTopics, ContractEventName, Hex } from "viem";
import type { ABI } from "../abi.ts";

export type EventName = ContractEventName<typeof ABI>;
export type Database = Context<"Upline:Paid">["db"];
type AnyEvent = Event<"Upline:Paid">;

/** An event of the core, and what is known when it comes. */
export interface Step {
  readonly db: Database;
  readonly id: string;
  /** In seconds since 1970. */
  readonly time: bigint;
  readonly block: bigint;
  readonly transaction: Hex;
  readonly log: AnyEvent["log"];
  /** The journal's head just before: the id of the sale that the event places, if it does. */
  readonly headBefore: Hex;
}

export type Handler<N extends EventName> = (
  step: Step,
  args: ContractEventArgsFromTopics<typeof ABI, N, true>,
) => Promise<unknown>;

/** The handlers of some events. */
export type Handlers<N extends EventName> = { readonly [Name in N]: Handler<Name> };

/** The sale's number, as the key of its row. */
export function saleKey(id: bigint): Hex {
  return `0x${id.toString(16).padStart(40, "0")}`;
}

const DAY = 86_400n;
const EMPTY_DAY = { joined: 0, sales: 0, placed: 0n, settled: 0n, refunded: 0n, paid: 0n };

/** What is added to a day. */
export type Daily = Partial<typeof EMPTY_DAY>;

/** Adds to the totals of the event's day. */
export async function addToDay({ db, time }: Step, more: Daily): Promise<void> {
  await db
    .insert(day)
    .values({ ...EMPTY_DAY, ...more, day: Number(time / DAY) })
    .onConflictDoUpdate((row) => ({
      joined: row.joined + (more.joined ?? 0),
      sales: row.sales + (more.sales ?? 0),
      placed: row.placed + (more.placed ?? 0n),
      settled: row.settled + (more.settled ?? 0n),
      refunded: row.refunded + (more.refunded ?? 0n),
      paid: row.paid + (more.paid ?? 0n),
    }));
}

/** What is added to a distributor's sums. */
export interface Sums {
  readonly waiting?: bigint;
  readonly balance?: bigint;
  readonly claimed?: bigint;
  readonly sold?: bigint;
}

/** Adds to a distributor's sums. */
export async function addToDistributor({ db }: Step, id: bigint, more: Sums): Promise<void> {
  await db.update(distributor, { id }).set((row) => ({
    waiting: row.waiting + (more.waiting ?? 0n),
    balance: row.balance + (more.balance ?? 0n),
    claimed: row.claimed + (more.claimed ?? 0n),
    sold: row.sold + (more.sold ?? 0n),
  }));
}
