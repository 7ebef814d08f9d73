import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { asksForSales } from "../plan/sales-asked.ts";
import type { Run } from "../run/run.ts";
import { amount, choice, type Infer, integer, list, object, optional, reference, usually } from "../schema/schema.ts";
import { DAY, startOfPeriod } from "./days.ts";
import { type BonusOf, type CheckPlace, family } from "./family.ts";

const step = object("What a rank is worth.", {
  rank: reference("rank", "Who is paid as this rank, or a higher one, holds it."),
  amount: amount("Paid once."),
  periods: usually(1, integer("For how many periods the rank must be held; 1: paid when it is first reached.", 1, 120)),
  withinDays: optional(
    integer("Only periods count that begin less than so many days after the enrolment; left out: all.", 1, 10_000),
  ),
});
type Step = Infer<typeof step>;

const members = {
  steps: list("Ranks and amounts. A rank may have several, for different numbers of periods.", step, 1, 200),
  counting: usually("inARow", choice("Whether periods must follow each other.", ["inARow", "inAll"])),
  together: usually(
    "all",
    choice("What is paid of several steps that are reached in the same period; the others are lost.", [
      "all",
      "highest",
    ]),
  ),
};

type Advancement = BonusOf<"advancement", typeof members>;

/** An amount paid once when a rank is first reached, or when it was held for so many periods. */
export const advancement = family(
  "advancement",
  "An amount paid once for a rank, when it is first reached, or when it was held for so many periods.",
  members,
  {
    facts: ["rank", "periods"],
    check: (bonus, place) => checkSteps(bonus.steps, place),
    unbounded: () => true,
    most: ({ steps }, { people, plan }) =>
      people * steps.reduce((sum, { amount }) => sum + plan.units(amount) + plan.rounding.unit, 0n),
    evaluate(run, bonus) {
      const { plan, network } = run;
      const done = bonus.together === "highest" ? new Uint8Array(network.size + 1) : undefined;
      const steps =
        done === undefined
          ? bonus.steps
          : bonus.steps.toSorted((a, b) => plan.rank(b.rank) - plan.rank(a.rank) || b.periods - a.periods);
      for (const step of steps) payStep(run, bonus, step, done);
    },
    sentence: (line, { rank }) => {
      const { rank: number, periods } = line.facts;
      const held = periods === 1n ? "reached" : `held for ${periods} periods`;
      return `paid once, for the rank ${rank(number)}, ${held}`;
    },
  },
);

function checkSteps(steps: readonly Step[], { plan, report, path }: CheckPlace): void {
  for (const [index, { rank, periods }] of steps.entries()) {
    const where = `${path}.steps[${index}]`;
    if (plan.rank(rank) === 0) {
      report.refuse(`${where}.rank`, "pays for the first rank, which everybody has", "expected a rank that is reached");
    } else if (!asksForSales(rank, plan.document)) {
      report.refuse(`${where}.rank`, "pays for a rank that asks for no sales", "expected a rank that asks for some");
    }
    const first = steps.findIndex((step) => step.rank === rank && step.periods === periods);
    if (first < index) {
      report.invalid(where, steps[index], `another rank or number of periods than ${path}.steps[${first}] has`);
    }
  }
}

/**
 * Counts the period for everybody who holds a step's rank, and pays whoever has held it for long enough. The state keeps
 * for how many periods; once it is the number needed it stays there, so nobody is paid twice.
 * @param done 1 for who was paid a higher step in this run; undefined where all are paid.
 */
function payStep<M>(run: Run<M>, bonus: Advancement, step: Step, done: Uint8Array | undefined): void {
  const { lane, lines, plan, network, state, figures } = run;
  const rank = plan.rank(step.rank);
  const worth = lane.round(lane.of(plan.units(step.amount)));
  const needed = lane.whole(step.periods);
  const figure = `${bonus.id}.${step.rank}.${step.periods}`;
  const before = state.before(figure);
  const after = state.after(figure);
  const counts = periodCounts(run, bonus, step);
  for (let index = 1; index <= network.size; index++) {
    const held = before.get(index);
    if (!lane.less(held, needed)) {
      after.set(index, held);
      continue;
    }
    if (figures.active[index] !== 1 || (figures.rank[index] as number) < rank || !counts(index)) {
      if (bonus.counting === "inAll") after.set(index, held);
      continue;
    }
    const now = lane.add(held, lane.whole(1));
    after.set(index, now);
    if (lane.less(now, needed) || done?.[index] === 1) continue;
    if (done !== undefined) done[index] = 1;
    lines.fact(lane.whole(rank));
    lines.fact(now);
    lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, worth, NO_RATE, worth);
  }
}

/** Whether the period counts for somebody. */
function periodCounts<M>(run: Run<M>, { id }: Advancement, { withinDays }: Step): (index: number) => boolean {
  if (withinDays === undefined) return () => true;
  const start = startOfPeriod(run, id);
  const { enrolled } = run.network;
  return (index) => start < (enrolled[index] as number) + withinDays * DAY;
}
