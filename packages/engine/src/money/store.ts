const LIMB = 2n ** 48n;
/** No amount may reach this: 2^96 token units. */
export const AMOUNT_LIMIT = LIMB * LIMB;

/**
 * Amounts as they were read, in a table that grows: numbers while all of them are below 2^53, and from the first larger
 * one on what each has of 2^48 beside it.
 */
export class AmountStore {
  #low: Float64Array<ArrayBuffer>;
  #high: Float64Array<ArrayBuffer> | undefined;
  #length = 0;
  #sum = 0n;
  #near = 0;

  constructor(capacity = 1024) {
    this.#low = new Float64Array(capacity);
  }

  /** Takes numbers as they are, without copying them. Each must be an integer of 0 or more. */
  static of(values: Float64Array<ArrayBuffer>): AmountStore {
    const store = new AmountStore(0);
    store.#low = values;
    store.#length = values.length;
    for (const value of values) store.#count(value);
    return store;
  }

  get length(): number {
    return this.#length;
  }

  /** Of all amounts. */
  get sum(): bigint {
    return this.#sum + BigInt(this.#near);
  }

  /** @param value An integer of 0 or more, below 2^96. */
  push(value: bigint | number): void {
    if (this.#length === this.#low.length) this.#grow();
    const index = this.#length++;
    if (value <= Number.MAX_SAFE_INTEGER && this.#high === undefined) {
      this.#low[index] = Number(value);
      this.#count(Number(value));
      return;
    }
    const high = this.#widen();
    high[index] = Number(BigInt(value) / LIMB);
    this.#low[index] = Number(BigInt(value) % LIMB);
    this.#sum += BigInt(value);
  }

  get(index: number): bigint {
    const low = BigInt(this.#low[index] as number);
    return this.#high === undefined ? low : BigInt(this.#high[index] as number) * LIMB + low;
  }

  /** Whether an amount is more than the one at the same place of another table. */
  isAbove(other: AmountStore, index: number): boolean {
    if (this.#high !== undefined || other.#high !== undefined) return this.get(index) > other.get(index);
    return (this.#low[index] as number) > (other.#low[index] as number);
  }

  /** The amounts as numbers, of which all must be below 2^53. */
  numbers(): Float64Array {
    if (this.#high !== undefined) throw new RangeError("Some amounts are too large for numbers.");
    return this.#low.subarray(0, this.#length);
  }

  #count(value: number): void {
    if (this.#near + value <= Number.MAX_SAFE_INTEGER) {
      this.#near += value;
      return;
    }
    this.#sum += BigInt(this.#near) + BigInt(value);
    this.#near = 0;
  }

  #grow(): void {
    const capacity = Math.max(1024, this.#low.length * 2);
    this.#low = grown(this.#low, capacity);
    if (this.#high !== undefined) this.#high = grown(this.#high, capacity);
  }

  #widen(): Float64Array {
    if (this.#high !== undefined) return this.#high;
    this.#high = new Float64Array(this.#low.length);
    return this.#high;
  }
}

function grown(values: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(values);
  return larger;
}
