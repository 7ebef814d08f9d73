import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import type { Tree } from "../input/tree.ts";
import type { Column, Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import type { TreeName } from "../plan/qualification.ts";
import type { Period } from "../run/run.ts";
import type { StateBook } from "../run/state.ts";
import { activeIn } from "./activity.ts";
import { rankExpected } from "./given-ranks.ts";
import { type PaidAs, paidAsRanks } from "./ranks.ts";
import { customersOf, groupVolume, type Volumes, volumesOf } from "./volumes.ts";

/** What figures are computed from. */
export interface FigureSources<M> {
  readonly plan: Plan;
  readonly lane: Lane<M>;
  readonly network: Network;
  readonly sales: Sales;
  readonly period: Period | undefined;
  readonly state: StateBook<M>;
  /** Activity and ranks are those of the rows, whatever the plan's rules. */
  readonly given: boolean;
}

/** Where the state keeps the highest ranks. */
const HIGHEST = "plan.highestRank";

/** Volumes, activity and ranks of a period, each computed when first asked for. */
export class Figures<M> {
  readonly #from: FigureSources<M>;
  readonly #groups = new Map<string, Column<M>>();
  #volumes: Volumes<M> | undefined;
  #customers: Int32Array | undefined;
  #active: Uint8Array | undefined;
  #paidAs: PaidAs | undefined;
  #highest: Uint8Array | undefined;

  constructor(from: FigureSources<M>) {
    this.#from = from;
  }

  get volumes(): Volumes<M> {
    this.#volumes ??= volumesOf(this.#from.lane, this.#from.sales, this.#from.network.size);
    return this.#volumes;
  }

  /** How many different customers bought. */
  get customers(): Int32Array {
    this.#customers ??= customersOf(this.#from.sales, this.#from.network.size);
    return this.#customers;
  }

  /** 1 for who is active. The company is not. */
  get active(): Uint8Array {
    this.#active ??= activeIn(this.#from, () => this.volumes);
    return this.#active;
  }

  /** The rank that each is paid as: what the period's figures qualify for, or what the rows say. */
  get rank(): Uint8Array {
    return this.paidAs.rank;
  }

  /** The rank that each is paid as, and what anybody lacks for another one. */
  get paidAs(): PaidAs {
    const { given, plan, network } = this.#from;
    this.#paidAs ??=
      plan.computesRanks && !given ? paidAsRanks(this, this.#from) : { rank: network.rank, lacks: () => [] };
    return this.#paidAs;
  }

  /**
   * The highest rank that each ever reached, by the state, which keeps it from the first time on that it is asked for.
   * @throws InputInvalid for a state with ranks that the plan's ladder has not.
   */
  get highestRank(): Uint8Array {
    if (this.#highest === undefined) {
      const { lane, state, network, plan } = this.#from;
      const ranks = plan.document.ranks.length;
      state.refuseAbove(HIGHEST, Math.max(ranks - 1, 0), rankExpected(ranks));
      const before = state.before(HIGHEST);
      const after = state.after(HIGHEST);
      this.#highest = this.rank.map((rank, index) => Math.max(rank, Number(lane.big(before.get(index)))));
      for (let index = 1; index <= network.size; index++) after.set(index, lane.whole(this.#highest[index] as number));
    }
    return this.#highest;
  }

  tree(name: TreeName): Tree {
    return name === "sponsor" ? this.#from.network.sponsors : this.#from.network.placements;
  }

  /** Own points and those of the downline, of all of it or down to a depth (0: only the own). */
  groupVolume(tree: TreeName, depth?: number): Column<M> {
    const key = `${tree} ${depth}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = groupVolume(this.#from.lane, this.volumes.own, this.tree(tree), depth);
    this.#groups.set(key, group);
    return group;
  }
}
