import { MOST_RANKS } from "../input/network.ts";
import type { Tree } from "../input/tree.ts";
import { NO_LEVEL } from "../lines/batch.ts";
import { COMPANY, INACTIVE, NEAR } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { choice, integer, list, object, optional, rate, reference, usually } from "../schema/schema.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { generationMembers, holdersAbove } from "./holders.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const rankRate = object("A rank that is paid.", {
  rank: reference("rank", "This rank, and every higher one that is not named."),
  rate: rate("Of the base."),
});

const below = object("What is too near below the payee to be paid.", {
  count: integer("How many levels or generations.", 1, 1000),
  generationsOf: optional(
    reference("rank", "Generations, each down to the next holder of this rank; left out: levels of the tree."),
  ),
});

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  ranks: list("Ranks and rates, lowest first; rates rise.", rankRate, 1, 64),
  pays: usually(
    "difference",
    choice(
      "difference: a higher rank gets its rate less the one that a lower rank got below it. full: it gets all of its rate.",
      ["difference", "full"],
    ),
  ),
  holder: generationMembers.holder,
  below: optional(below),
  stops: usually(
    "holder",
    choice(
      "holder: an equal or higher rank on the way stops what goes up. payee: only one that is paid, not one that is too near.",
      ["holder", "payee"],
    ),
  ),
};

type Infinite = BonusOf<"infinity", typeof members>;

/** A rate on the whole downline, down to whoever has an equal or higher rank. */
export const infinity = family(
  "infinity",
  "A rate on all sales below a rank, however far down, as far as the next equal or higher rank.",
  members,
  {
    facts: ["rateBelow"],
    check: (bonus, place) => checkRanks(bonus, place),
    perSale: ({ per }) => per === "sale",
    worstCase: (bonus) => boundOnSale(bonus.base, total(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const walk = new InfinityWalk(run, bonus);
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        run.lines.promise(run.lane.share(amount, walk.pay(kind, source, seller, amount)));
      });
    },
    sentence: (line, { percent, money, source }) => {
      const less =
        line.facts["rateBelow"] === 0n ? "" : `, ${percent(Number(line.facts["rateBelow"]))} being paid below`;
      return `${percent(line.rate)} of ${money(line.base)} from ${source}${less}`;
    },
  },
);

/** The most that is paid of a source, in basis points. */
function total({ ranks, pays }: Infinite): number {
  const rates = ranks.map(({ rate }) => rate);
  return pays === "full" ? rates.reduce((sum, rate) => sum + rate, 0) : Math.max(...rates);
}

function checkRanks({ ranks, below, stops }: Infinite, { plan, report, path }: CheckPlace): void {
  for (const [index, { rank, rate }] of ranks.entries()) {
    const before = ranks[index - 1];
    if (before === undefined) continue;
    const where = `${path}.ranks[${index}]`;
    if (plan.rank(rank) <= plan.rank(before.rank)) {
      report.invalid(`${where}.rank`, rank, `a rank above "${before.rank}", as ranks rise`);
    }
    if (rate <= before.rate) report.invalid(`${where}.rate`, rate, `more than ${before.rate}, as rates rise`);
  }
  if (stops === "payee" && below === undefined) {
    report.invalid(`${path}.stops`, stops, '"below" beside it, as without it nobody is too near');
  }
}

/** Pays upwards from each source: each time to the first above who has a higher rate than anybody before. */
class InfinityWalk<M> {
  readonly #run: Run<M>;
  /** The rate of each place in the list of ranks, from 1. */
  readonly #rates: readonly number[];
  /** The place of each distributor's rank in the list; 0 for ranks below it. */
  readonly #place: Uint8Array;
  readonly #first: Int32Array;
  readonly #higher: Int32Array;
  readonly #distance: Distance;
  readonly #near: number;
  readonly #stopsAtPayee: boolean;
  readonly #full: boolean;
  readonly #heads: boolean;

  constructor(run: Run<M>, bonus: Infinite) {
    const tree = run.figures.tree(bonus.tree);
    this.#run = run;
    this.#rates = [0, ...bonus.ranks.map(({ rate }) => rate)];
    this.#place = placesOf(run, bonus);
    this.#first = holdersAbove(tree, this.#place, 1);
    this.#higher = higherAbove(tree, this.#first, this.#place);
    this.#distance = distanceIn(run, bonus, tree);
    this.#near = bonus.below?.count ?? 0;
    this.#stopsAtPayee = bonus.stops === "payee";
    this.#full = bonus.pays === "full";
    this.#heads = bonus.holder === "heads";
  }

  /** @returns The rates that were paid or lost together, in basis points. */
  pay(kind: number, source: number, seller: number, base: M): number {
    const { lines, figures } = this.#run;
    // Who heads a group has his own sales in it, and only a higher rank is paid on them.
    let reached = this.#heads && figures.active[seller] === 1 ? (this.#place[seller] as number) : 0;
    let total = 0;
    for (let at = this.#above(seller, reached); at !== 0; at = this.#above(at, reached)) {
      const distance = this.#distance(seller, at);
      const why = figures.active[at] !== 1 ? INACTIVE : distance <= this.#near ? NEAR : 0;
      if (why !== 0) lines.skip(at, why);
      if (why === INACTIVE || (why === NEAR && this.#stopsAtPayee)) continue;
      const place = this.#place[at] as number;
      const under = this.#full ? 0 : reached;
      reached = place;
      total += this.#write(why, at, kind, source, distance, base, under, place);
    }
    for (let next = reached + 1; next < this.#rates.length; next++) {
      const under = this.#full ? 0 : next - 1;
      total += this.#write(COMPANY, 0, kind, source, NO_LEVEL, base, under, next);
    }
    return total;
  }

  /** The first above somebody whose place is higher than the one reached. */
  #above(from: number, reached: number): number {
    let at = this.#first[from] as number;
    while (at !== 0 && (this.#place[at] as number) <= reached) at = this.#higher[at] as number;
    return at;
  }

  /** Pays, or loses for a reason, the rate of a place less that of the place under it. */
  #write(
    why: number,
    to: number,
    kind: number,
    source: number,
    level: number,
    base: M,
    under: number,
    place: number,
  ): number {
    const { lane, lines } = this.#run;
    const below = this.#rates[under] as number;
    const rate = (this.#rates[place] as number) - below;
    const amount = lane.share(base, rate);
    lines.fact(lane.whole(below));
    if (why === 0) lines.pay(to, kind, source, level, base, rate, amount);
    else lines.lose(why, kind, source, level, base, rate, amount);
    return rate;
  }
}

function placesOf<M>({ plan, figures, network }: Run<M>, { ranks }: Infinite): Uint8Array {
  const byRank = new Uint8Array(MOST_RANKS);
  for (const [index, { rank }] of ranks.entries()) byRank.fill(index + 1, plan.rank(rank));
  const places = new Uint8Array(network.size + 1);
  for (let index = 1; index < places.length; index++) {
    places[index] = byRank[figures.rank[index] as number] as number;
  }
  return places;
}

/** For each holder the first above him with a higher place than his; 0 where there is none. */
function higherAbove({ order }: Tree, first: Int32Array, place: Uint8Array): Int32Array {
  const higher = new Int32Array(first.length);
  for (const index of order) {
    let at = first[index] as number;
    while (at !== 0 && (place[at] as number) <= (place[index] as number)) at = higher[at] as number;
    higher[index] = at;
  }
  return higher;
}

/** How far a source is below somebody above it. */
type Distance = (source: number, above: number) => number;

function distanceIn<M>({ figures, plan }: Run<M>, { below }: Infinite, tree: Tree): Distance {
  if (below?.generationsOf === undefined) {
    const { depth } = tree;
    return (source, above) => (depth[source] as number) - (depth[above] as number);
  }
  const least = plan.rank(below.generationsOf);
  const holds = (index: number) => ((figures.rank[index] as number) >= least ? 1 : 0);
  const over = new Int32Array(tree.length);
  for (const index of tree.order) {
    const parent = tree.parentOf(index);
    if (index > 0) over[index] = (over[parent] as number) + holds(parent);
  }
  return (source, above) => 1 + (over[source] as number) - (over[above] as number) - holds(above);
}
