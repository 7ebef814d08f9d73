import { type DistributorRow, MOST_RANKS } from "../input/network.ts";
import type { SaleRow } from "../input/sales.ts";
import type { Period } from "../run/run.ts";
import { Random } from "./random.ts";

/** What an invented market is like. Rates are basis points. */
export interface MarketSettings {
  readonly seed: number;
  /** How many distributors there are. */
  readonly people: number;
  readonly periods: number;
  /** How long a period is, in days. */
  readonly days: number;
  /** Token units of one of the currency: 100 for cents, 10n ** 18n for a token of 18 decimals. */
  readonly unit: bigint | number;
  /** How many of the distributors sell anything in a period. */
  readonly selling: number;
  /** How many of those who sold once sell once more, and so on: never all of them, which would have no end. */
  readonly again: number;
  /** How many of the sales are to the distributor himself. */
  readonly ownUse: number;
  /** How many of the sales to customers are made at a party, of which a seller has at most one in a period. */
  readonly parties: number;
  /** Wholesale price, of the retail price. */
  readonly wholesale: number;
  /** Commissionable volume, of the wholesale price. */
  readonly volume: number;
  /** How many stand below one person in the placement tree. */
  readonly width: number;
  /** How many ranks there are, for plans without rules for ranks: one more for each tenfold downline. */
  readonly ranks: number;
}

/** A market in which few sell in a period, few of them much, and many buy for themselves. Invented, not measured. */
export const USUAL_MARKET: MarketSettings = {
  seed: 1,
  people: 1000,
  periods: 3,
  days: 30,
  unit: 100,
  selling: 3000,
  again: 6000,
  ownUse: 3000,
  parties: 0,
  wholesale: 7000,
  volume: 7500,
  width: 2,
  ranks: 5,
};

/** The sales of one period. */
export interface MarketPeriod {
  readonly period: Period;
  readonly sales: readonly SaleRow[];
}

/** An invented company. */
export interface Market {
  readonly network: readonly DistributorRow[];
  readonly periods: readonly MarketPeriod[];
}

const DAY = 86_400;
const PRICES = [12, 19, 25, 29, 39, 49, 59, 79, 99, 149, 199, 299] as const;

const LARGEST = Number.MAX_SAFE_INTEGER;

/** The least and the most of each setting. */
const BOUNDS: Readonly<Record<Exclude<keyof MarketSettings, "unit">, readonly [number, number]>> = {
  seed: [0, LARGEST],
  people: [0, 2 ** 31 - 2],
  periods: [0, LARGEST],
  days: [1, LARGEST],
  selling: [0, 10_000],
  again: [0, 9999],
  ownUse: [0, 10_000],
  parties: [0, 10_000],
  wholesale: [0, 10_000],
  volume: [0, 10_000],
  width: [1, LARGEST],
  ranks: [1, MOST_RANKS],
};

/**
 * Invents a company. The same settings give the same one on every machine.
 * @throws RangeError for a setting that is no whole number, or out of its bounds.
 */
export function inventMarket(changes: Partial<MarketSettings> = {}): Market {
  const settings = { ...USUAL_MARKET, ...changes };
  checkSettings(settings);
  const random = new Random(settings.seed);
  const network = inventNetwork(settings, random);
  const periods = Array.from({ length: settings.periods }, (_, number) => inventPeriod(settings, random, number));
  return { network, periods };
}

function checkSettings(settings: MarketSettings): void {
  for (const [name, [least, most]] of Object.entries(BOUNDS)) {
    const value = settings[name as keyof typeof BOUNDS];
    if (Number.isSafeInteger(value) && value >= least && value <= most) continue;
    throw new RangeError(`${name} is ${value}; expected a whole number from ${least} to ${most}.`);
  }
  const { unit } = settings;
  if (unit < 1 || (typeof unit === "number" && !Number.isSafeInteger(unit))) {
    throw new RangeError(`unit is ${unit}; expected a whole number of at least 1.`);
  }
}

/**
 * Everybody is sponsored by somebody who came before him: half by anybody, half by the sponsor of anybody, so that who
 * has many gets more. Whoever finds no free place below his sponsor is placed further down.
 */
function inventNetwork(settings: MarketSettings, random: Random): DistributorRow[] {
  const sponsors = new Int32Array(settings.people + 1);
  const downline = new Int32Array(settings.people + 1);
  const places: number[][] = [[]];
  const placements = new Int32Array(settings.people + 1);
  for (let id = 1; id <= settings.people; id++) {
    const known = id === 1 ? 0 : 1 + random.below(id - 1);
    const sponsor = random.happens(5000) ? known : (sponsors[known] as number);
    sponsors[id] = sponsor;
    placements[id] = freePlace(places, sponsor, settings.width, random);
    places[placements[id] as number]?.push(id);
    places.push([]);
    for (let up = sponsor; up > 0; up = sponsors[up] as number) downline[up] = (downline[up] as number) + 1;
  }
  const half = Math.floor((settings.periods * settings.days * DAY) / 2);
  return Array.from({ length: settings.people }, (_, index) => {
    const id = index + 1;
    const placement = placements[id] as number;
    return {
      id,
      sponsor: sponsors[id] || undefined,
      placement: placement || undefined,
      position: placement === 0 ? undefined : places[placement]?.indexOf(id),
      // A third came in the first half of the time that is computed, the others before it.
      enrolled: id * 3 > settings.people * 2 ? random.below(half + 1) : 0,
      rank: Math.min(settings.ranks - 1, `${downline[id]}`.length - 1),
    };
  });
}

/** A free place below somebody, going down at random. Below the company (0) there is always one. */
function freePlace(places: readonly (readonly number[])[], sponsor: number, width: number, random: Random): number {
  let at = sponsor;
  while (at !== 0 && (places[at] as readonly number[]).length >= width) {
    at = (places[at] as readonly number[])[random.below(width)] as number;
  }
  return at;
}

function inventPeriod(settings: MarketSettings, random: Random, number: number): MarketPeriod {
  const start = number * settings.days * DAY;
  const period = { number, start, end: start + settings.days * DAY };
  const sales: SaleRow[] = [];
  for (let seller = 1; seller <= settings.people; seller++) {
    if (!random.happens(settings.selling)) continue;
    for (let left = random.run(settings.again); left > 0; left--) {
      const sale = inventSale(settings, random, seller, start + random.below(settings.days * DAY));
      sales.push(
        sale.buyer !== seller && random.happens(settings.parties) ? { ...sale, ...partyOf(seller, number) } : sale,
      );
    }
  }
  return { period, sales };
}

/** The party that a seller has in a period, at a customer's. */
function partyOf(seller: number, period: number): Pick<SaleRow, "party" | "host"> {
  return { party: `party ${period + 1}-${seller}`, host: `customer ${seller}-0` };
}

function inventSale(settings: MarketSettings, random: Random, seller: number, time: number): SaleRow {
  const own = random.happens(settings.ownUse);
  const retail = BigInt((PRICES[random.below(PRICES.length)] as number) * random.run(2000)) * BigInt(settings.unit);
  const wholesale = (retail * BigInt(settings.wholesale)) / 10_000n;
  const cv = (wholesale * BigInt(settings.volume)) / 10_000n;
  const customer = `customer ${seller}-${random.below(8)}`;
  return {
    seller,
    buyer: own ? seller : customer,
    cv: amount(cv),
    wholesale: amount(wholesale),
    price: amount(own ? wholesale : retail),
    time,
  };
}

/** A number where it is exact as one, which is smaller and faster. */
function amount(units: bigint): bigint | number {
  return units <= Number.MAX_SAFE_INTEGER ? Number(units) : units;
}
