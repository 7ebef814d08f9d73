import type { SourceFault } from "../fault.ts";
import { AnswerMalformed, AnswerTooLarge, EndpointRefused, EndpointSilent } from "./faults.ts";

/** Blocks with both ends included, and what was read of them. */
export interface BlockPage<T> {
  readonly from: bigint;
  readonly to: bigint;
  readonly found: T;
}

/** So many pages in a row pass before one is tried that is as large as one that was refused: twice as many each time. */
const FIRST_WAIT = 16;
const LONGEST_WAIT = 256;
/** A page is large enough if it lacks no more than this part of itself to what was refused. */
const NEAR = 8n;
/** A page that is not answered in time costs the whole time limit: it is cut by more, and not often. */
const SILENCE_DIVISOR = 16n;
const SILENCES = 4;

/**
 * Reads a range of blocks in pages as large as the endpoint answers: endpoints limit blocks, events, bytes or time, each
 * in its own words and at its own number, so any refusal halves the page or goes back to what has passed, and pages that
 * pass grow towards what was refused.
 */
export class BlockPager<T> {
  readonly #read: (from: bigint, to: bigint) => Promise<T>;
  readonly #largest: bigint;
  #size: bigint;
  /** Refused once; the largest that may pass is below it. */
  #refused: bigint;
  /** The largest that has passed since; 0 where none has. */
  #good = 0n;
  #passed = 0;
  #wait = FIRST_WAIT;
  #silences = 0;

  constructor(read: (from: bigint, to: bigint) => Promise<T>, largest: bigint) {
    this.#read = read;
    this.#largest = largest;
    this.#size = largest;
    this.#refused = largest + 1n;
  }

  /** @throws What the endpoint answers, when a single block is refused. */
  async *pages(first: bigint, last: bigint): AsyncGenerator<BlockPage<T>> {
    for (let from = first; from <= last; ) {
      const most = from + this.#size - 1n;
      const to = most < last ? most : last;
      const page = await this.#tried(from, to);
      if (page === undefined) continue;
      yield page;
      from = to + 1n;
    }
  }

  /** @returns Undefined where the page was too large. */
  async #tried(from: bigint, to: bigint): Promise<BlockPage<T> | undefined> {
    const blocks = to - from + 1n;
    try {
      const found = await this.#read(from, to);
      this.#grow(blocks);
      return { from, to, found };
    } catch (error) {
      if (!isTooMuch(error) || blocks === 1n) throw error;
      this.#shrink(blocks, error);
      return undefined;
    }
  }

  /** @throws The fault, if there were too many like it. */
  #shrink(blocks: bigint, fault: SourceFault): void {
    const isSilent = fault instanceof EndpointSilent;
    this.#silences = isSilent ? this.#silences + 1 : 0;
    if (this.#silences > SILENCES) throw fault;
    const cut = blocks / (isSilent ? SILENCE_DIVISOR : 2n);
    this.#refused = blocks;
    this.#passed = 0;
    if (this.#good >= blocks) this.#good = 0n;
    this.#size = this.#good > 0n ? this.#good : cut > 0n ? cut : 1n;
  }

  #grow(blocks: bigint): void {
    this.#silences = 0;
    this.#passed += 1;
    // The last page of a range may be smaller, and says nothing of the size.
    if (blocks < this.#size) return;
    if (blocks > this.#good) this.#good = blocks;
    if (this.#passed === this.#wait) {
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
      this.#passed = 0;
      this.#refused = this.#largest + 1n;
    }
    const room = this.#refused - this.#size;
    if (room > this.#size) this.#size *= 2n;
    else if (room > this.#size / NEAR) this.#size += room / 2n;
    if (this.#size > this.#largest) this.#size = this.#largest;
  }
}

/** Whether a smaller page may be answered. Endpoints cut off long answers, and time out over them, too. */
function isTooMuch(error: unknown): error is SourceFault {
  const kinds = [EndpointRefused, AnswerTooLarge, EndpointSilent, AnswerMalformed];
  return kinds.some((kind) => error instanceof kind);
}
