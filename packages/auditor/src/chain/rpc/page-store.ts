import type { RawEntry } from "../source.ts";

/** What a fetch is of: the same block always has the same events. */
export interface PageKey {
  readonly block: string;
  readonly address: string;
  readonly from: bigint;
}

/** Events of the blocks after the page before, up to `to`. */
export interface StoredPage {
  readonly to: bigint;
  readonly entries: readonly RawEntry[];
}

/** Where an interrupted fetch finds what it had. Nothing in it is believed more than an endpoint. */
export interface PageStore {
  /** What was kept, in order. */
  read(key: PageKey): AsyncIterable<StoredPage>;
  /** Keeps one more page; all before it were read or kept. */
  append(key: PageKey, page: StoredPage): Promise<void>;
}
