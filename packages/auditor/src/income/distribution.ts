/** How an amount is distributed over people. Amounts in token units. */
export interface Distribution {
  /** All of them, those with nothing included. */
  readonly people: number;
  /** How many have nothing, or less than nothing. */
  readonly nothing: number;
  /** The least amount that so many of 100 people do not exceed. */
  readonly p10: bigint;
  readonly p25: bigint;
  readonly median: bigint;
  readonly p75: bigint;
  readonly p90: bigint;
  readonly p99: bigint;
  readonly most: bigint;
  /** The sum over the people, rounded down. */
  readonly mean: bigint;
  readonly sum: bigint;
}

/**
 * @param amounts What those have who have something, or less than nothing, in any order; it is sorted in place.
 * @param people How many there are in all; the others have 0.
 */
export function distributionOf(amounts: bigint[], people: number): Distribution {
  amounts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const below = amounts.findIndex((amount) => amount >= 0n);
  const negative = below < 0 ? amounts.length : below;
  const zeros = people - amounts.length;
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const percentile = (share: number) =>
    at(amounts, negative, zeros, Math.max(0, Math.ceil((people * share) / 100) - 1));
  return {
    people,
    nothing: zeros + amounts.filter((amount) => amount <= 0n).length,
    p10: percentile(10),
    p25: percentile(25),
    median: percentile(50),
    p75: percentile(75),
    p90: percentile(90),
    p99: percentile(99),
    most: percentile(100),
    mean: people === 0 ? 0n : roundedDown(sum, BigInt(people)),
    sum,
  };
}

/** The amount in a place of all of them, of which the zeros follow the negative ones. */
function at(sorted: readonly bigint[], negative: number, zeros: number, place: number): bigint {
  if (place < negative) return sorted[place] ?? 0n;
  return place < negative + zeros ? 0n : (sorted[place - zeros] ?? 0n);
}

function roundedDown(sum: bigint, people: bigint): bigint {
  return sum < 0n && sum % people !== 0n ? sum / people - 1n : sum / people;
}
