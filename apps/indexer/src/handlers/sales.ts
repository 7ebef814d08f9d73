// A sale in escrow ends: its credits are paid, or nobody gets them.

import { campaign, credit, sale } from "ponder:schema";
import { COMPANY, decodeSaleIds } from "@upline/protocol";
import type { Hex } from "viem";
import { countVolume } from "./standing.ts";
import { addToDay, addToDistributor, addToFlow, EventMissing, type Handlers, type Step, saleKey } from "./step.ts";

type SaleRow = typeof sale.$inferSelect;

/**
 * Ends a sale in escrow. @returns The sale as it was.
 * @throws EventMissing if no event placed it: the journal tells that one is missing, and no sum could be right.
 */
export async function finish(step: Step, id: Hex, state: "settled" | "refunded"): Promise<SaleRow> {
  const { db, time } = step;
  const known = await db.find(sale, { id });
  if (known === null) throw new EventMissing(`sale ${id}`);
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
  const { total, credited, profit, pool, company, seller } = known;
  await addToDistributor(step, COMPANY, { balance: company });
  if (seller !== COMPANY) await countVolume(step, seller, known.activityVolume, known.threshold);
  await step.db.update(campaign, { id: known.campaign }).set((row) => ({ settled: row.settled + total }));
  await addToDay(step, { settled: total, credited });
  await addToFlow(step, { escrow: -total, settled: total, profit, commission: credited - profit, pool, company });
}

/** Settles what it can: a sale that no event placed stops none of the others. */
async function settleAll(step: Step, ids: readonly bigint[]): Promise<void> {
  const unknown: string[] = [];
  for (const id of ids) {
    try {
      await settle(step, saleKey(id));
    } catch (error) {
      if (!(error instanceof EventMissing)) throw error;
      unknown.push(error.message);
    }
  }
  if (unknown.length > 0) throw new EventMissing(unknown.join(", "));
}

export const SALES: Handlers<"SalesSettled"> = {
  SalesSettled: (step, { ids }) => settleAll(step, decodeSaleIds(ids)),
};
