import type { Log, Provider } from "ethers";
import { Books } from "../books/books.ts";
import { CHANGE_TOPICS, type Change, changeOf } from "../books/changes.ts";
import type { Mark } from "../books/checkpoint.ts";
import { LogPages } from "./log-pages.ts";

/** The chain's last block. */
export interface Head extends Mark {
  /** In seconds since 1970. */
  readonly time: bigint;
}

/** Where to follow a programme. */
export interface FollowerOptions {
  readonly core: string;
  /** The block in which the core was deployed, or any before it. */
  readonly from: number;
  /** Blocks under the last one that can still be taken back. */
  readonly finalAfter: number;
  /** Called after each page of final blocks. */
  readonly onConfirmed?: (confirmed: Confirmed) => void;
}

/** Books as of a block that is not taken back any more. */
export interface Confirmed {
  readonly block: Mark;
  readonly books: Books;
}

/** The chain changed while it was read; what was read is of no use. */
class ChainChanged extends Error {
  override readonly name = "ChainChanged";
}

/** The endpoint is not as far as the chain was before. */
class EndpointBehind extends Error {
  override readonly name = "EndpointBehind";

  constructor(head: number, final: number) {
    super(`the endpoint is at block ${head}, and block ${final} was final before`);
  }
}

interface Recent {
  readonly block: number;
  readonly change: Change;
}

/**
 * Keeps books of a programme by the events of its core.
 *
 * Blocks that can still be taken back are read twice: once when they are new, and again when they are final, since an
 * endpoint that lags behind leaves events out without a word. The books of final blocks are kept beside the latest, so
 * that a reorganisation costs no more than reading the blocks again that it changed.
 */
export class Follower {
  readonly #provider: Provider;
  readonly #options: FollowerOptions;
  readonly #pages: LogPages;
  #confirmed: { number: number; hash: string | undefined; books: Books };
  /** Heads that were seen after the last confirmed block, in order. */
  #marks: Mark[] = [];
  /** What changed after the last confirmed block, in order. */
  #recent: Recent[] = [];
  #latest: Books;
  #read: number;
  #head: Head | undefined;
  #reorganisations = 0;

  /** @param begin What an earlier run had confirmed. */
  constructor(provider: Provider, options: FollowerOptions, begin?: Confirmed) {
    this.#provider = provider;
    this.#options = options;
    const filter = { address: options.core, topics: [[...CHANGE_TOPICS]] };
    this.#pages = new LogPages((fromBlock, toBlock) => provider.getLogs({ ...filter, fromBlock, toBlock }));
    this.#confirmed = begin === undefined ? this.#nothing() : { ...begin.block, books: begin.books };
    this.#latest = this.#confirmed.books.copy();
    this.#read = this.#confirmed.number;
  }

  /** The books as of the last block that was read. */
  get books(): Books {
    return this.#latest;
  }

  /** The last block that was read. */
  get read(): number {
    return this.#read;
  }

  /** The chain's last block, when it was last looked at. */
  get head(): Head | undefined {
    return this.#head;
  }

  /** How often blocks that had been read were taken back. */
  get reorganisations(): number {
    return this.#reorganisations;
  }

  /** What the next run can begin with. @returns Undefined before the first block is final. */
  get confirmed(): Confirmed | undefined {
    const { number, hash, books } = this.#confirmed;
    return hash === undefined ? undefined : { block: { number, hash }, books };
  }

  /** Reads up to the chain's last block. @param signal Stops between two pages, with what was read so far kept. */
  async follow(signal?: AbortSignal): Promise<void> {
    const head = await this.#block("latest");
    if (head === undefined) throw new ChainChanged("the endpoint has no latest block");
    this.#head = head;
    if (head.number < this.#confirmed.number) throw new EndpointBehind(head.number, this.#confirmed.number);
    if (this.#marks.at(-1)?.hash !== head.hash) await this.#dropOrphans();
    const final = head.number - this.#options.finalAfter;
    if (final - this.#confirmed.number >= this.#options.finalAfter) await this.#confirm(final, signal);
    await this.#readRecent(head, signal);
  }

  #nothing() {
    return { number: this.#options.from - 1, hash: undefined, books: new Books() };
  }

  /** Blocks that were read and are not on the chain any more are forgotten, with all that they changed. */
  async #dropOrphans(): Promise<void> {
    const before = this.#read;
    while (this.#marks.length > 0 && !(await this.#isOnChain(this.#marks.at(-1)))) this.#marks.pop();
    const ancestor = this.#marks.at(-1)?.number ?? this.#confirmed.number;
    if (this.#marks.length === 0 && !(await this.#isOnChain(this.#confirmed))) {
      this.#confirmed = this.#nothing();
      this.#dropTo(this.#confirmed.number);
    } else if (ancestor < before) this.#dropTo(ancestor);
    if (this.#read < before) this.#reorganisations += 1;
  }

  #dropTo(ancestor: number): void {
    this.#recent = this.#recent.filter(({ block }) => block <= ancestor);
    this.#read = ancestor;
    this.#rebuild();
    // Some may have been read while the chain was on the other branch.
    this.#latest.forgetStatuses();
  }

  /** Before the first block there is nothing that could be wrong. */
  async #isOnChain(mark: { number: number; hash: string | undefined } | undefined): Promise<boolean> {
    if (mark?.hash === undefined) return true;
    return (await this.#block(mark.number))?.hash === mark.hash;
  }

  async #confirm(final: number, signal: AbortSignal | undefined): Promise<void> {
    try {
      await this.#readFinal(final, signal);
    } finally {
      // Also when it failed half-way: the pages before count.
      this.#recent = this.#recent.filter(({ block }) => block > this.#confirmed.number);
      this.#marks = this.#marks.filter(({ number }) => number > this.#confirmed.number);
      this.#read = Math.max(this.#read, this.#confirmed.number);
      this.#rebuild();
    }
  }

  async #readFinal(final: number, signal: AbortSignal | undefined): Promise<void> {
    const { books, number } = this.#confirmed;
    for await (const { to, logs } of this.#pages.pages(number + 1, final)) {
      const block = await this.#block(to);
      if (block === undefined) throw new ChainChanged(`block ${to} is gone`);
      for (const { change } of changesIn(logs)) books.apply(change);
      this.#confirmed = { number: to, hash: block.hash, books };
      this.#options.onConfirmed?.({ block: { number: to, hash: block.hash }, books });
      if (signal?.aborted) return;
    }
  }

  #rebuild(): void {
    this.#latest = this.#confirmed.books.copy();
    for (const { change } of this.#recent) this.#latest.apply(change);
  }

  async #readRecent(head: Head, signal: AbortSignal | undefined): Promise<void> {
    const fresh: Recent[] = [];
    for await (const { logs } of this.#pages.pages(this.#read + 1, head.number)) {
      fresh.push(...changesIn(logs));
      if (signal?.aborted) return;
    }
    // All of it is of the chain that ends with this head, or none is used.
    if (!(await this.#isOnChain(head))) throw new ChainChanged(`block ${head.number} was replaced meanwhile`);
    for (const { change } of fresh) this.#latest.apply(change);
    this.#recent.push(...fresh);
    if (head.number > this.#read) this.#marks.push({ number: head.number, hash: head.hash });
    this.#read = Math.max(this.#read, head.number);
  }

  async #block(tag: number | "latest"): Promise<Head | undefined> {
    const block = await this.#provider.getBlock(tag);
    if (block?.hash == null) return undefined;
    return { number: block.number, hash: block.hash, time: BigInt(block.timestamp) };
  }
}

/** In the chain's order, whatever order an endpoint gives them in. */
function changesIn(logs: readonly Log[]): readonly Recent[] {
  const ordered = [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index);
  return ordered.flatMap((log) => {
    const change = changeOf(log);
    return change === undefined ? [] : [{ block: log.blockNumber, change }];
  });
}
