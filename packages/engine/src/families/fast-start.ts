import { PRODUCT, RETAIL } from "../input/sales.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import type { Run } from "../run/run.ts";
import { choice, integer, list, optional, reference, usually } from "../schema/schema.ts";
import { DAY, timesOfSales } from "./days.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { checkLevels, compression, LevelWalk, level, levels, totalRate, walk } from "./levels.ts";
import { base, boundOnSale, per } from "./settings.ts";
import { forEachSource } from "./sources.ts";

const members = {
  of: choice(
    "distributor: sales count in the first days after their seller enrolled. customer: sales to buyers who are no distributors count in the first days after the buyer's first purchase.",
    ["distributor", "customer"],
  ),
  days: integer("How many days count, from the second of the enrolment or first purchase on.", 1, 10_000),
  base: base(),
  per: per(),
  tree: treeName(),
  own: optional(level),
  levels: levels("Level 1 is the seller's sponsor, level 2 his sponsor, and so on.", 0),
  compression: compression(),
  walk: walk(),
  replaces: usually(
    [],
    list(
      "Bonuses after this one that do not pay on the sales that count here, whoever is paid for them.",
      reference("bonus", "The id of a bonus."),
      0,
      100,
    ),
  ),
};

type FastStart = BonusOf<"fast-start", typeof members>;

/** Rates by level on the first sales of a newcomer, in place of other bonuses. */
export const fastStart = family(
  "fast-start",
  "Rates by level on the sales of a newcomer's first days, in place of the bonuses that it names.",
  members,
  {
    check(bonus, place) {
      checkLevels(bonus.levels, place, `${place.path}.levels`);
      checkReplaced(bonus.replaces, place);
    },
    replaces: ({ replaces }) => replaces,
    worstCase: (bonus) => boundOnSale(bonus.base, total(bonus)),
    most: (bonus, { volume }) => (volume * BigInt(total(bonus))) / BigInt(WHOLE),
    evaluate(run, bonus) {
      const { lane, lines, plan } = run;
      keepNewcomers(run, bonus);
      const walk = new LevelWalk(run, run.figures.tree(bonus.tree).parent, bonus);
      const { own } = bonus;
      forEachSource(run, bonus, (kind, source, seller, amount) => {
        if (own !== undefined) walk.payOwn(kind, source, seller, amount, own.rate, plan.rank(own.rank));
        lines.promise(lane.share(amount, (own?.rate ?? 0) + walk.pay(kind, source, seller, amount)));
      });
    },
  },
);

/** The rates of all levels together, in basis points. */
function total({ own, levels }: FastStart): number {
  return totalRate(levels) + (own?.rate ?? 0);
}

function checkReplaced(replaces: readonly string[], { plan, report, index, path }: CheckPlace): void {
  const all = plan.document.bonuses;
  for (const [place, id] of replaces.entries()) {
    const at = all.findIndex((bonus) => bonus.id === id);
    const where = `${path}.replaces[${place}]`;
    if (at <= index) report.invalid(where, id, "a bonus that stands after this one");
    else if (!("base" in (all[at] as object))) report.invalid(where, id, "a bonus that is paid on sales");
  }
}

/** Takes the sales that count away from the bonuses that this one replaces, and all others from itself. */
function keepNewcomers<M>(run: Run<M>, { id, of, days, replaces }: FastStart): void {
  const { sales, network, bases } = run;
  const time = timesOfSales(run, id);
  const others = bases.replaced(id);
  const replaced = replaces.map((other) => bases.replaced(other));
  for (let sale = 0; sale < sales.length; sale++) {
    const since = of === "customer" ? customerSince(run, sale) : network.enrolled[sales.seller[sale] as number];
    const age = (time[sale] as number) - (since as number);
    if (!(age >= 0 && age < days * DAY)) others[sale] = 1;
    else if (others[sale] === 0) for (const marks of replaced) marks[sale] = 1;
  }
}

/** When the buyer of a sale first bought; NaN where it is not known, or the buyer is no customer. */
function customerSince<M>({ sales }: Run<M>, sale: number): number {
  const retail = sales.kind[sale] === RETAIL && sales.subject[sale] === PRODUCT;
  return retail ? (sales.buyerSince?.[sale] ?? Number.NaN) : Number.NaN;
}
