import type { AmountStore } from "./store.ts";

/** How a line's amount is rounded. */
export interface Rounding {
  /** Amounts are multiples of this many token units. */
  readonly unit: bigint;
  /** Down is always to nobody's disadvantage but the payee's, half-up is what many published plans do. */
  readonly mode: "down" | "half-up";
}

/** Basis points of the whole. */
export const WHOLE = 10_000;

/** Amounts of many distributors, sales or lines. */
export interface Column<M> {
  readonly length: number;
  get(index: number): M;
  set(index: number, value: M): void;
  add(index: number, value: M): void;
}

/**
 * Arithmetic over amounts of 0 or more (differences may be negative), in token units, always exact. There are two
 * lanes with equal results: numbers, for data of which every amount provably stays below 2^53, and big integers.
 * Families are written once, over whichever lane.
 */
export interface Lane<M> {
  readonly name: "fast" | "exact";
  readonly rounding: Rounding;
  readonly zero: M;
  of(value: bigint): M;
  /** A whole number below 2^53. */
  whole(value: number): M;
  big(value: M): bigint;
  add(a: M, b: M): M;
  sub(a: M, b: M): M;
  less(a: M, b: M): boolean;
  min(a: M, b: M): M;
  max(a: M, b: M): M;
  /** rate × base, in basis points, rounded as the plan rounds. */
  share(base: M, rate: number): M;
  /** ⌊value × numerator ÷ denominator⌋, without rounding to the plan's unit. Nothing of it may be negative. */
  portion(value: M, numerator: M, denominator: M): M;
  /** A whole number of times an amount. */
  times(value: M, count: M): M;
  /** How many whole times `b` is in `a`. */
  quotient(a: M, b: M): M;
  /** An amount rounded as the plan rounds. */
  round(value: M): M;
  /** A column of zeros. */
  column(length: number): Column<M>;
  /** Amounts that were read, as a column that nobody writes. */
  view(store: AmountStore): Column<M>;
}
