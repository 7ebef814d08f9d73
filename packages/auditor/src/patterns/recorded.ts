import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { NumberTable } from "../people/number-table.ts";
import type { People } from "../people/people.ts";
import { type Cell, largest, type Pattern, shareOf } from "./pattern.ts";

/** Sales that the company recorded for people, and paid into the programme itself. */
export class RecordedSales implements Observer, Keeping {
  readonly #people: People;
  readonly #sales = NumberTable.ofWords();
  readonly #totals = new AmountTable();
  #sellers: number[] = [];
  #count = 0;
  #total = 0n;
  #all = 0n;
  #batches = 0;
  #skipped = 0;

  constructor(people: People) {
    this.#people = people;
  }

  event(name: string): void {
    if (name === "BatchRecorded") this.#batches++;
    if (name === "RecordSkipped") this.#skipped++;
  }

  placed({ sale }: AuditedSale): void {
    this.#all += sale.total;
    if (sale.kind !== "recorded") return;
    this.#count++;
    this.#total += sale.total;
    const seller = Number(sale.seller);
    if (!this.#people.knows(seller)) return;
    if (this.#sales.get(seller) === 0) this.#sellers.push(seller);
    this.#sales.add(seller, 1);
    this.#totals.add(seller, sale.total);
  }

  keep(kept: Kept): void {
    kept.table("sales", this.#sales);
    kept.table("totals", this.#totals);
    this.#sellers = kept.value("sellers", this.#sellers);
    this.#count = kept.value("count", this.#count);
    this.#total = kept.value("total", this.#total);
    this.#all = kept.value("all", this.#all);
    this.#batches = kept.value("batches", this.#batches);
    this.#skipped = kept.value("skipped", this.#skipped);
  }

  pattern(): Pattern {
    const rows = this.#sellers
      .toSorted((a, b) => a - b)
      .map((id): readonly Cell[] => [id, this.#sales.get(id), this.#totals.get(id)]);
    return {
      code: "recorded-sales",
      title: "Sales recorded by the company",
      definition:
        "Sales that were paid elsewhere, for example in cash. The company recorded them and paid their totals into the programme. They count for nobody's activity and as neither retail nor own purchases.",
      meaning:
        "The chain proves that the company paid them in, and what they paid out; it cannot prove that there was a customer.",
      figures: [
        { name: "sales", head: "recorded sales", kind: "count", value: this.#count },
        { name: "total", head: "their totals", kind: "amount", value: this.#total },
        { name: "share", head: "of all sales", kind: "share", value: shareOf(this.#total, this.#all) },
        { name: "batches", head: "batches", kind: "count", value: this.#batches },
        { name: "skipped", head: "entries passed over as invalid", kind: "count", value: this.#skipped },
      ],
      columns: [
        { name: "seller", head: "recorded for", kind: "id" },
        { name: "sales", head: "sales", kind: "count" },
        { name: "total", head: "their totals", kind: "amount" },
      ],
      ...largest(rows, 2),
    };
  }
}
