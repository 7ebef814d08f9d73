import { roundedShare } from "./fast.ts";
import type { Column, Lane, Rounding } from "./lane.ts";
import type { AmountStore } from "./store.ts";

/** Amounts as big integers. */
export class BigIntColumn implements Column<bigint> {
  readonly #values: bigint[];

  constructor(length: number) {
    this.#values = new Array<bigint>(length).fill(0n);
  }

  get length(): number {
    return this.#values.length;
  }

  get(index: number): bigint {
    return this.#values[index] as bigint;
  }

  set(index: number, value: bigint): void {
    this.#values[index] = value;
  }

  add(index: number, value: bigint): void {
    this.#values[index] = (this.#values[index] as bigint) + value;
  }
}

/** Amounts that were read, seen as big integers. */
class StoredColumn implements Column<bigint> {
  readonly #store: AmountStore;

  constructor(store: AmountStore) {
    this.#store = store;
  }

  get length(): number {
    return this.#store.length;
  }

  get(index: number): bigint {
    return this.#store.get(index);
  }

  set(): never {
    throw new TypeError("What was read is not written.");
  }

  add(): never {
    throw new TypeError("What was read is not written.");
  }
}

/** Arithmetic in big integers, for amounts of any size. */
export class ExactLane implements Lane<bigint> {
  readonly name = "exact";
  readonly zero = 0n;
  readonly rounding: Rounding;

  constructor(rounding: Rounding) {
    this.rounding = rounding;
  }

  of(value: bigint): bigint {
    return value;
  }

  whole(value: number): bigint {
    return BigInt(value);
  }

  big(value: bigint): bigint {
    return value;
  }

  add(a: bigint, b: bigint): bigint {
    return a + b;
  }

  sub(a: bigint, b: bigint): bigint {
    return a - b;
  }

  less(a: bigint, b: bigint): boolean {
    return a < b;
  }

  min(a: bigint, b: bigint): bigint {
    return a < b ? a : b;
  }

  max(a: bigint, b: bigint): bigint {
    return a < b ? b : a;
  }

  share(base: bigint, rate: number): bigint {
    return roundedShare(base, rate, this.rounding);
  }

  portion(value: bigint, numerator: bigint, denominator: bigint): bigint {
    return (value * numerator) / denominator;
  }

  times(value: bigint, count: bigint): bigint {
    return value * count;
  }

  quotient(a: bigint, b: bigint): bigint {
    return a / b;
  }

  round(value: bigint): bigint {
    return roundedShare(value, 10_000, this.rounding);
  }

  column(length: number): Column<bigint> {
    return new BigIntColumn(length);
  }

  view(store: AmountStore): Column<bigint> {
    return new StoredColumn(store);
  }
}
