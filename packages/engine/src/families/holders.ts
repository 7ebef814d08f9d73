import type { Tree } from "../input/tree.ts";
import { choice, type Infer, object, reference, usually } from "../schema/schema.ts";

/** To which generation a holder of the rank belongs himself. */
export const holder = () =>
  usually(
    "closes",
    choice(
      "closes: a holder is the last of the generation above him. heads: he is the first of a new one, and what is below the payee's next holders only counts.",
      ["closes", "heads"],
    ),
  );

/** Generations instead of levels. */
export const generationRule = object("Levels are generations, which holders of a rank bound; only they are paid.", {
  rank: reference("rank", "Who has this rank, or a higher one, bounds a generation."),
  holder: holder(),
});
export type GenerationRule = Infer<typeof generationRule>;

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

/** The way up over holders, and from whom it begins. */
export interface Generations {
  readonly above: Int32Array;
  /** Whose first step up leads to the holder of generation 1 for a source. */
  start(source: number): number;
}

/** Generations of a tree by the number of the rank that bounds them. */
export function generationsOf(
  tree: Tree,
  rank: Uint8Array,
  least: number,
  rule: GenerationRule["holder"],
): Generations {
  const above = holdersAbove(tree, rank, least);
  if (rule === "closes") return { above, start: (source) => source };
  // Whoever is no holder belongs to the group of the first holder above him, of which that one is the head.
  return { above, start: (source) => ((rank[source] as number) >= least ? source : (above[source] as number)) };
}
