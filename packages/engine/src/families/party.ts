import { NO_RATE } from "../lines/batch.ts";
import { FROM_PARTY } from "../lines/line.ts";
import type { Run } from "../run/run.ts";
import { amount, boolean, choice, type Infer, list, object, optional, rate, usually } from "../schema/schema.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";
import { base, boundOnSale } from "./settings.ts";
import { checkTiers } from "./tiers.ts";

const step = object("A step. It gives a rate of what was sold, an amount, or both.", {
  from: amount("The least that the party sold."),
  rate: optional(rate("Of what the party sold.")),
  amount: optional(amount("Goods worth so much.")),
});

const members = {
  base: base(),
  steps: list("Steps by what the party sold, lowest first.", step, 1, 50),
  mode: usually(
    "retroactive",
    choice(
      "retroactive: the highest step's rate on all, and its amount. marginal: each step's rate on what is within the step, and the amounts of all that are reached.",
      ["retroactive", "marginal"],
    ),
  ),
  hostOrders: usually(true, boolean("Whether what the host buys himself counts.")),
};

type Party = BonusOf<"party", typeof members>;

/** Credit for goods to the host of a party, or to its seller for him where the host is not known; never cash. */
export const party = family(
  "party",
  "Credit for goods, never cash, to the host of a party, by what the party sold.",
  members,
  {
    facts: ["sold"],
    check: checkParty,
    worstCase: ({ base, steps }) => boundOnSale(base, Math.max(...steps.map(({ rate = 0 }) => rate))),
    unbounded: ({ steps }) => steps.some((each) => each.amount !== undefined),
    most: ({ steps }, { volume, sales, plan }) =>
      volume + sales * steps.reduce((sum, each) => sum + plan.units(each.amount ?? "0"), 0n),
    evaluate(run, bonus) {
      const { lane, bases, sales } = run;
      if (sales.party === undefined) return;
      const { values, counts } = bases.ofSales(bonus.base, bonus.id);
      const sold = lane.column(sales.parties + 1);
      const sellers = new Int32Array(sales.parties + 1);
      for (let sale = 0; sale < sales.length; sale++) {
        const number = sales.party[sale] as number;
        const host = number === 0 ? 0 : sales.hostAt(number);
        const byHost = host !== 0 && sales.buyer[sale] === host;
        if (counts[sale] !== 1 || (byHost && !bonus.hostOrders)) continue;
        sold.add(number, values.get(sale));
        sellers[number] = sales.seller[sale] as number;
      }
      for (let number = 1; number <= sales.parties; number++) {
        const host = sales.hostAt(number);
        // A party of which nothing counts has no seller here.
        if (!lane.less(lane.zero, sold.get(number))) continue;
        giveTo(run, bonus, number, host === 0 ? (sellers[number] as number) : host, sold.get(number));
      }
    },
    sentence: ({ rate, base, facts }, { money, percent, source }) => {
      const what = rate === undefined ? "the amount of the step" : `${percent(rate)} of ${money(base)}`;
      return `for the host of ${source}, ${what}; the party sold ${money(facts["sold"])}`;
    },
  },
);

function checkParty({ steps }: Party, place: CheckPlace): void {
  checkTiers(steps, place, `${place.path}.steps`);
  for (const [index, { rate, amount }] of steps.entries()) {
    if (rate !== undefined || amount !== undefined) continue;
    place.report.add("invalid", `${place.path}.steps[${index}]`, 'gives nothing; expected "rate" or "amount"');
  }
}

function giveTo<M>(run: Run<M>, { steps, mode }: Party, number: number, to: number, sold: M): void {
  const { lane, lines, plan } = run;
  const reached = steps.filter(({ from }) => !lane.less(sold, lane.of(plan.units(from))));
  const given = mode === "marginal" ? reached : reached.slice(-1);
  for (const [at, step] of given.entries()) {
    const base = mode === "marginal" ? within(run, step, given[at + 1], sold) : sold;
    const { rate = 0 } = step;
    lines.fact(sold);
    lines.give(to, FROM_PARTY, number, base, rate, lane.share(base, rate));
    if (step.amount === undefined) continue;
    lines.fact(sold);
    lines.give(to, FROM_PARTY, number, sold, NO_RATE, lane.of(plan.units(step.amount)));
  }
}

/** How much of what was sold is within a step. */
function within<M>({ lane, plan }: Run<M>, { from }: Step, next: Step | undefined, sold: M): M {
  return lane.sub(next === undefined ? sold : lane.of(plan.units(next.from)), lane.of(plan.units(from)));
}

type Step = Infer<typeof step>;
