// GraphQL over every table, bounded, and telling up to where it is verified.

import { db } from "ponder:api";
import schema from "ponder:schema";
import type { Context, Next } from "hono";
import { graphql } from "ponder";
import { checkCost } from "./cost.ts";
import { exact, Refusal } from "./json.ts";
import { verification } from "./verified.ts";

/** How deep a query may go; the deepest useful one, from a distributor to the lines of his credits' sales, has 9. */
const DEEPEST = 12;
const MOST_TOKENS = 2000;
const MOST_ALIASES = 15;

export const answerGraphql = graphql(
  { db, schema },
  { maxOperationDepth: DEEPEST, maxOperationTokens: MOST_TOKENS, maxOperationAliases: MOST_ALIASES },
);

interface Asked {
  readonly query?: unknown;
  readonly variables?: unknown;
}

async function askedIn(context: Context): Promise<Asked> {
  try {
    // A copy: GraphQL reads the request itself.
    return (await context.req.raw.clone().json()) as Asked;
  } catch {
    throw new Refusal(400, "input-invalid", 'The body is not JSON, expected {"query": "…", "variables": {…}}.');
  }
}

/** Refuses what asks for too much, and adds what is known of the journal to `extensions`. */
export async function boundGraphql(context: Context, next: Next): Promise<void> {
  if (context.req.method !== "POST") return next();
  const { query, variables } = await askedIn(context);
  if (typeof query !== "string") throw new Refusal(400, "input-invalid", "The body has no query, expected a text.");
  checkCost(query, typeof variables === "object" && variables !== null ? { ...variables } : {});
  const known = await verification();
  await next();
  const text = await context.res.text();
  const extensions = `,"extensions":${exact({ verification: known })}}`;
  const told = text.endsWith("}") ? `${text.slice(0, -1)}${extensions}` : text;
  const { status } = context.res;
  context.res = new Response(told, { status, headers: { "content-type": "application/json" } });
  // Hono takes over the headers of the answer before, whose length was another.
  context.res.headers.delete("content-length");
}
