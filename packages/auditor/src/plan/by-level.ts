import { item, type Plan } from "@upline/engine";
import type { Compression } from "@upline/protocol";
import { PLAN_LEVELS } from "@upline/protocol";
import type { BonusOf, Placed } from "./bonuses.ts";
import type { Gaps } from "./plan-not-on-chain.ts";
import { checkOnSale, checkWalk, MOST_WALK } from "./settings.ts";

/** What the contracts take of a bonus by level. */
export interface LevelWords {
  /** Basis points by level, the seller's first. */
  readonly rates: readonly number[];
  readonly openRanks: readonly number[];
  readonly compression: Compression;
  /** The longest walk; any of at least `needs` uplines pays the same where it is not given. */
  readonly walk: number | undefined;
  readonly needs: number;
}

const NONE: LevelWords = { rates: [], openRanks: [], compression: "none", walk: undefined, needs: 1 };
const BASIS_POINTS = 10_000;

/** The levels of a plan, from its one bonus by level. */
export function wordsByLevel(
  placed: Placed<BonusOf<"unilevel" | "affiliate">> | undefined,
  plan: Plan,
  gaps: Gaps,
): LevelWords {
  if (placed === undefined) return NONE;
  const { bonus, path } = placed;
  return bonus.family === "unilevel" ? ofUnilevel(bonus, path, plan, gaps) : ofAffiliate(bonus, path, gaps);
}

function ofUnilevel(bonus: BonusOf<"unilevel">, path: string, plan: Plan, gaps: Gaps): LevelWords {
  checkOnSale(bonus, path, gaps);
  checkWalk(bonus.walk, path, gaps);
  checkCount(bonus.levels.length, PLAN_LEVELS - 1, `${path}.levels`, gaps);
  for (const [index, { byRank }] of bonus.levels.entries()) {
    if (byRank === undefined) continue;
    gaps.add(`${item(`${path}.levels`, index)}.byRank`, "has no on-chain form; expected one rate for a level");
  }
  const all = [bonus.own ?? { rate: 0, rank: undefined }, ...bonus.levels];
  const { compression, walk } = bonus;
  const openRanks = all.map(({ rank }) => plan.rank(rank));
  return { rates: all.map(({ rate }) => rate), openRanks, compression, walk, needs: walk };
}

/** An affiliate's tiers are levels without compression, of which nobody can miss one. */
function ofAffiliate(bonus: BonusOf<"affiliate">, path: string, gaps: Gaps): LevelWords {
  checkOnSale(bonus, path, gaps);
  const { tiers, of } = bonus;
  checkCount(tiers.length, PLAN_LEVELS, `${path}.tiers`, gaps);
  const [first = 0] = tiers;
  const rates = tiers.map((rate, index) => {
    if (of === "sale" || index === 0) return rate;
    const whole = (rate * first) % BASIS_POINTS === 0;
    const expected = `a rate that makes whole basis points of the sale, of the ${first} of the commission`;
    gaps.unless(whole, item(`${path}.tiers`, index), rate, expected);
    return Math.floor((rate * first) / BASIS_POINTS);
  });
  const needs = Math.min(Math.max(1, tiers.length - 1), MOST_WALK);
  return { rates, openRanks: tiers.map(() => 0), compression: "none", walk: undefined, needs };
}

function checkCount(count: number, most: number, path: string, gaps: Gaps): void {
  if (count > most) gaps.add(path, `has ${count} items; expected at most ${most}, which is what the contracts have`);
}
