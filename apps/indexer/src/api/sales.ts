// One sale with everything that belongs to it.

import { db } from "ponder:api";
import { credit, offerEnd, plan, returnStep, sale, saleLine } from "ponder:schema";
import { Hono } from "hono";
import { and, asc, eq } from "ponder";
import type { Hex } from "viem";
import { explain } from "./explained.ts";
import { saleIn } from "./input.ts";
import { Refusal } from "./json.ts";
import { verifiedAnswer } from "./verified.ts";

async function wholeSale(id: Hex): Promise<object> {
  const [[found], lines, parts, steps] = await Promise.all([
    db.select().from(sale).where(eq(sale.id, id)),
    db.select().from(saleLine).where(eq(saleLine.sale, id)).orderBy(asc(saleLine.position)),
    db.select().from(credit).where(eq(credit.sale, id)).orderBy(asc(credit.position)),
    db.select().from(returnStep).where(eq(returnStep.sale, id)).orderBy(asc(returnStep.id)),
  ]);
  if (found === undefined) {
    throw new Refusal(404, "sale-unknown", `There is no sale ${id}: it may be newer than the last block read.`);
  }
  const { transaction, seller } = found;
  const [[terms], offers] = await Promise.all([
    db.select().from(plan).where(eq(plan.version, found.plan)),
    db
      .select()
      .from(offerEnd)
      .where(and(eq(offerEnd.transaction, transaction), eq(offerEnd.seller, seller), eq(offerEnd.used, true))),
  ]);
  const explained = terms === undefined ? null : await explain({ ...found, parts }, terms.terms);
  const byPlan = terms === undefined ? null : { version: terms.version, from: terms.from, terms: terms.terms };
  return { sale: found, lines, credits: parts, steps, offers, plan: byPlan, explained };
}

export const sales = new Hono().get("/:id", (context) => {
  const id = saleIn(context);
  return verifiedAnswer(() => wholeSale(id));
});
