/**
 * The split of a sale, written from the definition of the plans and for reading, not for speed: what the contracts pay
 * is compared with it. Amounts in token units, rates in basis points.
 */

export type Compression = "none" | "standard" | "dynamic";

/** The commission plan. */
export interface Rule {
  /** By level: 0 the seller, 1 his sponsor, and so on. What is missing is 0. */
  readonly rates: readonly number[];
  /** The least rank that opens each level. What is missing is 0. */
  readonly openRanks: readonly number[];
  readonly compression: Compression;
  /** The most uplines that are looked at. */
  readonly walk: number;
  readonly poolShare: number;
  readonly personalPays: boolean;
}

/** Somebody as he stands when the sale is placed. */
export interface Person {
  readonly id: bigint;
  readonly active: boolean;
  readonly rank: number;
}

export interface Basket {
  readonly personal: boolean;
  readonly total: bigint;
  /** Retail profit. */
  readonly profit: bigint;
  /** Commissionable volume (CV). */
  readonly volume: bigint;
}

export interface Part {
  readonly level: number;
  readonly id: bigint;
  readonly amount: bigint;
}

export interface PassedOver {
  readonly level: number;
  readonly id: bigint;
  readonly reason: "inactive" | "rankTooLow";
}

export interface Split {
  /** The seller's profit and level 0 are one part. Nobody has a part of 0. */
  readonly parts: readonly Part[];
  readonly passedOver: readonly PassedOver[];
  readonly pool: bigint;
  readonly company: bigint;
}

/** Somebody who was looked at for a level. */
interface Look {
  readonly level: number;
  readonly person: Person;
}

const HIGHEST_LEVEL = 15;

const percentage = (volume: bigint, rate: number) => (volume * BigInt(rate)) / 10_000n;
const rateOf = (rule: Rule, level: number) => rule.rates[level] ?? 0;
const opens = (rule: Rule, level: number, person: Person) => person.rank >= (rule.openRanks[level] ?? 0);
const qualified = (rule: Rule, { level, person }: Look) => person.active && opens(rule, level, person);

/** Nobody is removed: everybody has the level of his distance. */
function uncompressed(uplines: readonly Person[]): Look[] {
  return uplines.map((person, i) => ({ level: i + 1, person }));
}

/** The inactive are removed and levels renumber; they were looked at for the level that the next active one gets. */
function standard(uplines: readonly Person[]): Look[] {
  return uplines.map((person, i) => {
    const activeBelow = uplines.slice(0, i).filter(({ active }) => active).length;
    return { level: activeBelow + 1, person };
  });
}

/** For each level, whoever is not qualified for it is skipped until a payee is found. */
function dynamic(rule: Rule, uplines: readonly Person[]): Look[] {
  const looks: Look[] = [];
  const waiting = [...uplines];
  for (let level = 1; level <= HIGHEST_LEVEL; ++level) {
    for (let person = waiting.shift(); person; person = waiting.shift()) {
      const look = { level, person };
      looks.push(look);
      if (qualified(rule, look)) break;
    }
  }
  return looks;
}

function looksOf(rule: Rule, uplines: readonly Person[]): Look[] {
  if (rule.compression === "none") return uncompressed(uplines);
  return rule.compression === "standard" ? standard(uplines) : dynamic(rule, uplines);
}

/** Nobody is looked at for a level at which, and above which, nothing is paid. */
function highestPaidLevel(rule: Rule): number {
  return rule.rates.findLastIndex((rate) => rate > 0);
}

/**
 * How a sale is split.
 * @param seller Undefined: the company sells.
 * @param uplines The seller's sponsor first, then his sponsor, and so on, all of them, without the company.
 */
export function split(rule: Rule, basket: Basket, seller: Person | undefined, uplines: readonly Person[]): Split {
  const pays = !basket.personal || rule.personalPays;
  const pool = pays ? percentage(basket.volume, rule.poolShare) : 0n;
  if (!seller) return { parts: [], passedOver: [], pool, company: basket.total - pool };

  const looks = pays
    ? [{ level: 0, person: seller }, ...looksOf(rule, uplines.slice(0, rule.walk))].filter(
        ({ level }) => level <= highestPaidLevel(rule),
      )
    : [];
  const commissions = looks
    .filter((look) => qualified(rule, look))
    .map(({ level, person }) => ({ level, id: person.id, amount: percentage(basket.volume, rateOf(rule, level)) }));
  const passedOver = looks
    .filter((look) => !qualified(rule, look))
    .map(
      ({ level, person }): PassedOver => ({ level, id: person.id, reason: person.active ? "rankTooLow" : "inactive" }),
    );

  const levelZero = commissions.find(({ level }) => level === 0)?.amount ?? 0n;
  const parts = [
    { level: 0, id: seller.id, amount: basket.profit + levelZero },
    ...commissions.filter(({ level }) => level > 0),
  ].filter(({ amount }) => amount > 0n);
  const paid = parts.reduce((sum, { amount }) => sum + amount, 0n);
  return { parts, passedOver, pool, company: basket.total - pool - paid };
}
