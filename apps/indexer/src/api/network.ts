// Upline, downline and teams, at any depth, out of the tree in memory.

import { db } from "ponder:api";
import { distributor } from "ponder:schema";
import { Hono } from "hono";
import { inArray } from "ponder";
import { afterIn, idIn, limitIn, numberIn, wordIn } from "./input.ts";
import { Refusal } from "./json.ts";
import { type Snapshot, snapshot } from "./team/snapshot.ts";
import type { Totals } from "./team/tree.ts";
import { verifiedAnswer } from "./verified.ts";

const DEEPEST = 2 ** 31 - 1;

const PERSON = {
  id: distributor.id,
  sponsor: distributor.sponsor,
  depth: distributor.depth,
  directs: distributor.directs,
  wallet: distributor.wallet,
  rank: distributor.rankNext,
  joinedAt: distributor.joinedAt,
  block: distributor.block,
} as const;

/** Somebody of the tree; `level` counts from whoever was asked about. */
interface Person {
  readonly id: bigint;
  readonly level: number;
  readonly active: boolean;
  readonly own: Totals;
  readonly team: Totals;
}

/** The snapshot, in which somebody is. @throws Refusal if he is not. */
export async function snapshotWith(id: bigint): Promise<Snapshot> {
  const found = await snapshot();
  if (found.tree.knows(Number(id))) return found;
  throw new Refusal(404, "distributor-unknown", `There is no distributor ${id}; the last one is ${found.tree.size}.`);
}

/** The people of some ids, in the order of the ids. */
async function people({ tree }: Snapshot, ids: readonly number[], of: bigint): Promise<readonly Person[]> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select(PERSON)
          .from(distributor)
          .where(inArray(distributor.id, ids.map(BigInt)));
  const byId = new Map(rows.map((row) => [Number(row.id), row]));
  const from = tree.depth(Number(of));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const level = Math.abs(tree.depth(id) - from);
    return [{ ...row, level, active: tree.isActive(id), own: tree.own(id), team: tree.team(id) }];
  });
}

/** The first of a list, and whether there are more. */
function first(ids: Iterable<number>, limit: number): { readonly page: readonly number[]; readonly more: boolean } {
  const page: number[] = [];
  for (const id of ids) {
    if (page.length === limit) return { page, more: true };
    page.push(id);
  }
  return { page, more: false };
}

/** A page, and behind what the next one begins; null: this was the last. */
async function answerWith(found: Snapshot, of: bigint, page: readonly number[], next: number | null): Promise<object> {
  const asOf = { block: found.block, head: found.head, period: found.period };
  return { asOf, items: await people(found, page, of), next };
}

const ORDERS = ["id", "people", "sold", "periodSold"] as const;
type Order = (typeof ORDERS)[number];

/** A page of whom somebody sponsors, each with his team: the largest team first, or in the order of their numbers. */
async function team(id: bigint, order: Order, after: number, limit: number): Promise<object> {
  const found = await snapshotWith(id);
  if (order === "id") {
    const { page, more } = first(found.tree.directs(Number(id), after), limit);
    return answerWith(found, id, page, more ? (page.at(-1) ?? null) : null);
  }
  const { tree } = found;
  const keyed = [...tree.directs(Number(id))].map((one) => ({
    one,
    key: BigInt(tree.team(one)[order]) + ownOf(found, one, order),
  }));
  keyed.sort((a, b) => (a.key === b.key ? a.one - b.one : a.key > b.key ? -1 : 1));
  const page = keyed.slice(after, after + limit).map(({ one }) => one);
  return answerWith(found, id, page, after + limit < keyed.length ? after + limit : null);
}

/** A branch is its first person with his team. */
function ownOf({ tree }: Snapshot, id: number, order: Exclude<Order, "id">): bigint {
  return order === "people" ? 0n : BigInt(tree.own(id)[order]);
}

async function downline(id: bigint, levels: number, after: number, limit: number): Promise<object> {
  const found = await snapshotWith(id);
  const { page, more } = first(found.tree.below(Number(id), levels, after), limit);
  return answerWith(found, id, page, more ? (page.at(-1) ?? null) : null);
}

/** From the sponsor up, or from whoever is the sponsor of `after`. */
async function upline(id: bigint, after: number, limit: number): Promise<object> {
  const found = await snapshotWith(id);
  const { page, more } = first(found.tree.above(after === 0 ? Number(id) : after), limit);
  return answerWith(found, id, page, more ? (page.at(-1) ?? null) : null);
}

export const network = new Hono()
  .get("/:id/upline", (context) => {
    const [id, limit, after] = [idIn(context), limitIn(context), afterIn(context)];
    return verifiedAnswer(() => upline(id, Number(after), limit));
  })
  .get("/:id/downline", (context) => {
    const [id, limit, after] = [idIn(context), limitIn(context), afterIn(context)];
    const levels = numberIn(context, "levels", DEEPEST, DEEPEST, 1);
    return verifiedAnswer(() => downline(id, levels, Number(after), limit));
  })
  .get("/:id/team", (context) => {
    const [id, limit, after] = [idIn(context), limitIn(context), afterIn(context)];
    const order = wordIn(context, "order", ORDERS, "id");
    return verifiedAnswer(() => team(id, order, Number(after), limit));
  });
