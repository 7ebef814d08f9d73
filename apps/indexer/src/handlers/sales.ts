// Sales, from placement to settlement.

import { campaign, credit, sale, saleLine } from "ponder:schema";
import { COMPANY, decodeSale, decodeSaleIds, type PlacedSale } from "@upline/protocol";
import { getAddress, type Hex } from "viem";
import { addToDay, addToDistributor, type Handlers, type Step, saleKey } from "./step.ts";

const hex = (text: string) => text as Hex;

async function place(step: Step): Promise<void> {
  const { log, time } = step;
  const placed = decodeSale(log);
  const id = placed.final ? step.headBefore : saleKey(placed.id);
  await insertSale(step, id, placed);
  await insertParts(step, id, placed);
  await addToCampaign(step, placed.campaign, placed.total);
  await addToDistributor(step, placed.seller, { sold: placed.total });
  for (const { id: earner, amount } of placed.credits) {
    await addToDistributor(step, earner, placed.final ? { balance: amount } : { waiting: amount });
  }
  if (placed.final) await addToDistributor(step, COMPANY, { balance: placed.company });
  await addToDay({ ...step, time }, { sales: 1, placed: placed.total, settled: placed.final ? placed.total : 0n });
}

async function insertSale({ db, time, block, transaction }: Step, id: Hex, placed: PlacedSale): Promise<void> {
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
    placedAt: time,
    deadline: placed.final ? time : time + placed.window,
    finishedAt: placed.final ? time : null,
    block,
    transaction,
  });
}

async function insertParts({ db, time }: Step, id: Hex, { final, lines, credits }: PlacedSale): Promise<void> {
  const state = final ? "paid" : "waiting";
  await db.insert(saleLine).values(lines.map((line, position) => ({ sale: id, position, ...line })));
  if (credits.length === 0) return;
  const rows = credits.map(({ id: earner, amount }, position) => ({ position, distributor: earner, amount }));
  await db.insert(credit).values(rows.map((row) => ({ ...row, sale: id, state, placedAt: time })) as never);
}

async function addToCampaign({ db }: Step, id: bigint, total: bigint): Promise<void> {
  await db
    .insert(campaign)
    .values({ id, sales: 1, placed: total, refunded: 0n })
    .onConflictDoUpdate((row) => ({ sales: row.sales + 1, placed: row.placed + total }));
}

/** A sale that is in no event before it: the journal tells that one is missing; nothing here can be right then. */
export class SaleUnknown extends Error {
  override readonly name = "SaleUnknown";

  constructor(id: Hex) {
    super(`Sale ${id} was finished, and no event before placed it: ask another endpoint for the events.`);
  }
}

/** Ends a sale in escrow: its credits are paid, or nobody gets them. @returns The sale. @throws SaleUnknown */
export async function finish(step: Step, id: Hex, state: "settled" | "refunded"): Promise<typeof sale.$inferSelect> {
  const { db, time } = step;
  const known = await db.find(sale, { id });
  if (known === null) throw new SaleUnknown(id);
  await db.update(sale, { id }).set({ state, finishedAt: time });
  for (let position = 0; position < known.credits; ++position) {
    const part = await db
      .update(credit, { sale: id, position })
      .set({ state: state === "settled" ? "paid" : "refunded" });
    const balance = state === "settled" ? part.amount : 0n;
    await addToDistributor(step, part.distributor, { waiting: -part.amount, balance });
  }
  return known;
}

async function settle(step: Step, id: Hex): Promise<void> {
  const known = await finish(step, id, "settled");
  await addToDistributor(step, COMPANY, { balance: known.company });
  await addToDay(step, { settled: known.total });
}

export const SALES: Handlers<"SalePlaced" | "SaleFinal" | "SalesSettled"> = {
  SalePlaced: place,
  SaleFinal: place,
  SalesSettled: async (step, { ids }) => {
    for (const id of decodeSaleIds(ids)) await settle(step, saleKey(id));
  },
};
