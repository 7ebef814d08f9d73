import type { Tree } from "../input/tree.ts";
import { INACTIVE, NOT_QUALIFIED } from "../lines/reasons.ts";
import type { Column } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import type { Breakaway } from "./breakaway.ts";
import type { BonusDocument } from "./index.ts";
import { ownRates, topRate } from "./rates.ts";

/** Who broke away, and with how much volume. */
export class Groups<M> {
  readonly #run: Run<M>;
  readonly #bonus: Breakaway;
  readonly #tree: Tree;
  /** 1 for who broke away; only the active do. */
  readonly broken: Uint8Array;
  /** Why somebody gets no override at all; 0 where nothing is in the way. */
  readonly barred: Uint8Array;

  constructor(run: Run<M>, bonus: Breakaway) {
    this.#run = run;
    this.#bonus = bonus;
    this.#tree = run.figures.tree(bonus.tree);
    const breaks = this.#breaks();
    this.broken = run.figures.active.map((active, index) => (active === 1 && breaks(index) ? 1 : 0));
    this.barred = this.#bars();
  }

  #breaks(): (index: number) => boolean {
    const { figures, plan } = this.#run;
    const { stairs, rank } = this.#bonus;
    if (stairs === undefined) {
      const least = plan.rank(rank);
      return (index) => (figures.rank[index] as number) >= least;
    }
    const differential = plan.document.bonuses.find(({ id }) => id === stairs) as Stairs;
    const rates = ownRates(this.#run, differential);
    const top = topRate(differential);
    return (index) => rates[index] === top;
  }

  #bars(): Uint8Array {
    const { figures, lane, plan } = this.#run;
    const { sideVolume, legsInstead } = this.#bonus;
    const bars = figures.active.map((active) => (active === 1 ? 0 : INACTIVE));
    if (sideVolume === undefined) return bars;
    const least = lane.of(plan.units(sideVolume));
    const side = handedUp(this.#tree, figures.volumes.own, lane.column(bars.length), this.broken);
    const legs = legsInstead === undefined ? undefined : legsThatBroke(this.#tree, this.broken);
    for (let index = 1; index < bars.length; index++) {
      const few = legs === undefined || (legs[index] as number) < (legsInstead as number);
      if (bars[index] === 0 && few && lane.less(side.get(index), least)) bars[index] = NOT_QUALIFIED;
    }
    return bars;
  }

  /** The base of everybody's own sales, to be added to. */
  ownVolumes(): Column<M> {
    const { bases, lane, network } = this.#run;
    const own = bases.ofSellers(this.#bonus.base, this.#bonus.id);
    const volumes = lane.column(network.size + 1);
    for (let index = 0; index < volumes.length; index++) volumes.set(index, own.get(index));
    return volumes;
  }

  /** The base of everybody and of those below him, down to whoever heads a group of his own. */
  volumes(heads: Uint8Array): Column<M> {
    const { bases, lane, network } = this.#run;
    const own = bases.ofSellers(this.#bonus.base, this.#bonus.id);
    return handedUp(this.#tree, own, lane.column(network.size + 1), heads);
  }
}

type Stairs = Extract<BonusDocument, { readonly family: "differential" }>;

/** Volumes handed up from below, but not from whoever heads a group. @param into A column of zeros. */
function handedUp<M>({ order, parent }: Tree, own: Column<M>, into: Column<M>, heads: Uint8Array): Column<M> {
  for (let place = order.length - 1; place >= 0; place--) {
    const index = order[place] as number;
    into.add(index, own.get(index));
    if (index > 0 && heads[index] !== 1) into.add(parent[index] as number, into.get(index));
  }
  return into;
}

/** In how many legs of each somebody broke away. */
function legsThatBroke({ order, parent }: Tree, broken: Uint8Array): Int32Array {
  const legs = new Int32Array(order.length);
  for (let place = order.length - 1; place > 0; place--) {
    const index = order[place] as number;
    const above = parent[index] as number;
    if (broken[index] === 1 || (legs[index] as number) > 0) legs[above] = (legs[above] as number) + 1;
  }
  return legs;
}
