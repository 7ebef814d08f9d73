import { CAP_BONUS } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { rate } from "../schema/schema.ts";
import { capKind } from "./cap.ts";

/** Everybody is paid a fixed share of what some bonuses come to. */
export const share = capKind(
  "share",
  "Only a fixed share of what the bonuses come to is paid, to everybody alike; the rest goes to the company.",
  {
    rate: rate("What is paid, of what each distributor earned."),
  },
  {
    apply({ lane, network }, { rate }, earned, take) {
      for (let index = 1; index <= network.size; index++) {
        const sum = earned.get(index);
        take(index, CAP_BONUS, WHOLE - rate, lane.sub(sum, lane.share(sum, rate)));
      }
    },
  },
);
