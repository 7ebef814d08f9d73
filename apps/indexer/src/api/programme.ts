// The programme as it stands: terms, plans, powers, money.

import { db } from "ponder:api";
import { flow, power, programme } from "ponder:schema";
import { Hono } from "hono";
import { asc, eq } from "ponder";
import { readNow } from "./now.ts";
import { verifiedAnswer } from "./verified.ts";

async function overview(): Promise<object> {
  const [now, [terms], [money], powers] = await Promise.all([
    readNow(),
    db.select().from(programme),
    db.select().from(flow),
    db.select().from(power).where(eq(power.held, true)).orderBy(asc(power.name), asc(power.account)),
  ]);
  const { time, period, periodEnd, block, head, plan, scheduled } = now;
  return {
    asOf: { block, head, time, period, periodEnd },
    programme: terms,
    plan,
    scheduled,
    flow: money ?? null,
    powers,
  };
}

export const overall = new Hono().get("/", () => verifiedAnswer(overview));
