import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { optional } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { checkLevels, compression, LevelWalk, level, levels, totalRate, walk } from "./levels.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  base: base(),
  per: per(),
  tree: treeName(),
  own: optional(level),
  levels: levels("Level 1 is the seller's sponsor, level 2 his sponsor, and so on.", 0),
  compression: compression(),
  walk: walk(),
};

/** A rate for each level above the seller, and one for the seller himself where the plan says so. */
export const unilevel = family(
  "unilevel",
  "A rate for each level above the seller, with three kinds of compression.",
  members,
  {
    perSale: ({ per }) => per === "sale",
    check: ({ levels }, place) => checkLevels(levels, place, `${place.path}.levels`),
    worstCase: (bonus) => boundOnSale(bonus.base, total(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines } = run;
      const walk = new LevelWalk(run, run.figures.tree(bonus.tree).parent, bonus);
      const own = bonus.own && { rate: bonus.own.rate, open: run.plan.rank(bonus.own.rank) };
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        if (own !== undefined) walk.payOwn(kind, source, seller, amount, own.rate, own.open);
        lines.promise(lane.share(amount, (own?.rate ?? 0) + walk.pay(kind, source, seller, amount)));
      });
    },
  },
);

/** The rates of all levels together, in basis points. */
function total({ own, levels }: BonusOf<"unilevel", typeof members>): number {
  return totalRate(levels) + (own?.rate ?? 0);
}
