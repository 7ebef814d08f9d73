import {
  COMPANY,
  type Credit,
  decodeSalePlaced,
  type RawLog,
  type SaleStatus,
} from "../../../packages/protocol/src/index.ts";
import type { Change } from "./changes.ts";

/** A sale whose money is in escrow. */
export interface OpenSale {
  readonly id: bigint;
  /** Id of the distributor who sold. */
  readonly seller: bigint;
  /** Its `SalePlaced` event, which says all that settling takes. */
  readonly log: RawLog;
  /** Where it stands, as the core was last asked; undefined where it has to be asked. Books that are copies share it. */
  status?: SaleStatus | undefined;
}

/** A distributor who can be paid. */
export interface Payee {
  /** Present wallet; undefined while nobody is bound to the id. */
  readonly wallet?: string;
  /** Claimable, in token units. */
  readonly balance: bigint;
}

/** What the events up to some block leave: open sales, wallets and balances. The company is none of the payees. */
export class Books {
  readonly sales: Map<bigint, OpenSale>;
  readonly payees: Map<bigint, Payee>;

  constructor(sales: ReadonlyMap<bigint, OpenSale> = new Map(), payees: ReadonlyMap<bigint, Payee> = new Map()) {
    this.sales = new Map(sales);
    this.payees = new Map(payees);
  }

  /** Books that go on by themselves. */
  copy(): Books {
    return new Books(this.sales, this.payees);
  }

  apply(change: Change): void {
    switch (change.kind) {
      case "wallet":
        this.#setPayee(change.id, { wallet: change.wallet });
        break;
      case "placed":
        this.sales.set(change.id, { id: change.id, seller: change.seller, log: change.log });
        break;
      case "credited":
        this.#credit(change.credits);
        break;
      case "settled":
        for (const id of change.ids) this.#settle(id);
        break;
      case "moved":
        this.#move(change.id);
        break;
      case "refunded":
        this.sales.delete(change.id);
        break;
      case "paid":
        this.#setPayee(change.id, { balance: 0n });
        break;
    }
  }

  /** The core has to be asked about every sale again. */
  forgetStatuses(): void {
    for (const sale of this.sales.values()) sale.status = undefined;
  }

  #move(id: bigint): void {
    const sale = this.sales.get(id);
    if (sale !== undefined) this.sales.set(id, { ...sale, status: undefined });
  }

  #settle(id: bigint): void {
    const sale = this.sales.get(id);
    if (sale === undefined) return;
    this.#credit(decodeSalePlaced(sale.log).credits);
    this.sales.delete(id);
  }

  #credit(credits: readonly Credit[]): void {
    for (const { id, amount } of credits)
      this.#setPayee(id, { balance: (this.payees.get(id)?.balance ?? 0n) + amount });
  }

  #setPayee(id: bigint, changes: Partial<Payee>): void {
    if (id !== COMPANY) this.payees.set(id, { balance: 0n, ...this.payees.get(id), ...changes });
  }
}
