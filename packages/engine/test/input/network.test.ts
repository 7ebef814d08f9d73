import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type DistributorRow, type Id, InputInvalid, Network } from "../../src/index.ts";
import { RUNS } from "../helpers/uplines.ts";

/** A network in which everybody's sponsor and placement come before him, with ids and rows in any order. */
const network = fc
  .array(fc.tuple(fc.nat(1000), fc.nat(1000), fc.integer({ min: 0, max: 1 })), { maxLength: 30 })
  .chain((picks) =>
    fc.tuple(
      fc.constant(picks),
      fc.shuffledSubarray(
        picks.map((_, index) => index),
        { minLength: picks.length, maxLength: picks.length },
      ),
      fc.boolean(),
    ),
  )
  .map(([picks, shuffle, words]) => {
    const id = (index: number): Id => (words ? `p${shuffle[index]}` : (shuffle[index] as number) * 7);
    const rows: DistributorRow[] = picks.map(([sponsor, placement, top], index) => ({
      id: id(index),
      sponsor: index === 0 || (sponsor % 5 === 0 && top === 1) ? undefined : id(sponsor % index),
      placement: index === 0 || placement % 3 === 0 ? undefined : id(placement % index),
    }));
    return shuffle.map((index) => rows[index] as DistributorRow);
  });

const problemsOf = (rows: Iterable<DistributorRow>, company?: Id) => {
  try {
    Network.from(rows, { company });
  } catch (error) {
    if (error instanceof InputInvalid)
      return error.problems.map(({ row, field, message }) => `${row} ${field} ${message}`);
    throw error;
  }
  return [];
};

describe("Network", () => {
  it("takes only true and false for who is active", () => {
    const rows = [true, false, undefined, "no", 0, null].map((active, id) => ({ id, active }) as DistributorRow);
    expect(problemsOf(rows)).to.deep.equal([
      '4 active "no"; expected true or false',
      "5 active 0; expected true or false",
      "6 active null; expected true or false",
    ]);
    expect([...Network.from(rows.slice(0, 3)).active]).to.deep.equal([1, 1, 0, 1]);
  });

  it("keeps who is under whom in both trees, in the order of the ids, parents before children in every pass", () => {
    fc.assert(
      fc.property(network, (rows) => {
        const read = Network.from(rows);
        const byId = new Map(rows.map((row) => [row.id, row]));
        expect(read.size).to.equal(rows.length);
        for (let index = 1; index <= read.size; index++) {
          const row = byId.get(read.ids.at(index)) as DistributorRow;
          expect(read.ids.indexOf(row.id)).to.equal(index);
          expect(read.ids.at(read.sponsors.parentOf(index))).to.equal(row.sponsor ?? "company");
          expect(read.ids.at(read.placements.parentOf(index))).to.equal(row.placement ?? row.sponsor ?? "company");
          if (index > 1) expect(read.ids.at(index - 1) < read.ids.at(index)).to.equal(true);
        }
        for (const { order, parent } of [read.sponsors, read.placements]) {
          const place = new Map([...order].map((index, at) => [index, at]));
          expect(place.size).to.equal(rows.length + 1);
          for (const index of order.subarray(1)) {
            expect((place.get(parent[index] as number) as number) < (place.get(index) as number)).to.equal(true);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });

  it("knows everybody's children and depth", () => {
    const { sponsors } = Network.from([
      { id: "c", sponsor: "a" },
      { id: "b", sponsor: "a" },
      { id: "a" },
      { id: "d", sponsor: "c" },
    ]);
    expect([0, 1, 2, 3, 4].map((index) => [...sponsors.childrenOf(index)])).to.deep.equal([[1], [2, 3], [], [4], []]);
    expect([0, 1, 2, 3, 4].map((index) => sponsors.countChildren(index))).to.deep.equal([1, 2, 0, 1, 0]);
    expect([...sponsors.depth]).to.deep.equal([0, 1, 2, 2, 3]);
  });

  it("takes the company's own row, and ids that are the same number however they are written", () => {
    const read = Network.from(
      [{ id: 1 }, { id: "2", sponsor: "1" }, { id: 3, sponsor: 2 }, { id: "007", sponsor: 3 }],
      {
        company: "1",
      },
    );
    expect([0, 1, 2, 3].map((index) => read.ids.at(index))).to.deep.equal([1, 2, 3, "007"]);
    expect([...read.sponsors.parent]).to.deep.equal([0, 0, 1, 2]);
    expect([1, 2, 3, "007", 7, "nobody"].map((id) => read.ids.indexOf(id))).to.deep.equal([0, 1, 2, 3, -1, -1]);
    expect(read.placements).to.equal(read.sponsors);
  });

  it("finds large numbers as ids, and none that nobody has", () => {
    const { ids } = Network.from([{ id: 5_000_000_000 }, { id: 7 }]);
    expect([ids.indexOf(7), ids.indexOf(5_000_000_000), ids.indexOf(8), ids.indexOf("7x")]).to.deep.equal([
      1, 2, -1, -1,
    ]);
    const small = Network.from([{ id: 2 }, { id: 1 }], { company: 0 }).ids;
    expect([
      small.indexOf(0),
      small.indexOf(2),
      small.indexOf(3),
      small.indexOf(900),
      small.indexOf("x"),
    ]).to.deep.equal([0, 2, -1, -1, -1]);
  });

  it("takes standing, position and enrolment from the rows, with what stands for those left out", () => {
    const read = Network.from([{ id: 2, rank: 3, active: false, position: 1, enrolled: 99 }, { id: 1 }]);
    expect([...read.rank]).to.deep.equal([0, 0, 3]);
    expect([...read.active]).to.deep.equal([1, 1, 0]);
    expect([...read.position]).to.deep.equal([-1, -1, 1]);
    expect([...read.enrolled]).to.deep.equal([Number.NaN, Number.NaN, 99]);
  });

  it("says of every row what is wrong with it", () => {
    expect(
      problemsOf([{ id: "" }, { id: -1 }, { id: 1.5 }, { id: "x".repeat(129) }, { id: "a\u001b[2J" }, { id: "a\rb" }]),
    ).to.deep.equal([
      '1 id ""; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal',
      "2 id -1; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal",
      "3 id 1.5; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal",
      `4 id "${"x".repeat(129)}"; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal`,
      '5 id "a\\u001b[2J"; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal',
      '6 id "a\\rb"; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal',
    ]);
    expect(problemsOf([{ id: 1 }, { id: 2 }, { id: "1" }])).to.deep.equal([
      "3 id 1; expected an id that no other row has",
    ]);
    expect(
      problemsOf([
        { id: 1, sponsor: 9 },
        { id: 2, sponsor: 1, placement: "y" },
      ]),
    ).to.deep.equal([
      "1 sponsor 9; expected the id of a row, or nothing for the company",
      '2 placement "y"; expected the id of a row, or nothing for the company',
    ]);
    expect(problemsOf([{ id: 1, sponsor: -1 }])).to.deep.equal([
      "1 sponsor -1; expected the id of a row, or nothing for the company",
    ]);
    expect(problemsOf([{ id: 1 }], "")).to.deep.equal([
      '0 company ""; expected a whole number of 0 or more, or text of 1 to 128 characters, none of which controls a terminal',
    ]);
    expect(problemsOf([{ id: 1, sponsor: 1 }])).to.deep.equal(["1 sponsor 1; expected somebody else than himself"]);
    expect(
      problemsOf([
        { id: 1, rank: 64 },
        { id: 2, position: -1 },
        { id: 3, enrolled: 0.5 },
      ]),
    ).to.deep.equal([
      "2 position -1; expected a whole number from 0 to 32000",
      "1 rank 64; expected a whole number from 0 to 63",
      `3 enrolled 0.5; expected a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`,
    ]);
    expect(problemsOf([{ id: 1, sponsor: 1, placement: 1 }, { id: 2 }], 1)).to.deep.equal([]);
    expect(problemsOf([{ id: 1, sponsor: 2, placement: 2 }, { id: 2 }], 1)).to.deep.equal([
      "1 sponsor 2; expected none, as this row is the company",
      "1 placement 2; expected none, as this row is the company",
    ]);
  });

  it("takes ids that go over several lines, however those end", () => {
    const read = Network.from([{ id: "a\nb" }, { id: "a\r\nb\tc" }]);
    expect([read.ids.at(1), read.ids.at(2)]).to.deep.equal(["a\nb", "a\r\nb\tc"]);
  });

  it("names the members of a circle, in either tree", () => {
    expect(
      problemsOf([
        { id: 1, sponsor: 3 },
        { id: 2, sponsor: 1 },
        { id: 3, sponsor: 2 },
        { id: 4, sponsor: 1 },
      ]),
    ).to.deep.equal(["1 sponsor [1,3,2]; expected nobody to be above himself; each of these is below the next"]);
    expect(
      problemsOf([
        { id: 1, placement: 2 },
        { id: 2, sponsor: 1 },
      ]),
    ).to.deep.equal(["1 placement [1,2]; expected nobody to be above himself; each of these is below the next"]);
  });

  it("shows the first five problems and counts the others", () => {
    const rows = Array.from({ length: 120 }, () => ({ id: "" }));
    expect(() => Network.from(rows))
      .to.throw(InputInvalid, "distributors, row 5, id")
      .with.property("message")
      .match(/^(distributors, row \d, id: [^\n]*\n){5}and 115 more$/);
    expect(() => Network.from(rows.slice(0, 5)))
      .to.throw(InputInvalid)
      .with.property("message")
      .match(/^(distributors, row \d, id: [^\n]*\n?){5}$/);
    expect(problemsOf(rows)).to.have.length(100);
  });
});
