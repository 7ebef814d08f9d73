// The figures of one distributor.

import { db } from "ponder:api";
import { credit, distributor, programme, sale } from "ponder:schema";
import { COMPANY } from "@upline/protocol";
import { Hono } from "hono";
import { and, asc, eq, sql } from "ponder";
import { rolled } from "../handlers/standing.ts";
import { rowsOf } from "./database.ts";
import { idIn, limitIn, numberIn, wordIn } from "./input.ts";
import { Refusal } from "./json.ts";
import { snapshotWith } from "./network.ts";
import { type Now, readNow } from "./now.ts";
import { verifiedAnswer } from "./verified.ts";

type Row = typeof distributor.$inferSelect;

/** Seconds in which a recovery can be finished once it is ready. */
const RECOVERY_WINDOW = 30n * 86_400n;

function holdOf({ heldUntil, holdReason }: Row, { time }: Now): object | null {
  return heldUntil !== null && time < heldUntil ? { until: heldUntil, reason: holdReason } : null;
}

function recoveryOf({ recoveryTo, recoveryReadyAt }: Row, { time }: Now): object | null {
  if (recoveryTo === null || recoveryReadyAt === null) return null;
  const lapsesAt = recoveryReadyAt + RECOVERY_WINDOW;
  return time < lapsesAt ? { to: recoveryTo, readyAt: recoveryReadyAt, lapsesAt } : null;
}

/** How he stands, and what is missing for the next period. */
function standingOf(row: Row, now: Now): object {
  const { volume, activeNow, activeNext, rankNow, rankNext } = rolled(row, Math.max(now.period, row.period));
  const threshold = BigInt(now.plan?.terms.threshold ?? 0);
  const always = row.id === COMPANY || (now.plan !== null && threshold === 0n);
  const opening = row.imported && now.openedIn === now.period;
  const [active, certain] = [always || activeNow || opening, always || activeNext];
  const missing = certain || volume >= threshold ? 0n : threshold - volume;
  return {
    activity: { active, activeNext: certain, volume, threshold, missing },
    rank: { now: rankNow, next: rankNext },
  };
}

/** His own sales, refunded ones left out. */
function ownOf({ sold, sales, soldIn, soldThen, salesThen }: Row, { period }: Now): object {
  const sells = soldIn === period;
  return { sold, sales, periodSold: sells ? soldThen : 0n, periodSales: sells ? salesThen : 0 };
}

/** The next sale whose window ends, of those that he has a part of. */
async function nextRelease(id: bigint): Promise<object | null> {
  const [next] = await waitingOf(id, 1);
  return next ?? null;
}

function waitingOf(id: bigint, limit: number) {
  return db
    .select({
      sale: sale.id,
      state: sale.state,
      deadline: sale.deadline,
      placedAt: sale.placedAt,
      amount: credit.amount,
      seller: sale.seller,
      block: sale.block,
    })
    .from(credit)
    .innerJoin(sale, eq(sale.id, credit.sale))
    .where(and(eq(credit.distributor, id), eq(credit.state, "waiting")))
    .orderBy(asc(sale.deadline), asc(sale.id))
    .limit(limit);
}

async function figures(id: bigint): Promise<object> {
  const [now, { tree, block: teamBlock }, [row], release] = await Promise.all([
    readNow(),
    snapshotWith(id),
    db.select().from(distributor).where(eq(distributor.id, id)),
    nextRelease(id),
  ]);
  if (row === undefined) throw new Refusal(404, "distributor-unknown", `There is no distributor ${id}.`);
  const { sponsor, depth, directs, wallet, imported, legacyId, joinedAt, joinedIn, pushOff } = row;
  const { guardian, guardianDelay, proposedWallet, block, transaction } = row;
  return {
    asOf: { block: now.block, head: now.head, time: now.time, period: now.period, periodEnd: now.periodEnd },
    distributor: { id, sponsor, depth, directs, wallet, imported, legacyId, joinedAt, joinedIn, block, transaction },
    balance: { waiting: row.waiting, claimable: row.balance, claimed: row.claimed, nextRelease: release },
    hold: holdOf(row, now),
    pushOff,
    ownership: { guardian, guardianDelay, recovery: recoveryOf(row, now), proposedWallet },
    ...standingOf(row, now),
    own: ownOf(row, now),
    team: { ...tree.team(Number(id)), asOf: teamBlock },
  };
}

const SPANS = ["day", "period"] as const;
type Span = (typeof SPANS)[number];

/** What he was credited with, by the day or the period in which the sales were placed, the latest first. */
async function earnings(id: bigint, span: Span, before: number, limit: number): Promise<object> {
  if (id === COMPANY) {
    throw new Refusal(400, "company", "The company has no credits: what it gets of sales is in the days of /graphql.");
  }
  const at = span === "day" ? sql`div(c.placed_at, 86400)` : sql`div(c.placed_at - p.start, p.period_length)`;
  const sum = (state: string) => sql`coalesce(sum(amount) filter (where state = ${state}), 0)::text`;
  const items = await rowsOf(sql`
    select at::int, count(*)::int as credits, ${sum("paid")} as paid, ${sum("waiting")} as waiting,
      ${sum("refunded")} as refunded
    from (select ${at} as at, c.amount, c.state::text from ${credit} c, ${programme} p where c.distributor = ${id}) as of
    where at < ${before} group by at order by at desc limit ${limit}`);
  const last = items.at(-1);
  return { by: span, items, next: last === undefined || items.length < limit ? null : last["at"] };
}

const LATEST = 2 ** 31 - 1;

export const people = new Hono()
  .get("/:id", (context) => {
    const id = idIn(context);
    return verifiedAnswer(() => figures(id));
  })
  .get("/:id/waiting", (context) => {
    const [id, limit] = [idIn(context), limitIn(context)];
    return verifiedAnswer(async () => ({ items: await waitingOf(id, limit) }));
  })
  .get("/:id/earnings", (context) => {
    const [id, limit] = [idIn(context), limitIn(context)];
    const span = wordIn(context, "by", SPANS, "day");
    const before = numberIn(context, "before", LATEST, LATEST);
    return verifiedAnswer(() => earnings(id, span, before, limit));
  });
