import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { KeyTable } from "../people/key-table.ts";
import type { People } from "../people/people.ts";
import type { Buyers } from "./buyers.ts";
import { type Cell, largest, type Pattern } from "./pattern.ts";
import type { Payouts } from "./payouts.ts";

/** Finds money that comes back: distributors who buy from each other, and commissions paid out to customers' wallets. */
export class CircularFlows implements Observer, Keeping {
  readonly #people: People;
  readonly #buyers: Buyers;
  /** Buyer and seller, both distributors. */
  readonly #pairs = new KeyTable(2);
  readonly #bought = new AmountTable();
  readonly #payouts: Payouts;

  constructor(people: People, buyers: Buyers, payouts: Payouts) {
    this.#people = people;
    this.#buyers = buyers;
    this.#payouts = payouts;
  }

  placed({ sale }: AuditedSale): void {
    if (sale.kind !== "distributor") return;
    const buyer = this.#people.owner(sale.buyer);
    this.#bought.add(this.#pairs.number([buyer, Number(sale.seller)]), sale.total);
  }

  keep(kept: Kept): void {
    kept.table("pairs", this.#pairs);
    kept.table("bought", this.#bought);
  }

  pattern(): Pattern {
    const [mutual, returned] = [this.#mutual(), this.#returned()];
    return {
      code: "circular-flows",
      title: "Money that goes in circles",
      definition:
        "Pairs of distributors each of whom bought from the other, with the smaller of both sums; and payouts of a distributor's balance to the wallet of a retail customer, whoever sold to it.",
      meaning:
        "Sales back and forth make volume, commissions and activity without a customer. Neighbours who sell different products do the same honestly.",
      figures: [
        { name: "pairs", head: "pairs who bought from each other", kind: "count", value: mutual.length },
        {
          name: "payouts",
          head: "customers' wallets that were paid commissions",
          kind: "count",
          value: returned.length,
        },
      ],
      columns: [
        { name: "what", head: "what", kind: "text" },
        { name: "distributor", head: "distributor", kind: "id" },
        { name: "other", head: "with", kind: "text" },
        { name: "amount", head: "amount", kind: "amount" },
      ],
      ...largest([...mutual, ...returned], 3),
    };
  }

  #mutual(): readonly (readonly Cell[])[] {
    const rows: (readonly Cell[])[] = [];
    for (let pair = 0; pair < this.#pairs.size; pair++) {
      const [buyer = 0, seller = 0] = this.#pairs.key(pair);
      const back = buyer < seller ? this.#pairs.find([seller, buyer]) : -1;
      if (back < 0) continue;
      const [there, here] = [this.#bought.get(pair), this.#bought.get(back)];
      rows.push(["bought from each other", buyer, `distributor ${seller}`, there < here ? there : here]);
    }
    return rows;
  }

  #returned(): readonly (readonly Cell[])[] {
    return [...this.#payouts.elsewhere()]
      .filter(({ wallet }) => this.#buyers.find(wallet) >= 0)
      .map(({ id, wallet, amount }) => ["paid out to a customer", id, wallet, amount]);
  }
}
