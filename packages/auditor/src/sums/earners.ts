import type { Earnings } from "../income/earnings.ts";
import type { People } from "../people/people.ts";

/** Somebody who earned. Amounts in token units. */
export interface Earner {
  readonly id: number;
  readonly sponsor: number;
  readonly joined: bigint;
  readonly rank: number;
  readonly profit: bigint;
  readonly commission: bigint;
  /** What his own wallets paid for purchases. */
  readonly purchases: bigint;
}

/** How many people earned an amount within a band. Amounts in token units. */
export interface Band {
  /** At least, and below; undefined: no limit. Both 0: nothing at all. */
  readonly from: bigint;
  readonly below: bigint | undefined;
  readonly people: number;
  readonly sum: bigint;
}

/** Who earned what since the programme began. Amounts in token units. */
export interface Earners {
  /** Credited to people in all. */
  readonly credited: bigint;
  /** How many were credited something. */
  readonly people: number;
  /** What the best-paid so many of 100 enrolled were credited; one person at least. */
  readonly topOne: TopShare;
  readonly topTen: TopShare;
  readonly bands: readonly Band[];
  /** The best-paid, the first one first. */
  readonly top: readonly Earner[];
}

export interface TopShare {
  readonly people: number;
  readonly sum: bigint;
}

/** How many of the best-paid are listed. */
const LISTED = 20;
/** Bands reach up to so many powers of ten of the token. */
const POWERS = 6;

/** Who earned what over the whole history. @param decimals Of the token. */
export function earnersOf(earnings: Earnings, people: People, period: number, decimals: number): Earners {
  const all = earnings.ids
    .map((id) => ({ id, sum: earnings.of(id).profit + earnings.of(id).commission }))
    .filter(({ sum }) => sum > 0n)
    .sort((a, b) => (a.sum > b.sum ? -1 : a.sum < b.sum ? 1 : a.id - b.id));
  const sums = all.map(({ sum }) => sum);
  const earner = (id: number): Earner => ({
    id,
    sponsor: people.sponsor(id),
    joined: people.joined(id),
    rank: people.rank(id, period),
    ...earnings.of(id),
  });
  return {
    credited: sums.reduce((total, sum) => total + sum, 0n),
    people: sums.length,
    topOne: topShare(sums, people.enrolled, 1),
    topTen: topShare(sums, people.enrolled, 10),
    bands: bandsOf(sums, people.enrolled, 10n ** BigInt(decimals)),
    top: all.slice(0, LISTED).map(({ id }) => earner(id)),
  };
}

function topShare(sums: readonly bigint[], enrolled: number, percentage: number): TopShare {
  const people = Math.min(enrolled, Math.max(1, Math.floor((enrolled * percentage) / 100)));
  return { people, sum: sums.slice(0, people).reduce((total, sum) => total + sum, 0n) };
}

/** Nothing, below 1, and then from each power of ten to the next. */
function bandsOf(sums: readonly bigint[], enrolled: number, unit: bigint): readonly Band[] {
  const limits = [1n, ...Array.from({ length: POWERS + 1 }, (_, power) => unit * 10n ** BigInt(power))];
  const within = limits.map((from, place) => {
    const below = limits[place + 1];
    const inside = sums.filter((sum) => sum >= from && (below === undefined || sum < below));
    return { from, below, people: inside.length, sum: inside.reduce((total, sum) => total + sum, 0n) };
  });
  const last = within.findLastIndex(({ people }) => people > 0);
  // A token without decimals has no band below one.
  const used = within.slice(0, Math.max(last, 1) + 1).filter(({ from, below }) => from !== below);
  return [{ from: 0n, below: 0n, people: enrolled - sums.length, sum: 0n }, ...used];
}
