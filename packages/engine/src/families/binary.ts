import { groupVolume } from "../figures/volumes.ts";
import type { Network } from "../input/network.ts";
import { type Sides, sidesOf } from "../input/sides.ts";
import type { Tree } from "../input/tree.ts";
import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { CAP_BONUS, INACTIVE, NOT_QUALIFIED, RANK } from "../lines/reasons.ts";
import type { Column } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, integer, list, object, optional, usually } from "../schema/schema.ts";
import {
  type BinaryStep,
  bestOffers,
  type Limit,
  type Match,
  type Matched,
  matcher,
  paidRanks,
  pays,
  type Standing,
} from "./binary-match.ts";
import { byRank } from "./by-rank.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { openTo, volumeBase, volumeOf } from "./settings.ts";

const limit = object("A limit for a period.", {
  rank: openTo("From which rank on; left out: every rank. The limit of the highest rank reached applies."),
  amount: optional(amount("The most that is paid.")),
  cycles: optional(integer("The most cycles or steps that are paid.", 0, 1_000_000_000)),
});

const members = {
  base: volumeBase(),
  pays,
  own: usually(
    "none",
    choice("Whether a distributor's own volume counts for himself, and on which side; it always counts above him.", [
      "none",
      "weaker",
      "stronger",
    ]),
  ),
  sponsoredInEachLeg: optional(
    integer("How many active distributors whom he enrolled himself must be in each of his two legs.", 1, 1000),
  ),
  limits: optional(list("Limits of what one distributor is paid in a period, by rank.", limit, 1, 64)),
  aboveLimit: usually(
    "lost",
    choice("What becomes of volume that would pay more than the limit: it is used up all the same, or carried over.", [
      "lost",
      "carried",
    ]),
  ),
  carry: usually(
    "both",
    choice("What stays for the next period of what is not matched: both sides, the side that has more, or nothing.", [
      "both",
      "stronger",
      "none",
    ]),
  ),
  carryMost: optional(amount("The most volume that a side carries over.")),
  flush: usually(
    "inactive",
    choice("Who loses the volume of both sides: nobody, who is not active, or whoever does not qualify.", [
      "never",
      "inactive",
      "unqualified",
    ]),
  ),
};

type Binary = BonusOf<"binary", typeof members>;

/** Two legs by placement: what both have is matched and paid, and the rest may be carried over. */
export const binary = family(
  "binary",
  "Volume of the two legs below each distributor in the placement tree: what both have pays, the rest may be carried over.",
  members,
  {
    facts: ["left", "right", "cycles", "leftCarried", "rightCarried"],
    check: checkBinary,
    unbounded: () => true,
    most: (bonus, { volume, people, plan }) => {
      // A unit of volume is on the side that has less at most once for each doubling of the volume below.
      const matched = volume * BigInt(volume.toString(2).length + 3);
      const offers = bestOffers(plan, bonus.pays).map((offer) => (matched * offer.amount) / offer.volume);
      return offers.reduce((a, b) => (a > b ? a : b), 0n) + people * plan.rounding.unit;
    },
    evaluate(run, bonus) {
      new Centres(run, bonus).pay();
    },
    sentence: ({ facts, base, rate }, { money, percent }) => {
      const sides = `${money(facts["left"])} on the left and ${money(facts["right"])} on the right`;
      const paid =
        rate === undefined ? `${facts["cycles"]} cycles of` : `${percent(rate)} of ${money(base)} matched of`;
      const carried = `${money(facts["leftCarried"])} and ${money(facts["rightCarried"])}`;
      return `${paid} ${sides}; ${carried} are carried over`;
    },
    whyNot({ sponsoredInEachLeg }, reason) {
      if (reason === "capBonus") return "";
      const takes = `: it takes ${sponsoredInEachLeg} active whom he enrolled himself in each leg`;
      return `${reason === "notQualified" ? takes : ""}, and the volume of both sides is lost`;
    },
  },
);

function checkBinary({ pays: how }: Binary, { plan, report, path }: CheckPlace): void {
  const above0 = (volume: string, at: string) => {
    if (plan.units(volume) === 0n) report.invalid(`${path}.pays.${at}`, volume, "a volume above 0");
  };
  if (how.how === "cycles") {
    above0(how.left, "left");
    above0(how.right, "right");
    if (how.first !== undefined) {
      above0(how.first.left, "first.left");
      above0(how.first.right, "first.right");
    }
  }
  if (how.how !== "steps") return;
  let least = 0n;
  for (const [index, step] of how.steps.entries()) {
    above0(step.weaker, `steps[${index}].weaker`);
    const weaker = plan.units(step.weaker);
    if (weaker < least) report.invalid(`${path}.pays.steps[${index}].weaker`, step.weaker, "the lowest step first");
    least = weaker;
    checkStep(step, weaker, index, { plan, report, path, index });
  }
}

function checkStep(step: BinaryStep, weaker: bigint, at: number, { plan, report, path }: CheckPlace): void {
  const place = `${path}.pays.steps[${at}]`;
  if (step.stronger !== undefined && plan.units(step.stronger) < weaker) {
    report.invalid(`${place}.stronger`, step.stronger, `at least ${step.weaker}, the volume of the weaker side`);
  }
  if ((step.amount === undefined) === (step.rate === undefined)) {
    report.add("invalid", place, 'has both or neither of "amount" and "rate"; expected one of them');
  }
}

/** Everybody with his two sides. */
class Centres<M> {
  readonly #run: Run<M>;
  readonly #bonus: Binary;
  readonly #match: Match<M>;
  readonly #limits: readonly Limit<M>[];
  readonly #paid: readonly boolean[];
  readonly #sides: Sides;
  readonly #own: Column<M>;
  readonly #group: Column<M>;
  readonly #sponsored: Uint8Array | undefined;
  /** Above 0 for who had a cycle; undefined where the first is like the others. */
  readonly #started: Column<M> | undefined;
  readonly #carryMost: M | undefined;
  readonly #leftAfter: Column<M>;
  readonly #rightAfter: Column<M>;
  readonly #noLimit: Limit<M> = { cycles: undefined, amount: undefined };
  readonly #out: Matched<M>;
  readonly #clipped: Matched<M>;

  constructor(run: Run<M>, bonus: Binary) {
    const { lane, plan, network, state } = run;
    this.#run = run;
    this.#bonus = bonus;
    this.#match = matcher(lane, plan, bonus.pays);
    this.#limits = limitsOf(run, plan, bonus);
    this.#paid = paidRanks(plan, bonus.pays);
    this.#sides = sidesOf(network);
    this.#own = volumeOf(run, bonus);
    this.#group = groupVolume(lane, this.#own, network.placements, undefined);
    const least = bonus.sponsoredInEachLeg;
    this.#sponsored =
      least === undefined ? undefined : sponsoredInEach(network, this.#sides, run.figures.active, least);
    const { zero } = lane;
    this.#carryMost = bonus.carryMost === undefined ? undefined : lane.of(plan.units(bonus.carryMost));
    const hasFirst = bonus.pays.how === "cycles" && bonus.pays.first !== undefined;
    this.#started = hasFirst ? state.carriedOn(`${bonus.id}.started`) : undefined;
    this.#leftAfter = state.after(`${bonus.id}.left`);
    this.#rightAfter = state.after(`${bonus.id}.right`);
    this.#out = { left: zero, right: zero, cycles: zero, amount: zero, rate: undefined };
    this.#clipped = { ...this.#out };
  }

  pay(): void {
    const { lane, state, network } = this.#run;
    const { id, own } = this.#bonus;
    const leftBefore = state.before(`${id}.left`);
    const rightBefore = state.before(`${id}.right`);
    for (let who = 1; who <= network.size; who++) {
      let left = this.#volume(this.#sides.left[who] as number, leftBefore.get(who));
      let right = this.#volume(this.#sides.right[who] as number, rightBefore.get(who));
      if (own !== "none") {
        const toRight = lane.less(right, left) === (own === "weaker");
        if (toRight) right = lane.add(right, this.#own.get(who));
        else left = lane.add(left, this.#own.get(who));
      }
      if (lane.less(lane.zero, lane.max(left, right))) this.#settle(who, left, right);
    }
  }

  #volume(head: number, carried: M): M {
    return head === 0 ? carried : this.#run.lane.add(this.#group.get(head), carried);
  }

  #settle(who: number, left: M, right: M): void {
    const why = this.#hindrance(who);
    if (why === 0) this.#payOne(who, left, right);
    else this.#passBy(who, why, left, right);
  }

  #standing(who: number): Standing {
    const { lane, figures } = this.#run;
    const started = this.#started === undefined || lane.less(lane.zero, this.#started.get(who));
    return { rank: figures.rank[who] as number, started };
  }

  #hindrance(who: number): number {
    const { active, rank } = this.#run.figures;
    if (active[who] !== 1) return INACTIVE;
    if (this.#paid[rank[who] as number] !== true) return RANK;
    return this.#sponsored !== undefined && this.#sponsored[who] !== 1 ? NOT_QUALIFIED : 0;
  }

  #payOne(who: number, left: M, right: M): void {
    const { lane, lines } = this.#run;
    const standing = this.#standing(who);
    const limit = this.#limits[standing.rank] as Limit<M>;
    const out = this.#out;
    const lost = this.#bonus.aboveLimit === "lost";
    this.#match(left, right, standing, lost ? this.#noLimit : limit, out);
    const paid = lost ? this.#clip(left, right, standing, limit) : out.amount;
    if (lane.less(lane.zero, out.cycles)) this.#started?.set(who, lane.whole(1));
    const [leftRest, rightRest] = this.#carry(who, lane.sub(left, out.left), lane.sub(right, out.right));
    const matched = lane.min(out.left, out.right);
    for (const value of [left, right, out.cycles, leftRest, rightRest]) lines.fact(value);
    lines.pay(who, FROM_DISTRIBUTOR, who, NO_LEVEL, matched, out.rate ?? NO_RATE, lane.round(paid));
    const above = lane.sub(out.amount, paid);
    lines.lose(CAP_BONUS, FROM_DISTRIBUTOR, who, NO_LEVEL, matched, out.rate ?? NO_RATE, lane.round(above));
  }

  /** What the limit lets be paid, where the volume above it is used up all the same. */
  #clip(left: M, right: M, standing: Standing, { cycles, amount }: Limit<M>): M {
    const { lane } = this.#run;
    let paid = this.#out.amount;
    if (cycles !== undefined) {
      this.#match(left, right, standing, { cycles, amount: undefined }, this.#clipped);
      paid = this.#clipped.amount;
    }
    return amount === undefined ? paid : lane.min(paid, amount);
  }

  /** Somebody who does not qualify: his volume stays as it is, or is flushed and what it would pay goes to nobody. */
  #passBy(who: number, why: number, left: M, right: M): void {
    const { flush } = this.#bonus;
    if (flush === "never" || (flush === "inactive" && why !== INACTIVE)) {
      this.#carry(who, left, right);
      return;
    }
    const { lane, lines } = this.#run;
    const out = this.#out;
    this.#match(left, right, this.#standing(who), this.#noLimit, out);
    lines.skip(who, why);
    const matched = lane.min(out.left, out.right);
    lines.lose(why, FROM_DISTRIBUTOR, who, NO_LEVEL, matched, out.rate ?? NO_RATE, lane.round(out.amount));
  }

  #carry(who: number, left: M, right: M): readonly [M, M] {
    const { lane } = this.#run;
    const { carry } = this.#bonus;
    const most = this.#carryMost;
    const kept = (side: M, other: M) => {
      if (carry === "none" || (carry === "stronger" && !lane.less(other, side))) return lane.zero;
      return most === undefined ? side : lane.min(side, most);
    };
    const both = [kept(left, right), kept(right, left)] as const;
    this.#leftAfter.set(who, both[0]);
    this.#rightAfter.set(who, both[1]);
    return both;
  }
}

/** The limit of each rank. */
function limitsOf<M>({ lane }: Run<M>, plan: Plan, { limits = [] }: Binary): readonly Limit<M>[] {
  return byRank(plan, limits).map((item) => ({
    cycles: item?.cycles === undefined ? undefined : lane.of(BigInt(item.cycles)),
    amount: item?.amount === undefined ? undefined : lane.of(plan.units(item.amount)),
  }));
}

/** 1 for who has enough active distributors, enrolled by himself, in each of his two legs. */
function sponsoredInEach(network: Network, { left, right }: Sides, active: Uint8Array, least: number): Uint8Array {
  const inLeft = new Int32Array(network.size + 1);
  const inRight = new Int32Array(network.size + 1);
  const { placements, sponsors } = network;
  for (let who = 1; who <= network.size; who++) {
    const sponsor = sponsors.parentOf(who);
    if (active[who] !== 1 || sponsor === 0) continue;
    countIn(inLeft, placements, who, sponsor, left);
    countIn(inRight, placements, who, sponsor, right);
  }
  return Uint8Array.from(inLeft, (count, index) => (Math.min(count, inRight[index] as number) >= least ? 1 : 0));
}

function countIn(counts: Int32Array, placements: Tree, who: number, sponsor: number, heads: Int32Array): void {
  const head = heads[sponsor] as number;
  if (head > 0 && placements.isWithin(who, head)) counts[sponsor] = (counts[sponsor] as number) + 1;
}
