import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { addressKey, KeyTable, keyAddress } from "../people/key-table.ts";
import { NumberTable } from "../people/number-table.ts";

/** What a wallet bought. */
export interface Buyer {
  readonly wallet: string;
  /** Id of the seller of its first purchase. */
  readonly seller: number;
  /** Whether it ever bought from another. */
  readonly several: boolean;
  readonly purchases: number;
  /** Sum of all totals at placement, in token units. */
  readonly spent: bigint;
  /** Second of the first purchase. */
  readonly first: bigint;
}

/** All wallets that bought something as customers, that is in retail sales; some 70 bytes each. */
export class Buyers implements Observer, Keeping {
  readonly #wallets = new KeyTable(5);
  readonly #sellers = NumberTable.ofWords();
  readonly #several = NumberTable.ofBytes();
  readonly #purchases = NumberTable.ofWords();
  readonly #first = NumberTable.ofTimes();
  readonly #spent = new AmountTable();

  get size(): number {
    return this.#wallets.size;
  }

  /** The number of a wallet that bought, or -1. */
  find(wallet: string): number {
    return this.#wallets.find(addressKey(wallet));
  }

  get(number: number): Buyer {
    return {
      wallet: keyAddress(this.#wallets.key(number)),
      seller: this.#sellers.get(number),
      several: this.#several.get(number) === 1,
      purchases: this.#purchases.get(number),
      spent: this.#spent.get(number),
      first: BigInt(this.#first.get(number)),
    };
  }

  keep(kept: Kept): void {
    kept.table("wallets", this.#wallets);
    kept.table("sellers", this.#sellers);
    kept.table("several", this.#several);
    kept.table("purchases", this.#purchases);
    kept.table("first", this.#first);
    kept.table("spent", this.#spent);
  }

  placed({ sale, entry }: AuditedSale): void {
    if (sale.kind !== "retail") return;
    const number = this.#wallets.number(addressKey(sale.buyer));
    const seller = Number(sale.seller);
    if (this.#purchases.get(number) === 0) {
      this.#sellers.set(number, seller);
      this.#first.set(number, Number(entry.timestamp));
    }
    if (this.#sellers.get(number) !== seller) this.#several.set(number, 1);
    this.#purchases.add(number, 1);
    this.#spent.add(number, sale.total);
  }
}
