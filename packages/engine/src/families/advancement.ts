import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import { amount, integer, list, object, reference, usually } from "../schema/schema.ts";
import { family } from "./family.ts";

const step = object("What a rank is worth.", {
  rank: reference("rank", "The rank."),
  amount: amount("Paid once."),
});

const members = {
  steps: list("Ranks and amounts, lowest rank first.", step, 1, 64),
  periods: usually(1, integer("For how many periods in a row the rank, or a higher one, must be held.", 1, 120)),
};

/** An amount paid once when a rank is first reached and held. Who reaches several ranks at once is paid for each. */
export const advancement = family(
  "advancement",
  "An amount paid once for each rank, when it is first reached and held for so many periods in a row.",
  members,
  {
    facts: ["rank", "periods"],
    check({ steps }, { plan, report, path }) {
      for (const [index, { rank }] of steps.entries()) {
        const before = steps[index - 1]?.rank;
        if (plan.rank(rank) === 0) report.invalid(`${path}.steps[${index}].rank`, rank, "a rank above the first one");
        if (before === undefined || plan.rank(before) < plan.rank(rank)) continue;
        report.invalid(`${path}.steps[${index}].rank`, rank, `a rank above "${before}", as steps rise`);
      }
    },
    unbounded: () => true,
    most: ({ steps }, { people, plan }) => people * steps.reduce((sum, { amount }) => sum + plan.units(amount), 0n),
    evaluate(run, bonus) {
      const { lane, lines, figures, plan, network, state } = run;
      const needed = lane.whole(bonus.periods);
      for (const { rank: name, amount } of bonus.steps) {
        const rank = plan.rank(name);
        const worth = lane.of(plan.units(amount));
        // How many periods in a row it was held; once it is paid it stays at the number that is needed.
        const before = state.before(`${bonus.id}.held.${rank}`);
        const after = state.after(`${bonus.id}.held.${rank}`);
        for (let index = 1; index <= network.size; index++) {
          const held = before.get(index);
          const paid = !lane.less(held, needed);
          if (!paid && (figures.rank[index] as number) < rank) continue;
          const now = paid ? held : lane.add(held, lane.whole(1));
          after.set(index, now);
          if (paid || lane.less(now, needed)) continue;
          lines.fact(lane.whole(rank));
          lines.fact(now);
          lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, worth, NO_RATE, worth);
        }
      }
    },
    sentence: (line) => `paid once, for rank ${line.facts["rank"]} held for ${line.facts["periods"]} periods`,
  },
);
