import { NO_LEVEL, NO_RATE } from "../lines/batch.ts";
import { FROM_NOTHING } from "../lines/line.ts";
import type { Run } from "../run/run.ts";
import { amount, integer } from "../schema/schema.ts";
import { family } from "./family.ts";

const INSTEAD = "expected a bonus on sales of products, like unilevel or differential";

/** Boards: paid when so many people have come in below. Refused: known so that an analysis can show what it does. */
export const board = family(
  "board",
  "Refused, and computed for analysis only: an amount whenever so many places below are filled with people.",
  { places: integer("How many people below fill a board.", 1, 1_000_000), amount: amount("Paid for each board.") },
  {
    check: (_bonus, { report, path }) => report.refuse(`${path}.family`, "pays for people who fill a board", INSTEAD),
    unbounded: () => true,
    // Everybody stands on at most as many boards as there are people, and each counts once a level above him.
    most: ({ amount }, { people, plan }) => people * people * plan.units(amount),
    evaluate(run, bonus) {
      const { figures, network } = run;
      const { order, parent } = figures.tree("placement");
      const below = new Float64Array(network.size + 1);
      for (let place = order.length - 1; place > 0; place--) {
        const index = order[place] as number;
        const above = parent[index] as number;
        below[above] = (below[above] as number) + (below[index] as number) + 1;
      }
      payForHeads(run, bonus, (index) => Math.floor((below[index] as number) / bonus.places));
    },
    sentence: (line) => `paid for ${line.facts["count"]} filled boards`,
    facts: ["count"],
  },
);

/** One line of everybody by enrolment. Refused: known so that an analysis can show what it does. */
export const monoline = family(
  "monoline",
  "Refused, and computed for analysis only: an amount for everybody who comes later into the one line of all.",
  { depth: integer("How many who come later count.", 1, 1_000_000), amount: amount("Paid for each.") },
  {
    check: (_bonus, { report, path }) => {
      report.refuse(`${path}.family`, "pays for people who come later into one line", INSTEAD);
    },
    unbounded: () => true,
    most: ({ amount, depth }, { people, plan }) => people * BigInt(depth) * plan.units(amount),
    evaluate(run, bonus) {
      const { network } = run;
      const line = Int32Array.from({ length: network.size }, (_, index) => index + 1);
      // Who has no date of enrolment stands in the order of the ids, before those who have one.
      const time = (index: number) => network.enrolled[index] || 0;
      line.sort((a, b) => time(a) - time(b) || a - b);
      const after = new Int32Array(network.size + 1);
      for (const [place, index] of line.entries()) after[index] = network.size - 1 - place;
      payForHeads(run, bonus, (index) => Math.min(after[index] as number, bonus.depth));
    },
    sentence: (line) => `paid for ${line.facts["count"]} people who came later`,
    facts: ["count"],
  },
);

/** Pays an amount for each that was not paid in an earlier period. */
function payForHeads<M>(
  { lane, lines, plan, network, state }: Run<M>,
  bonus: { readonly id: string; readonly amount: string },
  count: (index: number) => number,
): void {
  const worth = lane.of(plan.units(bonus.amount));
  const before = state.before(`${bonus.id}.paid`);
  const after = state.after(`${bonus.id}.paid`);
  for (let index = 1; index <= network.size; index++) {
    const all = lane.max(lane.whole(count(index)), before.get(index));
    const fresh = lane.sub(all, before.get(index));
    after.set(index, all);
    lines.fact(fresh);
    lines.pay(index, FROM_NOTHING, 0, NO_LEVEL, worth, NO_RATE, lane.times(worth, fresh));
  }
}
