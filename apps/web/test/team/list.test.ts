import { expect } from "chai";
import fc from "fast-check";
import { csvPieces } from "../../src/team/model/csv.ts";
import type { LevelledMember } from "../../src/team/model/member.ts";
import { Roll } from "../../src/team/model/roll.ts";
import { sortInSlices, textInSlices } from "../../src/team/model/slices.ts";
import { comparing, NO_FILTER, passes, SORT_KEYS } from "../../src/team/model/table.ts";
import { InventedSource, largeTeam, people, walletOf } from "./invented-team.ts";

const noPause = async () => undefined;

const row: LevelledMember = {
  id: 12n,
  sponsor: 2n,
  wallet: "0xABcD000000000000000000000000000000000012",
  rank: 3,
  active: true,
  periodSold: 1_500_000n,
  directs: 4,
  people: 40,
  teamSold: 123_456_789n,
  level: 2,
};

describe("sorting in slices", () => {
  it("sorts as the language does, equal items in their order", async () => {
    const items = fc.array(fc.record({ key: fc.nat(20), tag: fc.nat() }), { maxLength: 3_000, size: "max" });
    await fc.assert(
      fc.asyncProperty(items, async (list) => {
        const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
        expect(await sortInSlices(list, compare, noPause)).to.deep.equal(list.toSorted(compare));
      }),
      { numRuns: 30 },
    );
  });

  it("lets the page draw in between, and works on no longer than that at a time", async () => {
    const list = Array.from({ length: 100_000 }, (_, i) => (i * 48_271) % 100_003);
    let [longest, since, pauses] = [0, performance.now(), 0];
    await sortInSlices(
      list,
      (a, b) => a - b,
      async () => {
        longest = Math.max(longest, performance.now() - since);
        pauses++;
        await new Promise((resolve) => setImmediate(resolve));
        since = performance.now();
      },
    );
    console.log(`      sorted 100,000 rows with ${pauses} pauses, at most ${longest.toFixed(0)} ms apart`);
    expect(pauses).to.be.greaterThan(0);
  });

  it("stops when it is told", async () => {
    const stop = new AbortController();
    const list = Array.from({ length: 200_000 }, (_, i) => -i);
    const slow = (a: number, b: number) => Math.sin(a) - Math.sin(b);
    const sorting = sortInSlices(list, slow, async () => stop.abort(), stop.signal);
    expect(await sorting.catch((error: Error) => error.name)).to.equal("AbortError");
  });

  it("makes texts of all items in their order", async () => {
    const items = Array.from({ length: 1_500 }, (_, i) => i);
    expect((await textInSlices(items, (item) => `${item};`, noPause)).join("")).to.equal(`${items.join(";")};`);
  });
});

describe("the flat table", () => {
  it("orders by every column, the lowest number first among equals", async () => {
    const { rows } = await new InventedSource(largeTeam(300)).downline(1n, 0n, 1_000);
    for (const key of SORT_KEYS) {
      for (const descending of [false, true]) {
        const sorted = await sortInSlices(rows, comparing({ key, descending }), noPause);
        const expected = rows.toSorted((a, b) => {
          const [x, y] = [Number(a[key]), Number(b[key])];
          return (descending ? y - x : x - y) || Number(a.id - b.id);
        });
        expect(sorted.map(({ id }) => id)).to.deep.equal(
          expected.map(({ id }) => id),
          `${key} ${descending}`,
        );
      }
    }
  });

  it("shows who passes the filter", () => {
    expect(passes(NO_FILTER)(row)).to.equal(true);
    expect(passes({ ...NO_FILTER, level: 2 })(row)).to.equal(true);
    expect(passes({ ...NO_FILTER, level: 3 })(row)).to.equal(false);
    expect(passes({ ...NO_FILTER, activity: "active" })(row)).to.equal(true);
    expect(passes({ ...NO_FILTER, activity: "inactive" })(row)).to.equal(false);
    expect(passes({ ...NO_FILTER, text: " #12 " })(row)).to.equal(true);
    expect(passes({ ...NO_FILTER, text: "1" })(row), "a number is meant as a whole").to.equal(false);
    expect(passes({ ...NO_FILTER, text: "0xabcd" })(row)).to.equal(true);
    expect(passes({ ...NO_FILTER, text: "0xabce" })(row)).to.equal(false);
    expect(passes({ ...NO_FILTER, text: "0x" })({ ...row, wallet: undefined })).to.equal(false);
  });

  it("is written down with amounts to the unit", async () => {
    const file = (await csvPieces([row, { ...row, wallet: undefined, active: false }], 6, noPause)).join("");
    expect(file).to.equal(
      "\uFEFFid,sponsor,level,wallet,rank,active,sold_this_period,directs,people_below,sold_below\r\n" +
        "12,2,2,0xABcD000000000000000000000000000000000012,3,1,1.500000,4,40,123.456789\r\n" +
        "12,2,2,,3,0,1.500000,4,40,123.456789\r\n",
    );
  });
});

describe("Roll", () => {
  it("reads everybody below, in order, with levels", async () => {
    const roll = new Roll(1n, new InventedSource(people([0, 0, 1, 3])));
    await roll.read(new AbortController().signal);
    expect(roll.state).to.equal("complete");
    expect(roll.rows.map(({ id, level }) => [Number(id), level])).to.deep.equal([
      [2, 1],
      [3, 1],
      [4, 2],
      [5, 3],
    ]);
  });

  it("goes on where it was stopped or where it failed", async () => {
    const source = new InventedSource(largeTeam(5_000));
    const roll = new Roll(1n, source);
    const stop = new AbortController();
    const end = roll.subscribe(() => roll.rows.length >= 2_000 && stop.abort());
    await roll.read(stop.signal);
    end();
    expect(roll.state).to.equal("stopped");
    expect(roll.rows).to.have.lengthOf(2_000);

    const { downline } = source;
    source.downline = async () => Promise.reject(new Error("the line is cut"));
    await roll.read(new AbortController().signal);
    expect(roll.state).to.equal("failed");
    expect(roll.error).to.have.property("message", "the line is cut");

    source.downline = downline;
    await roll.read(new AbortController().signal);
    expect(roll.state).to.equal("complete");
    expect(roll.rows).to.have.lengthOf(4_999);
    expect(new Set(roll.rows.map(({ id }) => id)).size).to.equal(4_999);
  });
});

describe("Forest", () => {
  it("adds branches up as counting them one by one does", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000), { maxLength: 60 }), (sponsors) => {
        const all = people(sponsors);
        const { forest } = new InventedSource(all);
        const below = (id: bigint): typeof all =>
          all.filter(({ sponsor }) => sponsor === id).flatMap((child) => [child, ...below(child.id)]);
        for (const { id } of all) {
          const branch = below(id);
          expect(forest.member(id)).to.include({
            people: branch.length,
            teamSold: branch.reduce((sum, { sold }) => sum + sold, 0n),
            directs: all.filter(({ sponsor }) => sponsor === id).length,
          });
          const rows = forest.downline(id, 0n, 100).rows.map((kin) => kin.id);
          expect(rows).to.deep.equal(branch.map((kin) => kin.id).sort((a, b) => Number(a - b)));
        }
      }),
      { numRuns: 50 },
    );
  });

  it("gives pages that follow one another", () => {
    const { forest } = new InventedSource(people([0, 0, 0, 0, 0]));
    const first = forest.children(1n, 0n, 3);
    expect(first.rows.map(({ id }) => id)).to.deep.equal([2n, 3n, 4n]);
    expect(first.next).to.equal(4n);
    expect(forest.children(1n, 4n, 3)).to.deep.include({ next: undefined });
    expect(forest.children(1n, 4n, 3).rows.map(({ id }) => id)).to.deep.equal([5n, 6n]);
    expect(forest.children(1n, 4n, 2).next, "exactly the last").to.equal(undefined);
  });

  it("finds by number and by the beginning of a wallet", () => {
    const { forest } = new InventedSource(people([0, 0, 0, 0, 0]));
    expect(forest.search(" 3 ").map(({ id }) => id)).to.deep.equal([3n]);
    expect(forest.search(walletOf(4n).slice(0, 14).toUpperCase().replace("X", "x")).map(({ id }) => id)).to.deep.equal([
      4n,
    ]);
    expect(forest.search("0x")).to.have.lengthOf(6);
    expect(forest.search(" ")).to.deep.equal([]);
    expect(forest.upline(1n)).to.deep.equal([]);
    expect(forest.upline(2n)).to.deep.equal([1n]);
  });
});
