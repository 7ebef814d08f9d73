// An event as a line of JSON: what exports, evidence bundles and interrupted fetches keep.
import { FieldMalformed } from "./field-malformed.ts";
import { type Fields, toArray, toBytes } from "./shapes.ts";
import type { RawEntry } from "./source.ts";

/** The most topics that an event can have. */
const TOPICS = 4;

/** One line, without its end; the same event always gives the same line. */
export function writeEntry({ address, topics, data, timestamp, block, transaction, index }: RawEntry): string {
  return JSON.stringify({
    address: address.toLowerCase(),
    topics,
    data,
    timestamp: timestamp.toString(),
    block: block.toString(),
    transaction,
    index,
  });
}

/**
 * Reads what {@link writeEntry} wrote, or another tool did with the same names. Numbers are decimal, as text or not.
 * @throws FieldMalformed
 */
export function readEntry(fields: Fields): RawEntry {
  const topics = toArray("an event's topics", fields["topics"]);
  if (topics.length > TOPICS) throw new FieldMalformed("an event's topics", `list of ${TOPICS} at most`, topics.length);
  return {
    address: toBytes("an event's address", fields["address"], 20),
    topics: topics.map((topic) => toBytes("an event's topic", topic, 32)),
    data: toBytes("an event's data", fields["data"]),
    timestamp: toDecimal("an event's timestamp", fields["timestamp"]),
    block: toDecimal("an event's block", fields["block"]),
    transaction: toBytes("an event's transaction", fields["transaction"], 32),
    index: Number(toDecimal("an event's index", fields["index"])),
  };
}

/** A whole number below 2^53, which no time, height or place in a block comes near. */
export function toDecimal(what: string, value: unknown): bigint {
  const text = typeof value === "number" ? value.toString() : value;
  if (typeof text !== "string" || !/^\d{1,16}$/.test(text) || Number(text) > Number.MAX_SAFE_INTEGER) {
    throw new FieldMalformed(what, "decimal number below 2^53", value);
  }
  return BigInt(text);
}
