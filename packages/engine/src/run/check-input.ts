import { checkRanks } from "../figures/given-ranks.ts";
import { Problems } from "../input/problems.ts";
import type { PeriodInput } from "./calculate.ts";
import type { Period } from "./run.ts";

/**
 * Checks what people, sales, plan and period can only tell together.
 * @throws InputInvalid for sales of another time than the period, and for ranks that the plan's ladder has not.
 */
export function checkInput({ plan, network, sales, period, standing }: PeriodInput): void {
  if (period !== undefined && sales.time !== undefined) checkTimes(sales.time, period);
  if (standing === "given" || !plan.computesRanks) checkRanks(network, plan.document.ranks.length);
}

function checkTimes(time: Float64Array, { start, end }: Period): void {
  const problems = new Problems("sales");
  for (let sale = 0; sale < time.length; sale++) {
    const at = time[sale] as number;
    if (at < start || at >= end) problems.add(sale + 1, "time", at, `a time from ${start} to before ${end}`);
  }
  problems.finish();
}
