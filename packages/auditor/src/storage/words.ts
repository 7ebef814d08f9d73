// The very words of a programme's storage, from the state that its events give. The bit maps are those of
// contracts/types; `words.ts` of @upline/protocol reads them back.
import { COMPRESSIONS, choiceNumber } from "@upline/protocol";
import type { KnownProduct } from "../history/state/catalogue.ts";
import {
  ACTIVE_NEXT,
  ACTIVE_NOW,
  HELD,
  IMPORTED,
  type People,
  PUSH_OFF,
  RECOVERING,
  UNBOUND,
} from "../history/state/people.ts";
import type { KnownPlan, Plans } from "../history/state/plans.ts";
import type { KnownHold, Named, State } from "../history/state/state.ts";

const UNILEVEL = 1n;
const DIFFERENTIAL = 2n;
const FLAG_BITS = [
  [ACTIVE_NOW, 224n],
  [ACTIVE_NEXT, 225n],
  [PUSH_OFF, 234n],
  [HELD, 235n],
  [UNBOUND, 236n],
  [IMPORTED, 237n],
  [RECOVERING, 238n],
] as const;

const bit = (on: boolean, at: bigint) => (on ? 1n << at : 0n);

/** Fields of equal width beside each other, the first lowest. */
function row(values: readonly (bigint | number)[], width: number): bigint {
  let word = 0n;
  for (let at = values.length - 1; at >= 0; --at) word = (word << BigInt(width)) | BigInt(values[at] ?? 0);
  return word;
}

/** A distributor's word; the company, id 1, has none. */
export function distributorWord(people: People, id: number): bigint {
  let word = BigInt(people.sponsor[id] ?? 0) | (people.balanceOf(id) << 32n);
  word |= (people.volume[id] ?? 0n) << 128n;
  word |= BigInt(people.period[id] ?? 0) << 208n;
  word |= BigInt(people.rankNow[id] ?? 0) << 226n;
  word |= BigInt(people.rankNext[id] ?? 0) << 230n;
  for (const [flag, at] of FLAG_BITS) word |= bit(people.isSet(id, flag), at);
  return word;
}

export function productWord({ retail, wholesale, volume, terms, closed }: KnownProduct): bigint {
  return retail | (wholesale << 80n) | (volume << 160n) | (terms << 240n) | bit(closed, 255n);
}

function termsOf(plan: KnownPlan, opening: number): bigint {
  const families = plan.rankRates.some((rate) => rate > 0) ? UNILEVEL | DIFFERENTIAL : UNILEVEL;
  return (
    row(plan.openRanks, 4) |
    (plan.threshold << 64n) |
    (BigInt(plan.poolShare) << 144n) |
    (BigInt(plan.walk) << 160n) |
    (choiceNumber(COMPRESSIONS, plan.compression) << 168n) |
    (families << 172n) |
    bit(plan.personalPays, 175n) |
    (BigInt(plan.version) << 176n) |
    (BigInt(opening) << 192n)
  );
}

/** Terms, rates by level and rates by rank of the plan in force. */
export function currentPlanWords({ current, changeAt, paused, opening }: Plans): readonly [bigint, bigint, bigint] {
  const stopped = bit(paused, 248n);
  if (current === undefined) return [stopped, 0n, 0n];
  return [termsOf(current, opening) | (changeAt << 208n) | stopped, row(current.rates, 16), row(current.rankRates, 16)];
}

/** The same of the scheduled plan. */
export function nextPlanWords({ next, opening }: Plans): readonly [bigint, bigint, bigint] {
  if (next === undefined) return [0n, 0n, 0n];
  return [termsOf(next, opening), row(next.rates, 16), row(next.rankRates, 16)];
}

export function countersWord({ people, catalogue, plans, screen }: State): bigint {
  const counts = [BigInt(people.count), BigInt(catalogue.products.length)];
  const fewer = [BigInt(catalogue.goodsTerms.length), BigInt(plans.count)];
  return row(counts, 32) | (row(fewer, 16) << 64n) | (BigInt(screen) << 96n);
}

export function namedWord({ contract, from }: Named): bigint {
  return BigInt(contract) | (from << 160n);
}

export function holdWord({ until, starts }: KnownHold): bigint {
  return until | (row(starts, 40) << 40n);
}
