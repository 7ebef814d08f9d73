import { NO_RATE } from "../lines/batch.ts";
import { CAP_COMPANY } from "../lines/reasons.ts";
import { WHOLE } from "../money/lane.ts";
import { choice, rate, usually } from "../schema/schema.ts";
import { capKind } from "./cap.ts";

/** The most that all distributors together may be paid, as a share of the sales; above it all get less, pro rata. */
export const company = capKind(
  "company",
  "The most that all distributors together may be paid in a period; above it everybody gets the same share less.",
  {
    rate: rate("Of the base."),
    of: usually("cv", choice("What the rate is of: all commissionable volume, or all prices paid.", ["cv", "price"])),
  },
  {
    apply({ lane, network, sales }, cap, earned, take) {
      let sum = lane.zero;
      for (let index = 1; index <= network.size; index++) sum = lane.add(sum, earned.get(index));
      // The limit and what each keeps are rounded down, however the plan rounds, so that it is never exceeded.
      const limit = lane.portion(lane.of(sales[cap.of].sum), lane.whole(cap.rate), lane.whole(WHOLE));
      if (!lane.less(limit, sum)) return;
      const unit = lane.of(lane.rounding.unit);
      for (let index = 1; index <= network.size; index++) {
        const before = earned.get(index);
        const after = lane.times(unit, lane.quotient(lane.portion(before, limit, sum), unit));
        take(index, CAP_COMPANY, NO_RATE, lane.sub(before, after));
      }
    },
  },
);
