import type { Run } from "../run/run.ts";
import { capOf } from "./index.ts";
import { Left } from "./left.ts";

/** Applies all caps of the plan, in its order, each to what the ones before left of the bonuses that it counts. */
export function applyCaps<M>(run: Run<M>): void {
  const { lane, lines, plan } = run;
  const { bonuses, caps } = plan.document;
  const left = new Left(run);
  for (const [index, cap] of caps.entries()) {
    lines.begin(bonuses.length + index);
    const earned = left.of(cap.bonuses);
    const last = index === caps.length - 1;
    capOf(cap.kind).apply(run, cap, earned, (who, reason, rate, amount) => {
      if (!lane.less(lane.zero, amount)) return;
      const sum = earned.get(who);
      lines.takeAway(who, reason, sum, rate, amount);
      if (!last) left.lower(who, cap.bonuses, sum, amount);
    });
  }
}
