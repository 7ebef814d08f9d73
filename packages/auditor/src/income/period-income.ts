import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Entry, Observer } from "../history/observer.ts";
import { NewestPeriods } from "../people/newest-periods.ts";
import { COMPANY_ID, type People } from "../people/people.ts";
import type { ProgrammeFacts } from "../people/programme.ts";
import { type GroupIncome, groupIncome, incomeBy } from "./disclosure.ts";
import { Earnings } from "./earnings.ts";
import { RANK_GROUPS, TENURE_GROUPS, tenureGroup } from "./groups.ts";

/** The income of one full period. */
export interface PeriodIncome {
  /** Number of the period. */
  readonly period: number;
  /** Its first second, and that of the next. */
  readonly from: bigint;
  readonly to: bigint;
  readonly all: GroupIncome;
}

/** The newest full period, by rank and by time since enrolment as well. */
export interface DetailedIncome extends PeriodIncome {
  readonly byRank: readonly GroupIncome[];
  readonly byTenure: readonly GroupIncome[];
}

const FIRST_ID = COMPANY_ID + 1;

/**
 * Gathers what everybody earned in each period. A period is closed when the first event of a later one comes, so that
 * only one period's earnings are held.
 */
export class IncomeByPeriod implements Observer, Keeping {
  readonly #programme: ProgrammeFacts;
  readonly #people: People;
  readonly #now: Earnings;
  #period = 0;
  /** How many have enrolled up to the period that is open. */
  #lastId = 0;
  readonly #periods = new NewestPeriods<PeriodIncome>();
  newest: DetailedIncome | undefined;

  constructor(programme: ProgrammeFacts, people: People) {
    this.#programme = programme;
    this.#people = people;
    this.#now = new Earnings(people);
  }

  /** The newest full periods, the oldest of them first. */
  get periods(): readonly PeriodIncome[] {
    return this.#periods.rows;
  }

  /** Must see an event before those who gather people do, since it closes the period before. */
  event(_name: string, _args: unknown, entry: Entry): void {
    this.#closeBefore(this.#programme.period(entry.timestamp));
  }

  placed(sale: AuditedSale): void {
    if (sale.sale.final) this.#now.add(sale);
  }

  settled(sale: AuditedSale): void {
    this.#now.add(sale);
  }

  keep(kept: Kept): void {
    kept.part("now", this.#now);
    this.#period = kept.value("period", this.#period);
    kept.part("periods", this.#periods);
    this.newest = kept.value("newest", this.newest);
  }

  /** Closes what is over at the audited block. @param time The block's. */
  finish(time: bigint): void {
    this.#closeBefore(this.#programme.period(time));
  }

  #closeBefore(period: number): void {
    for (; this.#period < period; this.#period++) this.#close(this.#period, this.#period + 1 === period);
  }

  #close(period: number, isLast: boolean): void {
    const { opened } = this.#programme;
    const [from, to] = [this.#programme.begins(period), this.#programme.begins(period + 1)];
    // Not full, or nothing could be sold: before the opening, or opened in the middle.
    if (opened !== undefined && opened <= from) this.#disclose(period, from, to, isLast);
    this.#now.clear();
  }

  #disclose(period: number, from: bigint, to: bigint, isLast: boolean): void {
    const last = this.#people.lastId;
    this.#lastId = last;
    const all = groupIncome("all enrolled", this.#now, this.#now.ids, this.#people.enrolled);
    const income = { period, from, to, all };
    this.#periods.push(income);
    if (isLast) this.newest = { ...income, ...this.#groups(period, to) };
  }

  #groups(period: number, to: bigint): Pick<DetailedIncome, "byRank" | "byTenure"> {
    const range = [FIRST_ID, this.#lastId] as const;
    const rank = (id: number) => this.#people.rank(id, period);
    const tenure = (id: number) => tenureGroup(to - this.#people.joined(id));
    return {
      byRank: incomeBy(RANK_GROUPS, rank, this.#now, range),
      byTenure: incomeBy(TENURE_GROUPS, tenure, this.#now, range),
    };
  }
}
