import type { RawEntry } from "../../src/index.ts";

/** Flips one bit of hexadecimal text. */
function flipped(hex: string, at: number): string {
  const place = 2 + (at % (hex.length - 2));
  const digit = Number.parseInt(hex[place] ?? "0", 16) ^ (1 << (at & 3));
  return `${hex.slice(0, place)}${digit.toString(16)}${hex.slice(place + 1)}`;
}

type Mutation = (entries: readonly RawEntry[], at: number, how: number) => readonly RawEntry[];

const changed =
  (change: (entry: RawEntry, how: number) => RawEntry): Mutation =>
  (entries, at, how) =>
    entries.map((entry, place) => (place === at ? change(entry, how) : entry));

/** Everything that can be done to one event. What the source says of block and transaction is not proved. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  drop: (entries, at) => entries.toSpliced(at, 1),
  repeat: (entries, at) => entries.toSpliced(at, 0, entries[at] as RawEntry),
  swap: (entries, at) => {
    const next = (at + 1) % entries.length;
    return entries.with(at, entries[next] as RawEntry).with(next, entries[at] as RawEntry);
  },
  topic: changed((entry, how) => {
    const at = how % entry.topics.length;
    return { ...entry, topics: entry.topics.with(at, flipped(entry.topics[at] ?? "", how)) };
  }),
  fewerTopics: changed((entry) => ({ ...entry, topics: entry.topics.slice(0, -1) })),
  data: changed((entry, how) => ({ ...entry, data: entry.data === "0x" ? "0x01" : flipped(entry.data, how) })),
  moreData: changed((entry) => ({ ...entry, data: `${entry.data}00` })),
  time: changed((entry, how) => ({ ...entry, timestamp: entry.timestamp + (how % 2 === 0 ? 1n : -1n) })),
  address: changed((entry, how) => ({ ...entry, address: flipped(entry.address, how) })),
};
