import type { Keeping, Kept } from "../checkpoint/kept.ts";

/** Of more periods than this (eleven years of days) a report has the newest. */
export const MOST_PERIODS = 4_000;

/** What is known of each period, for the newest ones. */
export class NewestPeriods<Row> implements Keeping {
  #rows: Row[] = [];

  push(row: Row): void {
    this.#rows.push(row);
    if (this.#rows.length >= 2 * MOST_PERIODS) this.#rows = this.#rows.slice(-MOST_PERIODS);
  }

  keep(kept: Kept): void {
    this.#rows = kept.value("rows", this.#rows);
  }

  get rows(): readonly Row[] {
    return this.#rows.slice(-MOST_PERIODS);
  }
}
