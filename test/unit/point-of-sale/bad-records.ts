import { CAMPAIGN, ESCROWED, FINAL, GOODS, UNIT } from "../../helpers/market.ts";
import type { Recorded, Till } from "../../helpers/records.ts";

const WHOLESALE = 70_000_000n;
const HIGHEST = 120_000_000n;

/** A sale that cannot be recorded, and the error that says why. */
export interface BadRecord {
  readonly sale: Recorded;
  readonly error: readonly [name: string, ...args: unknown[]];
}

const lines = (...products: readonly bigint[]) => products.map((product) => ({ product, quantity: 1n }));

/** What can be wrong with a sale that is recorded, each kind once. Product {@link ESCROWED} must be closed. */
export const BAD_RECORDS: Record<string, (till: Till) => BadRecord> = {
  "no line": (till) => ({
    sale: till.sale(FINAL, { lines: [] }),
    error: ["OrderLinesInvalid", 0n, 255n],
  }),
  "256 lines": (till) => ({
    sale: till.sale(UNIT, { lines: lines(...Array.from({ length: 256 }, () => UNIT)), unitPrice: 1n }),
    error: ["OrderLinesInvalid", 256n, 255n],
  }),
  "a quantity of 0": (till) => ({
    sale: till.sale(FINAL, { quantity: 0n }),
    error: ["OrderQuantityInvalid", 0n, 0n],
  }),
  "an unknown product": (till) => ({
    sale: till.sale(9n),
    error: ["ProductUnknown", 9n, 5n],
  }),
  "a closed product": (till) => ({
    sale: till.sale(ESCROWED),
    error: ["ProductIsClosed", ESCROWED],
  }),
  "products of different return terms": (till) => ({
    sale: till.sale(FINAL, { lines: lines(FINAL, GOODS) }),
    error: ["OrderTermsDiffer", 1n, GOODS, FINAL],
  }),
  "a price below wholesale": (till) => ({
    sale: till.sale(FINAL, { unitPrice: WHOLESALE - 1n }),
    error: ["OrderPriceInvalid", 0n, WHOLESALE - 1n, WHOLESALE, HIGHEST],
  }),
  "a price above retail with the markup": (till) => ({
    sale: till.sale(FINAL, { lines: lines(FINAL, FINAL), unitPrices: [HIGHEST, HIGHEST + 1n] }),
    error: ["OrderPriceInvalid", 1n, HIGHEST + 1n, WHOLESALE, HIGHEST],
  }),
  "a total above its limit": (till) => ({
    sale: till.sale(FINAL, { quantity: 2n, unitPrice: 100_000_000n, maxTotal: 199_999_999n }),
    error: ["OrderTotalAboveLimit", 200_000_000n, 199_999_999n],
  }),
  "nobody as seller": (till) => ({
    sale: till.sale(FINAL, { seller: 0n }),
    error: ["DistributorUnknown", 0n, 4n],
  }),
  "a seller who is not enrolled": (till) => ({
    sale: till.sale(FINAL, { seller: 5n, campaign: CAMPAIGN }),
    error: ["DistributorUnknown", 5n, 4n],
  }),
  "fewer prices than lines": (till) => ({
    sale: till.sale(FINAL, { lines: lines(FINAL, FINAL), unitPrices: [WHOLESALE] }),
    error: ["RecordPricesMissing", 1n, 2n],
  }),
  "more prices than lines": (till) => ({
    sale: till.sale(FINAL, { unitPrices: [WHOLESALE, WHOLESALE] }),
    error: ["RecordPricesMissing", 2n, 1n],
  }),
};
