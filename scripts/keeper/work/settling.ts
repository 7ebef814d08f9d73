import { toBeHex } from "ethers";
import {
  choice,
  SETTLE_RESULTS,
  type SettleResult,
  saleFromEvent,
  type Upline,
} from "../../../packages/protocol/src/index.ts";
import type { OpenSale } from "../books/books.ts";
import type { Tip } from "../chain/tip.ts";
import { BatchSize } from "./batch-size.ts";
import type { Job, Verdict } from "./job.ts";
import { SetAside } from "./set-aside.ts";

const FIRST_BATCH = 64;

/** Settles sales whose return window is over. */
export class Settling implements Job<OpenSale> {
  readonly verb = "settle";
  readonly things = "sales";
  readonly size = new BatchSize(FIRST_BATCH);
  readonly setAside = new SetAside();
  readonly #core: Upline;
  readonly #tip: () => Tip;

  /** @param tip What to try it against. */
  constructor(core: Upline, tip: () => Tip) {
    this.#core = core;
    this.#tip = tip;
  }

  readonly name = saleName;

  async attempt(sales: readonly OpenSale[]): Promise<readonly Verdict[]> {
    const results = await this.#core.settleMany.staticCall(structs(sales), { blockTag: this.#tip().tag });
    return sales.map((sale, i) => verdict(sale, choice(SETTLE_RESULTS, results[i] ?? 0n)));
  }

  encode(sales: readonly OpenSale[]): string {
    return this.#core.interface.encodeFunctionData("settleMany", [structs(sales)]);
  }
}

/** A sale as it is called in front of people. */
export function saleName(id: bigint): string {
  return `sale ${toBeHex(id, 20)}`;
}

const structs = (sales: readonly OpenSale[]) => sales.map(({ log }) => saleFromEvent(log));

function verdict(sale: OpenSale, result: SettleResult): Verdict {
  if (result === "settled") return "do";
  // The core knows better where it stands: it is asked again.
  sale.status = undefined;
  return result === "unknown" ? { impossible: "the core knows no such sale" } : "leave";
}
