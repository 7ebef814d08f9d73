// The tree in memory, kept up with the database. Totals of 100,000 people are added up in a few milliseconds, so that
// nothing has to be stored along the upline of every sale, which would cost a deep chain its depth for each.
import { distributor, journal, journalBlock } from "ponder:schema";
import { sql } from "ponder";
import { type Row, rowOf } from "../database.ts";
import { type Now, readNow } from "../now.ts";
import { type Moment, Tree } from "./tree.ts";

/** The tree as of a block. */
export interface Snapshot {
  readonly tree: Tree;
  readonly period: number;
  readonly block: string;
  readonly head: string;
}

/** An answer waits so long for the newest state, in milliseconds; then it tells the one before, with its block. */
const PATIENCE = 50;

interface Found extends Row {
  readonly block: string | null;
  readonly head: string | null;
  /** The head that the database now has for the block of the last snapshot. */
  readonly same: string | null;
  readonly people: string | null;
}

/** Everybody who changed in a block or after it, in one statement, so that it is one state of the database. */
const changedSince = (block: bigint) => sql`select
  (select block::text from ${journal} limit 1) as block,
  (select head from ${journal} limit 1) as head,
  (select head from ${journalBlock} where block = ${block}) as same,
  (select string_agg(concat_ws(',', id, sponsor, sold, sales, sold_in, sold_then, sales_then, period,
    active_now::int, active_next::int, imported::int), ';') from ${distributor} where changed_in >= ${block}) as people`;

let last: Snapshot | undefined;
let lastMoment: Moment | undefined;
let underWay: Promise<Snapshot> | undefined;

/** The tree, at most a moment old. @throws Refusal while no event of the programme was read. */
export async function snapshot(): Promise<Snapshot> {
  underWay ??= refresh().finally(() => {
    underWay = undefined;
  });
  const before = last;
  if (before === undefined) return underWay;
  const fresh = underWay;
  // It may fail while nobody waits for it any more; whoever asks next asks anew.
  fresh.catch(() => undefined);
  return Promise.race([fresh, new Promise<Snapshot>((resolve) => setTimeout(() => resolve(before), PATIENCE))]);
}

async function refresh(): Promise<Snapshot> {
  const now = await readNow();
  const moment = momentOf(now);
  if (last?.head === now.head && isSame(moment)) return last;
  const found = await rowOf<Found>(changedSince(last === undefined ? -1n : BigInt(last.block)));
  // The block of the last snapshot is no longer part of the chain: what it changed may be undone anywhere.
  if (last !== undefined && found.same !== last.head) {
    last = undefined;
    return refresh();
  }
  const tree = last?.tree ?? new Tree();
  for (const member of (found.people ?? "").split(";")) if (member !== "") read(tree, member);
  tree.addUp(moment);
  lastMoment = moment;
  last = { tree, period: moment.period, block: found.block ?? "0", head: found.head ?? "" };
  return last;
}

function momentOf({ period, openedIn, plan }: Now): Moment {
  return { period, openedIn, everybody: plan !== null && BigInt(plan.terms.threshold) === 0n };
}

function isSame({ period, openedIn, everybody }: Moment): boolean {
  return lastMoment?.period === period && lastMoment.openedIn === openedIn && lastMoment.everybody === everybody;
}

function read(tree: Tree, member: string): void {
  const [id, sponsor, sold, sales, soldIn, soldThen, salesThen, period, now, next, imported] = member.split(",");
  tree.set({
    id: Number(id),
    sponsor: Number(sponsor),
    sold: BigInt(sold ?? 0),
    sales: Number(sales),
    soldIn: Number(soldIn),
    soldThen: BigInt(soldThen ?? 0),
    salesThen: Number(salesThen),
    period: Number(period),
    activeNow: now === "1",
    activeNext: next === "1",
    imported: imported === "1",
  });
}
