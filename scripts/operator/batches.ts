import { explainError } from "../../packages/protocol/src/index.ts";
import type { Call } from "./calls.ts";
import type { Desk } from "./desk.ts";

/** Work on many items, as many of them in a call as fit one transaction. */
export interface Job<T> {
  /** What the items are called, in the plural. */
  readonly what: string;
  readonly items: readonly T[];
  /**
   * The call for some of the items.
   * @param start Place of the first among all of the job's.
   * @param batch Number of the call in this run, from 0.
   */
  call(items: readonly T[], start: number, batch: number): Promise<Call> | Call;
  /** Each call needs the one before it to be mined; calls of a job that does not can be tried side by side. */
  readonly inOrder: boolean;
  /** The most items that a call takes, if there is another limit than gas. */
  readonly most?: number;
}

/** Items that fit one call. */
export interface Batch<T> {
  readonly items: readonly T[];
  readonly call: Call;
  /** As estimated. */
  readonly gas: bigint;
}

/** Part of the limit that batches are made for: the state changes between the estimate and the transaction. */
const FILL = { of: 4n, by: 5n };
/** Items that the first estimate is made with. */
const PROBE = 8;
/** What a call is refused with that needs more gas than a node gives, besides other reasons. */
const UNCLEAR = ["CALL_EXCEPTION", "UNKNOWN", "SERVER_ERROR"];

/** Cuts a job into batches by what they cost. */
export class Cutter<T> {
  readonly #desk: Desk;
  readonly #job: Job<T>;
  /** Gas of an item, as learnt so far. */
  #each: bigint | undefined;

  constructor(desk: Desk, job: Job<T>) {
    this.#desk = desk;
    this.#job = job;
  }

  /** The batch that begins at an item. @throws The contract's own error if it would be refused. */
  async next(start: number, batch: number): Promise<Batch<T>> {
    const most = Math.min(this.#job.items.length - start, this.#job.most ?? Number.MAX_SAFE_INTEGER);
    let [best, ceiling]: [Batch<T> | undefined, number] = [undefined, most];
    let size = Math.min(most, this.#fitting() ?? PROBE);
    for (;;) {
      const made = await this.#tried(start, size, batch);
      const fits = made !== undefined && (made.gas <= this.#room || size === 1);
      if (made !== undefined) this.#each = made.gas / BigInt(size) + 1n;
      if (fits) best = made;
      else ceiling = size - 1;
      const larger = this.#larger(best?.items.length ?? 0, ceiling, ceiling < most);
      if (best !== undefined && larger === undefined) return best;
      size =
        best === undefined ? Math.max(1, Math.min(Math.ceil(size / 2), this.#fitting() ?? size)) : (larger ?? size);
    }
  }

  /**
   * How many items to try next.
   * @param size So many fit.
   * @param ceiling More do not, or there are no more.
   * @param isBounded Whether it was tried that more do not fit.
   * @returns Undefined if so many are nearly as many as fit, which is not worth another estimate.
   */
  #larger(size: number, ceiling: number, isBounded: boolean): number | undefined {
    const guess = Math.min(ceiling, this.#fitting() ?? ceiling);
    const next = isBounded ? Math.min(guess, Math.ceil((size + ceiling) / 2)) : guess;
    return next * 4 > size * 5 ? next : undefined;
  }

  get #room(): bigint {
    return (this.#desk.limit * FILL.of) / FILL.by;
  }

  #fitting(): number | undefined {
    return this.#each === undefined ? undefined : Math.max(1, Number(this.#room / this.#each));
  }

  /** @returns Undefined if there are too many items for a transaction. */
  async #tried(start: number, size: number, batch: number): Promise<Batch<T> | undefined> {
    const items = this.#job.items.slice(start, start + size);
    const call = await this.#job.call(items, start, batch);
    try {
      return { items, call, gas: await this.#desk.estimate(call) };
    } catch (error) {
      if (size > 1 && UNCLEAR.includes(explainError(error).name)) return undefined;
      throw error;
    }
  }
}
