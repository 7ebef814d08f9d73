import type { TokenTransfer } from "../chain/read-transfer.ts";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { KeyTable } from "../people/key-table.ts";
import { NumberTable } from "../people/number-table.ts";
import type { People } from "../people/people.ts";
import type { Buyers } from "./buyers.ts";
import { type Cell, type Column, type Figure, largest, type Pattern } from "./pattern.ts";
import type { Payouts } from "./payouts.ts";

const COLUMNS: readonly Column[] = [
  { name: "seller", head: "seller", kind: "id" },
  { name: "payer", head: "paid by", kind: "id" },
  { name: "sales", head: "sales", kind: "count" },
  { name: "total", head: "their totals", kind: "amount" },
  { name: "paidOut", head: "balance paid out to customers", kind: "amount" },
];
const SENT: Column = { name: "sent", head: "sent to customers", kind: "amount" };

/** Finds customers whose purchases a distributor paid, or whose wallet the seller sent money to. */
export class FundedPurchases implements Observer, Keeping {
  readonly #people: People;
  readonly #buyers: Buyers;
  readonly #payouts: Payouts;
  /** Seller and payer, who are distributors. */
  readonly #pairs = new KeyTable(2);
  readonly #sales = NumberTable.ofWords();
  readonly #totals = new AmountTable();
  readonly #sent = new AmountTable();
  #bySeller = 0;
  #byOthers = 0;
  #transfersRead = false;
  #funded = new Set<number>();

  constructor(people: People, buyers: Buyers, payouts: Payouts) {
    this.#people = people;
    this.#buyers = buyers;
    this.#payouts = payouts;
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

  /** All but what comes after the whole history. */
  keep(kept: Kept): void {
    kept.table("pairs", this.#pairs);
    kept.table("sales", this.#sales);
    kept.table("totals", this.#totals);
    this.#bySeller = kept.value("bySeller", this.#bySeller);
    this.#byOthers = kept.value("byOthers", this.#byOthers);
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
    const paid = this.#paidToCustomers();
    for (const seller of paid.bySeller.keys()) this.#pairs.number([seller, seller]);
    const rows = Array.from({ length: this.#pairs.size }, (_, pair): readonly Cell[] => {
      const [seller = 0, payer = 0] = this.#pairs.key(pair);
      const paidOut = payer === seller ? (paid.bySeller.get(seller) ?? 0n) : 0n;
      const cells = [seller, payer, this.#sales.get(pair), this.#totals.get(pair), paidOut];
      return this.#transfersRead ? [...cells, this.#sent.get(pair)] : cells;
    });
    return {
      code: "funded-customers",
      title: "Customers who were paid for by a distributor",
      definition:
        "Retail sales whose payer was a present or former wallet of a distributor, the seller or another one; and balances that a distributor had paid out to the wallet of a customer whose first purchase was from him. " +
        (this.#transfersRead
          ? "Beside them: transfers of the token from a wallet of the seller to a wallet that bought from him, as the endpoint tells them, without proof."
          : "Transfers of the token outside the programme were not read, so that money which a seller sent to a customer before is not seen."),
      meaning:
        "A seller who pays for his own customers may be buying from himself to look active. He may as well have taken cash at the door.",
      figures: this.#figures(paid.customers),
      columns: this.#transfersRead ? [...COLUMNS, SENT] : COLUMNS,
      ...largest(rows, 3),
    };
  }

  /** By seller, what of his balance went to customers of his, and how many those are. */
  #paidToCustomers(): { readonly bySeller: ReadonlyMap<number, bigint>; readonly customers: number } {
    const bySeller = new Map<number, bigint>();
    let customers = 0;
    for (const { id, wallet, amount } of this.#payouts.elsewhere()) {
      const buyer = this.#buyers.find(wallet);
      if (buyer < 0 || this.#buyers.get(buyer).seller !== id) continue;
      bySeller.set(id, (bySeller.get(id) ?? 0n) + amount);
      customers++;
    }
    return { bySeller, customers };
  }

  #figures(paidCustomers: number): readonly Figure[] {
    const sales: readonly Figure[] = [
      { name: "salesPaidBySeller", head: "sales paid by their own seller", kind: "count", value: this.#bySeller },
      { name: "salesPaidByOthers", head: "sales paid by another distributor", kind: "count", value: this.#byOthers },
      {
        name: "customersPaid",
        head: "customers to whom their seller's balance was paid out",
        kind: "count",
        value: paidCustomers,
      },
    ];
    if (!this.#transfersRead) return sales;
    const value = this.#funded.size;
    return [
      ...sales,
      { name: "customersFunded", head: "customers who got money from their seller", kind: "count", value },
    ];
  }
}
