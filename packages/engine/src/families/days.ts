import { Problems } from "../input/problems.ts";
import type { Run } from "../run/run.ts";

/** Seconds. */
export const DAY = 86_400;

/**
 * The first second of the period, for a bonus that counts days.
 * @throws InputInvalid if the run has no period.
 */
export function startOfPeriod<M>({ period }: Run<M>, bonus: string): number {
  if (period !== undefined) return period.start;
  const problems = new Problems("period");
  problems.add(1, "start", undefined, `the first second of the period, as "${bonus}" counts days`);
  problems.finish();
  return 0;
}

/**
 * When each sale was, for a bonus that counts days.
 * @throws InputInvalid with every sale of which it is not known.
 */
export function timesOfSales<M>({ sales }: Run<M>, bonus: string): Float64Array {
  const problems = new Problems("sales");
  for (let sale = 0; sale < sales.length; sale++) {
    if (sales.time !== undefined && !Number.isNaN(sales.time[sale])) continue;
    problems.add(sale + 1, "time", undefined, `seconds since 1970, as "${bonus}" counts days`);
  }
  problems.finish();
  return sales.time ?? new Float64Array(0);
}
