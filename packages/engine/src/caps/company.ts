import { NO_RATE } from "../lines/batch.ts";
import { CAP_COMPANY } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { choice, list, optional, rate, reference, usually } from "../schema/schema.ts";
import { capKind } from "./cap.ts";
import { earnedBy } from "./earned.ts";

/** The most that all distributors together may be paid, as a share of the sales; above it all get less, pro rata. */
export const company = capKind(
  "company",
  "The most that all distributors together may be paid in a period; above it everybody gets the same share less.",
  {
    rate: rate("Of the base."),
    of: usually("cv", choice("What the rate is of: all commissionable volume, or all prices paid.", ["cv", "price"])),
    bonuses: optional(list("Which bonuses count; left out: all.", reference("bonus", "The id of a bonus."), 1, 100)),
  },
  {
    apply(run, cap) {
      const { lane, lines, network, sales } = run;
      const earned = earnedBy(run, cap.bonuses);
      let sum = lane.zero;
      for (let index = 1; index <= network.size; index++) sum = lane.add(sum, earned.get(index));
      // The limit and what each keeps are rounded down, however the plan rounds, so that it is never exceeded.
      const limit = lane.portion(lane.of(sales[cap.of].sum), lane.whole(cap.rate), lane.whole(WHOLE));
      if (!lane.less(limit, sum)) return;
      const unit = lane.of(lane.rounding.unit);
      for (let index = 1; index <= network.size; index++) {
        const before = earned.get(index);
        const after = lane.times(unit, lane.quotient(lane.portion(before, limit, sum), unit));
        lines.takeAway(index, CAP_COMPANY, before, NO_RATE, lane.sub(before, after));
      }
    },
  },
);
