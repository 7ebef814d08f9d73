// What a handler is given, and the small things that several of them need.
import type { Context } from "ponder:registry";
import { day, distributor, flow, programme } from "ponder:schema";
import type { RawLog } from "@upline/protocol";
import { type ContractEventArgsFromTopics, type ContractEventName, type Hex, zeroAddress } from "viem";
import type { ABI } from "../abi.ts";

export type EventName = ContractEventName<typeof ABI>;
export type Database = Context<"Upline:Paid">["db"];
/** An event of the core, and what is known when it comes. */
export interface Step {
  readonly db: Database;
  readonly core: Hex;
  readonly id: string;
  /** In seconds since 1970. */
  readonly time: bigint;
  readonly block: bigint;
  readonly transaction: Hex;
  readonly log: RawLog;
  /** The journal's head just before: the id of the sale that the event places, if it does. */
  readonly headBefore: Hex;
}

export type Handler<N extends EventName> = (
  step: Step,
  args: ContractEventArgsFromTopics<typeof ABI, N, true>,
) => Promise<unknown>;

/** The handlers of some events. */
export type Handlers<N extends EventName> = { readonly [Name in N]: Handler<Name> };

/** An event speaks of something that no event before it made: one is missing. */
export class EventMissing extends Error {
  override readonly name = "EventMissing";
}

/** When and where something happened, as most rows have it. */
export function stamp({ time, block, transaction }: Step) {
  return { time, block, transaction };
}

/** The sale's number, as the key of its row. */
export function saleKey(id: bigint): Hex {
  return `0x${id.toString(16).padStart(40, "0")}`;
}

/** An address, or null where it is the zero address, which means none. */
export function addressOrNull(address: Hex): Hex | null {
  return address === zeroAddress ? null : address;
}

/** @throws EventMissing if no event created the programme. */
export async function readProgramme({ db, core }: Step): Promise<typeof programme.$inferSelect> {
  const known = await db.find(programme, { core });
  if (known === null) throw new EventMissing(`programme ${core}`);
  return known;
}

/** Number of the period in which the event happened. @throws EventMissing if no event created the programme. */
export async function periodOf(step: Step): Promise<number> {
  const { start, periodLength } = await readProgramme(step);
  return Number((step.time - start) / periodLength);
}

const DAY = 86_400n;
const EMPTY_DAY = { joined: 0, sales: 0, placed: 0n, settled: 0n, refunded: 0n, credited: 0n, paid: 0n };

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
      credited: row.credited + (more.credited ?? 0n),
      paid: row.paid + (more.paid ?? 0n),
    }));
}

const NO_FLOW = {
  sales: 0,
  placed: 0n,
  escrow: 0n,
  settled: 0n,
  refunded: 0n,
  profit: 0n,
  commission: 0n,
  pool: 0n,
  company: 0n,
  paid: 0n,
  paidCompany: 0n,
  poolSpent: 0n,
};

/** Adds to the totals of the programme. */
export async function addToFlow({ db, core }: Step, more: Partial<typeof NO_FLOW>): Promise<void> {
  await db
    .insert(flow)
    .values({ ...NO_FLOW, ...more, core })
    .onConflictDoUpdate((row) => ({
      sales: row.sales + (more.sales ?? 0),
      placed: row.placed + (more.placed ?? 0n),
      escrow: row.escrow + (more.escrow ?? 0n),
      settled: row.settled + (more.settled ?? 0n),
      refunded: row.refunded + (more.refunded ?? 0n),
      profit: row.profit + (more.profit ?? 0n),
      commission: row.commission + (more.commission ?? 0n),
      pool: row.pool + (more.pool ?? 0n),
      company: row.company + (more.company ?? 0n),
      paid: row.paid + (more.paid ?? 0n),
      paidCompany: row.paidCompany + (more.paidCompany ?? 0n),
      poolSpent: row.poolSpent + (more.poolSpent ?? 0n),
    }));
}

export type DistributorRow = typeof distributor.$inferSelect;

/** Changes a distributor, and marks him as changed in this block. */
export async function changeDistributor(
  { db, block }: Step,
  id: bigint,
  change: (row: DistributorRow) => Partial<DistributorRow>,
): Promise<void> {
  await db.update(distributor, { id }).set((row) => ({ ...change(row), changedIn: block }));
}

/** What is added to a distributor's sums. */
export interface Sums {
  readonly waiting?: bigint;
  readonly balance?: bigint;
  readonly claimed?: bigint;
}

/** Adds to a distributor's sums. */
export function addToDistributor(step: Step, id: bigint, more: Sums): Promise<void> {
  return changeDistributor(step, id, (row) => ({
    waiting: row.waiting + (more.waiting ?? 0n),
    balance: row.balance + (more.balance ?? 0n),
    claimed: row.claimed + (more.claimed ?? 0n),
  }));
}
