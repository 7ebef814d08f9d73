// SQL over HTTP: reading only, which Ponder sees to, and not too much at a time.

import { db } from "ponder:api";
import schema from "ponder:schema";
import type { Context, Next } from "hono";
import { client } from "ponder";
import { Refusal } from "./json.ts";

/** Questions that are answered at the same time; PostgreSQL ends each after 30 seconds. */
const AT_ONCE = 8;

export const answerSql = client({ db, schema });

let underWay = 0;

export async function boundSql(context: Context, next: Next): Promise<void> {
  if (context.req.path.startsWith("/sql/live")) {
    throw new Refusal(404, "not-offered", "Live queries are not offered: ask /sql/db again after a block.");
  }
  if (underWay >= AT_ONCE) {
    throw new Refusal(503, "busy", `${AT_ONCE} questions in SQL are being answered, which is the most: try again.`);
  }
  underWay += 1;
  try {
    await next();
  } finally {
    underWay -= 1;
  }
}
