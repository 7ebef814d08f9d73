// A sale is placed.

import { campaign, credit, plan, product, sale, saleLine } from "ponder:schema";
import { COMPANY, decodeSale, type PlacedSale } from "@upline/protocol";
import { getAddress, type Hex, zeroAddress } from "viem";
import { countSale, countVolume } from "./standing.ts";
import {
  addToDay,
  addToDistributor,
  addToFlow,
  EventMissing,
  type Handlers,
  periodOf,
  type Step,
  saleKey,
  stamp,
} from "./step.ts";

const hex = (text: string) => text as Hex;
/** The chain keeps a volume in 80 bits and lets it go no higher. */
const MAX_VOLUME = (1n << 80n) - 1n;

type Terms = Pick<
  typeof sale.$inferInsert,
  "activityVolume" | "threshold" | "window" | "returnKind" | "arbiter" | "volume"
>;

async function place(step: Step): Promise<void> {
  const placed = decodeSale(step.log);
  const id = placed.final ? step.headBefore : saleKey(placed.id);
  const terms = await termsOf(step, placed);
  const placedIn = await periodOf(step);
  const credited = placed.credits.reduce((sum, { amount }) => sum + amount, 0n);
  await insertSale(step, id, placed, { ...terms, credited, placedIn });
  await insertParts(step, id, placed);
  await addToTotals(step, placed, credited);
  for (const { id: earner, amount } of placed.credits) {
    await addToDistributor(step, earner, placed.final ? { balance: amount } : { waiting: amount });
  }
  await countSale(step, placed.seller, placed.total, placedIn, 1);
  if (!placed.final) return;
  await addToDistributor(step, COMPANY, { balance: placed.company });
  if (placed.seller !== COMPANY) await countVolume(step, placed.seller, terms.activityVolume, terms.threshold);
}

/** What the receipt tells, or, of a final sale, what follows from products and plan. */
async function termsOf(step: Step, placed: PlacedSale): Promise<Terms> {
  const volume = await volumeOf(step, placed);
  if (!placed.final) {
    const { activityVolume, threshold, window, returnKind, arbiter } = placed;
    return { volume, activityVolume, threshold, window, returnKind, arbiter: getAddress(arbiter) };
  }
  const known = await step.db.find(plan, { version: Number(placed.plan) });
  if (known === null) throw new EventMissing(`plan ${placed.plan}`);
  const counted = volume > MAX_VOLUME ? MAX_VOLUME : volume;
  const activityVolume = placed.kind === "retail" ? counted : 0n;
  const threshold = BigInt(known.terms.threshold);
  return { volume, activityVolume, threshold, window: 0n, returnKind: "automatic", arbiter: zeroAddress };
}

/** Sums up the lines' commissionable volume, and counts what was sold of each product. */
async function volumeOf({ db }: Step, { lines }: PlacedSale): Promise<bigint> {
  let sum = 0n;
  for (const { product: id, quantity } of lines) {
    const { volume } = await db.update(product, { id }).set((row) => ({ sold: row.sold + quantity }));
    sum += quantity * volume;
  }
  return sum;
}

type Rest = Terms & Pick<typeof sale.$inferInsert, "credited" | "placedIn">;

async function insertSale(step: Step, id: Hex, placed: PlacedSale, rest: Rest): Promise<void> {
  const { db, time, block, transaction } = step;
  await db.insert(sale).values({
    id,
    state: placed.final ? "settled" : "escrowed",
    kind: placed.kind,
    buyer: getAddress(placed.buyer),
    payer: getAddress(placed.payer),
    seller: placed.seller,
    campaign: placed.campaign,
    ref: hex(placed.ref),
    plan: Number(placed.plan),
    total: placed.total,
    profit: placed.profit,
    pool: placed.pool,
    company: placed.company,
    credits: placed.credits.length,
    final: placed.final,
    ...rest,
    placedAt: time,
    deadline: time + rest.window,
    finishedAt: placed.final ? time : null,
    block,
    transaction,
  });
}

async function insertParts(step: Step, id: Hex, { final, lines, credits }: PlacedSale): Promise<void> {
  const state: "paid" | "waiting" = final ? "paid" : "waiting";
  const { db, time: placedAt, block } = step;
  await db.insert(saleLine).values(lines.map((line, position) => ({ sale: id, position, ...line })));
  if (credits.length === 0) return;
  const rows = credits.map(({ id: distributor, amount }, position) => {
    return { sale: id, position, distributor, amount, state, placedAt, block };
  });
  await db.insert(credit).values(rows);
}

async function addToTotals(step: Step, placed: PlacedSale, credited: bigint): Promise<void> {
  const { final, total, profit, pool, company } = placed;
  const settled = final ? total : 0n;
  await addToCampaign(step, placed.campaign, total, settled);
  await addToDay(step, { sales: 1, placed: total, settled, credited: final ? credited : 0n });
  const paid = final ? { settled, profit, commission: credited - profit, pool, company } : { escrow: total };
  await addToFlow(step, { sales: 1, placed: total, ...paid });
}

async function addToCampaign(step: Step, id: bigint, total: bigint, settled: bigint): Promise<void> {
  const { time } = stamp(step);
  await step.db
    .insert(campaign)
    .values({ id, sales: 1, placed: total, settled, refunded: 0n, firstAt: time, lastAt: time })
    .onConflictDoUpdate((row) => ({
      sales: row.sales + 1,
      placed: row.placed + total,
      settled: row.settled + settled,
      lastAt: time,
    }));
}

export const PLACING: Handlers<"SalePlaced" | "SaleFinal"> = { SalePlaced: place, SaleFinal: place };
