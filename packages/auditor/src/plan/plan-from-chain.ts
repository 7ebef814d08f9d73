import { fromUnits, type Plan, readPlan } from "@upline/engine";
import type { Compression } from "@upline/protocol";
import { DAY, type ProgrammeTerms, RANKS } from "./programme-terms.ts";

/** A plan's words as the contracts have them; a `Plan` of the protocol package is one. */
export interface ChainWords {
  /** Basis points of the CV by level, the seller's first. */
  readonly rates: readonly (bigint | number)[];
  /** The least rank that opens each level. */
  readonly openRanks: readonly (bigint | number)[];
  /** Basis points of the CV by rank. */
  readonly rankRates: readonly (bigint | number)[];
  /** In token units. */
  readonly threshold: bigint;
  /** Basis points of the CV. */
  readonly poolShare: bigint | number;
  readonly walk: bigint | number;
  readonly compression: Compression;
  readonly personalPays: boolean;
}

/** What the bonuses of a plan of the chain are called. */
const BONUSES = { retail: "retail", levels: "levels", ranks: "ranks", pool: "pool" } as const;

const LONGEST_CODE = 12;
const LONGEST_PERIOD = 366;

/**
 * The plan that a programme follows on-chain, for the engine: whoever has it computes what each sale must pay. What the
 * chain does not hold (names, how a pool is split) is not in it: a pool stays whole. Plans that pay the same have the
 * same document, and so the same hash.
 * @throws PlanInvalid for what no plan of the contracts can have: a rate above 10,000, a walk of 0.
 */
export function planFromChain(words: ChainWords, programme: ProgrammeTerms): Plan {
  const { code, decimals } = programme.currency;
  const bonuses = [{ id: BONUSES.retail, family: "retail" }, ...byLevel(words), ...byRank(words), ...pool(words)];
  const usesRanks = JSON.stringify(bonuses).includes('"rank":');
  return readPlan({
    upline: 1,
    name: "As the contracts have it",
    currency: { code: code.slice(0, LONGEST_CODE) || "?", decimals },
    period: periodOf(programme),
    personalSalesPay: words.personalPays,
    activity:
      words.threshold === 0n ? undefined : { customerVolume: amount(words.threshold, decimals), in: "previous" },
    ranks: usesRanks ? Array.from({ length: RANKS }, (_, rank) => ({ name: nameOf(rank) })) : undefined,
    bonuses,
  });
}

/** An amount as a plan has it: without commas. */
function amount(units: bigint, decimals: number): string {
  return fromUnits(units, decimals).replaceAll(",", "");
}

function nameOf(rank: number): string {
  return `rank ${rank}`;
}

/** Periods count from the programme's start; the engine's days say how long they are. */
function periodOf({ periodLength }: ProgrammeTerms): object | undefined {
  if (periodLength === undefined || periodLength % DAY !== 0 || periodLength > LONGEST_PERIOD * DAY) return undefined;
  return { unit: "day", count: periodLength / DAY };
}

function byLevel({ rates, openRanks, compression, walk }: ChainWords): object[] {
  const paid = rates.slice(0, rates.findLastIndex((rate) => Number(rate) > 0) + 1);
  const [own, ...levels] = paid.map((rate, level) => {
    const open = Number(openRanks[level] ?? 0);
    return { rate: Number(rate), ...(open === 0 ? {} : { rank: nameOf(open) }) };
  });
  if (own === undefined) return [];
  const seller = own.rate === 0 ? {} : { own };
  return [{ id: BONUSES.levels, family: "unilevel", ...seller, levels, compression, walk: Number(walk) }];
}

/** A rank that is not named has the rate of the next lower one that is, and ranks without a rate have none. */
function byRank({ rankRates, walk }: ChainWords): object[] {
  const rates = Array.from({ length: RANKS }, (_, rank) => Number(rankRates[rank] ?? 0));
  const ranks = rates.flatMap((rate, rank) => (rate === (rates[rank - 1] ?? 0) ? [] : [{ rank: nameOf(rank), rate }]));
  return ranks.length === 0 ? [] : [{ id: BONUSES.ranks, family: "differential", ranks, walk: Number(walk) }];
}

/** The pool is only filled here: nobody has a share of it, so all of it stays until a run contract takes it. */
function pool({ poolShare }: ChainWords): object[] {
  if (Number(poolShare) === 0) return [];
  const nobody = { per: "sale", by: "rank", shares: [{ shares: 0 }], empty: "carry" };
  return [{ id: BONUSES.pool, family: "pool", rate: Number(poolShare), ...nobody }];
}
