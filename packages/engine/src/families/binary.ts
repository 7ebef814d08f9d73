import { groupVolume } from "../figures/volumes.ts";
import type { Network } from "../input/network.ts";
import { InputInvalid } from "../input/problems.ts";
import type { Tree } from "../input/tree.ts";
import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { CAP_BONUS, INACTIVE } from "../lines/reasons.ts";
import type { Column } from "../money/lane.ts";
import { TREES, type TreeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { amount, boolean, choice, integer, list, object, optional, reference, usually } from "../schema/schema.ts";
import { binaryPayMembers, type Match, type Matcher, matcherOf, mostForWeaker } from "./binary-pay.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { base } from "./settings.ts";

const limit = object("The most of a rank.", {
  rank: optional(reference("rank", "This rank and higher ones that are not named; left out: every rank.")),
  most: amount("What one distributor may be paid in the period."),
});

const members = {
  base: base(),
  tree: usually<TreeName>("placement", choice("Which tree has the two legs.", TREES)),
  ...binaryPayMembers,
  carry: usually(
    "both",
    choice("What is not used up goes to the next period: of both legs, of the stronger leg only, or of none.", [
      "both",
      "stronger",
      "none",
    ]),
  ),
  carryCap: optional(amount("The most of each leg that goes to the next period.")),
  flushInactive: usually(false, boolean("Whether who is not active in the period loses all that his legs have.")),
  maxCycles: optional(integer("The most cycles in a period; the volume of the others is carried.", 1, 1_000_000)),
  limits: usually(
    [],
    list("The most that is paid in the period, by rank; the volume is used up all the same.", limit, 0, 64),
  ),
};

type Binary = BonusOf<"binary", typeof members>;

/**
 * No unit of volume is in the weaker leg of more than 64 people, since the volume at least doubles each time: so the
 * weaker legs of all together are at most 64 times all volume.
 */
const DOUBLINGS = 64n;

/** Two legs, and pay for what both have. One's own volume counts for the legs above, not for oneself. */
export const binary = family("binary", "Two legs: paid for the volume that both have, with carry-over.", members, {
  facts: ["left", "right", "usedLeft", "usedRight", "carriedLeft", "carriedRight", "count"],
  check: checkBinary,
  unbounded: () => true,
  most: (bonus, { volume, plan }) => mostForWeaker(plan, bonus, volume * DOUBLINGS),
  evaluate(run, bonus) {
    const legs = new Legs(run, bonus);
    for (let index = 1; index <= run.network.size; index++) legs.pay(index);
  },
  sentence: (line, { money, percent }) => {
    const { left, right, usedLeft, usedRight, count } = line.facts;
    const how = line.rate === undefined ? `${count} times its amount` : `${percent(line.rate)} of the weaker leg`;
    return `${how}; left leg ${money(left)}, right leg ${money(right)}, used up ${money(usedLeft)} and ${money(usedRight)}`;
  },
});

function checkBinary(bonus: Binary, { plan, report, path }: CheckPlace): void {
  const ways = (["cycle", "rates", "steps"] as const).filter((way) => bonus[way] !== undefined);
  if (ways.length !== 1) {
    report.add("invalid", path, `has ${ways.join(" and ") || "no way of paying"}; expected one of cycle, rates, steps`);
  }
  if (bonus.maxCycles !== undefined && bonus.cycle === undefined) {
    report.invalid(`${path}.maxCycles`, bonus.maxCycles, 'nothing without "cycle"');
  }
  const volumes: (readonly [string, string])[] = (bonus.steps ?? []).map(({ volume }, at) => [
    `steps[${at}].volume`,
    volume,
  ]);
  if (bonus.cycle !== undefined)
    volumes.push(["cycle.weaker", bonus.cycle.weaker], ["cycle.stronger", bonus.cycle.stronger]);
  for (const [where, volume] of volumes) {
    if (plan.units(volume) === 0n) report.invalid(`${path}.${where}`, volume, "more than 0");
  }
  for (const [at, { volume }] of (bonus.steps ?? []).entries()) {
    const before = bonus.steps?.[at - 1]?.volume;
    if (before === undefined || plan.units(before) < plan.units(volume)) continue;
    report.invalid(`${path}.steps[${at}].volume`, volume, `more than ${before}, as steps rise`);
  }
}

/** The two legs of everybody, with what the period before left. */
class Legs<M> {
  readonly #run: Run<M>;
  readonly #bonus: Binary;
  readonly #matcher: Matcher<M>;
  readonly #sides: readonly [Int32Array, Int32Array];
  readonly #volumes: Column<M>;
  readonly #limits: readonly { readonly rank: number; readonly most: M }[];
  readonly #carryCap: M | undefined;

  constructor(run: Run<M>, bonus: Binary) {
    const { lane, plan, bases, figures, network } = run;
    const tree = figures.tree(bonus.tree);
    this.#run = run;
    this.#bonus = bonus;
    this.#matcher = matcherOf(lane, plan, bonus, bonus.maxCycles);
    this.#sides = sidesOf(network, tree);
    this.#volumes = groupVolume(lane, bases.ofSellers(bonus.base, bonus.id), tree, undefined);
    this.#limits = bonus.limits.map(({ rank, most }) => ({ rank: plan.rank(rank), most: lane.of(plan.units(most)) }));
    this.#carryCap = bonus.carryCap === undefined ? undefined : lane.of(plan.units(bonus.carryCap));
  }

  pay(index: number): void {
    const { lane, figures } = this.#run;
    const left = this.#volume(0, index);
    const right = this.#volume(1, index);
    if (!lane.less(lane.zero, lane.add(left, right))) return;
    if (figures.active[index] !== 1) {
      this.#inactive(index, left, right);
      return;
    }
    const match = this.#matcher(left, right, figures.rank[index] as number);
    const carried = this.#carry(index, lane.sub(left, match.usedLeft), lane.sub(right, match.usedRight));
    this.#write(index, left, right, match, carried);
  }

  #volume(side: 0 | 1, index: number): M {
    const { lane, state } = this.#run;
    const child = this.#sides[side][index] as number;
    const carried = state.before(`${this.#bonus.id}.${side === 0 ? "left" : "right"}`).get(index);
    return child === 0 ? carried : lane.add(carried, this.#volumes.get(child));
  }

  #inactive(index: number, left: M, right: M): void {
    const { lane, lines, figures } = this.#run;
    if (!this.#bonus.flushInactive) {
      this.#carry(index, left, right);
      return;
    }
    const match = this.#matcher(left, right, figures.rank[index] as number);
    lines.skip(index, INACTIVE);
    this.#facts(left, right, match, [lane.zero, lane.zero]);
    lines.lose(INACTIVE, FROM_NOTHING, 0, NO_LEVEL, lane.min(left, right), match.rate ?? NO_RATE, match.amount);
  }

  /** Hands what is left to the next period, as far as the plan carries it. */
  #carry(index: number, left: M, right: M): readonly [M, M] {
    const { lane, state } = this.#run;
    const { carry, id } = this.#bonus;
    const kept = (own: M, other: M): M => {
      if (carry === "none" || (carry === "stronger" && lane.less(own, other))) return lane.zero;
      return this.#carryCap === undefined ? own : lane.min(own, this.#carryCap);
    };
    const carried = [kept(left, right), kept(right, left)] as const;
    state.after(`${id}.left`).set(index, carried[0]);
    state.after(`${id}.right`).set(index, carried[1]);
    return carried;
  }

  #write(index: number, left: M, right: M, match: Match<M>, carried: readonly [M, M]): void {
    const { lane, lines, figures } = this.#run;
    const base = lane.min(left, right);
    const rate = match.rate ?? NO_RATE;
    const rank = figures.rank[index] as number;
    const most = this.#limits.findLast((entry) => entry.rank <= rank)?.most ?? match.amount;
    const amount = lane.min(match.amount, most);
    this.#facts(left, right, match, carried);
    lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, base, rate, amount);
    if (!lane.less(amount, match.amount)) return;
    lines.skip(index, CAP_BONUS);
    lines.lose(CAP_BONUS, FROM_NOTHING, 0, NO_LEVEL, base, rate, lane.sub(match.amount, amount));
  }

  #facts(
    left: M,
    right: M,
    { usedLeft, usedRight, count }: Match<M>,
    [carriedLeft, carriedRight]: readonly [M, M],
  ): void {
    const { lines } = this.#run;
    for (const fact of [left, right, usedLeft, usedRight, carriedLeft, carriedRight, count]) lines.fact(fact);
  }
}

/**
 * Who heads the left and the right leg of each, 0 where nobody does. Without positions the lower id is left.
 * @throws InputInvalid if somebody has more than two placed below him, or two in one place.
 */
function sidesOf(network: Network, tree: Tree): readonly [Int32Array, Int32Array] {
  const sides = [new Int32Array(tree.length), new Int32Array(tree.length)] as const;
  for (let index = 1; index < tree.length; index++) {
    const parent = tree.parentOf(index);
    if (parent === 0) continue;
    const given = network.position[index] as number;
    const side = given >= 0 ? given : sides[0][parent] === 0 ? 0 : 1;
    const places = sides[side as 0 | 1];
    if (places === undefined || places[parent] !== 0) {
      const message = `${network.ids.at(index)}; expected at most one on each of two places below ${network.ids.at(parent)}`;
      throw new InputInvalid([{ table: "distributors", row: index, field: "placement", message }], 1);
    }
    places[parent] = index;
  }
  return sides;
}
