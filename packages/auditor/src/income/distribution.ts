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
 * @param amounts What those have who have something, or less than nothing, in any order; zeros may be among them.
 * @param people How many there are in all; the others have 0.
 */
export function distributionOf(amounts: readonly bigint[], people: number): Distribution {
  const sorted = sortedAmounts(amounts);
  const negative = placeOf(sorted, (amount) => amount >= 0n);
  const positive = placeOf(sorted, (amount) => amount > 0n);
  const zeros = people - amounts.length;
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  const percentile = (share: number) => {
    const place = Math.max(0, Math.ceil((people * share) / 100) - 1);
    if (place < negative) return sorted(place);
    return place < negative + zeros ? 0n : sorted(place - zeros);
  };
  return {
    people,
    nothing: zeros + positive,
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

/** The amount in each place, from the least on; as numbers where they are exact, which sort ten times as fast. */
interface Sorted {
  (place: number): bigint;
  readonly count: number;
}

function sortedAmounts(amounts: readonly bigint[]): Sorted {
  const count = amounts.length;
  if (amounts.every(isExact)) {
    const numbers = Float64Array.from(amounts, Number).sort();
    return Object.assign((place: number) => BigInt(numbers[place] ?? 0), { count });
  }
  const bigs = amounts.toSorted(byAmount);
  return Object.assign((place: number) => bigs[place] ?? 0n, { count });
}

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);
const isExact = (amount: bigint) => amount <= LARGEST && amount >= -LARGEST;
const byAmount = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

/** The first place whose amount is so, by halves; all are so from there on. */
function placeOf(sorted: Sorted, isSo: (amount: bigint) => boolean): number {
  let [from, to] = [0, sorted.count];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSo(sorted(middle))) to = middle;
    else from = middle + 1;
  }
  return from;
}

function roundedDown(sum: bigint, people: bigint): bigint {
  return sum < 0n && sum % people !== 0n ? sum / people - 1n : sum / people;
}
