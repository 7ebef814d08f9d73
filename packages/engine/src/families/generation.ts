import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { reference } from "../schema/schema.ts";
import { family } from "./family.ts";
import { generationsOf, holder } from "./holders.ts";
import { checkLevels, compression, LevelWalk, levels, totalRate } from "./levels.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  rank: reference("rank", "Who has this rank, or a higher one, bounds a generation, and is paid."),
  holder: holder(),
  generations: levels("Generation 1 goes down to the first holders of the rank, 2 on to the second, and so on."),
  compression: compression(),
};

/** Rates by generation: a generation goes down to the next holder of a rank, who belongs to it. */
export const generation = family(
  "generation",
  "A rate for each generation, which goes down to the next holders of a rank. Holders of that rank are paid.",
  members,
  {
    check: ({ generations }, place) => checkLevels(generations, place, `${place.path}.generations`),
    perSale: ({ per }) => per === "sale",
    worstCase: ({ base, generations }) => boundOnSale(base, totalRate(generations)),
    most: ({ generations }, { volume }) => (volume * BigInt(totalRate(generations))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, figures, plan, network } = run;
      const tree = figures.tree(bonus.tree);
      const { above, start } = generationsOf(tree, figures.rank, plan.rank(bonus.rank), bonus.holder);
      const rules = { levels: bonus.generations, compression: bonus.compression, walk: network.size };
      const walk = new LevelWalk(run, above, rules);
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        lines.promise(lane.share(amount, walk.pay(kind, source, start(seller), amount)));
      });
    },
    sentence: (line, { percent, money, source }) =>
      `${percent(line.rate)} of ${money(line.base)} from ${source}, in generation ${line.level}`,
  },
);
