import { CheckpointInvalid } from "../checkpoint/checkpoint-invalid.ts";
import type { KeptTable } from "../checkpoint/kept.ts";
import { count, list } from "../checkpoint/shapes.ts";

type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** A number for each place from 0 on, 0 where none was set, in a typed array that grows. */
export class NumberTable implements KeptTable {
  readonly #make: (length: number) => Numbers;
  #values: Numbers;

  private constructor(make: (length: number) => Numbers) {
    this.#make = make;
    this.#values = make(0);
  }

  /** Whole numbers up to 255. */
  static ofBytes(): NumberTable {
    return new NumberTable((length) => new Uint8Array(length));
  }

  /** Whole numbers below 2^32. */
  static ofWords(): NumberTable {
    return new NumberTable((length) => new Uint32Array(length));
  }

  /** Whole numbers up to 2^53, for times. */
  static ofTimes(): NumberTable {
    return new NumberTable((length) => new Float64Array(length));
  }

  get(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    if (index >= this.#values.length) this.#grow(index + 1);
    this.#values[index] = value;
  }

  add(index: number, value: number): void {
    this.set(index, this.get(index) + value);
  }

  /** The numbers up to the last that is not 0. */
  written(): readonly number[] {
    return Array.from(this.#values.subarray(0, this.#values.findLastIndex((value) => value !== 0) + 1));
  }

  read(written: unknown): void {
    for (const [index, value] of list(written, "table").entries()) {
      this.set(index, count(value, "table"));
      if (this.get(index) !== value) throw new CheckpointInvalid("table", "of numbers that fit");
    }
  }

  #grow(least: number): void {
    const larger = this.#make(Math.max(1024, 2 * this.#values.length, least));
    larger.set(this.#values);
    this.#values = larger;
  }
}
