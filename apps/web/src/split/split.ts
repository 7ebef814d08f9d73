import type { PlacedSale, Quote } from "@upline/protocol";

/** Somebody's part of a price. All parts of a sale add up to its total. Amounts in token units. */
export type Part =
  /** @property profit What of the amount is retail profit. */
  | { readonly who: "seller"; readonly id: bigint; readonly amount: bigint; readonly profit: bigint }
  /** @property level Undefined where only the receipt is known, which tells nobody's level. */
  | { readonly who: "upline"; readonly id: bigint; readonly amount: bigint; readonly level: bigint | undefined }
  | { readonly who: "pool" | "company"; readonly amount: bigint };

/** Who would get what of a sale placed now. */
export function partsOfQuote({ credits, profit, pool, company }: Quote): readonly Part[] {
  const people = credits.map(
    ({ level, id, amount }): Part =>
      level === 0n ? { who: "seller", id, amount, profit } : { who: "upline", id, amount, level },
  );
  return withRest(people, pool, company);
}

/** Who got what of a sale, or gets it when its window is over. */
export function partsOfSale({ credits, seller, profit, pool, company }: PlacedSale): readonly Part[] {
  const people = credits.map(({ id, amount }, place): Part => {
    // The seller's part comes first where he has one.
    if (place === 0 && id === seller) return { who: "seller", id, amount, profit };
    return { who: "upline", id, amount, level: undefined };
  });
  return withRest(people, pool, company);
}

function withRest(people: readonly Part[], pool: bigint, company: bigint): readonly Part[] {
  const rest: Part[] = [{ who: "company", amount: company }];
  return pool === 0n ? [...people, ...rest] : [...people, { who: "pool", amount: pool }, ...rest];
}
