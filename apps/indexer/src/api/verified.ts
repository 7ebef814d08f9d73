// Up to which block and head the lists are verified.

import { db } from "ponder:api";
import { journal, journalCheck, journalFault } from "ponder:schema";
import { Hono } from "hono";
import { asc, desc, eq } from "ponder";
import { answer } from "./json.ts";

/** What the endpoint answers. */
async function state() {
  const [now] = await db.select().from(journal).limit(1);
  const [fault] = await db.select().from(journalFault).orderBy(asc(journalFault.entry)).limit(1);
  const [part] = await db
    .select()
    .from(journalCheck)
    .where(eq(journalCheck.agrees, false))
    .orderBy(asc(journalCheck.block))
    .limit(1);
  const [last] = await db
    .select()
    .from(journalCheck)
    .where(eq(journalCheck.agrees, true))
    .orderBy(desc(journalCheck.block))
    .limit(1);
  const broken = fault !== undefined || part !== undefined;
  return {
    // A head that agrees after one that did not would be a collision: the first difference is what counts.
    complete: !broken && last !== undefined,
    verified: broken || last === undefined ? null : { block: last.block, hash: last.hash, head: last.head },
    indexed: now ?? null,
    missing: broken ? { check: part ?? null, sale: fault ?? null } : null,
  };
}

export const verified = new Hono().get("/", async () => answer(await state()));
