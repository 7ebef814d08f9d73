import type { Id } from "../input/ids.ts";
import type { Reason } from "./reasons.ts";

/**
 * `commission` is paid in money, `product` in goods or credit for goods; `breakage` is what nobody was qualified for,
 * `remainder` what rounding left, both the company's; `adjustment` takes away what a cap does not allow (below 0).
 */
export const LINE_KINDS = ["commission", "product", "breakage", "remainder", "adjustment"] as const;
export type LineKind = (typeof LINE_KINDS)[number];
export const COMMISSION = 0;
export const PRODUCT_CREDIT = 1;
export const BREAKAGE = 2;
export const REMAINDER = 3;
export const ADJUSTMENT = 4;

/** What a line comes from. */
export const SOURCE_KINDS = ["none", "sale", "distributor", "party"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export const FROM_NOTHING = 0;
export const FROM_SALE = 1;
export const FROM_DISTRIBUTOR = 2;
export const FROM_PARTY = 3;

/** Somebody who was passed over, and why. */
export interface Skipped {
  readonly distributor: Id;
  readonly reason: Reason;
}

/** One amount, with everything that says why it is this amount. Amounts are in token units. */
export interface Line {
  readonly kind: LineKind;
  /** The bonus's id in the plan, or the cap's kind. */
  readonly bonus: string;
  readonly family: string;
  /** The company's id where nobody earns it. */
  readonly beneficiary: Id;
  readonly source: { readonly kind: SourceKind; readonly id: Id | undefined };
  /** Level or generation; undefined where the family has none. */
  readonly level: number | undefined;
  /** What the rate was taken of. */
  readonly base: bigint;
  /** Basis points; undefined for fixed amounts and shares of pools. */
  readonly rate: number | undefined;
  readonly amount: bigint;
  /** Why it is not a plain commission: why nobody got it, or what lowered it. */
  readonly reason: Reason;
  /** Who was looked at before the beneficiary, from below. */
  readonly skipped: readonly Skipped[];
  /** Further figures of the family, by name. */
  readonly facts: Readonly<Record<string, bigint>>;
}
