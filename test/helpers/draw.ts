import type { Market, Member } from "./market.ts";
import type { PlanRule } from "./model.ts";
import { Compression, type Plan, plan } from "./programme.ts";
import type { Random } from "./random.ts";

/** What is drawn for tests over many networks. The numbers favour what makes a split interesting, not what is usual. */

const COMPRESSIONS = {
  none: Compression.None,
  standard: Compression.Standard,
  dynamic: Compression.Dynamic,
} as const;

/** Ranks that are drawn go up to this one. */
export const HIGHEST_RANK = 5;

/** Rates by rank, of which the highest is at most `most`; mostly rising with the rank. */
function drawRankRates(random: Random, most: number): number[] {
  const rates = Array.from({ length: HIGHEST_RANK + 1 }, () => (random.oneIn(4) ? 0 : random.between(1, most)));
  return random.oneIn(4) ? rates : rates.sort((a, b) => a - b);
}

/**
 * A plan whose rates and pool share are at most `cap` basis points together: of up to sixteen levels, with rates by rank,
 * or with both.
 */
export function drawRule(random: Random, cap: number): PlanRule {
  const poolShare = random.oneIn(2) ? 0 : random.below(300);
  const rankRates = random.oneIn(2) ? [] : drawRankRates(random, Math.floor(cap / 2));
  const levels = rankRates.length > 0 && random.oneIn(2) ? 0 : random.below(17);
  const most = Math.floor((cap - poolShare - Math.max(0, ...rankRates)) / 16);
  const rates = Array.from({ length: levels }, () => (random.oneIn(5) ? 0 : random.between(1, most)));
  return {
    rates,
    openRanks: rates.map(() => (random.oneIn(2) ? random.below(5) : 0)),
    rankRates,
    compression: random.pick(["none", "standard", "dynamic"] as const),
    walk: random.oneIn(2) ? 32 : random.between(1, 8),
    poolShare,
    personalPays: random.oneIn(2),
    threshold: random.oneIn(4) ? 0n : BigInt(random.between(1, 100)),
  };
}

/** The same plan for the contract. */
export function planOf({ compression, rates, openRanks, rankRates, ...rule }: PlanRule): Plan {
  return plan({
    ...rule,
    rates: [...rates],
    openRanks: [...openRanks],
    rankRates: [...rankRates],
    compression: COMPRESSIONS[compression],
  });
}

/** Prices of up to 10,000 units, of any digits, so that rounding shows. */
export function drawPrices(random: Random): { retail: bigint; wholesale: bigint; volume: bigint } {
  const retail = random.between(1, 10_000);
  const wholesale = random.between(1, retail);
  return { retail: BigInt(retail), wholesale: BigInt(wholesale), volume: BigInt(random.between(1, wholesale)) };
}

/** A network of so many below the company: rather deep than wide, so that walks are long. */
export async function drawNetwork(random: Random, market: Market, size: number): Promise<[Member, Member][]> {
  const sponsored: [Member, Member][] = [];
  for (let i = 0; i < size; ++i) {
    const members = sponsored.map(([member]) => member);
    const last = members.at(-1) ?? market.company;
    const sponsor = random.oneIn(4) ? random.pick([market.company, ...members]) : last;
    sponsored.push([await market.enrol(sponsor), sponsor]);
  }
  return sponsored;
}
