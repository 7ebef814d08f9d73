import type { Period, Plan } from "../../../engine/src/index.ts";
import { secondsOf } from "./column.ts";

const DAY = 86_400;
/** The last day that every month has. */
const LAST_OF_ALL = 28;
const FIRST_MONDAY = 4 * DAY;

/**
 * Reads which period is meant: `2026-01` or its first day, `2026-01-01`. It is as long as the plan says, in UTC, and is
 * numbered by how many of its length have begun since 1970 (weeks on Mondays).
 * @returns Undefined if it is neither, or a day that not every month has where the period is months.
 */
export function periodOf(text: string, { document }: Plan): Period | undefined {
  const start = /^\d{4}-\d\d(-\d\d)?$/.test(text) ? secondsOf(text.length === 7 ? `${text}-01` : text) : undefined;
  if (start === undefined) return undefined;
  const { unit, count } = document.period;
  if (unit !== "month") {
    const length = count * (unit === "week" ? 7 : 1) * DAY;
    const since = unit === "week" ? Math.max(0, start - FIRST_MONDAY) : start;
    return { number: Math.floor(since / length), start, end: start + length };
  }
  const date = new Date(start * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (day > LAST_OF_ALL) return undefined;
  const end = Date.UTC(year, month + count, day) / 1000;
  return { number: Math.floor(((year - 1970) * 12 + month) / count), start, end };
}

/** What a period that begins in a month is called by its number, where that says it: `2026-01`, or its first day. */
export function periodName(number: number, { document }: Plan): string {
  const { unit, count } = document.period;
  if (unit === "month") return new Date(Date.UTC(1970, number * count)).toISOString().slice(0, 7);
  const days = number * count * (unit === "week" ? 7 : 1);
  return dayOf(days * DAY + (unit === "week" ? FIRST_MONDAY : 0));
}

/** `2026-01-31`. */
export function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
