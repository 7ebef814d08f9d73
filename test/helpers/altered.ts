import { concat, dataSlice, toBeHex, ZeroAddress } from "ethers";
import type { ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import { type EscrowedSale, encodeCredits, saleStruct } from "../../packages/protocol/src/index.ts";

const NUMBERS = ["id", "seller", "total", "terms", "pool", "company", "activityVolume", "threshold"] as const;

/**
 * The values of a sale, each time with something else wrong: none of them is a sale in escrow.
 * @param sale Has at least two credits, a pool share and an activity volume.
 * @param thief Puts himself in the place of buyer and arbiter.
 */
export function alteredSales(sale: EscrowedSale, thief: string): Map<string, ISales.SaleStruct> {
  const truth = saleStruct(sale);
  const altered = new Map<string, ISales.SaleStruct>();
  for (const field of NUMBERS) {
    for (const step of [1n, -1n]) altered.set(`${field} ${step}`, { ...truth, [field]: BigInt(truth[field]) + step });
  }
  for (let kind = 0n; kind < 4n; ++kind) {
    if (kind !== truth.kind) altered.set(`kind ${kind}`, { ...truth, kind });
  }
  for (const field of ["buyer", "payer"] as const) {
    for (const other of [thief, ZeroAddress]) {
      if (other !== truth[field]) altered.set(`${field} ${other}`, { ...truth, [field]: other });
    }
  }
  if (sale.arbiter !== thief) altered.set("arbiter", saleStruct({ ...sale, arbiter: thief }));
  for (const [name, credits] of Object.entries(alteredCredits(sale))) altered.set(name, { ...truth, credits });
  return altered;
}

function alteredCredits({ credits }: EscrowedSale): Record<string, string> {
  const packed = encodeCredits(credits);
  const [first, second, ...others] = credits;
  if (!first || !second) throw new Error("the sale has fewer than two credits");
  return {
    "no credits": "0x",
    "credits exchanged": encodeCredits([second, first, ...others]),
    "a unit between credits": encodeCredits([
      { ...first, amount: first.amount - 1n },
      { ...second, amount: second.amount + 1n },
      ...others,
    ]),
    "a credit less": encodeCredits(credits.slice(0, -1)),
    "a credit of nothing more": concat([packed, toBeHex(0, 16)]),
    "a byte less": dataSlice(packed, 0, -1),
  };
}
