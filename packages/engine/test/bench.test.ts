import { expect } from "chai";
import { describe, it } from "mocha";
import { hasDuckDb } from "../bench/duckdb.ts";
import { type BenchMarket, inventBenchMarket, networkOf, SALES_EACH, salesOf } from "../bench/market.ts";
import { measurePeriod, measureUnilevel, standingOf } from "../bench/measure.ts";
import { benchPlan, LEVELS, RANKS, WALK } from "../bench/plan.ts";
import { calculate, Network } from "../src/index.ts";

/** What everybody gets by the rule as it reads: each sale climbs for itself, and pays whoever is qualified. */
function literal({ sponsor, seller, cv }: BenchMarket, active: Uint8Array, rank: Uint8Array): bigint[] {
  const earned = Array.from(sponsor, () => 0n);
  for (const [sale, first] of seller.entries()) {
    let at = sponsor[first]!;
    let level = 0;
    for (let looked = 0; looked < WALK && at !== 0 && level < LEVELS.length; looked++) {
      const { rate, rank: least } = LEVELS[level]!;
      if (active[at] === 1 && rank[at]! >= RANKS.indexOf(least as (typeof RANKS)[number])) {
        earned[at] = earned[at]! + (BigInt(cv[sale]!) * BigInt(rate)) / 10_000n;
        level++;
      }
      at = sponsor[at]!;
    }
  }
  return earned;
}

describe("bench", () => {
  it("invents the same company each time, with ten sales a distributor", () => {
    const market = inventBenchMarket(500);
    expect(inventBenchMarket(500)).to.deep.equal(market);
    expect(inventBenchMarket(500, 2).seller).to.not.deep.equal(market.seller);
    expect(salesOf(market).length).to.equal(500 * SALES_EACH);
    expect(networkOf(market).size).to.equal(500);
  });

  it("pays in its unilevel what the rule says, with lines and without", () => {
    const market = inventBenchMarket(3000);
    const standing = standingOf(market);
    const network = Network.ofColumns({ sponsor: market.sponsor, ...standing });
    const input = { plan: benchPlan("unilevel"), network, sales: salesOf(market), standing: "given" } as const;
    const expected = literal(market, standing.active, standing.rank);
    const results = [calculate(input), calculate(input, { sink: () => undefined })];
    for (const result of results) {
      expect(expected.map((_, index) => result.earningsAt(index))).to.deep.equal(expected);
    }
    expect(results[0]?.bonuses).to.deep.equal(results[1]?.bonuses);
  });

  it("computes the whole plan in both lanes with the same lines and the same result", () => {
    const [fast, exact] = [measurePeriod(1000, "fast"), measurePeriod(1000, "exact")];
    expect([fast.lane, exact.lane]).to.deep.equal(["fast", "exact"]);
    expect(Object.keys(fast.phases)).to.include.members(["unilevel", "pool", "hash of the result"]);
    expect(fast.lines).to.be.greaterThan(100_000);
    for (const name of ["lines", "linesHash", "resultHash"] as const) expect(fast[name], name).to.equal(exact[name]);
  });

  if (hasDuckDb()) {
    it("agrees with SQL to the unit", async () => {
      const { differing, lines } = await measureUnilevel(10_000);
      expect(differing).to.equal(0);
      expect(lines).to.be.greaterThan(900_000);
    });
  }
});
