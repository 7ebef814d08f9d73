import { FROM_PARTY } from "../lines/line.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, list, object, rate, usually } from "../schema/schema.ts";
import { type BonusOf, family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";
import { checkTiers } from "./tiers.ts";

const step = object("A step.", {
  from: amount("The least that the party sold."),
  rate: rate("Of what the party sold."),
});

const members = {
  base: base(),
  steps: list("Steps by what the party sold, lowest first.", step, 1, 50),
  mode: usually(
    "retroactive",
    choice("retroactive: the highest step's rate on all. marginal: each step's rate on what is within the step.", [
      "retroactive",
      "marginal",
    ]),
  ),
};

type Party = BonusOf<"party", typeof members>;

/** Credit for goods to the host of a party, through its seller; never cash. */
export const party = family(
  "party",
  "Credit for goods, never cash, to the host of a party, by what the party sold.",
  members,
  {
    facts: ["sold"],
    check: (bonus, place) => checkTiers(bonus.steps, place, `${place.path}.steps`),
    worstCase: ({ base, steps }) => boundOnSale(base, Math.max(...steps.map(({ rate }) => rate))),
    most: (_bonus, { volume }) => volume,
    evaluate(run, bonus) {
      const { lane, bases, sales } = run;
      if (sales.party === undefined) return;
      const { values, counts } = bases.ofSales(bonus.base, bonus.id);
      const sold = lane.column(sales.parties + 1);
      const sellers = new Int32Array(sales.parties + 1);
      for (let sale = 0; sale < sales.length; sale++) {
        if (counts[sale] !== 1) continue;
        const number = sales.party[sale] as number;
        sold.add(number, values.get(sale));
        sellers[number] = sales.seller[sale] as number;
      }
      for (let number = 1; number <= sales.parties; number++) {
        credit(run, bonus, number, sellers[number] as number, sold.get(number));
      }
    },
    sentence: (line, { money, percent, source }) =>
      `for the host of ${source}, ${percent(line.rate)} of ${money(line.base)}; the party sold ${money(line.facts["sold"])}`,
  },
);

function credit<M>(
  { lane, lines, plan }: Run<M>,
  { steps, mode }: Party,
  number: number,
  seller: number,
  sold: M,
): void {
  const reached = steps
    .map(({ from, rate }) => ({ from: lane.of(plan.units(from)), rate }))
    .filter(({ from }) => !lane.less(sold, from));
  const paid = mode === "marginal" ? reached : reached.slice(-1);
  for (const [at, { from, rate }] of paid.entries()) {
    const upTo = paid[at + 1]?.from ?? sold;
    const base = mode === "marginal" ? lane.sub(upTo, from) : sold;
    lines.fact(sold);
    lines.give(seller, FROM_PARTY, number, base, rate, lane.share(base, rate));
  }
}
