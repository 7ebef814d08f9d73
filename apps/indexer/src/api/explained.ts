// A sale's credits, each with its level, its rate and its CV, and who was passed over and why.

import { distributor, periodFigure, programme, rankChange } from "ponder:schema";
import { COMPANY, type Plan, parsePlan } from "@upline/protocol";
import { sql } from "ponder";
import type { PlanTerms } from "../schema/plans.ts";
import { type Walker, walk } from "../walk.ts";
import { type Row, rowsOf } from "./database.ts";

/** What the explanation rests on. */
export interface ToExplain {
  readonly seller: bigint;
  readonly kind: string;
  /** Period of the placement. */
  readonly placedIn: number;
  readonly volume: bigint;
  readonly profit: bigint;
  readonly parts: readonly { readonly distributor: bigint; readonly amount: bigint }[];
}

/** An upline's part, with what explains it. Amounts in token units, rates in basis points of the CV. */
interface Explained {
  readonly position: number;
  readonly distributor: bigint;
  readonly amount: bigint;
  readonly level: bigint;
  /** The rate of the level, and what it gave. */
  readonly rate: bigint;
  readonly byLevel: bigint;
  /** What the rank gave, above the highest below. */
  readonly byRank: bigint;
  /** The seller's retail profit. */
  readonly profit: bigint;
}

interface Found extends Row {
  readonly id: string;
  readonly active: boolean;
  readonly rank: number;
}

/**
 * The seller and his upline as they stood in a period. Nothing within a period changes how somebody stands in it: ranks
 * count from the next, and so does activity by volume.
 */
async function lineOf({ seller, placedIn }: ToExplain, plan: Plan): Promise<readonly Walker[]> {
  const found = await rowsOf<Found>(sql`
    with recursive line as (
      select id, sponsor, 0 as step from ${distributor} where id = ${seller}
      union all
      select d.id, d.sponsor, line.step + 1 from ${distributor} d join line on d.id = line.sponsor
        where line.step < ${Number(plan.walk) + 1}
    ) select line.id::text, coalesce((select r.rank from ${rankChange} r
          where r.distributor = line.id and r.from_period <= ${placedIn} order by r.from_period desc limit 1), 0) as rank,
        (not d.imported and d.joined_in = ${placedIn})
          or (d.imported and p.opened_in is not distinct from ${placedIn}::int)
          or coalesce((select a.active_next from ${periodFigure} a
            where a.distributor = line.id and a.period = ${placedIn - 1}), false) as active
      from line join ${distributor} d on d.id = line.id, ${programme} p order by line.step`);
  const everybody = plan.threshold === 0n;
  return found.map(({ id, active, rank }) => ({ id: BigInt(id), active: active || everybody, rank: BigInt(rank) }));
}

/** @param terms Of the plan that the sale followed. */
export async function explain(sale: ToExplain, terms: PlanTerms): Promise<object> {
  const plan = parsePlan(terms);
  const { seller, kind, volume, profit, parts } = sale;
  const line = await lineOf(sale, plan);
  const pays = kind !== "personal" || plan.personalPays;
  const { credits, skipped } = walk(plan, line, { volume, profit: seller === COMPANY ? 0n : profit, pays });
  const agrees =
    credits.length === parts.length &&
    credits.every(({ id, amount }, at) => parts[at]?.distributor === id && parts[at]?.amount === amount);
  const explained = credits.map(({ level, id, amount, differential }, position): Explained => {
    const own = id === seller ? profit : 0n;
    const rate = plan.rates[Number(level)] ?? 0n;
    const byLevel = amount - own - differential;
    return { position, distributor: id, amount, level, rate, byLevel, byRank: differential, profit: own };
  });
  // Where it does not come out as the receipt has it, an event is missing, and no explanation is better than a wrong one.
  return agrees ? { agrees, credits: explained, skipped } : { agrees, credits: null, skipped: null };
}
