import { type Column, type Lane, type Rounding, WHOLE } from "./lane.ts";
import type { AmountStore } from "./store.ts";

/** The largest value of which the product with 10,000 is exact. */
const DIRECT = Math.floor(Number.MAX_SAFE_INTEGER / WHOLE);

/** Amounts as 64-bit floating-point numbers that hold integers. */
export class NumberColumn implements Column<number> {
  readonly #values: Float64Array;

  constructor(values: Float64Array) {
    this.#values = values;
  }

  get length(): number {
    return this.#values.length;
  }

  get(index: number): number {
    return this.#values[index] as number;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }

  add(index: number, value: number): void {
    this.#values[index] = (this.#values[index] as number) + value;
  }
}

/**
 * Arithmetic in numbers. Every amount stays below 2^53, which whoever chooses this lane has to prove (`chooseLane`);
 * products that do not are computed in big integers.
 */
export class FastLane implements Lane<number> {
  readonly name = "fast";
  readonly zero = 0;
  readonly rounding: Rounding;
  readonly #plain: boolean;

  constructor(rounding: Rounding) {
    this.rounding = rounding;
    this.#plain = rounding.unit === 1n && rounding.mode === "down";
  }

  of(value: bigint): number {
    return Number(value);
  }

  whole(value: number): number {
    return value;
  }

  big(value: number): bigint {
    return BigInt(value);
  }

  add(a: number, b: number): number {
    return a + b;
  }

  sub(a: number, b: number): number {
    return a - b;
  }

  less(a: number, b: number): boolean {
    return a < b;
  }

  min(a: number, b: number): number {
    return a < b ? a : b;
  }

  max(a: number, b: number): number {
    return a < b ? b : a;
  }

  share(base: number, rate: number): number {
    if (!this.#plain) return this.#rounded(base, rate);
    // The quotient of integers below 2^53 is rounded to the nearest number, which can never reach the next integer:
    // so the floor is exact.
    if (base <= DIRECT && rate <= WHOLE) return Math.floor((base * rate) / WHOLE);
    const whole = Math.floor(base / WHOLE);
    return whole * rate + Math.floor(((base - whole * WHOLE) * rate) / WHOLE);
  }

  portion(value: number, numerator: number, denominator: number): number {
    const product = value * numerator;
    if (product <= Number.MAX_SAFE_INTEGER) return Math.floor(product / denominator);
    return Number((BigInt(value) * BigInt(numerator)) / BigInt(denominator));
  }

  times(value: number, count: number): number {
    return value * count;
  }

  quotient(a: number, b: number): number {
    return Math.floor(a / b);
  }

  round(value: number): number {
    return this.#plain ? value : this.#rounded(value, WHOLE);
  }

  column(length: number): Column<number> {
    return new NumberColumn(new Float64Array(length));
  }

  view(store: AmountStore): Column<number> {
    return new NumberColumn(store.numbers());
  }

  #rounded(base: number, rate: number): number {
    const unit = Number(this.rounding.unit);
    const half = this.rounding.mode === "half-up" ? 1 : 0;
    const numerator = 2 * base * rate + half * WHOLE * unit;
    if (numerator <= Number.MAX_SAFE_INTEGER) return Math.floor(numerator / (2 * WHOLE * unit)) * unit;
    return Number(roundedShare(BigInt(base), rate, this.rounding));
  }
}

/** rate × base rounded to the unit, in big integers. */
export function roundedShare(base: bigint, rate: number, { unit, mode }: Rounding): bigint {
  const product = base * BigInt(rate);
  const whole = BigInt(WHOLE) * unit;
  return mode === "down" ? (product / whole) * unit : ((2n * product + whole) / (2n * whole)) * unit;
}
