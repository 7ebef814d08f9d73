import { NO_RATE } from "../lines/batch.ts";
import { CAP_PERSON } from "../lines/reasons.ts";
import { amount } from "../schema/schema.ts";
import { capKind } from "./cap.ts";

/** The most that one distributor may be paid in a period. */
export const person = capKind(
  "person",
  "The most that one distributor may be paid in a period; what is above it goes to the company.",
  {
    most: amount("The most."),
  },
  {
    apply({ lane, plan, network }, { most }, earned, take) {
      const limit = lane.of(plan.units(most));
      for (let index = 1; index <= network.size; index++) {
        take(index, CAP_PERSON, NO_RATE, lane.sub(earned.get(index), limit));
      }
    },
  },
);
