/** The most bytes that nodes take in one transaction, with some to spare for what is around the call. */
export const MOST_BYTES = 120_000;

/** What is left for the state to change between estimate and block, in percent of the estimate. */
const SPARE = 20n;

/** The gas limit for a call that was estimated. */
export function withSpare(estimate: bigint): bigint {
  return (estimate * (100n + SPARE)) / 100n;
}

/** How many things fit into a transaction: learnt from the estimates. */
export class BatchSize {
  #size: number;
  readonly #most: number;

  /**
   * @param first What the first transaction is tried with.
   * @param most What the call takes at most, if there is another limit than gas.
   */
  constructor(first: number, most = Number.MAX_SAFE_INTEGER) {
    this.#size = first;
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** So many needed so much gas, of a limit. The next are as many as fit, but not more than twice as many. */
  fitted(count: number, gas: bigint, limit: bigint): void {
    const fit = Number((BigInt(count) * limit) / withSpare(gas));
    this.#size = Math.max(1, Math.min(fit, 2 * Math.max(count, this.#size), this.#most));
  }

  /** So many were too many. */
  tooMany(count: number): void {
    this.#size = Math.max(1, Math.floor(count / 2));
  }
}
