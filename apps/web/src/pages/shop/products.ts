import { choice, RETURN_KINDS, type ReturnKind } from "@upline/protocol";
import type { ChainAccess } from "../../chain/access.ts";

/** A product as the chain has it. Amounts in token units, times in seconds. */
export interface Product {
  readonly number: bigint;
  readonly retail: bigint;
  /** Commissionable volume of one piece. */
  readonly volume: bigint;
  /** How long it can be returned; 0: the sale is final at once. */
  readonly window: bigint;
  readonly returnKind: ReturnKind;
  readonly arbiter: string;
  /** Not for sale at present. */
  readonly closed: boolean;
}

/** Products that are shown at once. */
export const AT_ONCE = 24;

type Reads = Pick<ChainAccess, "client">;

/** Reads one product. @throws The contract's `ProductUnknown` if there is none of that number. */
export async function readProduct({ client }: Reads, number: bigint): Promise<Product> {
  const { terms, closed } = await client.core.product(number);
  const { retail, volume, window, arbiter } = terms;
  return { number, retail, volume, window, returnKind: choice(RETURN_KINDS, terms.kind), arbiter, closed };
}

/** Reads the products of some numbers, and leaves out those that are not for sale. */
export async function readProducts(access: Reads, numbers: readonly bigint[]): Promise<readonly Product[]> {
  const products = await Promise.all(numbers.map((number) => readProduct(access, number)));
  return products.filter(({ closed }) => !closed);
}

/**
 * The numbers of products, the newest first, in groups that are read and shown together.
 * @param last Number of the product added last; 0: there is none.
 */
export function groupsOf(last: bigint, size = AT_ONCE): readonly (readonly bigint[])[] {
  const groups: bigint[][] = [];
  for (let top = last; top > 0n; top -= BigInt(size)) {
    const length = top < BigInt(size) ? Number(top) : size;
    groups.push(Array.from({ length }, (_, place) => top - BigInt(place)));
  }
  return groups;
}
