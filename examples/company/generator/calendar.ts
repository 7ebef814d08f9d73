import { type Event, MONTH } from "./story.ts";

/** Which day what happens; a day's events keep the order in which they were put there. */
export class Calendar {
  readonly days: Event[][] = [];

  at(day: number, event: Event): void {
    while (this.days.length <= day) this.days.push([]);
    this.days[day]?.push(event);
  }
}

/** The campaign of a day: year and month, the opening being in January 2026, counted in months of thirty days. */
export function campaignOf(day: number): number {
  const month = Math.floor(day / MONTH);
  return (2026 + Math.floor(month / 12)) * 100 + (month % 12) + 1;
}

/** Saturdays, by the weekday that stories begin on. */
export function isStandDay(day: number): boolean {
  return day % 7 === 2;
}
