import { NO_RATE } from "../lines/batch.ts";
import { CAP_PERSON } from "../lines/reasons.ts";
import { amount, list, optional, reference } from "../schema/schema.ts";
import { capKind } from "./cap.ts";
import { earnedBy } from "./earned.ts";

/** The most that one distributor may be paid in a period. */
export const person = capKind(
  "person",
  "The most that one distributor may be paid in a period; what is above it goes to the company.",
  {
    most: amount("The most."),
    bonuses: optional(list("Which bonuses count; left out: all.", reference("bonus", "The id of a bonus."), 1, 100)),
  },
  {
    apply(run, { most, bonuses }) {
      const { lane, lines, plan, network } = run;
      const limit = lane.of(plan.units(most));
      const earned = earnedBy(run, bonuses);
      for (let index = 1; index <= network.size; index++) {
        const sum = earned.get(index);
        if (lane.less(limit, sum)) lines.takeAway(index, CAP_PERSON, sum, NO_RATE, lane.sub(sum, limit));
      }
    },
  },
);
