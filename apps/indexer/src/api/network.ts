// Upline and downline at any depth, out of the sponsors.

import { db } from "ponder:api";
import { distributor } from "ponder:schema";
import { Hono } from "hono";
import { sql } from "ponder";
import { answer } from "./json.ts";

/** Rows of one answer at most. */
const PAGE = 1000;
const MOST = 4_294_967_295n;

function idOf(text: string): bigint | undefined {
  return /^\d{1,10}$/.test(text) && BigInt(text) <= MOST ? BigInt(text) : undefined;
}

/** From the sponsor up to the company. */
const upline = (id: bigint) => sql`
  with recursive above as (
    select d.id, d.sponsor, d.depth, d.wallet, d.rank from ${distributor} d
      where d.id = (select sponsor from ${distributor} where id = ${id})
    union all
    select d.id, d.sponsor, d.depth, d.wallet, d.rank from ${distributor} d join above on d.id = above.sponsor
  ) select id::text, sponsor::text, depth, wallet, rank from above order by depth desc limit ${PAGE}`;

/** Everybody below, at most so many levels down; in the order of their numbers, after one of them. */
const downline = (id: bigint, levels: number, after: bigint) => sql`
  with recursive below as (
    select d.id, d.sponsor, 1 as level from ${distributor} d where d.sponsor = ${id}
    union all
    select d.id, d.sponsor, below.level + 1 from ${distributor} d join below on d.sponsor = below.id
      where below.level < ${levels}
  ) select below.id::text, below.sponsor::text, below.level, d.wallet, d.rank, d.directs
    from below join ${distributor} d on d.id = below.id
    where below.id > ${after} order by below.id limit ${PAGE}`;

const rows = async (query: ReturnType<typeof sql>) => (await db.execute(query)).rows;

export const network = new Hono()
  .get("/:id/upline", async (context) => {
    const id = idOf(context.req.param("id"));
    if (id === undefined) return answer({ error: "The id is a whole number." }, 400);
    return answer(await rows(upline(id)));
  })
  .get("/:id/downline", async (context) => {
    const id = idOf(context.req.param("id"));
    const levels = idOf(context.req.query("levels") ?? String(2 ** 31 - 1));
    const after = idOf(context.req.query("after") ?? "0");
    if (id === undefined || levels === undefined || after === undefined) {
      return answer({ error: "The id, levels and after are whole numbers." }, 400);
    }
    return answer(await rows(downline(id, Number(levels), after)));
  });
