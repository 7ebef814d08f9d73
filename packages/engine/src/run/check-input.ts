import { checkRanks } from "../figures/given-ranks.ts";
import { Problems } from "../input/problems.ts";
import type { Sales } from "../input/sales.ts";
import type { PeriodInput } from "./calculate.ts";
import type { Period } from "./run.ts";

/**
 * Checks what people, sales, plan and period can only tell together.
 * @throws InputInvalid for sales of another time than the period, for a CV above the wholesale price, in which a plan's
 * cap is a share, and for ranks that the plan's ladder has not.
 */
export function checkInput({ plan, network, sales, period, standing }: PeriodInput): void {
  if (period !== undefined && sales.time !== undefined) checkTimes(sales.time, period);
  if (plan.document.cap !== undefined) checkVolumes(sales);
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

function checkVolumes({ cv, wholesale, length }: Sales): void {
  const problems = new Problems("sales");
  for (let sale = 0; sale < length; sale++) {
    if (!cv.isAbove(wholesale, sale)) continue;
    const most = `${wholesale.get(sale)}, the wholesale price, at most: the plan's cap is a share of that`;
    problems.add(sale + 1, "cv", cv.get(sale), most);
  }
  problems.finish();
}
