import { expect } from "chai";
import fc from "fast-check";
import { replay } from "../../../protocol/src/index.ts";
import type { RawEntry } from "../../src/index.ts";
import { Invention } from "../helpers/invention.ts";
import { CHAIN_ID, CORE } from "../helpers/journal-writer.ts";
import { rules } from "../helpers/rules.ts";
import { told, verified } from "../helpers/told.ts";

const RUNS = 25;
const MUTATIONS_OF_A_HISTORY = 12;

const inventions = fc
  .record({
    seed: fc.nat(),
    people: fc.integer({ min: 3, max: 40 }),
    sales: fc.integer({ min: 100, max: 140 }),
    periods: fc.integer({ min: 1, max: 4 }),
    rule: rules,
  })
  .map((size) => {
    const invention = new Invention(size);
    const entries = [...invention.entries()];
    return { entries, head: invention.head };
  });

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
const MUTATIONS: Readonly<Record<string, Mutation>> = {
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

describe("a history, whatever the programme", () => {
  it("verifies, and hashes as the protocol's own replay does", () => {
    let sales = 0;
    fc.assert(
      fc.property(inventions, ({ entries, head }) => {
        const history = told(entries);
        expect(history.findings.list).to.deep.equal([]);
        expect(history.journalFindings.list).to.deep.equal([]);
        expect(verified(history, head)).to.equal(true);
        expect(history.compared.agreed).to.equal(history.sales);
        sales += history.sales;
      }),
      { numRuns: RUNS },
    );
    expect(sales).to.be.at.least(100 * RUNS);
    const [{ entries, head }] = fc.sample(inventions, 1) as [{ entries: RawEntry[]; head: bigint }];
    expect(replay(entries, CHAIN_ID, CORE)).to.equal(head);
  }).timeout(120_000);

  it("does not verify after one mutation of any event", () => {
    const seen = new Map<string, number>();
    const mutations = fc.array(fc.tuple(fc.constantFrom(...Object.keys(MUTATIONS)), fc.nat(), fc.nat()), {
      minLength: MUTATIONS_OF_A_HISTORY,
      maxLength: MUTATIONS_OF_A_HISTORY,
    });
    fc.assert(
      fc.property(inventions, mutations, ({ entries, head }, drawn) => {
        for (const [name, place, how] of drawn) {
          const mutated = MUTATIONS[name]?.(entries, place % entries.length, how) ?? entries;
          expect(verified(told(mutated), head), `${name} of entry ${place % entries.length}`).to.equal(false);
          seen.set(name, (seen.get(name) ?? 0) + 1);
        }
      }),
      { numRuns: RUNS },
    );
    expect([...seen.keys()]).to.have.members(Object.keys(MUTATIONS));
  }).timeout(120_000);
});
