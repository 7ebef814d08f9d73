import { expect } from "chai";
import fc from "fast-check";
import { replay } from "../../../protocol/src/index.ts";
import type { RawEntry } from "../../src/index.ts";
import { Invention } from "../helpers/invention.ts";
import { CHAIN_ID, CORE } from "../helpers/journal-writer.ts";
import { MUTATIONS } from "../helpers/mutations.ts";
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
