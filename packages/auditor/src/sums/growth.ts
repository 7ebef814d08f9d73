import { SALE_KINDS, type SaleKind } from "@upline/protocol";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Entry, Observer } from "../history/observer.ts";
import type { Buyers } from "../patterns/buyers.ts";
import { NewestPeriods } from "../people/newest-periods.ts";
import { NumberTable } from "../people/number-table.ts";
import type { People } from "../people/people.ts";
import type { ProgrammeFacts } from "../people/programme.ts";

/** One period of the network's growth. Amounts in token units. */
export interface GrowthRow {
  readonly period: number;
  /** First second. */
  readonly from: bigint;
  /** Whether the audited block lies behind its end. */
  readonly full: boolean;
  /** Enrolled at its end, the company aside. */
  readonly people: number;
  /** Different distributors who sold, and different customers who bought. */
  readonly sellers: number;
  readonly customers: number;
  /** Sales placed in it, and their totals by kind. */
  readonly sales: number;
  readonly totals: Readonly<Record<SaleKind, bigint>>;
  /** Credited to people by sales that were paid out in it. */
  readonly credited: bigint;
  readonly refunded: bigint;
}

interface Row {
  sellers: number;
  customers: number;
  sales: number;
  totals: Record<SaleKind, bigint>;
  credited: bigint;
  refunded: bigint;
}

const emptyRow = (): Row => ({
  sellers: 0,
  customers: 0,
  sales: 0,
  totals: Object.fromEntries(SALE_KINDS.map((kind) => [kind, 0n])) as Record<SaleKind, bigint>,
  credited: 0n,
  refunded: 0n,
});

/** Counts people, sellers, customers and sales by period. */
export class Growth implements Observer, Keeping {
  readonly #programme: ProgrammeFacts;
  readonly #people: People;
  readonly #buyers: Buyers;
  /** The last period, plus one, in which a seller sold or a customer bought. */
  readonly #soldIn = NumberTable.ofWords();
  readonly #boughtIn = NumberTable.ofWords();
  readonly #rows = new NewestPeriods<GrowthRow>();
  #period = 0;
  #row = emptyRow();

  constructor(programme: ProgrammeFacts, people: People, buyers: Buyers) {
    this.#programme = programme;
    this.#people = people;
    this.#buyers = buyers;
  }

  /** Must see an event before those who gather people do. */
  event(_name: string, _args: unknown, { timestamp }: Entry): void {
    this.#closeBefore(this.#programme.period(timestamp));
  }

  /** Must see a sale after those who gather buyers did. */
  placed(audited: AuditedSale): void {
    const { sale } = audited;
    this.#row.sales++;
    this.#row.totals[sale.kind] += sale.total;
    if (this.#people.knows(Number(sale.seller))) this.#row.sellers += this.#isNew(this.#soldIn, Number(sale.seller));
    if (sale.kind === "retail") this.#row.customers += this.#isNew(this.#boughtIn, this.#buyers.find(sale.buyer));
    if (sale.final) this.settled(audited);
  }

  settled({ credits }: AuditedSale): void {
    for (const { amount } of credits) this.#row.credited += amount;
  }

  refunded({ sale }: AuditedSale): void {
    this.#row.refunded += sale.total;
  }

  keep(kept: Kept): void {
    kept.table("soldIn", this.#soldIn);
    kept.table("boughtIn", this.#boughtIn);
    kept.part("rows", this.#rows);
    this.#period = kept.value("period", this.#period);
    this.#row = kept.value("row", this.#row);
  }

  /** All periods up to the one in which the audited block lies. @param time The block's. */
  finish(time: bigint): readonly GrowthRow[] {
    this.#closeBefore(this.#programme.period(time));
    this.#close(false);
    return this.#rows.rows;
  }

  #isNew(seenIn: NumberTable, number: number): number {
    if (seenIn.get(number) === this.#period + 1) return 0;
    seenIn.set(number, this.#period + 1);
    return 1;
  }

  #closeBefore(period: number): void {
    for (; this.#period < period; this.#period++) this.#close(true);
  }

  #close(full: boolean): void {
    const [period, from] = [this.#period, this.#programme.begins(this.#period)];
    this.#rows.push({ period, from, full, people: this.#people.enrolled, ...this.#row });
    this.#row = emptyRow();
  }
}
