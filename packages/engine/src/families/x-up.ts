import { compareIds } from "../input/ids.ts";
import type { Sales } from "../input/sales.ts";
import { FROM_SALE } from "../lines/line.ts";
import { COMPANY, INACTIVE } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { treeName } from "../plan/qualification.ts";
import { boolean, integer, rate, usually } from "../schema/schema.ts";
import { family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";

const members = {
  base: base(),
  tree: treeName(),
  passUp: integer("How many of the first sales of each go to the sponsor.", 1, 100),
  rate: rate("Of the base."),
  optIn: usually(false, boolean("Must be true: whoever writes this plan knows that it takes first sales away.")),
};

/** The first sales of each go to the sponsor, the others to who sold. */
export const xUp = family(
  "x-up",
  "The first sales of each distributor are paid to the sponsor, the others to him.",
  members,
  {
    facts: ["number"],
    check({ optIn, passUp }, { report, path }) {
      if (!optIn)
        report.add("invalid", path, 'lacks "optIn": true, which this family needs, as it takes first sales away');
      else
        report.warn(
          path,
          `takes the first ${passUp} sales from everybody who starts: many read this as a warning sign`,
        );
    },
    worstCase: ({ base, rate }) => boundOnSale(base, rate),
    most: ({ rate }, { volume, sales }) => (volume * BigInt(rate)) / BigInt(WHOLE) + volume + sales,
    evaluate(run, bonus) {
      const { lane, lines, sales, state, figures } = run;
      const { values, counts } = run.bases.ofSales(bonus.base, bonus.id);
      const { parent } = figures.tree(bonus.tree);
      const before = state.before(`${bonus.id}.sales`);
      const after = state.after(`${bonus.id}.sales`);
      for (let index = 1; index < before.length; index++) after.set(index, before.get(index));
      const passed = lane.whole(bonus.passUp);
      for (const sale of inTime(sales)) {
        if (counts[sale] !== 1) continue;
        const seller = sales.seller[sale] as number;
        after.add(seller, lane.whole(1));
        const up = !lane.less(passed, after.get(seller));
        const to = up ? (parent[seller] as number) : seller;
        const base = values.get(sale);
        const amount = lane.share(base, bonus.rate);
        const level = up ? 1 : 0;
        lines.promise(amount);
        lines.fact(after.get(seller));
        const why = to === 0 ? COMPANY : figures.active[to] === 1 ? 0 : INACTIVE;
        if (why === 0) lines.pay(to, FROM_SALE, sale, level, base, bonus.rate, amount);
        else {
          if (to !== 0) lines.skip(to, why);
          lines.lose(why, FROM_SALE, sale, level, base, bonus.rate, amount);
        }
      }
    },
    sentence: (line, { money, percent, source }) =>
      `${percent(line.rate)} of ${money(line.base)} from ${source}, number ${line.facts["number"]} of its seller`,
  },
);

/** Sales by time, and those of one time, or without, by their ids. */
function inTime(sales: Sales): Int32Array {
  const { time } = sales;
  const order = Int32Array.from({ length: sales.length }, (_, index) => index);
  return order.sort((a, b) => (time?.[a] ?? 0) - (time?.[b] ?? 0) || compareIds(sales.idAt(a), sales.idAt(b)));
}
