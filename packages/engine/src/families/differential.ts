import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { COMPANY, INACTIVE, RANK, WALK } from "../lines/reasons.ts";
import type { LineWriter } from "../lines/writer.ts";
import type { Column, Lane } from "../money/lane.ts";
import { WHOLE } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { type BonusOf, family } from "./family.ts";
import { walk } from "./levels.ts";
import { checkOwnRates, ownRateMembers, ownRates, ratesOf, topRate } from "./rates.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = { base: base(), per: per(), ...ownRateMembers, walk: walk() };
type Differential = BonusOf<"differential", typeof members>;

/**
 * Everybody has a rate and gets what it is above the highest rate below him, so that a line together gets the highest
 * rate of the line. Who is not active gets nothing and raises nothing.
 */
export const differential = family(
  "differential",
  "Differential (stairstep): own rate less the highest rate below, on the volume of the leg; never below 0.",
  members,
  {
    facts: ["ownRate", "rateBelow"],
    check: (bonus, place) => checkOwnRates(bonus, place),
    perSale: ({ per, ranks }) => per === "sale" && ranks !== undefined,
    worstCase: (bonus) => boundOnSale(bonus.base, topRate(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(topRate(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      if (bonus.per === "sale") evaluateSales(run, bonus);
      else new LegVolumes(run, bonus).evaluate();
    },
    sentence: (line, { money, percent, source }) =>
      `${percent(line.rate)} of ${money(line.base)} from ${source}: his rate of ${percent(Number(line.facts["ownRate"]))} less ${percent(Number(line.facts["rateBelow"]))}, the highest below him`,
  },
);

/** Sale by sale: the seller starts with his own rate, and each active upline gets what he is above. */
function evaluateSales<M>(run: Run<M>, bonus: Differential): void {
  const { lane, lines, figures } = run;
  const rates = ownRates(run, bonus);
  const { parent } = figures.tree(bonus.tree);
  const { active } = figures;
  const top = topRate(bonus);
  forEachSource(run, bonus, (kind, source, seller, base) => {
    lines.promise(lane.share(base, top));
    let highest = 0;
    let at = seller;
    let level = 0;
    while (at !== 0 && level <= bonus.walk && highest < top) {
      const own = rates[at] as number;
      if (active[at] === 1 && own > highest) {
        payDifference(lane, lines, at, kind, source, level, base, own, highest);
        highest = own;
      } else if (own > highest) lines.skip(at, INACTIVE);
      else if (active[at] === 1) lines.skip(at, RANK);
      level++;
      at = parent[at] as number;
    }
    const rest = top - highest;
    lines.lose(at === 0 ? COMPANY : WALK, kind, source, level, base, rest, lane.share(base, rest));
  });
}

function payDifference<M>(
  lane: Lane<M>,
  lines: LineWriter<M>,
  to: number,
  kind: number,
  source: number,
  level: number,
  base: M,
  own: number,
  below: number,
): void {
  lines.fact(lane.whole(own));
  lines.fact(lane.whole(below));
  lines.pay(to, kind, source, level, base, own - below, lane.share(base, own - below));
}

/**
 * Period by period: the volume of each leg is kept in parts, by the highest active rate that it has met, so that one
 * pass from below pays every part once on the way up.
 */
class LegVolumes<M> {
  readonly #run: Run<M>;
  readonly #bonus: Differential;
  readonly #rates: Int32Array;
  /** The rates that occur, ascending, 0 first. */
  readonly #steps: readonly number[];
  readonly #stepOf: ReadonlyMap<number, number>;
  /** Volume below and of each distributor, by the highest rate met. */
  readonly #parts: readonly Column<M>[];

  constructor(run: Run<M>, bonus: Differential) {
    this.#run = run;
    this.#bonus = bonus;
    this.#rates = ownRates(run, bonus);
    this.#steps = [...new Set([0, ...ratesOf(bonus)])].sort((a, b) => a - b);
    this.#stepOf = new Map(this.#steps.map((rate, step) => [rate, step]));
    this.#parts = this.#steps.map(() => run.lane.column(run.network.size + 1));
  }

  evaluate(): void {
    const { lane, lines, bases, figures } = this.#run;
    const own = bases.ofSellers(this.#bonus.base, this.#bonus.id);
    const { order, parent } = figures.tree(this.#bonus.tree);
    let all = lane.zero;
    for (let place = order.length - 1; place >= 0; place--) {
      const index = order[place] as number;
      const volume = own.get(index);
      all = lane.add(all, volume);
      this.#take(index, index, 0, volume, 0);
      if (index > 0) this.#handUp(index, parent[index] as number);
    }
    lines.promise(lane.share(all, topRate(this.#bonus)));
    this.#loseTop();
  }

  /** Everything of a leg goes to the person above, part by part. */
  #handUp(leg: number, above: number): void {
    for (const [step, part] of this.#parts.entries()) this.#take(above, leg, 1, part.get(leg), step);
  }

  /** A part of a leg's volume reaches somebody, who is paid what he is above it. */
  #take(who: number, leg: number, level: number, volume: M, step: number): void {
    const { lane, lines, figures } = this.#run;
    if (!lane.less(lane.zero, volume)) return;
    const own = figures.active[who] === 1 ? (this.#rates[who] as number) : 0;
    const below = this.#steps[step] as number;
    if (own > below) payDifference(lane, lines, who, FROM_DISTRIBUTOR, leg, level, volume, own, below);
    const reached = this.#stepOf.get(Math.max(own, below)) as number;
    (this.#parts[reached] as Column<M>).add(who, volume);
  }

  /** What arrives at the company below the highest rate. */
  #loseTop(): void {
    const { lane, lines } = this.#run;
    const top = topRate(this.#bonus);
    for (const [step, part] of this.#parts.entries()) {
      const rest = top - (this.#steps[step] as number);
      const volume = part.get(0);
      lines.lose(COMPANY, FROM_DISTRIBUTOR, 0, 1, volume, rest, lane.share(volume, rest));
    }
  }
}
