import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { list, optional, reference } from "../schema/schema.ts";
import { family } from "./family.ts";
import { holdersAbove } from "./holders.ts";
import { compression, LevelWalk, levels, totalRate, walk } from "./levels.ts";

const members = {
  bonuses: list(
    "Which bonuses are matched; all stand before this one.",
    reference("bonus", "The id of a bonus."),
    1,
    100,
  ),
  tree: treeName(),
  levels: levels("Level 1 is who sponsored the earner, and so on; generations where a generation rank is given."),
  generationRank: optional(
    reference("rank", "Levels are generations: who has this rank closes one, belongs to it, and is paid."),
  ),
  compression: compression(),
  walk: walk(),
};

/** A share of what the sponsored earned, by level or by generation. What is matched is never itself a match. */
export const matching = family(
  "matching",
  "A share of what the sponsored earned by other bonuses, by level or by generation; never of another match.",
  members,
  {
    check({ bonuses }, { plan, report, index, path }) {
      const all = plan.document.bonuses;
      for (const [place, id] of bonuses.entries()) {
        const at = all.findIndex((bonus) => bonus.id === id);
        const where = `${path}.bonuses[${place}]`;
        if (all[at]?.family === "matching") {
          report.invalid(where, id, "no matching bonus: matches are not matched");
        } else if (at >= index) report.invalid(where, id, "a bonus that stands before this one");
      }
    },
    unbounded: () => true,
    most: ({ levels }, { paid }) => (paid * BigInt(totalRate(levels))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, figures, plan, network } = run;
      const tree = figures.tree(bonus.tree);
      const byGeneration = bonus.generationRank !== undefined;
      const above = byGeneration ? holdersAbove(tree, figures.rank, plan.rank(bonus.generationRank)) : tree.parent;
      const walk = new LevelWalk(run, above, { ...bonus, walk: byGeneration ? network.size : bonus.walk });
      const earned = bonus.bonuses.map((id) => lines.earned(run.bonusIndex(id)));
      const all = totalRate(bonus.levels);
      for (let index = 1; index <= network.size; index++) {
        let sum = lane.zero;
        for (const column of earned) if (column !== undefined) sum = lane.add(sum, column.get(index));
        if (!lane.less(lane.zero, sum)) continue;
        lines.promise(lane.share(sum, all));
        walk.pay(FROM_DISTRIBUTOR, index, index, sum);
      }
    },
    sentence: (line, { money, percent, source }) =>
      `${percent(line.rate)} of the ${money(line.base)} earned by ${source.replace("the sales of ", "")}`,
  },
);
