import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { GUARANTEE, INACTIVE, NOT_QUALIFIED } from "../lines/reasons.ts";
import type { Column } from "../money/lane.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { amount, boolean, optional, reference, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { holdersAbove } from "./holders.ts";
import { compression, LevelWalk, levels, totalRate } from "./levels.ts";
import { base, boundOnSale } from "./settings.ts";

const members = {
  base: base(),
  tree: treeName(),
  rank: reference("rank", "Who is paid as this rank, or a higher one, breaks away with his group."),
  generations: levels("Overrides on the groups that broke away: 1 is the first such group below, and so on."),
  sideVolume: optional(amount("The least volume of the own group, without groups that broke away.")),
  guarantee: usually(
    false,
    boolean(
      "Whoever has less side volume is paid all the same, but what the next above him lacks of the first override on the least side volume is taken from his own first overrides.",
    ),
  ),
  compression: compression(),
};

type Breakaway = BonusOf<"breakaway", typeof members>;

/** Overrides by generation on groups that broke away; the stairs up to there are the family differential. */
export const breakaway = family(
  "breakaway",
  "Overrides by generation on the groups of distributors who reached a rank and broke away.",
  members,
  {
    facts: [],
    check({ guarantee, sideVolume }, { report, path }) {
      if (guarantee && sideVolume === undefined) {
        report.add("invalid", path, 'has "guarantee" without "sideVolume", on which it is reckoned; expected both');
      }
    },
    worstCase: ({ base, generations }) => boundOnSale(base, totalRate(generations)),
    most: ({ generations }, { volume }) => (2n * volume * BigInt(totalRate(generations))) / BigInt(WHOLE),
    evaluate: (run, bonus) => new Groups(run, bonus).evaluate(),
  },
);

/** The groups of those who broke away. */
class Groups<M> {
  readonly #run: Run<M>;
  readonly #bonus: Breakaway;
  /** The first of the rank above each. */
  readonly #above: Int32Array;
  readonly #order: Int32Array;
  /** Volume of who broke away and of everybody below him, down to the next who did. */
  readonly #group: Column<M>;

  constructor(run: Run<M>, bonus: Breakaway) {
    const { figures, plan, bases, lane, network } = run;
    const tree = figures.tree(bonus.tree);
    this.#run = run;
    this.#bonus = bonus;
    this.#order = tree.order;
    this.#above = holdersAbove(tree, figures.rank, plan.rank(bonus.rank));
    this.#group = lane.column(network.size + 1);
    const own = bases.ofSellers(bonus.base, bonus.id);
    for (let index = 1; index <= network.size; index++) {
      this.#group.add(this.#isHolder(index) ? index : (this.#above[index] as number), own.get(index));
    }
  }

  evaluate(): void {
    const { lane, lines, network } = this.#run;
    const { generations, compression } = this.#bonus;
    const rules = { levels: generations, compression, walk: network.size };
    const walk = new LevelWalk(this.#run, this.#above, rules, { barred: this.#barred() });
    const all = totalRate(generations);
    for (let index = 1; index <= network.size; index++) {
      const volume = this.#group.get(index);
      if (!this.#isHolder(index) || !lane.less(lane.zero, volume)) continue;
      lines.promise(lane.share(volume, all));
      walk.pay(FROM_DISTRIBUTOR, index, index, volume);
    }
    if (this.#bonus.guarantee) this.#guarantee();
  }

  #isHolder(index: number): boolean {
    const { figures, plan } = this.#run;
    return (figures.rank[index] as number) >= plan.rank(this.#bonus.rank);
  }

  #least(): M {
    return this.#run.lane.of(this.#run.plan.units(this.#bonus.sideVolume ?? "0"));
  }

  #barred(): Uint8Array {
    const { figures, lane } = this.#run;
    const least = this.#least();
    const needsVolume = !this.#bonus.guarantee;
    return figures.active.map((active, index) => {
      if (active !== 1) return INACTIVE;
      return needsVolume && lane.less(this.#group.get(index), least) ? NOT_QUALIFIED : 0;
    });
  }

  /** From below: what each lacks of the side volume is taken from what he got as first overrides, for the next above. */
  #guarantee(): void {
    const { lane, lines, figures } = this.#run;
    const rate = this.#bonus.generations[0]?.rate ?? 0;
    const least = this.#least();
    const got = this.#firstOverrides(rate);
    for (let place = this.#order.length - 1; place > 0; place--) {
      const index = this.#order[place] as number;
      const to = this.#above[index] as number;
      const side = this.#group.get(index);
      if (!this.#isHolder(index) || to === 0 || figures.active[to] !== 1 || !lane.less(side, least)) continue;
      const lacks = lane.sub(least, side);
      const amount = lane.min(lane.share(lacks, rate), got.get(index));
      lines.takeAway(index, GUARANTEE, lacks, rate, amount);
      lines.pay(to, FROM_DISTRIBUTOR, index, 1, lacks, rate, amount);
      got.add(to, amount);
    }
  }

  /** What each active distributor got as overrides of the first generation. */
  #firstOverrides(rate: number): Column<M> {
    const { lane, figures, network } = this.#run;
    const got = lane.column(network.size + 1);
    for (let index = 1; index <= network.size; index++) {
      const to = this.#above[index] as number;
      if (!this.#isHolder(index) || to === 0 || figures.active[to] !== 1) continue;
      got.add(to, lane.share(this.#group.get(index), rate));
    }
    return got;
  }
}
