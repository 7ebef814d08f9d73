import { CAP_BONUS } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { list, optional, rate, reference } from "../schema/schema.ts";
import { capKind } from "./cap.ts";
import { earnedBy } from "./earned.ts";

/** Everybody is paid a fixed share of what some bonuses come to. */
export const share = capKind(
  "share",
  "Only a fixed share of what the bonuses come to is paid, to everybody alike; the rest goes to the company.",
  {
    rate: rate("What is paid, of what each distributor earned."),
    bonuses: optional(list("Which bonuses count; left out: all.", reference("bonus", "The id of a bonus."), 1, 100)),
  },
  {
    apply(run, { rate, bonuses }) {
      const { lane, lines, network } = run;
      const earned = earnedBy(run, bonuses);
      for (let index = 1; index <= network.size; index++) {
        const sum = earned.get(index);
        lines.takeAway(index, CAP_BONUS, sum, WHOLE - rate, lane.sub(sum, lane.share(sum, rate)));
      }
    },
  },
);
