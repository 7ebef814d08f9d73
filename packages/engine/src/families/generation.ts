import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { type BonusOf, family } from "./family.ts";
import { generationMembers, generationsOf, mostOfGenerations } from "./holders.ts";
import { checkLevels, compression, levels, totalRate } from "./levels.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  ...generationMembers,
  generations: levels("Generation 1 goes down to the first holders of the rank, 2 on to the second, and so on."),
  compression: compression(),
};

type Generation = BonusOf<"generation", typeof members>;

/** Rates by generation: a generation goes down to the next holder of a rank, who belongs to it. */
export const generation = family(
  "generation",
  "A rate for each generation, which goes down to the next holders of a rank.",
  members,
  {
    check: ({ generations }, place) => checkLevels(generations, place, `${place.path}.generations`),
    perSale: ({ per, title }) => per === "sale" && title === "paidAs",
    worstCase: (bonus, { ranks }) => boundOnSale(bonus.base, total(bonus, ranks.length)),
    most: (bonus, { volume, plan }): bigint =>
      (volume * BigInt(total(bonus, plan.document.ranks.length))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines } = run;
      const rules = { levels: bonus.generations, compression: bonus.compression };
      const pay = generationsOf(run, run.figures.tree(bonus.tree), bonus, rules);
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        lines.promise(lane.share(amount, pay(kind, source, seller, amount)));
      });
    },
    sentence: (line, { percent, money, source }) =>
      `${percent(line.rate)} of ${money(line.base)} from ${source}, in generation ${line.level}`,
  },
);

/** The most that is paid of a sale, in basis points. */
function total({ generations, rank }: Generation, ranks: number): number {
  return mostOfGenerations(totalRate(generations), rank, ranks);
}
