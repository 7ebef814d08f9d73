import type { Log } from "ethers";
import { checkSize } from "../../../packages/protocol/src/index.ts";
import { isDown } from "./faults.ts";

/** Events of a range of blocks, both ends included. */
export interface LogPage {
  readonly to: number;
  readonly logs: readonly Log[];
}

/** Reads the events of a range of blocks, both ends included. */
export type ReadLogs = (from: number, to: number) => Promise<readonly Log[]>;

const LARGEST = 10_000;
/** Pages in a row that are to pass before a larger one is tried, so that few requests are refused. */
const BEFORE_GROWING = 16;

/**
 * Reads events in pages as large as the endpoint answers: endpoints limit blocks or events, each in its own words and at
 * its own number, so any refusal halves the page.
 */
export class LogPages {
  readonly #read: ReadLogs;
  readonly #largest: number;
  #size: number;
  #passed = 0;

  /** @throws SizeInvalid if `largest` is below 1. */
  constructor(read: ReadLogs, largest = LARGEST) {
    checkSize("page", largest);
    this.#read = read;
    this.#largest = largest;
    this.#size = largest;
  }

  /** Blocks that the next page has at most. */
  get size(): number {
    return this.#size;
  }

  /** Reads from one block to another, both included. @throws What the endpoint answers, when a single block is refused. */
  async *pages(first: number, last: number): AsyncGenerator<LogPage> {
    for (let from = first; from <= last; ) {
      const to = Math.min(from + this.#size - 1, last);
      const logs = await this.#tried(from, to);
      if (logs === undefined) continue;
      yield { to, logs };
      from = to + 1;
    }
  }

  /** @returns Undefined where the page was too large. */
  async #tried(from: number, to: number): Promise<readonly Log[] | undefined> {
    try {
      const logs = await this.#read(from, to);
      this.#passes();
      return logs;
    } catch (error) {
      const blocks = to - from + 1;
      if (isDown(error) || blocks === 1) throw error;
      this.#size = Math.floor(blocks / 2);
      this.#passed = 0;
      return undefined;
    }
  }

  #passes(): void {
    this.#passed += 1;
    if (this.#passed % BEFORE_GROWING === 0) this.#size = Math.min(this.#size * 2, this.#largest);
  }
}
