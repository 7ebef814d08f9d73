import { explainError, saleFromEvent, type Upline } from "../../../packages/protocol/src/index.ts";
import type { OpenSale } from "../books/books.ts";
import { inOneLine, isDown } from "../chain/faults.ts";
import type { Tip } from "../chain/tip.ts";
import { BatchSize } from "./batch-size.ts";
import type { Job, Verdict } from "./job.ts";
import { SetAside } from "./set-aside.ts";
import { saleName } from "./settling.ts";

/** What the core says of a sale that somebody else has refunded, or that is decided differently meanwhile. */
const OUTDATED = ["ReturnStateInvalid", "RefundNotDue"];

/** Refunds sales whose company or arbiter was silent, or whose refund failed before. Each takes a transaction. */
export class Refunding implements Job<OpenSale> {
  readonly verb = "refund";
  readonly things = "sales";
  readonly size = new BatchSize(1, 1);
  readonly setAside = new SetAside();
  readonly name = saleName;
  readonly #core: Upline;
  readonly #tip: () => Tip;

  /** @param tip What to try it against. */
  constructor(core: Upline, tip: () => Tip) {
    this.#core = core;
    this.#tip = tip;
  }

  attempt(sales: readonly OpenSale[]): Promise<readonly Verdict[]> {
    return Promise.all(sales.map((sale) => this.#attempt(sale)));
  }

  /** A refund that the token does not deliver waits for the buyer to say where else it is to go. */
  async #attempt(sale: OpenSale): Promise<Verdict> {
    try {
      await this.#core.refund.staticCall(saleFromEvent(sale.log), { blockTag: this.#tip().tag });
      return "do";
    } catch (error) {
      if (isDown(error)) throw error;
      if (!OUTDATED.includes(explainError(error).name)) return { impossible: inOneLine(error) };
      // The core knows better where it stands: it is asked again.
      sale.status = undefined;
      return "leave";
    }
  }

  encode([sale]: readonly OpenSale[]): string {
    if (sale === undefined) throw new RangeError("there is no sale to refund");
    return this.#core.interface.encodeFunctionData("refund", [saleFromEvent(sale.log)]);
  }
}
