import {
  checkAmounts,
  checkJournal,
  type History,
  type HistoryOptions,
  openHistory,
  type RawEntry,
} from "../../src/index.ts";
import { storageWords } from "../../src/storage/layout.ts";
import { StorageRoot } from "../../src/storage/storage-root.ts";
import { CHAIN_ID, CORE } from "./journal-writer.ts";

/** A history of entries. */
export function told(entries: Iterable<RawEntry>, options: Partial<HistoryOptions> = {}): History {
  const history = openHistory({ chainId: CHAIN_ID, core: CORE, ...options });
  for (const entry of entries) history.add(entry);
  history.finish();
  return history;
}

/** Whether journal and amounts of a history are verified. */
export function verified(history: History, head: bigint): boolean {
  const journal = checkJournal(history, head);
  return journal.verdict === "verified" && checkAmounts(history, true).verdict === "verified";
}

/** Root of the storage that a history makes. */
export function rootOf(history: History): string {
  const root = new StorageRoot();
  for (const { slot, word } of storageWords(history.state, history.head)) root.add(slot, word);
  return root.root();
}
