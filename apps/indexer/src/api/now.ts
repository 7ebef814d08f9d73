// The present: time, period, and the plans in force and to come.

import { journal, plan, programme } from "ponder:schema";
import { sql } from "ponder";
import type { PlanTerms } from "../schema/plans.ts";
import { present, type Row, rowsOf } from "./database.ts";
import { Refusal } from "./json.ts";

/** A plan with its number. */
export interface NumberedPlan {
  readonly version: number;
  /** When it takes over, in seconds since 1970; null: when the programme opens. */
  readonly from: string | null;
  readonly terms: PlanTerms;
}

/** How the programme stands at the last block that was read. */
export interface Now {
  readonly time: bigint;
  readonly period: number;
  /** When the period ends, in seconds since 1970. */
  readonly periodEnd: bigint;
  readonly openedIn: number | null;
  /** Null before the opening. */
  readonly plan: NumberedPlan | null;
  readonly scheduled: NumberedPlan | null;
  /** The journal's last entry that was read. */
  readonly block: string;
  readonly head: string;
}

interface Found extends Row {
  readonly start: string;
  readonly length: string;
  readonly openedIn: number | null;
  readonly block: string;
  readonly head: string;
  readonly plans: readonly NumberedPlan[] | null;
}

const PLANS = sql`select json_agg(json_build_object('version', version, 'from', "from"::text, 'terms', terms)
  order by version) from ${plan} where cancelled_at is null`;
const QUERY = sql`select p.start::text, p.period_length::text as length, p.opened_in as "openedIn", j.block::text, j.head,
  (${PLANS}) as plans from ${programme} p, ${journal} j limit 1`;

/** @throws Refusal while no event of the programme was read. */
export async function readNow(): Promise<Now> {
  const [time, [found]] = await Promise.all([present(), rowsOf<Found>(QUERY)]);
  if (found === undefined) {
    throw new Refusal(503, "nothing-read", "No event of the programme was read yet: wait for the indexer to begin.");
  }
  const { start, length, openedIn, block, head } = found;
  const [begin, seconds] = [BigInt(start), BigInt(length)];
  const period = (time > begin ? time - begin : 0n) / seconds;
  const plans = found.plans ?? [];
  const inForce = plans.filter(({ from }) => from !== null && BigInt(from) <= time);
  const later = plans.filter(({ from }) => from === null || BigInt(from) > time);
  return {
    time,
    period: Number(period),
    periodEnd: begin + (period + 1n) * seconds,
    openedIn,
    plan: inForce.at(-1) ?? null,
    scheduled: later.at(-1) ?? null,
    block,
    head,
  };
}
