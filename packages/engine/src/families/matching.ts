import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { list, optional, reference } from "../schema/schema.ts";
import { type CheckPlace, family } from "./family.ts";
import { type Generations, generationRule, generationsOf } from "./holders.ts";
import { checkLevels, compression, LevelWalk, levels, totalRate, walk } from "./levels.ts";

const members = {
  bonuses: list(
    "Which bonuses are matched; all stand before this one.",
    reference("bonus", "The id of a bonus."),
    1,
    100,
  ),
  tree: treeName(),
  levels: levels("Level 1 is who sponsored the earner, level 2 his sponsor, and so on."),
  generations: optional(generationRule),
  compression: compression(),
  walk: walk(),
};

/** A share of what the sponsored earned, by level or by generation. What is matched is never itself a match. */
export const matching = family(
  "matching",
  "A share of what the sponsored earned by other bonuses, by level or by generation; never of another match.",
  members,
  {
    check(bonus, place) {
      checkLevels(bonus.levels, place, `${place.path}.levels`);
      checkMatched(bonus.bonuses, place);
    },
    unbounded: () => true,
    most: ({ bonuses, levels }, { paid }) => (paid * BigInt(bonuses.length * totalRate(levels))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, figures, plan, network } = run;
      const tree = figures.tree(bonus.tree);
      const rule = bonus.generations;
      const { above, start }: Generations =
        rule === undefined
          ? { above: tree.parent, start: (source) => source }
          : generationsOf(tree, figures.rank, plan.rank(rule.rank), rule.holder);
      const walk = new LevelWalk(run, above, { ...bonus, walk: rule === undefined ? bonus.walk : network.size });
      const earned = bonus.bonuses.map((id) => lines.earned(run.bonusIndex(id)));
      for (let index = 1; index <= network.size; index++) {
        let sum = lane.zero;
        for (const column of earned) if (column !== undefined) sum = lane.add(sum, column.get(index));
        if (!lane.less(lane.zero, sum)) continue;
        lines.promise(lane.share(sum, walk.pay(FROM_DISTRIBUTOR, index, start(index), sum)));
      }
    },
    sentence: (line, { money, percent, from }) =>
      `${percent(line.rate)} of the ${money(line.base)} that ${from} earned`,
  },
);

function checkMatched(bonuses: readonly string[], { plan, report, index, path }: CheckPlace): void {
  const all = plan.document.bonuses;
  for (const [place, id] of bonuses.entries()) {
    const at = all.findIndex((bonus) => bonus.id === id);
    const where = `${path}.bonuses[${place}]`;
    if (all[at]?.family === "matching") report.invalid(where, id, "no matching bonus: matches are never matched");
    else if (at > index) report.invalid(where, id, "a bonus that stands before this one");
    else if (bonuses.indexOf(id) < place) report.invalid(where, id, "each bonus once");
  }
}
