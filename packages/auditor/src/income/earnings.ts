import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { NumberTable } from "../people/number-table.ts";
import { COMPANY_ID, type People } from "../people/people.ts";

/** What one person has from the sales of some time. Amounts in token units. */
export interface Earned {
  readonly profit: bigint;
  readonly commission: bigint;
  /** What his own wallets paid for purchases. */
  readonly purchases: bigint;
}

/** What everybody has from sales of some time; a sale counts when it is paid out, so that a refunded one never does. */
export class Earnings implements Keeping {
  readonly #people: People;
  readonly #profit = new AmountTable();
  readonly #commission = new AmountTable();
  readonly #purchases = new AmountTable();
  readonly #known = NumberTable.ofBytes();
  #ids: number[] = [];

  constructor(people: People) {
    this.#people = people;
  }

  /** Who has something, or bought something. */
  get ids(): readonly number[] {
    return this.#ids;
  }

  of(id: number): Earned {
    return {
      profit: this.#profit.get(id),
      commission: this.#commission.get(id),
      purchases: this.#purchases.get(id),
    };
  }

  /** A sale was paid out. */
  add({ sale, credits }: AuditedSale): void {
    for (const { id, amount, profit } of credits) {
      const person = Number(id);
      if (!this.#note(person)) continue;
      this.#profit.add(person, profit);
      this.#commission.add(person, amount - profit);
    }
    if (sale.kind === "personal") this.#bought(Number(sale.seller), sale.total);
    if (sale.kind === "distributor") this.#bought(this.#people.owner(sale.buyer), sale.total);
  }

  keep(kept: Kept): void {
    kept.table("profit", this.#profit);
    kept.table("commission", this.#commission);
    kept.table("purchases", this.#purchases);
    kept.table("known", this.#known);
    this.#ids = kept.value("ids", this.#ids);
  }

  clear(): void {
    for (const id of this.#ids) {
      for (const table of [this.#profit, this.#commission, this.#purchases]) table.clear(id);
      this.#known.set(id, 0);
    }
    this.#ids = [];
  }

  #bought(id: number, total: bigint): void {
    if (this.#note(id)) this.#purchases.add(id, total);
  }

  /** @returns Whether it is one of the people: neither the company nor an id that nobody has. */
  #note(id: number): boolean {
    if (id <= COMPANY_ID || !this.#people.knows(id)) return false;
    if (this.#known.get(id) === 0) this.#ids.push(id);
    this.#known.set(id, 1);
    return true;
  }
}
