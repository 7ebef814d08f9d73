import { enrolmentOrder } from "../input/enrolment.ts";
import { compareIds } from "../input/ids.ts";
import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import { FROM_SALE } from "../lines/line.ts";
import { COMPANY, INACTIVE } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
import { boolean, choice, integer, rate, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";

const members = {
  base: base(),
  passUp: integer("How many of the first of each go to the sponsor.", 1, 100),
  first: usually(
    "sales",
    choice(
      "The first what. sales: a distributor's first sales pay his sponsor, the later ones himself. people: the first whom he enrols stand below his sponsor from then on, or whoever his sponsor stands below; who somebody stands below is paid for his sales.",
      ["sales", "people"],
    ),
  ),
  rate: rate("Of the base."),
  optIn: usually(false, boolean("Must be true: whoever writes this plan knows that it takes first sales away.")),
};

type XUp = BonusOf<"x-up", typeof members>;

/** The first sales, or the first recruits, of each go to the sponsor. */
export const xUp = family(
  "x-up",
  "The first sales of each distributor, or the sales of the first whom he enrolled, are paid to his sponsor.",
  members,
  {
    // The number of the sale among its seller's; or that of the seller among those whom his sponsor enrolled.
    facts: ["number", "recruit"],
    check({ optIn, passUp, first }, { report, path }) {
      if (optIn) {
        report.warn(
          path,
          `takes the first ${passUp} ${first} from everybody who starts: many read this as a warning sign`,
        );
      } else
        report.add("invalid", path, 'lacks "optIn": true, which this family needs, as it takes what comes first away');
    },
    worstCase: ({ base, rate }) => boundOnSale(base, rate),
    most: ({ rate }, { volume, sales }) => (volume * BigInt(rate)) / BigInt(WHOLE) + volume + sales,
    evaluate(run, bonus) {
      if (bonus.first === "people") payForPeople(run, bonus);
      else payForSales(run, bonus);
    },
    sentence: ({ rate, base, facts }, { money, percent, source }) => {
      const { number, recruit } = facts;
      const which = recruit === undefined ? `number ${number} of its seller` : `of number ${recruit} of his sponsor's`;
      return `${percent(rate)} of ${money(base)} from ${source}, ${which}`;
    },
  },
);

/** Numbers each seller's sales, over all periods. */
function payForSales<M>(run: Run<M>, bonus: XUp): void {
  const { lane, sales, network } = run;
  const { values, counts } = run.bases.ofSales(bonus.base, bonus.id);
  const sold = run.state.carriedOn(`${bonus.id}.sales`);
  const passed = lane.whole(bonus.passUp);
  for (const sale of inTime(sales)) {
    if (counts[sale] !== 1 || !lane.less(lane.zero, values.get(sale))) continue;
    const seller = sales.seller[sale] as number;
    sold.add(seller, lane.whole(1));
    const number = sold.get(seller);
    const up = !lane.less(passed, number);
    run.lines.fact(number);
    payTo(run, bonus, up ? network.sponsors.parentOf(seller) : seller, up ? 1 : 0, sale, values.get(sale));
  }
}

function payForPeople<M>(run: Run<M>, bonus: XUp): void {
  const { lane, sales } = run;
  const { values, counts } = run.bases.ofSales(bonus.base, bonus.id);
  const { above, number } = passedUp(run.network, bonus.passUp);
  for (let sale = 0; sale < sales.length; sale++) {
    if (counts[sale] !== 1) continue;
    const seller = sales.seller[sale] as number;
    run.lines.fact(lane.zero);
    run.lines.fact(lane.whole(number[seller] as number));
    payTo(run, bonus, above[seller] as number, 1, sale, values.get(sale));
  }
}

/** Whom each stands below once the first of everybody are passed up, and the how-manieth of his sponsor each is. */
function passedUp(network: Network, passUp: number): { readonly above: Int32Array; readonly number: Int32Array } {
  const above = new Int32Array(network.size + 1);
  const number = new Int32Array(network.size + 1);
  const enrolled = new Int32Array(network.size + 1);
  for (const who of enrolmentOrder(network, network.sponsors)) {
    const sponsor = network.sponsors.parentOf(who);
    const count = (enrolled[sponsor] as number) + 1;
    enrolled[sponsor] = count;
    number[who] = count;
    above[who] = count <= passUp ? (above[sponsor] as number) : sponsor;
  }
  return { above, number };
}

function payTo<M>(run: Run<M>, bonus: XUp, to: number, level: number, sale: number, base: M): void {
  const { lane, lines, figures } = run;
  const amount = lane.share(base, bonus.rate);
  lines.promise(amount);
  const why = to === 0 ? COMPANY : figures.active[to] === 1 ? 0 : INACTIVE;
  if (why === 0) lines.pay(to, FROM_SALE, sale, level, base, bonus.rate, amount);
  else {
    if (to !== 0) lines.skip(to, why);
    lines.lose(why, FROM_SALE, sale, level, base, bonus.rate, amount);
  }
}

/** Sales by time, and those of one time, or without, by their ids. */
function inTime(sales: Sales): Int32Array {
  const when = (index: number) => {
    const time = sales.time?.[index] ?? 0;
    return Number.isNaN(time) ? 0 : time;
  };
  const order = Int32Array.from({ length: sales.length }, (_, index) => index);
  return order.sort((a, b) => when(a) - when(b) || compareIds(sales.idAt(a), sales.idAt(b)));
}
