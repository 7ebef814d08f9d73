// What is asked, checked.
import type { Context } from "hono";
import { Refusal } from "./json.ts";

/** Ids of distributors have 32 bits. */
const HIGHEST_ID = 4_294_967_295n;
/** Rows of one answer: the most, and if nothing is said. */
const MOST_ROWS = 1000;
const USUAL_ROWS = 100;

const invalid = (name: string, text: string, expected: string) =>
  new Refusal(400, "input-invalid", `${name} is "${text}", expected ${expected}.`);

function whole(name: string, text: string, least: bigint, most: bigint): bigint {
  const number = /^\d{1,20}$/.test(text) ? BigInt(text) : -1n;
  if (number < least || number > most) throw invalid(name, text, `a whole number from ${least} to ${most}`);
  return number;
}

/** The distributor of the path. @throws Refusal */
export function idIn(context: Context): bigint {
  return whole("The id", context.req.param("id") ?? "", 1n, HIGHEST_ID);
}

/** A number of the query. @throws Refusal */
export function numberIn(context: Context, name: string, most: number, usual: number, least = 0): number {
  const text = context.req.query(name);
  return text === undefined ? usual : Number(whole(name, text, BigInt(least), BigInt(most)));
}

/** How many rows are asked for. @throws Refusal */
export function limitIn(context: Context): number {
  return numberIn(context, "limit", MOST_ROWS, USUAL_ROWS, 1);
}

/** Behind which id a page begins; 0: at the beginning. @throws Refusal */
export function afterIn(context: Context): bigint {
  return whole("after", context.req.query("after") ?? "0", 0n, HIGHEST_ID);
}

/** One of some words. @throws Refusal */
export function wordIn<T extends string>(context: Context, name: string, words: readonly T[], usual: T): T {
  const text = context.req.query(name) ?? usual;
  const word = words.find((one) => one === text);
  if (word === undefined) throw invalid(name, text, `one of ${words.join(", ")}`);
  return word;
}

/** The id of a sale in the path, in lower case. @throws Refusal */
export function saleIn(context: Context): `0x${string}` {
  const text = context.req.param("id") ?? "";
  if (!/^0x[0-9a-f]{40}$/i.test(text)) throw invalid("The sale", text, "its id, 0x and 40 digits");
  return text.toLowerCase() as `0x${string}`;
}
