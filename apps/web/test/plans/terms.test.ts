import type { Plan } from "@upline/protocol";
import { expect } from "chai";
import { differences, levelsOf, ranksOf } from "../../src/plans/terms.ts";

const PLAN: Plan = {
  rates: [1_000n, 800n, 0n, 300n],
  openRanks: [0n, 2n],
  rankRates: [0n, 200n, 500n],
  threshold: 0n,
  poolShare: 100n,
  walk: 32n,
  compression: "dynamic",
  personalPays: false,
};

describe("terms of a plan", () => {
  it("lists the levels and ranks that pay", () => {
    expect(levelsOf(PLAN)).to.deep.equal([
      { number: 0, rate: 1_000n, openRank: 0n },
      { number: 1, rate: 800n, openRank: 2n },
      { number: 3, rate: 300n, openRank: 0n },
    ]);
    expect(ranksOf(PLAN).map(({ number, rate }) => [number, rate])).to.deep.equal([
      [1, 200n],
      [2, 500n],
    ]);
  });

  it("tells in which terms two plans differ", () => {
    expect([...differences(PLAN, { ...PLAN, rates: [...PLAN.rates, 0n, 0n] })]).to.deep.equal([]);
    const changes: readonly [Partial<Plan>, string][] = [
      [{ rates: [1_000n, 800n, 0n, 299n] }, "levels"],
      [{ openRanks: [0n, 3n] }, "levels"],
      [{ rankRates: [0n, 200n] }, "ranks"],
      [{ threshold: 1n }, "threshold"],
      [{ poolShare: 0n }, "poolShare"],
      [{ walk: 31n }, "walk"],
      [{ compression: "none" }, "compression"],
      [{ personalPays: true }, "personalPays"],
    ];
    for (const [change, term] of changes) {
      expect([...differences(PLAN, { ...PLAN, ...change })]).to.deep.equal([term]);
    }
  });
});
