import type { PlacedTransfer, TokenTransfer } from "../chain/read-transfer.ts";
import type { Keeping, Kept } from "../checkpoint/kept.ts";
import type { Arguments } from "../history/arguments.ts";
import type { AuditedSale, Observer } from "../history/observer.ts";
import type { People } from "../people/people.ts";
import type { ByKind } from "../sums/kinds.ts";
import { BoughtAfterJoining } from "./after-joining.ts";
import { Buyers } from "./buyers.ts";
import { CircularFlows } from "./circular.ts";
import { FundedPurchases } from "./funded.ts";
import { type Funding, fundingOf } from "./funding.ts";
import { oneSeller } from "./one-seller.ts";
import type { Pattern } from "./pattern.ts";
import { Payouts } from "./payouts.ts";
import { RecordedSales } from "./recorded.ts";
import { StrayTransfers } from "./stray.ts";
import { volumeTests } from "./volume-tests.ts";

/** Looks for all that cannot be prevented and is reported. */
export class Patterns implements Observer, Keeping {
  readonly buyers = new Buyers();
  readonly #funded: FundedPurchases;
  readonly #joining: BoughtAfterJoining;
  readonly #circular: CircularFlows;
  readonly #recorded: RecordedSales;
  readonly #payouts: Payouts;
  readonly #stray = new StrayTransfers();
  readonly #people: People;

  constructor(people: People) {
    this.#people = people;
    this.#payouts = new Payouts(people);
    this.#funded = new FundedPurchases(people, this.buyers, this.#payouts);
    this.#joining = new BoughtAfterJoining(people, this.buyers);
    this.#circular = new CircularFlows(people, this.buyers, this.#payouts);
    this.#recorded = new RecordedSales(people);
  }

  event(name: string, args: Arguments): void {
    this.#payouts.event(name, args);
    this.#recorded.event(name);
  }

  placed(sale: AuditedSale): void {
    this.buyers.placed(sale);
    this.#funded.placed(sale);
    this.#joining.placed(sale);
    this.#circular.placed(sale);
    this.#recorded.placed(sale);
    this.#stray.placed(sale);
  }

  keep(kept: Kept): void {
    kept.part("buyers", this.buyers);
    kept.part("payouts", this.#payouts);
    kept.part("funded", this.#funded);
    kept.part("joining", this.#joining);
    kept.part("circular", this.#circular);
    kept.part("recorded", this.#recorded);
    kept.part("stray", this.#stray);
  }

  transfers(transfers: Iterable<TokenTransfer>): void {
    this.#funded.transfers(transfers);
  }

  incoming(transfers: readonly PlacedTransfer[], stray: bigint): void {
    this.#stray.incoming(transfers, stray);
  }

  /** Between whom transfers are wanted, after the whole history. */
  funding(): Funding {
    return fundingOf(this.#people, this.buyers);
  }

  /** @param settled Sales that were paid out. */
  found(settled: ByKind): readonly Pattern[] {
    const stray = this.#stray.pattern();
    return [
      volumeTests(settled),
      this.#funded.pattern(),
      oneSeller(this.buyers),
      this.#joining.pattern(),
      this.#circular.pattern(),
      this.#recorded.pattern(),
      ...(stray === undefined ? [] : [stray]),
    ];
  }
}
