/** Of more periods than this (eleven years of days) a report has the newest. */
export const MOST_PERIODS = 4_000;

/** What is known of each period, for the newest ones. */
export class NewestPeriods<Row> {
  #rows: Row[] = [];

  push(row: Row): void {
    this.#rows.push(row);
    if (this.#rows.length >= 2 * MOST_PERIODS) this.#rows = this.#rows.slice(-MOST_PERIODS);
  }

  get rows(): readonly Row[] {
    return this.#rows.slice(-MOST_PERIODS);
  }
}
