import { expect } from "chai";
import { describe, it } from "mocha";
import { ExactLane } from "../../src/money/exact.ts";
import { FastLane } from "../../src/money/fast.ts";
import type { Lane } from "../../src/money/lane.ts";
import { split } from "../../src/money/split.ts";

/** An amount split by shares in units of so much, in both lanes, which must agree. */
function parts(amount: bigint, shares: readonly bigint[], unit = 1n): bigint[] {
  const rounding = { unit, mode: "down" } as const;
  const inLane = <M>(lane: Lane<M>) => {
    const column = lane.column(shares.length);
    for (const [index, share] of shares.entries()) column.set(index, lane.of(share));
    const given = split(lane, lane.of(amount), column);
    return shares.map((_, index) => lane.big(given.get(index)));
  };
  const exact = inLane(new ExactLane(rounding));
  expect(inLane(new FastLane(rounding))).to.deep.equal(exact);
  return exact;
}

describe("splitting an amount by shares", () => {
  it("gives what rounding leaves to the largest remainders", () => {
    // Of 10 by 15 shares: 4, 2.67 and 3.33 where they are 6, 4 and 5; 0.67, 3.33 and 6 where they are 1, 5 and 9.
    expect(parts(10n, [6n, 4n, 5n])).to.deep.equal([4n, 3n, 3n]);
    expect(parts(10n, [1n, 5n, 9n])).to.deep.equal([1n, 3n, 6n]);
    expect(parts(10n, [9n, 5n, 1n])).to.deep.equal([6n, 3n, 1n]);
    expect(parts(7n, [3n, 1n, 2n])).to.deep.equal([4n, 1n, 2n]);
  });

  it("gives it to the lower index where remainders are the same", () => {
    expect(parts(10n, [1n, 1n, 1n])).to.deep.equal([4n, 3n, 3n]);
    expect(parts(11n, [1n, 1n, 1n])).to.deep.equal([4n, 4n, 3n]);
    expect(parts(2n, [1n, 1n, 1n, 1n])).to.deep.equal([1n, 1n, 0n, 0n]);
  });

  it("gives nothing for no share, and multiples of the unit alone", () => {
    expect(parts(5n, [0n, 2n, 0n, 1n])).to.deep.equal([0n, 3n, 0n, 2n]);
    expect(parts(107n, [1n, 1n, 1n], 10n)).to.deep.equal([40n, 30n, 30n]);
    expect(parts(9n, [1n, 2n], 10n)).to.deep.equal([0n, 0n]);
    expect(parts(0n, [1n, 2n])).to.deep.equal([0n, 0n]);
  });
});
