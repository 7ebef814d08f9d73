import type { Tree } from "../input/tree.ts";

/**
 * The way up over the holders of a rank only: for each distributor the first above him of that rank or a higher one, 0
 * where there is none. So the k-th step on it is the holder whose k-th generation the distributor is in: a holder closes
 * the generation above him and belongs to it.
 */
export function holdersAbove({ order, parent }: Tree, rank: Uint8Array, least: number): Int32Array {
  const above = new Int32Array(order.length);
  for (let place = 1; place < order.length; place++) {
    const index = order[place] as number;
    const next = parent[index] as number;
    above[index] = next === 0 || (rank[next] as number) >= least ? next : (above[next] as number);
  }
  return above;
}
