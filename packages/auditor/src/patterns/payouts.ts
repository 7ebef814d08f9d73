import type { Keeping, Kept } from "../checkpoint/kept.ts";
import { type Arguments, small, text, uint } from "../history/arguments.ts";
import type { Observer } from "../history/observer.ts";
import { AmountTable } from "../people/amount-table.ts";
import { addressKey, KeyTable, keyAddress } from "../people/key-table.ts";
import { COMPANY_ID, type People } from "../people/people.ts";

/** Balances that a distributor had paid out to an address that is no wallet of his. */
export interface PaidElsewhere {
  readonly id: number;
  readonly wallet: string;
  /** Sum of all such payouts, in token units. */
  readonly amount: bigint;
}

/** Gathers what people had paid out to others. */
export class Payouts implements Observer, Keeping {
  readonly #people: People;
  /** Id, and the five words of the recipient's address. */
  readonly #recipients = new KeyTable(6);
  readonly #paid = new AmountTable();

  constructor(people: People) {
    this.#people = people;
  }

  event(name: string, args: Arguments): void {
    if (name !== "Paid") return;
    const [id, to] = [small(args, "id"), text(args, "to")];
    if (id === COMPANY_ID || !this.#people.knows(id) || this.#people.owner(to) === id) return;
    this.#paid.add(this.#recipients.number([id, ...addressKey(to)]), uint(args, "amount"));
  }

  keep(kept: Kept): void {
    kept.table("recipients", this.#recipients);
    kept.table("paid", this.#paid);
  }

  *elsewhere(): Generator<PaidElsewhere> {
    for (let number = 0; number < this.#recipients.size; number++) {
      const [id = 0, ...key] = this.#recipients.key(number);
      yield { id, wallet: keyAddress(key), amount: this.#paid.get(number) };
    }
  }
}
