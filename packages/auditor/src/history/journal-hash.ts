import { keccak256 } from "@upline/engine";
import { readUint, writeHex, writeUint } from "./bytes.ts";

const WORD = 32;
const HEAD = 20;
/** No event has more topics. */
export const MOST_TOPICS = 4;

/**
 * The journal's running hash, as `IJournal` defines it and `replay` of @upline/protocol computes it; this one is fast
 * enough for histories of millions of events.
 */
export class JournalHash {
  /** Head, time and entry, 32 bytes each. */
  readonly #link = new Uint8Array(3 * WORD);
  /** Number of topics, the topics and the hash of the data. */
  readonly #entry = new Uint8Array((MOST_TOPICS + 2) * WORD);

  /** @param head Of the journal so far, see {@link genesisOf}. */
  constructor(head: bigint) {
    writeUint(head, this.#link, 0, WORD);
  }

  /** The head after all events that were added. */
  get head(): bigint {
    return readUint(this.#link, WORD - HEAD, HEAD);
  }

  /**
   * Adds an event.
   * @param data Its bytes.
   * @param timestamp Of its block, in seconds since 1970.
   * @throws HexMalformed if a topic is not 32 bytes; RangeError if there are more than four.
   */
  add(topics: readonly string[], data: Uint8Array, timestamp: bigint): void {
    if (topics.length > MOST_TOPICS) throw new RangeError(`an event has at most ${MOST_TOPICS} topics`);
    const entry = this.#entry;
    writeUint(BigInt(topics.length), entry, 0, WORD);
    let end = WORD;
    for (const topic of topics) {
      // One that is shorter would leave a part of the event before it.
      const next = writeHex(topic, entry, end);
      if (next !== end + WORD) throw new RangeError(`a topic has ${next - end} bytes, expected ${WORD}`);
      end = next;
    }
    entry.set(keccak256(data), end);
    const link = this.#link;
    writeUint(timestamp, link, WORD, WORD);
    link.set(keccak256(entry.subarray(0, end + WORD)), 2 * WORD);
    const next = keccak256(link);
    link.fill(0, 0, WORD - HEAD);
    link.set(next.subarray(WORD - HEAD), WORD - HEAD);
  }
}
