import { COMPANY, INACTIVE, RANK } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { object, optional, rate, reference } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { holdersAbove } from "./holders.ts";
import { compression, LevelWalk, levels, totalRate } from "./levels.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource, type TakeSource } from "./sources.ts";

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  rank: reference("rank", "Who has this rank, or a higher one, closes a generation, belongs to it, and is paid."),
  generations: levels("Generation 1 goes down to the first holder of the rank, 2 on to the second, and so on.", 0),
  compression: compression(),
  infinity: optional(
    object("A rate on everything below the last generation, down to the next holder of a rank.", {
      rate: rate("Of the base."),
      rank: reference("rank", "Who gets it, and who below him stops it."),
    }),
  ),
};

type Generation = BonusOf<"generation", typeof members>;

/** Rates by generation: a generation goes down to the next holder of a rank, who belongs to it. */
export const generation = family(
  "generation",
  "Rates by generation, each down to the next holder of a rank, and to infinity where the plan says so.",
  members,
  {
    check({ rank, infinity }, { plan, report, path }) {
      if (infinity === undefined || plan.rank(infinity.rank) >= plan.rank(rank)) return;
      report.invalid(`${path}.infinity.rank`, infinity.rank, `a rank not below "${rank}", which closes generations`);
    },
    worstCase: (bonus) => boundOnSale(bonus.base, total(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, figures, plan, network } = run;
      const above = holdersAbove(figures.tree(bonus.tree), figures.rank, plan.rank(bonus.rank));
      const rules = { levels: bonus.generations, compression: bonus.compression, walk: network.size };
      const walk = new LevelWalk(run, above, rules);
      const all = total(bonus);
      const beyond = bonus.infinity && infinity(run, bonus, bonus.infinity, above);
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        lines.promise(lane.share(amount, all));
        walk.pay(kind, source, seller, amount);
        beyond?.(kind, source, seller, amount);
      });
    },
  },
);

function total({ generations, infinity }: Generation): number {
  return totalRate(generations) + (infinity?.rate ?? 0);
}

/**
 * Pays the first holder of the infinity rank above a source, if the source is below his last generation. Nobody above
 * him gets anything: an equal rank stops infinity.
 */
function infinity<M>(
  run: Run<M>,
  { tree, generations }: Generation,
  { rate, rank }: NonNullable<Generation["infinity"]>,
  above: Int32Array,
): TakeSource<M> {
  const { lane, lines, figures, plan } = run;
  const first = holdersAbove(figures.tree(tree), figures.rank, plan.rank(rank));
  const depth = generationDepth(above, figures.tree(tree).order);
  return (kind, source, seller, base) => {
    const to = first[seller] as number;
    // How many holders are on the way up to him, he included: the generation of his that the seller is in.
    const generation = (depth[seller] as number) - (depth[to] as number);
    const within = generation <= generations.length;
    const why = to === 0 ? COMPANY : within ? RANK : figures.active[to] === 1 ? 0 : INACTIVE;
    const amount = lane.share(base, rate);
    if (why === 0) lines.pay(to, kind, source, generation, base, rate, amount);
    else {
      if (to !== 0) lines.skip(to, why);
      lines.lose(why, kind, source, generations.length + 1, base, rate, amount);
    }
  };
}

/** How many steps each is below the company on the way over holders. */
function generationDepth(above: Int32Array, order: Int32Array): Int32Array {
  const depth = new Int32Array(above.length);
  for (let place = 1; place < order.length; place++) {
    const index = order[place] as number;
    depth[index] = (depth[above[index] as number] as number) + 1;
  }
  return depth;
}
