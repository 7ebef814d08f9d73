import { choice, PUSH_RESULTS, type Upline } from "../../../packages/protocol/src/index.ts";
import type { Tip } from "../chain/tip.ts";
import { BatchSize } from "./batch-size.ts";
import type { Job, Verdict } from "./job.ts";
import type { Pushable } from "./plan.ts";
import { SetAside } from "./set-aside.ts";

const FIRST_BATCH = 100;

/** Pushes whole balances to their owners' wallets. */
export class Pushing implements Job<Pushable> {
  readonly verb = "push";
  readonly things = "balances";
  readonly size = new BatchSize(FIRST_BATCH);
  readonly setAside = new SetAside();
  readonly #core: Upline;
  readonly #tip: () => Tip;

  /** @param tip What to try it against. */
  constructor(core: Upline, tip: () => Tip) {
    this.#core = core;
    this.#tip = tip;
  }

  name(id: bigint): string {
    return `distributor ${id}`;
  }

  /** Whoever cannot be paid now is left until the next push: he keeps his balance, and can claim it elsewhere. */
  async attempt(payees: readonly Pushable[]): Promise<readonly Verdict[]> {
    const results = await this.#core.push.staticCall(walletsOf(payees), { blockTag: this.#tip().tag });
    return payees.map((_, i) => (choice(PUSH_RESULTS, results[i] ?? 0n) === "paid" ? "do" : "leave"));
  }

  encode(payees: readonly Pushable[]): string {
    return this.#core.interface.encodeFunctionData("push", [walletsOf(payees)]);
  }
}

const walletsOf = (payees: readonly Pushable[]) => payees.map(({ wallet }) => wallet);
