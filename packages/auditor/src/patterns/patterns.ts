import type { Arguments } from "../history/arguments.ts";
import type { AuditedSale, Entry, Observer } from "../history/observer.ts";
import type { People } from "../people/people.ts";
import type { ByKind } from "../sums/kinds.ts";
import { BoughtAfterJoining } from "./after-joining.ts";
import { Buyers } from "./buyers.ts";
import { CircularFlows } from "./circular.ts";
import { FundedPurchases, type TokenTransfer } from "./funded.ts";
import { oneSeller } from "./one-seller.ts";
import type { Pattern } from "./pattern.ts";
import { RecordedSales } from "./recorded.ts";
import { volumeTests } from "./volume-tests.ts";

/** Looks for all that cannot be prevented and is reported. */
export class Patterns implements Observer {
  readonly buyers = new Buyers();
  readonly #funded: FundedPurchases;
  readonly #joining: BoughtAfterJoining;
  readonly #circular: CircularFlows;
  readonly #recorded: RecordedSales;

  constructor(people: People) {
    this.#funded = new FundedPurchases(people, this.buyers);
    this.#joining = new BoughtAfterJoining(people, this.buyers);
    this.#circular = new CircularFlows(people, this.buyers);
    this.#recorded = new RecordedSales(people);
  }

  event(name: string, args: Arguments, entry: Entry): void {
    this.#circular.event(name, args, entry);
    this.#recorded.event(name);
  }

  placed(sale: AuditedSale): void {
    this.buyers.placed(sale);
    this.#funded.placed(sale);
    this.#joining.placed(sale);
    this.#circular.placed(sale);
    this.#recorded.placed(sale);
  }

  transfers(transfers: Iterable<TokenTransfer>): void {
    this.#funded.transfers(transfers);
  }

  /** @param settled Sales that were paid out. */
  found(settled: ByKind): readonly Pattern[] {
    return [
      volumeTests(settled),
      this.#funded.pattern(),
      oneSeller(this.buyers),
      this.#joining.pattern(),
      this.#circular.pattern(),
      this.#recorded.pattern(),
    ];
  }
}
