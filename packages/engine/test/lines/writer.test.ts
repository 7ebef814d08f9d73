import { expect } from "chai";
import { describe, it } from "mocha";
import type { Line } from "../../src/index.ts";
import type { Names } from "../../src/lines/batch.ts";
import { FROM_DISTRIBUTOR, FROM_NOTHING, FROM_PARTY, FROM_SALE } from "../../src/lines/line.ts";
import { INACTIVE, RANK, WALK } from "../../src/lines/reasons.ts";
import { LineWriter } from "../../src/lines/writer.ts";
import { ExactLane } from "../../src/money/exact.ts";

const names: Names = {
  distributor: (index) => `person ${index}`,
  sale: (index) => `sale ${index}`,
  party: (number) => `party ${number}`,
  bonus: () => ({ id: "team", family: "unilevel", facts: ["a", "b"] }),
};

/** A writer with batches of so many lines, and the sizes and lines of the batches that it sent. */
function writer(capacity: number) {
  const sizes: number[] = [];
  const lines: Line[] = [];
  const lane = new ExactLane({ unit: 1n, mode: "down" });
  const into = new LineWriter(
    lane,
    names,
    (batch) => {
      sizes.push(batch.length);
      lines.push(...batch);
    },
    2,
    9,
    capacity,
  );
  return { sizes, lines, into };
}

describe("writing lines", () => {
  it("keeps the figures and the people passed over of each line apart, in full batches and after them", () => {
    const { sizes, lines, into } = writer(2);
    for (let index = 0; index < 5; index++) {
      for (let count = 0; count <= index; count++) {
        into.skip(10 * index + count, count % 2 === 0 ? INACTIVE : RANK);
        into.fact(BigInt(10 * index + count));
      }
      into.pay(1, FROM_SALE, index, 3, 1000n, 500, 50n);
    }
    expect(sizes).to.deep.equal([2, 2]);
    into.flush();
    into.flush();
    expect(sizes).to.deep.equal([2, 2, 1]);
    expect(lines.map(({ skipped }) => skipped.map(({ distributor }) => distributor))).to.deep.equal([
      ["person 0"],
      ["person 10", "person 11"],
      ["person 20", "person 21", "person 22"],
      ["person 30", "person 31", "person 32", "person 33"],
      ["person 40", "person 41", "person 42", "person 43", "person 44"],
    ]);
    expect(lines[1]?.skipped.map(({ reason }) => reason)).to.deep.equal(["inactive", "rank"]);
    expect(lines.map(({ facts }) => [facts["a"], facts["b"]])).to.deep.equal([
      [0n, undefined],
      [10n, 11n],
      [20n, 21n],
      [30n, 31n],
      [40n, 41n],
    ]);
  });

  it("forgets what was noted for a line of nothing", () => {
    const { lines, into } = writer(4);
    into.skip(1, INACTIVE);
    into.fact(1n);
    into.pay(1, FROM_SALE, 0, 1, 1000n, 0, 0n);
    into.skip(2, RANK);
    into.fact(2n);
    into.lose(WALK, FROM_SALE, 0, 2, 1000n, 10, 1n);
    into.skip(3, RANK);
    into.fact(3n);
    into.forget();
    into.give(4, FROM_PARTY, 1, 1000n, 20, 2n);
    into.flush();
    expect(lines.map(({ kind, skipped, facts }) => [kind, skipped.length, facts["a"]])).to.deep.equal([
      ["breakage", 1, 2n],
      ["product", 0, undefined],
    ]);
    expect(into.totals(0)).to.deep.equal({ paid: 0n, product: 2n, breakage: 1n, promised: 0n, lines: 2 });
  });

  it("names where an amount comes from, and what a cap takes away", () => {
    const { lines, into } = writer(8);
    into.begin(1);
    into.pay(1, FROM_SALE, 7, 0, 100n, 100, 1n);
    into.pay(1, FROM_DISTRIBUTOR, 7, -1, 100n, -1, 1n);
    into.pay(1, FROM_PARTY, 7, 2, 100n, 0, 1n);
    into.takeAway(1, RANK, 100n, 5, 2n);
    into.flush();
    expect(
      lines.map(({ kind, source, level, rate, amount }) => [kind, source.kind, source.id, level, rate, amount]),
    ).to.deep.equal([
      ["commission", "sale", "sale 7", 0, 100, 1n],
      ["commission", "distributor", "person 7", undefined, undefined, 1n],
      ["commission", "party", "party 7", 2, 0, 1n],
      ["adjustment", "none", undefined, undefined, 5, -2n],
    ]);
    expect(into.earned(0)).to.equal(undefined);
    expect(into.earned(1)?.get(1)).to.equal(1n);
    expect([into.earnedInAll(1), into.earnedInAll(2)]).to.deep.equal([1n, 0n]);
  });

  it("says as a remainder what is promised and not given, and nothing where nothing is promised or left", () => {
    const { lines, into } = writer(8);
    into.pay(1, FROM_NOTHING, 0, -1, 100n, 100, 3n);
    into.end();
    into.promise(10n);
    into.lose(WALK, FROM_NOTHING, 0, -1, 100n, 100, 2n);
    into.give(1, FROM_NOTHING, 0, 100n, 100, 4n);
    into.end();
    into.begin(1);
    into.promise(5n);
    into.atEnd(() => into.payMany(2, 3n, 2));
    into.atEnd(() => into.loseMany(2n, 1));
    into.end();
    into.end();
    into.flush();
    expect(
      lines.filter(({ kind }) => kind === "remainder").map(({ base, amount, reason }) => [base, amount, reason]),
    ).to.deep.equal([[10n, 1n, "rounding"]]);
    expect(into.totals(1)).to.deep.equal({ paid: 3n, product: 0n, breakage: 2n, promised: 5n, lines: 3 });
    expect(into.earned(1)?.get(2)).to.equal(3n);
    expect(into.wanted).to.equal(true);
  });
});
