/** Where the entries of a block begin, and the journal's head before them. */
export interface Mark {
  readonly block: bigint;
  /** Number of the block's first entry, from 0. */
  readonly entry: number;
  readonly head: bigint;
}

const MOST = 16_384;

/**
 * Remembers the journal's head at blocks of a history, evenly spread and never too many, so that where a history parts
 * from the chain's can be found without hashing it all again.
 */
export class JournalMarks {
  readonly #most: number;
  #marks: Mark[] = [];
  /** One of so many blocks is kept. */
  #stride = 1;
  #blocks = 0;
  #last = -1n;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** Whether the entry is the first of a block that is to be kept; to be asked for every entry. */
  isDue(block: bigint): boolean {
    if (block === this.#last) return false;
    this.#last = block;
    this.#blocks += 1;
    return (this.#blocks - 1) % this.#stride === 0;
  }

  add(mark: Mark): void {
    this.#marks.push(mark);
    if (this.#marks.length <= this.#most) return;
    this.#marks = this.#marks.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
  }

  /** Oldest first; the first block with entries is always there. */
  get list(): readonly Mark[] {
    return this.#marks;
  }
}
