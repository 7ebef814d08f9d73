import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { KeyTable } from "../people/key-table.ts";
import { NumberTable } from "../people/number-table.ts";
import type { People } from "../people/people.ts";
import type { Buyers } from "./buyers.ts";
import { type Cell, type Column, type Figure, largest, type Pattern } from "./pattern.ts";

/** A transfer of the token outside the programme, as an endpoint tells it; the journal does not prove it. */
export interface TokenTransfer {
  readonly from: string;
  readonly to: string;
  /** In token units. */
  readonly amount: bigint;
}

const COLUMNS: readonly Column[] = [
  { name: "seller", head: "seller", kind: "id" },
  { name: "payer", head: "paid by", kind: "id" },
  { name: "sales", head: "sales", kind: "count" },
  { name: "total", head: "their totals", kind: "amount" },
];
const SENT: Column = { name: "sent", head: "sent to customers", kind: "amount" };

/** Finds customers whose purchases a distributor paid, or whose wallet the seller sent money to. */
export class FundedPurchases implements Observer {
  readonly #people: People;
  readonly #buyers: Buyers;
  /** Seller and payer, who are distributors. */
  readonly #pairs = new KeyTable(2);
  readonly #sales = NumberTable.ofWords();
  readonly #totals = new AmountTable();
  readonly #sent = new AmountTable();
  #bySeller = 0;
  #byOthers = 0;
  #transfersRead = false;
  #funded = new Set<number>();

  constructor(people: People, buyers: Buyers) {
    this.#people = people;
    this.#buyers = buyers;
  }

  placed({ sale }: AuditedSale): void {
    if (sale.kind !== "retail" || sale.payer.toLowerCase() === sale.buyer.toLowerCase()) return;
    const payer = this.#people.owner(sale.payer);
    if (payer === 0) return;
    const pair = this.#pairs.number([Number(sale.seller), payer]);
    this.#sales.add(pair, 1);
    this.#totals.add(pair, sale.total);
    if (payer === Number(sale.seller)) this.#bySeller++;
    else this.#byOthers++;
  }

  /** All transfers of the token, after the whole history; leave it out where they are not to be had. */
  transfers(transfers: Iterable<TokenTransfer>): void {
    this.#transfersRead = true;
    for (const { from, to, amount } of transfers) {
      const buyer = this.#buyers.find(to);
      const sender = this.#people.owner(from);
      if (buyer < 0 || sender === 0 || this.#buyers.get(buyer).seller !== sender) continue;
      this.#sent.add(this.#pairs.number([sender, sender]), amount);
      this.#funded.add(buyer);
    }
  }

  pattern(): Pattern {
    const rows = Array.from({ length: this.#pairs.size }, (_, pair): readonly Cell[] => {
      const [seller = 0, payer = 0] = this.#pairs.key(pair);
      const sales = [seller, payer, this.#sales.get(pair), this.#totals.get(pair)];
      return this.#transfersRead ? [...sales, this.#sent.get(pair)] : sales;
    });
    return {
      code: "funded-customers",
      title: "Customers whose purchases a distributor paid",
      definition:
        "Retail sales whose payer was a present or former wallet of a distributor, the seller or another one. " +
        (this.#transfersRead
          ? "Beside them: transfers of the token from a wallet of the seller to a wallet that bought from him, as the endpoint tells them, without proof."
          : "Transfers of the token outside the programme were not read, so that money which a seller sent to a customer before is not seen."),
      meaning:
        "A seller who pays for his own customers may be buying from himself to look active. He may as well have taken cash at the door.",
      figures: this.#figures(),
      columns: this.#transfersRead ? [...COLUMNS, SENT] : COLUMNS,
      ...largest(rows, 3),
    };
  }

  #figures(): readonly Figure[] {
    const sales: readonly Figure[] = [
      { name: "salesPaidBySeller", head: "sales paid by their own seller", kind: "count", value: this.#bySeller },
      { name: "salesPaidByOthers", head: "sales paid by another distributor", kind: "count", value: this.#byOthers },
    ];
    if (!this.#transfersRead) return sales;
    const value = this.#funded.size;
    return [
      ...sales,
      { name: "customersFunded", head: "customers who got money from their seller", kind: "count", value },
    ];
  }
}
