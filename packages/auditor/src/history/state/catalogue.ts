import { GOODS_TERMS, type ReturnKind } from "@upline/protocol";

/** Return windows are whole hours. */
export const HOUR = 3_600n;

/** A product; amounts in token units. */
export interface KnownProduct {
  readonly retail: bigint;
  readonly wholesale: bigint;
  readonly volume: bigint;
  /** Number of its return terms, see `automaticTerms` and `goodsTermsSlot` of @upline/protocol. */
  readonly terms: bigint;
  readonly window: bigint;
  readonly returnKind: ReturnKind;
  readonly arbiter: string;
  readonly closed: boolean;
}

/** What is sold, by number from 1. */
export class Catalogue {
  readonly products: KnownProduct[] = [];
  /** The goods' return terms, packed as their words are, in the order of their numbers. */
  readonly goodsTerms: bigint[] = [];
  readonly #numbers = new Map<bigint, bigint>();

  product(number: bigint): KnownProduct | undefined {
    return this.products[Number(number) - 1];
  }

  /** The number of return terms; new terms of goods get the next. */
  termsNumber(window: bigint, kind: ReturnKind, arbiter: string): bigint {
    if (kind === "automatic") return window / HOUR;
    const packed = window | (1n << 40n) | (BigInt(arbiter) << 48n);
    let number = this.#numbers.get(packed);
    if (number === undefined) {
      number = GOODS_TERMS + BigInt(this.goodsTerms.length);
      this.#numbers.set(packed, number);
      this.goodsTerms.push(packed);
    }
    return number;
  }

  add(product: Omit<KnownProduct, "terms" | "closed">): void {
    const terms = this.termsNumber(product.window, product.returnKind, product.arbiter);
    this.products.push({ ...product, terms, closed: false });
  }

  close(number: bigint, closed: boolean): void {
    const product = this.product(number);
    if (product !== undefined) this.products[Number(number) - 1] = { ...product, closed };
  }
}
