import { AuditError } from "../audit-error.ts";
import { type Arguments, text, uint } from "../history/arguments.ts";
import type { AuditedSale, Entry, ExplainedCredit, Observer } from "../history/observer.ts";
import { ProgrammeFacts } from "../people/programme.ts";
import { type CreditParts, creditParts } from "../sums/split.ts";
import { type CreditName, hasCredit } from "./credit-name.ts";

/** When and where something happened; block and transaction are as the source tells them. */
export interface Moment {
  readonly time: bigint;
  /** Number of the entry in the journal, from 0. */
  readonly entry: number;
  readonly block: bigint;
  readonly transaction: string;
}

/** One credit from the sale to the wallet. Amounts in token units. */
export interface CreditStory {
  readonly sale: AuditedSale;
  readonly credit: ExplainedCredit;
  readonly parts: CreditParts;
  readonly placed: Moment;
  /** When it was credited; a sale without return window at once. */
  readonly credited: Moment | undefined;
  readonly refunded: Moment | undefined;
  /** The payout by which it reached a wallet, with all else that had come together. */
  readonly paid: (Moment & { readonly amount: bigint; readonly to: string }) | undefined;
}

/** No sale of the history has the credit. */
export class CreditUnknown extends AuditError {
  override readonly name = "CreditUnknown";

  constructor({ sale, distributor }: CreditName) {
    super(
      `no sale ${sale} of the history credits distributor ${distributor}`,
      { sale, distributor },
      "credits.csv of the audit lists every credit; a sale that was refunded or waits in escrow is in sales.csv.",
    );
  }
}

/** Follows one credit through the history. */
export class CreditExplainer implements Observer {
  readonly #name: CreditName;
  readonly #programme = new ProgrammeFacts();
  #sale: AuditedSale | undefined;
  #credited: Moment | undefined;
  #refunded: Moment | undefined;
  #paid: CreditStory["paid"];

  constructor(name: CreditName) {
    this.#name = name;
  }

  event(name: string, args: Arguments, entry: Entry): void {
    this.#programme.event(name, args, entry);
    if (name !== "Paid" || this.#credited === undefined || this.#paid !== undefined) return;
    if (uint(args, "id") !== this.#name.distributor) return;
    this.#paid = { ...momentOf(entry), amount: uint(args, "amount"), to: text(args, "to") };
  }

  placed(sale: AuditedSale): void {
    if (this.#sale !== undefined || !hasCredit(sale, this.#name)) return;
    this.#sale = sale;
    if (sale.sale.final) this.#credited = momentOf(sale.entry);
  }

  settled(sale: AuditedSale, entry: Entry): void {
    if (sale.number === this.#sale?.number) this.#credited = momentOf(entry);
  }

  refunded(sale: AuditedSale, _to: string, entry: Entry): void {
    if (sale.number === this.#sale?.number) this.#refunded = momentOf(entry);
  }

  /** What was found, once the whole history has passed. @throws CreditUnknown */
  get story(): CreditStory {
    const credit = this.#sale?.credits.find(({ id }) => id === this.#name.distributor);
    if (this.#sale === undefined || credit === undefined) throw new CreditUnknown(this.#name);
    return {
      sale: this.#sale,
      credit,
      parts: creditParts(this.#sale, credit, this.#programme),
      placed: momentOf(this.#sale.entry),
      credited: this.#credited,
      refunded: this.#refunded,
      paid: this.#paid,
    };
  }
}

function momentOf({ timestamp, number, block, transaction }: Entry): Moment {
  return { time: timestamp, entry: number, block, transaction };
}
