import { BASES } from "../figures/bases.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { choice, list, rate } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { LevelWalk } from "./levels.ts";
import { boundOnSale } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  base: choice("What the first rate is of: commissionable volume, the price paid, or the wholesale price.", BASES),
  of: choice(
    "What the rates after the first are of: of the sale like the first, or of the commission that the first gives.",
    ["sale", "commission"],
  ),
  tree: treeName(),
  tiers: list(
    "Rates alone, like [1000, 200]: first the affiliate's who sold, then that of who referred him, and so on.",
    rate("Of the sale or commission."),
    1,
    20,
  ),
};

type Affiliate = BonusOf<"affiliate", typeof members>;

/** One tier or more: the affiliate who sold, and those who referred him. What an inactive one would get is breakage. */
export const affiliate = family(
  "affiliate",
  "Affiliates: a rate of each sale to who sold, and rates of the sale or of that commission to those who referred him.",
  members,
  {
    perSale: () => true,
    worstCase: (bonus) => boundOnSale(bonus.base, Math.ceil(total(bonus))),
    most: (bonus, { volume }) => (volume * BigInt(Math.ceil(total(bonus)))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines } = run;
      const [first = 0, ...rest] = bonus.tiers;
      const rules = {
        levels: rest.map((rate) => ({ rate, rank: undefined })),
        compression: "none",
        walk: rest.length,
      } as const;
      const walk = new LevelWalk(run, run.figures.tree(bonus.tree).parent, rules);
      const onSale = bonus.of === "sale";
      const rates = rest.reduce((sum, rate) => sum + rate, 0);
      forEachSource(run, { ...bonus, per: "sale" }, (kind, source, seller, amount) => {
        const commission = lane.share(amount, first);
        const base = onSale ? amount : commission;
        lines.promise(onSale ? lane.share(amount, first + rates) : lane.add(commission, lane.share(commission, rates)));
        walk.payOwn(kind, source, seller, amount, first, 0);
        walk.pay(kind, source, seller, base);
      });
    },
  },
);

/** All tiers together, in basis points of the sale, not always whole. */
function total({ of, tiers }: Affiliate): number {
  const [first = 0, ...rest] = tiers;
  const above = rest.reduce((sum, rate) => sum + rate, 0);
  return first + (of === "sale" ? above : (first * above) / WHOLE);
}
