import { genesisHead } from "@upline/protocol";
import type { Source } from "../chain/source.ts";
import { History, type HistoryOptions } from "./history.ts";

/** How a history is read. */
export interface ReadOptions extends HistoryOptions {
  /** Hash of the block up to which it goes. */
  readonly block: string;
  /** First block that can have an entry; left out: 0. */
  readonly fromBlock?: bigint;
  /** Told after each page: entries so far. */
  readonly progress?: (entries: number) => void;
}

/** An empty history of a programme, to which entries are added. */
export function openHistory(options: HistoryOptions): History {
  return new History(options, genesisHead(options.chainId, options.core));
}

/**
 * Reads the whole history of a programme from a source.
 * @throws whatever the source throws; what entries say is never a reason.
 */
export async function readHistory(source: Source, options: ReadOptions): Promise<History> {
  const history = openHistory(options);
  for await (const page of source.entries(options.block, options.core, options.fromBlock ?? 0n)) {
    for (const entry of page) history.add(entry);
    options.progress?.(history.entries);
  }
  history.finish();
  return history;
}
