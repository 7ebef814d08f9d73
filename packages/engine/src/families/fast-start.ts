import { InputInvalid } from "../input/problems.ts";
import { FROM_SALE } from "../lines/line.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { choice, integer, list, optional, reference, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { LevelWalk, level, levels, totalRate } from "./levels.ts";
import { base, boundOnSale } from "./settings.ts";

const DAY = 86_400;

const members = {
  base: base(),
  tree: treeName(),
  of: choice("Whose first days count: those of the seller as a distributor, or of the buyer as a customer.", [
    "distributor",
    "customer",
  ]),
  days: integer("How many days, from the enrolment or from when the buyer became a customer.", 1, 3650),
  own: optional(level),
  levels: levels("Level 1 is the seller's sponsor. What nobody is qualified for does not go further up.", 0),
  replaces: usually(
    [],
    list(
      "Bonuses that do not pay on these sales; they stand after this one.",
      reference("bonus", "The id of a bonus."),
      0,
      100,
    ),
  ),
};

type FastStart = BonusOf<"fast-start", typeof members>;

/** Other rates in the first days of a distributor or customer, in the place of the bonuses that it names. */
export const fastStart = family(
  "fast-start",
  "Rates for sales in the first days of a distributor or a customer, instead of the bonuses that it replaces.",
  members,
  {
    check({ replaces }, { plan, report, index, path }) {
      for (const [place, id] of replaces.entries()) {
        const at = plan.document.bonuses.findIndex((bonus) => bonus.id === id);
        if (at <= index) report.invalid(`${path}.replaces[${place}]`, id, "a bonus that stands after this one");
      }
    },
    worstCase: (bonus) => boundOnSale(bonus.base, total(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, sales, bases, plan } = run;
      const { values, counts } = bases.ofSales(bonus.base, bonus.id);
      const rules = { levels: bonus.levels, compression: "none", walk: bonus.levels.length } as const;
      const walk = new LevelWalk(run, run.figures.tree(bonus.tree).parent, rules);
      const replaced = bonus.replaces.map((id) => bases.replaced(id));
      const all = total(bonus);
      for (let sale = 0; sale < sales.length; sale++) {
        if (counts[sale] !== 1 || !isEarly(run, bonus, sale)) continue;
        for (const marks of replaced) marks[sale] = 1;
        const base = values.get(sale);
        const seller = sales.seller[sale] as number;
        lines.promise(lane.share(base, all));
        if (bonus.own !== undefined) {
          walk.payOwn(FROM_SALE, sale, seller, base, bonus.own.rate, plan.rank(bonus.own.rank));
        }
        walk.pay(FROM_SALE, sale, seller, base);
      }
    },
  },
);

function total({ own, levels }: FastStart): number {
  return totalRate(levels) + (own?.rate ?? 0);
}

/** Whether a sale is in the first days. Who has no date has had his first days. */
function isEarly<M>({ sales, network }: Run<M>, { of, days }: FastStart, sale: number): boolean {
  const time = sales.time?.[sale] ?? Number.NaN;
  if (Number.isNaN(time)) {
    const message = "missing; expected whole seconds since 1970, which a fast start bonus needs";
    throw new InputInvalid([{ table: "sales", row: sale + 1, field: "time", message }], 1);
  }
  const since = of === "distributor" ? network.enrolled[sales.seller[sale] as number] : sales.buyerSince?.[sale];
  const age = time - (since ?? Number.NaN);
  return age >= 0 && age < days * DAY;
}
