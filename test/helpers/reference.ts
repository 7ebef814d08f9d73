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
  /** Of the differential family, by rank. What is missing is 0; without any the plan has no such family. */
  readonly rankRates: readonly number[];
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
  /** What of the amount is for his rank. */
  readonly differential: bigint;
}

export interface PassedOver {
  readonly level: number;
  readonly id: bigint;
  readonly reason: "inactive" | "rankTooLow" | "noDifference";
}

export interface Split {
  /** All that one person gets is one part, the seller's with his profit. Nobody has a part of 0. */
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

/** Somebody who was looked at, and what he gets: basis points by level and by rank; undefined: not looked at for it. */
interface Shares extends Look {
  readonly byLevel: number | undefined;
  readonly byRank: number | undefined;
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

/** Who is looked at for levels, the seller for level 0; from the seller up without a gap. */
function looksForLevels(rule: Rule, [seller, ...uplines]: readonly Person[]): Look[] {
  const looks = seller ? [{ level: 0, person: seller }, ...looksOf(rule, uplines)] : [];
  return looks.filter(({ level }) => level <= highestPaidLevel(rule));
}

const rankRateOf = (rule: Rule, { rank }: Person) => rule.rankRates[rank] ?? 0;

/** The highest rate of the active among these. */
const highestOf = (rule: Rule, people: readonly Person[]) =>
  Math.max(0, ...people.filter(({ active }) => active).map((person) => rankRateOf(rule, person)));

/** What somebody's rate is above the highest below him; an inactive person has none. */
function differenceOf(rule: Rule, line: readonly Person[], place: number): number {
  const person = line[place];
  if (!person?.active) return 0;
  return Math.max(0, rankRateOf(rule, person) - highestOf(rule, line.slice(0, place)));
}

/**
 * What each of a line gets. Once every level is filled, nobody above who has reached the highest rate of the plan is
 * looked at; where levels are filled or there are none, people are counted on.
 */
function sharesOf(rule: Rule, line: readonly Person[]): Shares[] {
  const looks = looksForLevels(rule, line);
  const highestRate = Math.max(0, ...rule.rankRates);
  return line.flatMap((person, place): Shares[] => {
    const look = looks[place];
    const exhausted = highestOf(rule, line.slice(0, place)) === highestRate;
    if (!look && exhausted) return [];
    const level = look?.level ?? highestPaidLevel(rule) + 1 + place - looks.length;
    const byLevel = look && (qualified(rule, look) ? rateOf(rule, level) : 0);
    return [{ level, person, byLevel, byRank: highestRate === 0 ? undefined : differenceOf(rule, line, place) }];
  });
}

function passedOverOf(rule: Rule, { level, person, byLevel, byRank }: Shares): PassedOver[] {
  const { id, active } = person;
  if (!active) return [{ level, id, reason: "inactive" }];
  const notQualified = byLevel !== undefined && !qualified(rule, { level, person });
  return [
    ...(notQualified ? [{ level, id, reason: "rankTooLow" as const }] : []),
    ...(byRank === 0 ? [{ level, id, reason: "noDifference" as const }] : []),
  ];
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

  const shares = pays ? sharesOf(rule, [seller, ...uplines.slice(0, rule.walk)]) : [];
  const parts = shares.map(({ level, person: { id }, byLevel = 0, byRank = 0 }): Part => {
    const differential = percentage(basket.volume, byRank);
    return { level, id, amount: percentage(basket.volume, byLevel) + differential, differential };
  });
  const [own = { level: 0, id: seller.id, amount: 0n, differential: 0n }, ...others] = parts;
  const paid = [{ ...own, amount: own.amount + basket.profit }, ...others].filter(({ amount }) => amount > 0n);
  const company = paid.reduce((rest, { amount }) => rest - amount, basket.total - pool);
  return { parts: paid, passedOver: shares.flatMap((share) => passedOverOf(rule, share)), pool, company };
}
