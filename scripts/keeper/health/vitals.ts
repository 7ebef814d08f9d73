import { inOneLine } from "../chain/faults.ts";
import type { LastTransaction, Status } from "./status.ts";

/** What a look at the chain showed. */
export type View = Pick<Status, "block" | "behind" | "openSales" | "dueSales" | "overdueBy" | "reorganisations">;

/** What a transaction came to. */
export interface Tally {
  readonly settled: number;
  readonly refunded: number;
  /** Balances, and what they came to in token units. */
  readonly pushed: number;
  readonly pushedAmount: bigint;
}

const NOTHING_SEEN: View = { block: -1, behind: 0, openSales: 0, dueSales: 0, overdueBy: 0, reorganisations: 0 };

/** Notes down how a keeper fares; what asks for its health reads it here. */
export class Vitals {
  #view = NOTHING_SEEN;
  #tally: Tally = { settled: 0, refunded: 0, pushed: 0, pushedAmount: 0n };
  #transactions = 0;
  #replaced = 0;
  #last: LastTransaction | undefined;
  #account = { account: "", balance: 0n, costOfOne: 0n };
  #setAside: Status["setAside"] = [];
  #failures = 0;
  #failure: string | undefined;
  #aliveAt: number;
  readonly #now: () => number;

  /** @param now In milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#aliveAt = now();
  }

  /** It has read up to a block, with so many still to read; a long way may take many of these. */
  advanced(block: number, behind: number): void {
    this.#view = { ...this.#view, block: Math.max(block, this.#view.block), behind };
    this.#alive();
  }

  #alive(): void {
    this.#aliveAt = this.#now();
  }

  roundDone(): void {
    this.#failures = 0;
    this.#failure = undefined;
    this.#alive();
  }

  /** @returns How many rounds in a row have failed now. */
  roundFailed(error: unknown): number {
    this.#failure = inOneLine(error);
    this.#failures += 1;
    return this.#failures;
  }

  saw(view: View): void {
    this.#view = view;
  }

  /** @param costOfOne What one full transaction costs now, in wei. */
  sawAccount(account: string, balance: bigint, costOfOne: bigint): void {
    this.#account = { account, balance, costOfOne };
  }

  hasSetAside(setAside: Status["setAside"]): void {
    this.#setAside = setAside;
  }

  mined(tally: Tally, last: LastTransaction): void {
    const { settled, refunded, pushed, pushedAmount } = this.#tally;
    this.#tally = {
      settled: settled + tally.settled,
      refunded: refunded + tally.refunded,
      pushed: pushed + tally.pushed,
      pushedAmount: pushedAmount + tally.pushedAmount,
    };
    this.#transactions += 1;
    this.#last = last;
    this.#alive();
  }

  replaced(): void {
    this.#replaced += 1;
  }

  status(): Status {
    return {
      ...this.#view,
      ...this.#tally,
      ...this.#account,
      setAside: this.#setAside,
      transactions: this.#transactions,
      replaced: this.#replaced,
      lastTransaction: this.#last,
      failures: this.#failures,
      failure: this.#failure,
      silentFor: (this.#now() - this.#aliveAt) / 1000,
    };
  }
}
