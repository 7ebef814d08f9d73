import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { COMPANY, GUARANTEE } from "../lines/reasons.ts";
import { type Column, WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, integer, optional, reference, usually } from "../schema/schema.ts";
import { Groups } from "./breakaway-groups.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { holdersAbove } from "./holders.ts";
import { checkLevels, compression, LevelWalk, levels, totalRate } from "./levels.ts";
import { base, boundOnSale } from "./settings.ts";

const members = {
  base: base(),
  tree: treeName(),
  stairs: optional(
    reference("bonus", "A differential bonus: whoever reaches its highest rate breaks away with his group."),
  ),
  rank: optional(reference("rank", "Instead of stairs: who is paid as this rank, or a higher one, breaks away.")),
  paid: usually(
    "leaders",
    choice("leaders: overrides go to those above who broke away themselves. sponsors: to anybody above.", [
      "leaders",
      "sponsors",
    ]),
  ),
  generations: levels("Overrides on groups that broke away: 1 goes to the first above who is paid, and so on."),
  compression: compression(),
  sideVolume: optional(amount("The least volume of whoever is paid, without groups below him that broke away.")),
  legsInstead: optional(integer("Who has so many legs in which a group broke away needs no side volume.", 1, 1000)),
  guarantee: optional(
    amount(
      "Whoever is paid owes the next above the override on at least this much of the base: what his own group's lacks is taken from what he got.",
    ),
  ),
};

export type Breakaway = BonusOf<"breakaway", typeof members>;

/**
 * Overrides by generation on groups that broke away; the stairs up to there are the family differential. A group goes
 * down to the next groups that broke away.
 */
export const breakaway = family(
  "breakaway",
  "Overrides by generation on the groups of distributors who reached a rank or the highest rate, and broke away.",
  members,
  {
    check: checkBreakaway,
    worstCase: ({ base, generations }) => boundOnSale(base, totalRate(generations)),
    // What is guaranteed goes from hand to hand, each time taken away before it is paid.
    most: ({ generations }, { volume }) => (2n * volume * BigInt(totalRate(generations))) / BigInt(WHOLE),
    whyNot({ sideVolume, legsInstead }, reason) {
      if (reason !== "notQualified") return "";
      const instead = legsInstead === undefined ? "" : `, or ${legsInstead} legs in which a group broke away`;
      return `: it takes a side volume of ${sideVolume}${instead}`;
    },
    evaluate(run, bonus) {
      if (bonus.guarantee === undefined) payGenerations(run, bonus);
      else new Guarantee(run, bonus, bonus.guarantee).evaluate();
    },
    sentence: (line, { percent, money, from }) =>
      `${percent(line.rate)} of ${money(line.base)} from the group of ${from}`,
  },
);

function checkBreakaway(bonus: Breakaway, place: CheckPlace): void {
  const { report, path, plan } = place;
  const { stairs, rank, guarantee, generations, compression, sideVolume, legsInstead } = bonus;
  if ((stairs === undefined) === (rank === undefined)) {
    report.add("invalid", path, `has ${rank ? "both" : "neither"} "stairs" and "rank"; expected one of them`);
  }
  if (stairs !== undefined && plan.document.bonuses.find(({ id }) => id === stairs)?.family !== "differential") {
    report.invalid(`${path}.stairs`, stairs, "a bonus of the family differential");
  }
  if (legsInstead !== undefined && sideVolume === undefined) {
    report.invalid(`${path}.legsInstead`, legsInstead, '"sideVolume" beside it, in the place of which it stands');
  }
  if (guarantee !== undefined) {
    const [first, ...others] = generations;
    if (others.length > 0 || first?.byRank !== undefined || first?.rank !== undefined) {
      report.invalid(
        `${path}.generations`,
        generations,
        "one generation with one rate, as what it comes to is guaranteed",
      );
    }
    if (compression !== "dynamic") {
      report.invalid(`${path}.compression`, compression, "dynamic, as the next above who is paid has the guarantee");
    }
  }
  checkLevels(generations, place, `${path}.generations`);
}

/** Overrides by generation, group by group. */
function payGenerations<M>(run: Run<M>, bonus: Breakaway): void {
  const { lane, lines, figures, network } = run;
  const groups = new Groups(run, bonus);
  const tree = figures.tree(bonus.tree);
  const above = bonus.paid === "leaders" ? holdersAbove(tree, groups.broken, 1) : tree.parent;
  const rules = { levels: bonus.generations, compression: bonus.compression, walk: network.size };
  const walk = new LevelWalk(run, above, rules, { barred: groups.barred });
  const volumes = groups.volumes(groups.broken);
  for (let index = 1; index <= network.size; index++) {
    const volume = volumes.get(index);
    if (groups.broken[index] !== 1 || !lane.less(lane.zero, volume)) continue;
    lines.promise(lane.share(volume, walk.pay(FROM_DISTRIBUTOR, index, index, volume)));
  }
}

/**
 * Overrides of one generation, from below: whoever is paid owes the next above who is paid the override on his own
 * group, and at least the guaranteed one. So the group of whoever got something counts as one that broke away.
 */
class Guarantee<M> {
  readonly #run: Run<M>;
  readonly #groups: Groups<M>;
  readonly #order: Int32Array;
  readonly #parent: Int32Array;
  readonly #next: Int32Array;
  readonly #rate: number;
  readonly #least: M;
  readonly #got: Column<M>;

  constructor(run: Run<M>, bonus: Breakaway, guarantee: string) {
    const tree = run.figures.tree(bonus.tree);
    this.#run = run;
    this.#groups = new Groups(run, bonus);
    this.#order = tree.order;
    this.#parent = tree.parent;
    this.#next = holdersAbove(tree, this.#paid(bonus), 1);
    this.#rate = totalRate(bonus.generations);
    this.#least = run.lane.of(run.plan.units(guarantee));
    this.#got = run.lane.column(run.network.size + 1);
  }

  /** 1 for whoever may be paid. */
  #paid({ paid }: Breakaway): Uint8Array {
    const { barred, broken } = this.#groups;
    return barred.map((why, index) => (why === 0 && (paid === "sponsors" || broken[index] === 1) ? 1 : 0));
  }

  evaluate(): void {
    const { lane } = this.#run;
    const volumes = this.#groups.ownVolumes();
    for (let place = this.#order.length - 1; place > 0; place--) {
      const index = this.#order[place] as number;
      const volume = volumes.get(index);
      const isPaid = lane.less(lane.zero, this.#got.get(index));
      if (isPaid || this.#groups.broken[index] === 1) this.#override(index, volume);
      else volumes.add(this.#parent[index] as number, volume);
      if (lane.less(volume, this.#least)) this.#makeGood(index, lane.sub(this.#least, volume));
    }
  }

  /** The override on a group, to the next above who is paid. Each is one amount, so rounding leaves no remainder. */
  #override(group: number, volume: M): void {
    this.#give(group, volume, this.#run.lane.share(volume, this.#rate));
  }

  /** What somebody's group lacks of the guaranteed volume, taken from what he got. */
  #makeGood(who: number, lacks: M): void {
    const { lane, lines } = this.#run;
    const amount = lane.min(lane.share(lacks, this.#rate), this.#got.get(who));
    lines.takeAway(who, GUARANTEE, lacks, this.#rate, amount);
    this.#give(who, lacks, amount);
  }

  #give(from: number, base: M, amount: M): void {
    const { lines } = this.#run;
    const to = this.#next[from] as number;
    if (to === 0) lines.lose(COMPANY, FROM_DISTRIBUTOR, from, 1, base, this.#rate, amount);
    else lines.pay(to, FROM_DISTRIBUTOR, from, 1, base, this.#rate, amount);
    this.#got.add(to, amount);
  }
}
