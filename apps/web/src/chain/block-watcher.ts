/** A block as it is remembered. Times are seconds since 1970. */
export interface SeenBlock {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  readonly timestamp: number;
}

/** What changed between two looks at the chain. */
export interface BlockChange {
  readonly latest: SeenBlock;
  /** The first block that is another one now; undefined while the chain only grew. */
  readonly reorganisedFrom?: number;
}

/** Reads a block. @returns Undefined if the chain has none of that number. */
export type ReadBlock = (number: number | "latest") => Promise<SeenBlock | undefined>;

/** Blocks that are remembered: a deeper reorganisation is told as one of this depth. */
const REMEMBERED = 64;

/** Finds out whether there is a new block, and whether a remembered one is another block now. */
export class BlockWatcher {
  readonly #read: ReadBlock;
  #seen: readonly SeenBlock[] = [];

  constructor(read: ReadBlock) {
    this.#read = read;
  }

  /** Looks once. @returns Undefined if nothing changed since the last look. */
  async look(): Promise<BlockChange | undefined> {
    const latest = await this.#read("latest");
    const last = this.#seen.at(-1);
    if (latest === undefined || latest.hash === last?.hash) return undefined;
    const reorganisedFrom = await this.#firstChanged(latest);
    const kept = this.#seen.filter(({ number }) => number < (reorganisedFrom ?? latest.number));
    this.#seen = [...kept, latest].slice(-REMEMBERED);
    return reorganisedFrom === undefined ? { latest } : { latest, reorganisedFrom };
  }

  /** The lowest remembered block that the chain does not have any more. */
  async #firstChanged(latest: SeenBlock): Promise<number | undefined> {
    let changed: number | undefined;
    for (const old of this.#seen.toReversed()) {
      if (latest.parentHash === old.hash) break;
      const now = old.number === latest.number ? latest : await this.#read(old.number);
      if (now?.hash === old.hash) break;
      changed = old.number;
    }
    return changed;
  }
}
