// Search by whatever somebody has: a number, a wallet, a sale's id or reference, a transaction, a code.

import { db } from "ponder:api";
import { campaign, claim, distributor, product, sale, wallet } from "ponder:schema";
import { Hono } from "hono";
import { desc, eq, inArray, or } from "ponder";
import { type Hex, keccak256, stringToBytes, stringToHex } from "viem";
import type { SQL } from "./database.ts";
import { Refusal } from "./json.ts";
import { verifiedAnswer } from "./verified.ts";

/** Of each kind; the lists of /graphql have the rest. */
const MOST = 20;
const LONGEST = 100;
const WORD_BYTES = 32;

interface Found {
  readonly distributors: readonly object[];
  readonly sales: readonly object[];
  readonly products: readonly object[];
  readonly campaigns: readonly object[];
  readonly claims: readonly object[];
}

const NOTHING: Found = { distributors: [], sales: [], products: [], campaigns: [], claims: [] };

const salesWhere = (condition: SQL | undefined) =>
  db.select().from(sale).where(condition).orderBy(desc(sale.placedAt)).limit(MOST);
const peopleWhere = (condition: SQL | undefined) => db.select().from(distributor).where(condition).limit(MOST);

async function byNumber(number: bigint): Promise<Found> {
  const [distributors, products, campaigns, words] = await Promise.all([
    peopleWhere(eq(distributor.id, number)),
    db.select().from(product).where(eq(product.id, number)),
    db.select().from(campaign).where(eq(campaign.id, number)),
    byWords([...wordsOf(String(number))]),
  ]);
  return {
    ...words,
    distributors: [...distributors, ...words.distributors],
    products: [...products, ...words.products],
    campaigns,
  };
}

/** A wallet, present or former, or the id of a sale. */
async function byAddress(address: Hex): Promise<Found> {
  const bound = await db.select().from(wallet).where(eq(wallet.address, address));
  const ids = bound.map((one) => one.distributor);
  const [distributors, sales, claims] = await Promise.all([
    ids.length === 0 ? [] : peopleWhere(inArray(distributor.id, ids)),
    salesWhere(or(eq(sale.id, address), eq(sale.buyer, address), eq(sale.payer, address))),
    db.select().from(claim).where(eq(claim.to, address)).orderBy(desc(claim.time)).limit(MOST),
  ]);
  return { ...NOTHING, distributors, sales, claims };
}

/** A transaction, or 32 bytes that the company chose: a reference, a product's code, a legacy id. */
async function byWords(words: readonly Hex[]): Promise<Found> {
  const [distributors, sales, products, claims] = await Promise.all([
    peopleWhere(inArray(distributor.legacyId, [...words])),
    salesWhere(or(inArray(sale.transaction, [...words]), inArray(sale.ref, [...words]))),
    db
      .select()
      .from(product)
      .where(inArray(product.sku, [...words]))
      .limit(MOST),
    db
      .select()
      .from(claim)
      .where(inArray(claim.transaction, [...words]))
      .limit(MOST),
  ]);
  return { ...NOTHING, distributors, sales, products, claims };
}

/** A text as a company may have put it on the chain: as it is, or hashed. */
function wordsOf(text: string): readonly Hex[] {
  const bytes = stringToBytes(text);
  const hash = keccak256(bytes);
  return bytes.length < WORD_BYTES ? [stringToHex(text, { size: WORD_BYTES }), hash] : [hash];
}

function find(text: string): Promise<Found> {
  const lower = text.toLowerCase();
  if (/^\d{1,10}$/.test(text)) return byNumber(BigInt(text));
  if (/^0x[0-9a-f]{40}$/.test(lower)) return byAddress(lower as Hex);
  if (/^0x[0-9a-f]{64}$/.test(lower)) return byWords([lower as Hex]);
  return byWords(wordsOf(text));
}

export const search = new Hono().get("/", (context) => {
  const text = (context.req.query("q") ?? "").trim();
  if (text === "" || text.length > LONGEST) {
    const expected = "a number, an address, a sale's id or reference, a transaction, or a product's code";
    throw new Refusal(400, "input-invalid", `q is "${text.slice(0, LONGEST)}", expected ${expected}.`);
  }
  return verifiedAnswer(() => find(text));
});
