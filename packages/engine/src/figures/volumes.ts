import { DISTRIBUTOR, PERSONAL, PRODUCT, RECORDED, RETAIL, type Sales } from "../input/sales.ts";
import type { Tree } from "../input/tree.ts";
import type { Column, Lane } from "../money/lane.ts";

/** Points by distributor, from sales of products; recorded sales qualify nobody. */
export interface Volumes<M> {
  /** Of what he sold, to himself too. */
  readonly own: Column<M>;
  /** Of what he sold to buyers who are no distributors. */
  readonly customer: Column<M>;
  /** Of what he bought, from himself or from another distributor. */
  readonly purchases: Column<M>;
}

export function volumesOf<M>(lane: Lane<M>, sales: Sales, people: number): Volumes<M> {
  const own = lane.column(people + 1);
  const customer = lane.column(people + 1);
  const purchases = lane.column(people + 1);
  const points = lane.view(sales.pv);
  const { kind, subject, seller, buyer, length } = sales;
  for (let sale = 0; sale < length; sale++) {
    const how = kind[sale];
    if (how === RECORDED || subject[sale] !== PRODUCT) continue;
    const value = points.get(sale);
    const who = seller[sale] as number;
    own.add(who, value);
    if (how === RETAIL) customer.add(who, value);
    else if (how === PERSONAL) purchases.add(who, value);
    else if (how === DISTRIBUTOR && (buyer[sale] as number) > 0) purchases.add(buyer[sale] as number, value);
  }
  return { own, customer, purchases };
}

/** How many different customers bought from each distributor. Buyers that are not named count as one. */
export function customersOf(sales: Sales, people: number): Int32Array {
  const counts = new Int32Array(people + 1);
  const seen = new Set<number>();
  const { kind, subject, seller, buyer, length } = sales;
  for (let sale = 0; sale < length; sale++) {
    if (kind[sale] !== RETAIL || subject[sale] !== PRODUCT) continue;
    const who = seller[sale] as number;
    const pair = who * 2 ** 32 - (buyer[sale] as number);
    if (seen.has(pair)) continue;
    seen.add(pair);
    counts[who] = (counts[who] as number) + 1;
  }
  return counts;
}

/** Own volume and that of the downline: of all of it, or down to a depth (0: only the own). */
export function groupVolume<M>(lane: Lane<M>, own: Column<M>, tree: Tree, depth: number | undefined): Column<M> {
  if (depth !== undefined) return shallowVolume(lane, own, tree, depth);
  const group = lane.column(own.length);
  const { order, parent } = tree;
  for (let index = 0; index < own.length; index++) group.set(index, own.get(index));
  for (let place = order.length - 1; place > 0; place--) {
    const index = order[place] as number;
    group.add(parent[index] as number, group.get(index));
  }
  return group;
}

function shallowVolume<M>(lane: Lane<M>, own: Column<M>, tree: Tree, depth: number): Column<M> {
  const group = lane.column(own.length);
  for (let index = 0; index < own.length; index++) group.set(index, own.get(index));
  let level = own;
  for (let below = 1; below <= depth; below++) {
    const next = lane.column(own.length);
    for (let index = 1; index < own.length; index++) next.add(tree.parentOf(index), level.get(index));
    for (let index = 0; index < own.length; index++) group.add(index, next.get(index));
    level = next;
  }
  return group;
}
