import type { Tree } from "../input/tree.ts";
import type { Column, Lane } from "../money/lane.ts";
import { WHOLE } from "../money/lane.ts";
import type { Qualification, TreeName } from "../plan/qualification.ts";
import type { FigureSources, Figures } from "./figures.ts";

/** A condition of one distributor. `legRank` is the highest rank in the leg that each heads, known for all below him. */
type Condition = (index: number, legRank: Uint8Array) => boolean;

type LegRule = NonNullable<Qualification["legs"]>[number];
type GroupRule = NonNullable<Qualification["groupVolume"]>;

/**
 * The highest rank of which everything required holds, whether or not lower ranks' requirements do. Legs are counted
 * from below, so whoever is in a leg has his rank before the distributor above.
 */
export function paidAsRanks<M>(figures: Figures<M>, from: FigureSources<M>): Uint8Array {
  const { ranks } = from.plan.document;
  const groups: GroupsWithout<M> = new Map();
  const conditions = ranks.map(({ requires }) =>
    requires === undefined ? [] : conditionsOf(requires, figures, from, groups),
  );
  const { order, parent } = figures.tree(rankTree(ranks));
  const rank = new Uint8Array(order.length);
  const legRank = new Uint8Array(order.length);
  for (let place = order.length - 1; place > 0; place--) {
    const index = order[place] as number;
    const own = highest(conditions, index, legRank);
    rank[index] = own;
    const inLeg = Math.max(own, legRank[index] as number);
    legRank[index] = inLeg;
    const above = parent[index] as number;
    if (above > 0 && inLeg > (legRank[above] as number)) legRank[above] = inLeg;
    for (const [least, group] of groups) if (own < least) group.add(above, group.get(index));
  }
  return rank;
}

/** Group volumes without the groups of a rank, by the rank's number; complete for whoever is below the one looked at. */
type GroupsWithout<M> = Map<number, Column<M>>;

/** The tree in which the ranks of those below are counted; a plan that is checked has one. */
export function rankTree(ranks: readonly { readonly requires: Qualification | undefined }[]): TreeName {
  const legs = ranks.flatMap(({ requires }) => requires?.legs ?? []).filter(({ rank }) => rank !== undefined);
  const groups = ranks.flatMap(({ requires }) => requires?.groupVolume ?? []);
  return [...legs, ...groups.filter(({ withoutRank }) => withoutRank !== undefined)][0]?.tree ?? "sponsor";
}

function highest(conditions: readonly (readonly Condition[])[], index: number, legRank: Uint8Array): number {
  for (let rank = conditions.length - 1; rank > 0; rank--) {
    if ((conditions[rank] as readonly Condition[]).every((holds) => holds(index, legRank))) return rank;
  }
  return 0;
}

/** Everything that a qualification requires. */
function conditionsOf<M>(
  requires: Qualification,
  figures: Figures<M>,
  from: FigureSources<M>,
  groups: GroupsWithout<M>,
): Condition[] {
  const { lane, plan } = from;
  const conditions: Condition[] = [];
  const need = (amount: string | undefined, column: () => Column<M>) => {
    if (amount !== undefined) conditions.push(atLeast(lane, column(), lane.of(plan.units(amount))));
  };
  if (requires.active) {
    const { active } = figures;
    conditions.push((index) => active[index] === 1);
  }
  need(requires.ownVolume, () => figures.volumes.own);
  need(requires.customerVolume, () => figures.volumes.customer);
  need(requires.purchases, () => figures.volumes.purchases);
  if (requires.customers !== undefined) {
    const least = requires.customers;
    const { customers } = figures;
    conditions.push((index) => (customers[index] as number) >= least);
  }
  if (requires.groupVolume !== undefined) conditions.push(groupCondition(requires.groupVolume, figures, from, groups));
  for (const rule of requires.legs ?? []) conditions.push(legCondition(rule, figures, from));
  if (requires.sponsored !== undefined) conditions.push(sponsoredCondition(requires.sponsored, figures));
  return conditions;
}

function atLeast<M>(lane: Lane<M>, column: Column<M>, least: M): Condition {
  return (index) => !lane.less(column.get(index), least);
}

function groupCondition<M>(
  rule: GroupRule,
  figures: Figures<M>,
  { lane, plan }: FigureSources<M>,
  groups: GroupsWithout<M>,
): Condition {
  const least = lane.of(plan.units(rule.atLeast));
  if (rule.withoutRank !== undefined) {
    return atLeast(lane, groupWithout(plan.rank(rule.withoutRank), figures, lane, groups), least);
  }
  if (rule.legCap === undefined) return atLeast(lane, figures.groupVolume(rule.tree, rule.depth), least);
  const most = lane.portion(least, lane.of(BigInt(rule.legCap)), lane.of(BigInt(WHOLE)));
  const { own } = figures.volumes;
  const legs = figures.groupVolume(rule.tree, rule.depth === undefined ? undefined : rule.depth - 1);
  const tree = figures.tree(rule.tree);
  return (index) => {
    let sum = own.get(index);
    for (const child of tree.childrenOf(index)) {
      if (!lane.less(sum, least)) return true;
      sum = lane.add(sum, lane.min(legs.get(child), most));
    }
    return !lane.less(sum, least);
  };
}

/** Everybody's own volume, to which the groups below are added once their ranks are known. */
function groupWithout<M>(rank: number, figures: Figures<M>, lane: Lane<M>, groups: GroupsWithout<M>): Column<M> {
  const known = groups.get(rank);
  if (known !== undefined) return known;
  const { own } = figures.volumes;
  const group = lane.column(own.length);
  for (let index = 0; index < own.length; index++) group.set(index, own.get(index));
  groups.set(rank, group);
  return group;
}

function legCondition<M>(rule: LegRule, figures: Figures<M>, { lane, plan }: FigureSources<M>): Condition {
  const tree: Tree = figures.tree(rule.tree);
  const least = lane.of(plan.units(rule.volume ?? "0"));
  const volumes = rule.volume === undefined ? undefined : figures.groupVolume(rule.tree);
  const rank = plan.rank(rule.rank);
  return (index, legRank) => {
    let count = 0;
    for (const child of tree.childrenOf(index)) {
      const sells = volumes === undefined || !lane.less(volumes.get(child), least);
      if (sells && (legRank[child] as number) >= rank && ++count === rule.count) return true;
    }
    return false;
  };
}

function sponsoredCondition<M>(rule: NonNullable<Qualification["sponsored"]>, figures: Figures<M>): Condition {
  const tree = figures.tree("sponsor");
  const { active } = figures;
  return (index) => {
    let count = 0;
    for (const child of tree.childrenOf(index)) {
      if ((!rule.active || active[child] === 1) && ++count === rule.count) return true;
    }
    return false;
  };
}
