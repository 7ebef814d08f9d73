import type { Plan } from "@upline/engine";
import { type Plan as ChainPlan, worstCase } from "@upline/protocol";
import { type BonusOf, type Placed, placedBonuses, theOnly } from "./bonuses.ts";
import { type LevelWords, wordsByLevel } from "./by-level.ts";
import { wordsByRank } from "./by-rank.ts";
import { checkFrame, thresholdOf } from "./frame.ts";
import { Gaps } from "./plan-not-on-chain.ts";
import type { ProgrammeTerms } from "./programme-terms.ts";
import { MOST_WALK } from "./settings.ts";

/**
 * What `schedulePlan` takes, for a plan that is a document: the contracts then pay each sale what the engine says, to the
 * unit, by the standing that people have on-chain. Only a rate of an affiliate's commission becomes one of the sale, so
 * that it is rounded once instead of twice. How a pool is split stays with the document.
 * @throws PlanNotOnChain with everything that the contracts cannot do.
 */
export function planToChain(plan: Plan, programme: ProgrammeTerms): ChainPlan {
  const gaps = new Gaps();
  checkFrame(plan, programme, gaps);
  const placed = placedBonuses(plan.document, gaps);
  const retail = theOnly(placed, ["retail"], gaps);
  if (retail === undefined)
    gaps.add("$.bonuses", 'lacks a bonus of the family "retail", which the contracts always pay');
  const levels = wordsByLevel(theOnly(placed, ["unilevel", "affiliate"], gaps), plan, gaps);
  const byRank = theOnly(placed, ["differential"], gaps);
  const rankRates = wordsByRank(byRank, plan, gaps);
  const words: ChainPlan = {
    rates: trimmed(levels.rates),
    openRanks: trimmed(levels.openRanks),
    rankRates: trimmed(rankRates),
    threshold: thresholdOf(plan),
    poolShare: poolShareOf(theOnly(placed, ["pool"], gaps), gaps),
    walk: BigInt(walkOf(levels, byRank, gaps)),
    compression: levels.compression,
    personalPays: plan.document.personalSalesPay,
  };
  checkCap(words, programme, gaps);
  gaps.finish();
  return words;
}

/** Without the zeros at the end. */
function trimmed(values: readonly number[]): readonly bigint[] {
  return values.slice(0, values.findLastIndex((value) => value !== 0) + 1).map(BigInt);
}

function poolShareOf(placed: Placed<BonusOf<"pool">> | undefined, gaps: Gaps): bigint {
  if (placed === undefined) return 0n;
  const { bonus, path } = placed;
  gaps.unless(bonus.base === "cv", `${path}.base`, bonus.base, '"cv", of which the contracts fill the pool');
  gaps.unless(bonus.per === "sale", `${path}.per`, bonus.per, '"sale", as the contracts round the share of each sale');
  if (bonus.rate === undefined) {
    gaps.add(`${path}.amount`, 'has no on-chain form; expected "rate": the pool is filled by sales alone');
  }
  return BigInt(bonus.rate ?? 0);
}

/** One walk goes up for both families. */
function walkOf({ walk, needs }: LevelWords, placed: Placed<BonusOf<"differential">> | undefined, gaps: Gaps): number {
  if (placed === undefined) return walk ?? needs;
  const { bonus, path } = placed;
  const fits = walk === undefined ? bonus.walk >= needs : bonus.walk === walk;
  const expected = walk === undefined ? `at least ${needs}` : `${walk}`;
  gaps.unless(fits, `${path}.walk`, bonus.walk, `${expected}, as a sale goes up once for levels and ranks`);
  return Math.min(bonus.walk, MOST_WALK);
}

function checkCap(words: ChainPlan, { cap }: ProgrammeTerms, gaps: Gaps): void {
  const worst = worstCase(words);
  if (cap === undefined || worst <= BigInt(cap)) return;
  gaps.add("$.bonuses", `can pay ${worst} basis points of a sale; expected at most ${cap}, the programme's cap`);
}
