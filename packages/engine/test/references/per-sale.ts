// The per-sale families as their definition says it, slowly: a level at a time, everybody looked at in turn, big
// integers only. Nothing of the engine is used.

export interface Person {
  readonly id: number;
  readonly rank: number;
  readonly active: boolean;
}

export interface Level {
  readonly rate: number;
  /** Number of the least rank. */
  readonly open: number;
}

export type Compression = "none" | "standard" | "dynamic";

/** What each level comes to: a person's id, or nobody. */
export interface Share {
  readonly level: number;
  readonly to: number | undefined;
  readonly amount: bigint;
}

const part = (base: bigint, rate: number) => (base * BigInt(rate)) / 10_000n;

/** Level 0 is the seller himself and never moves; qualified is who is active and of a rank that opens the level. */
export function ownLevel(seller: Person | undefined, base: bigint, { rate, open }: Level): Share {
  const qualified = seller?.active === true && seller.rank >= open;
  return { level: 0, to: qualified ? seller.id : undefined, amount: part(base, rate) };
}

/**
 * Levels 1 and up over the people above the seller. The walk looks at each upline once and never goes back, a person
 * takes at most one level, and the longest walk counts everybody looked at.
 */
export function unilevelShares(
  above: readonly Person[],
  base: bigint,
  levels: readonly Level[],
  compression: Compression,
  longest: number,
): Share[] {
  const line = above.slice(0, longest);
  // Standard: the inactive are removed, and levels are numbered anew.
  let rest = compression === "standard" ? line.filter(({ active }) => active) : line;
  return levels.map(({ rate, open }, index) => {
    const qualified = ({ active, rank }: Person) => active && rank >= open;
    if (compression === "dynamic") {
      const found = rest.findIndex(qualified);
      const taker = rest[found];
      rest = found < 0 ? [] : rest.slice(found + 1);
      return { level: index + 1, to: taker?.id, amount: part(base, rate) };
    }
    const [next, ...others] = rest;
    rest = others;
    return {
      level: index + 1,
      to: next !== undefined && qualified(next) ? next.id : undefined,
      amount: part(base, rate),
    };
  });
}

/**
 * The seller starts with his own rate; each gets what his rate is above the highest below him; an inactive person gets
 * nothing and does not raise the highest rate below.
 */
export function differentialShares(
  seller: Person | undefined,
  above: readonly Person[],
  base: bigint,
  rateOf: (rank: number) => number,
  longest: number,
): Share[] {
  const line = seller === undefined ? [] : [seller, ...above.slice(0, longest)];
  return line.flatMap((person, level) => {
    const below = line.slice(0, level).filter(({ active }) => active);
    const highest = Math.max(0, ...below.map(({ rank }) => rateOf(rank)));
    const own = person.active ? rateOf(person.rank) : 0;
    return own > highest ? [{ level, to: person.id, amount: part(base, own - highest) }] : [];
  });
}
