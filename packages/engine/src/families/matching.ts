import { FROM_DISTRIBUTOR } from "../lines/line.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { list, optional, reference } from "../schema/schema.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { generationRule, generationsOf, mostOfGenerations, type PayGenerations } from "./holders.ts";
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

type Matching = BonusOf<"matching", typeof members>;

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
    most({ levels, generations }, { paid, plan }): bigint {
      const ranks = plan.document.ranks.length;
      const rate = generations ? mostOfGenerations(totalRate(levels), generations.rank, ranks) : totalRate(levels);
      return (paid * BigInt(rate)) / BigInt(WHOLE);
    },
    evaluate(run, bonus) {
      const { lane, lines, network } = run;
      const pay = payerOf(run, bonus);
      const earned = bonus.bonuses.map((id) => lines.earned(run.bonusIndex(id)));
      for (let index = 1; index <= network.size; index++) {
        let sum = lane.zero;
        for (const column of earned) if (column !== undefined) sum = lane.add(sum, column.get(index));
        if (!lane.less(lane.zero, sum)) continue;
        lines.promise(lane.share(sum, pay(FROM_DISTRIBUTOR, index, index, sum)));
      }
    },
    sentence: (line, { money, percent, from }) =>
      `${percent(line.rate)} of the ${money(line.base)} that ${from} earned`,
  },
);

function payerOf<M>(run: Run<M>, bonus: Matching): PayGenerations<M> {
  const tree = run.figures.tree(bonus.tree);
  if (bonus.generations !== undefined) return generationsOf(run, tree, bonus.generations, bonus);
  const walk = new LevelWalk(run, tree.parent, bonus);
  return (kind, source, from, base) => walk.pay(kind, source, from, base);
}

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
