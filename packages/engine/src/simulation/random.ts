/** Numbers that look random and are the same for a seed on every machine (mulberry32); integers only. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `limit - 1`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /** Whether something happens that happens to so many basis points of all. */
  happens(rate: number): boolean {
    return this.below(10_000) < rate;
  }

  /** 1, and as many more as one after the other happens: few are large. Without end where all happen. */
  run(rate: number): number {
    let count = 1;
    while (this.happens(rate)) count++;
    return count;
  }
}
