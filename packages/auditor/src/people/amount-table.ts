import type { KeptTable } from "../checkpoint/kept.ts";
import { big, count, list } from "../checkpoint/shapes.ts";

const BASE = 2 ** 48;
const BIG_BASE = 2n ** 48n;

/**
 * An amount for each number from 0 on, in a table that grows: one float each while every sum is exact in it, two halves of
 * 48 bits from the first larger sum on. So a million people take 8 or 16 MB.
 */
export class AmountTable implements KeptTable {
  #low = new Float64Array(0);
  #high: Float64Array | undefined;

  /** @param value 0 or more, below 2^96, as the sum must be. */
  add(index: number, value: bigint): void {
    if (index >= this.#low.length) this.#grow(index + 1);
    if (this.#high === undefined && value <= Number.MAX_SAFE_INTEGER) {
      const sum = (this.#low[index] as number) + Number(value);
      if (sum <= Number.MAX_SAFE_INTEGER) {
        this.#low[index] = sum;
        return;
      }
    }
    this.#put(index, this.get(index) + value);
  }

  /** What was added; 0 for a number that nothing was added to. */
  get(index: number): bigint {
    if (index >= this.#low.length) return 0n;
    const low = BigInt(this.#low[index] as number);
    return this.#high === undefined ? low : BigInt(this.#high[index] as number) * BIG_BASE + low;
  }

  clear(index: number): void {
    if (index >= this.#low.length) return;
    this.#low[index] = 0;
    if (this.#high !== undefined) this.#high[index] = 0;
  }

  /** The amounts up to the last that is not 0: numbers, and texts of those that are too large. */
  written(): readonly (number | string)[] {
    const last = Math.max(lastOf(this.#low), lastOf(this.#high ?? []));
    return Array.from({ length: last + 1 }, (_, index) => {
      const amount = this.get(index);
      return amount <= Number.MAX_SAFE_INTEGER ? Number(amount) : `${amount}`;
    });
  }

  read(written: unknown): void {
    for (const [index, value] of list(written, "amounts").entries()) {
      this.add(index, typeof value === "string" ? big(value, "amount") : BigInt(count(value, "amount")));
    }
  }

  #put(index: number, value: bigint): void {
    this.#high ??= this.#widened();
    this.#low[index] = Number(value % BIG_BASE);
    this.#high[index] = Number(value / BIG_BASE);
  }

  #widened(): Float64Array {
    const high = new Float64Array(this.#low.length);
    for (let index = 0; index < high.length; index++) {
      const value = this.#low[index] as number;
      high[index] = Math.floor(value / BASE);
      this.#low[index] = value % BASE;
    }
    return high;
  }

  #grow(least: number): void {
    const length = Math.max(1024, 2 * this.#low.length, least);
    this.#low = grown(this.#low, length);
    if (this.#high !== undefined) this.#high = grown(this.#high, length);
  }
}

function lastOf(values: ArrayLike<number>): number {
  return Array.prototype.findLastIndex.call(values, (value) => value !== 0);
}

function grown(values: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(values);
  return larger;
}
