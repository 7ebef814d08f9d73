import type { Tree } from "../input/tree.ts";
import type { Column, Lane } from "../money/lane.ts";
import { WHOLE } from "../money/lane.ts";
import type { Qualification, TreeName } from "../plan/qualification.ts";
import type { FigureSources, Figures } from "./figures.ts";
import { groupNeed, legNeed, sponsoredNeed, VOLUME_WORDS } from "./needs.ts";

/** A condition of one distributor. `legRank` is the highest rank in the leg that each heads, known for all below him. */
type Condition = (index: number, legRank: Uint8Array) => boolean;

/** A condition, and what it asks for in words. */
interface Need {
  readonly needs: string;
  readonly holds: Condition;
}

/** The rank of everybody, and what anybody lacks for another one. */
export interface PaidAs {
  readonly rank: Uint8Array;
  /** What of a rank's requirements does not hold for somebody, in words. */
  lacks(index: number, rank: number): readonly string[];
}

type LegRule = NonNullable<Qualification["legs"]>[number];
type GroupRule = NonNullable<Qualification["groupVolume"]>;

/**
 * The highest rank of which everything required holds, whether or not lower ranks' requirements do. Legs are counted
 * from below, so whoever is in a leg has his rank before the distributor above.
 */
export function paidAsRanks<M>(figures: Figures<M>, from: FigureSources<M>): PaidAs {
  const { ranks } = from.plan.document;
  const groups: GroupsWithout<M> = new Map();
  const needs = ranks.map(({ requires }) => (requires === undefined ? [] : needsOf(requires, figures, from, groups)));
  const conditions = needs.map((all) => all.map(({ holds }) => holds));
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
  const lacks = (index: number, wanted: number) =>
    (needs[wanted] ?? []).flatMap((need) => (need.holds(index, legRank) ? [] : [need.needs]));
  return { rank, lacks };
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
function needsOf<M>(
  requires: Qualification,
  figures: Figures<M>,
  from: FigureSources<M>,
  groups: GroupsWithout<M>,
): Need[] {
  const { lane, plan } = from;
  const all: Need[] = [];
  const need = (needs: string, holds: Condition) => all.push({ needs, holds });
  const needVolume = (name: keyof typeof VOLUME_WORDS, column: () => Column<M>) => {
    const least = requires[name];
    if (least === undefined) return;
    need(`${VOLUME_WORDS[name]} of ${least}`, atLeast(lane, column(), lane.of(plan.units(least))));
  };
  if (requires.active) {
    const { active } = figures;
    need("to be active", (index) => active[index] === 1);
  }
  needVolume("ownVolume", () => figures.volumes.own);
  needVolume("customerVolume", () => figures.volumes.customer);
  needVolume("purchases", () => figures.volumes.purchases);
  if (requires.customers !== undefined) {
    const least = requires.customers;
    const { customers } = figures;
    need(`${least} different customers`, (index) => (customers[index] as number) >= least);
  }
  const { groupVolume, legs = [], sponsored } = requires;
  if (groupVolume !== undefined) need(groupNeed(groupVolume), groupCondition(groupVolume, figures, from, groups));
  for (const rule of legs) need(legNeed(rule), legCondition(rule, figures, from));
  if (sponsored !== undefined) need(sponsoredNeed(sponsored), sponsoredCondition(sponsored, figures));
  return all;
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
