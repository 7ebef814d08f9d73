import type { Tree } from "../input/tree.ts";
import type { Run } from "../run/run.ts";
import { choice, object, optional, reference, usually } from "../schema/schema.ts";
import { type Compression, type Level, LevelWalk } from "./levels.ts";
import { RelativeWalk } from "./relative.ts";

/** Settings of what a generation is. */
export const generationMembers = {
  rank: optional(
    reference(
      "rank",
      "Who has this rank, or a higher one, bounds a generation, and only they are paid; left out: for each payee, whoever has his rank or a higher one.",
    ),
  ),
  title: usually(
    "paidAs",
    choice(
      "Which rank of a person bounds a generation: the one that he is paid as in the period, or the highest that he ever reached.",
      ["paidAs", "highest"],
    ),
  ),
  holder: usually(
    "closes",
    choice(
      "closes: a holder is the last of the generation above him. heads: he is the first of a new one, and nobody is paid on his own group.",
      ["closes", "heads"],
    ),
  ),
};

/** Generations instead of levels. */
export const generationRule = object("Levels are generations, which holders of a rank bound.", generationMembers);

/** What a generation is. */
export interface GenerationTerms {
  readonly rank: string | undefined;
  readonly title: "paidAs" | "highest";
  readonly holder: "closes" | "heads";
}

/** Pays all generations above a source; gives back the rates of all of them together. */
export type PayGenerations<M> = (kind: number, source: number, from: number, base: M) => number;

/** How generations are paid. */
export interface GenerationRules {
  readonly levels: readonly Level[];
  readonly compression: Compression;
}

/** What pays generations in a tree. */
export function generationsOf<M>(
  run: Run<M>,
  tree: Tree,
  { rank, title, holder }: GenerationTerms,
  rules: GenerationRules,
): PayGenerations<M> {
  const { figures, plan, network } = run;
  const bounds = title === "highest" ? figures.highestRank : figures.rank;
  const heads = holder === "heads";
  if (rank === undefined) {
    const walk = new RelativeWalk(run, tree, bounds, heads, rules.levels);
    return (kind, source, from, base) => walk.pay(kind, source, from, base);
  }
  const least = plan.rank(rank);
  const above = holdersAbove(tree, bounds, least);
  const walk = new LevelWalk(run, above, { ...rules, walk: network.size });
  return (kind, source, from, base) => {
    // Whoever is no holder belongs to the group of the first holder above him, of which that one is the head.
    const isHead = !heads || (bounds[from] as number) >= least;
    return walk.pay(kind, source, isHead ? from : (above[from] as number), base);
  };
}

/** The most that generations can come to, in basis points: where each rank has its own, that for every rank. */
export function mostOfGenerations(rate: number, rank: string | undefined, ranks: number): number {
  return rank === undefined ? rate * Math.max(1, ranks) : rate;
}

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
