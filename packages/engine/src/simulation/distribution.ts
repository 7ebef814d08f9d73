/** How an amount is distributed over people, in token units. */
export interface Distribution {
  readonly people: number;
  /** How many get nothing. */
  readonly nothing: number;
  /** Half get this or less. */
  readonly median: bigint;
  /** Nine of ten get this or less. */
  readonly p90: bigint;
  /** 99 of 100 get this or less. */
  readonly p99: bigint;
  /** Rounded down. */
  readonly mean: bigint;
  readonly most: bigint;
  readonly sum: bigint;
}

/** @param amounts What each gets, those who get nothing included, in any order. */
export function distributionOf(amounts: readonly bigint[]): Distribution {
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const sum = sorted.reduce((total, amount) => total + amount, 0n);
  /** The least amount that so many of 100 do not exceed. */
  const percentile = (share: number) => sorted[Math.max(0, Math.ceil((sorted.length * share) / 100) - 1)] ?? 0n;
  return {
    people: sorted.length,
    nothing: sorted.filter((amount) => amount <= 0n).length,
    median: percentile(50),
    p90: percentile(90),
    p99: percentile(99),
    mean: sorted.length === 0 ? 0n : sum / BigInt(sorted.length),
    most: sorted.at(-1) ?? 0n,
    sum,
  };
}
