import { calculate, calculateSale, Network, type Plan, readPlan, Sales, type Standing } from "@upline/engine";
import { planFromStruct, planToStruct } from "@upline/protocol";
import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type ChainWords, planFromChain, planToChain } from "../../src/index.ts";

/** How many random plans are tried. */
const RUNS = Number(process.env["UPLINE_AUDITOR_RUNS"] ?? 200);
const PROGRAMME = { currency: { code: "USDC", decimals: 6 }, periodLength: 30 * 86_400, cap: 10_000 };
const LADDER = ["Member", "Silver", "Gold", "Platinum"];

const rates = (most: number) => fc.nat(most);
const level = fc.record({ rate: rates(400), rank: fc.option(fc.constantFrom(...LADDER), { nil: undefined }) });

const byLevels = fc
  .record({
    own: fc.option(level, { nil: undefined }),
    levels: fc.array(level, { maxLength: 6 }),
    compression: fc.constantFrom("none", "standard", "dynamic"),
    walk: fc.integer({ min: 1, max: 8 }),
  })
  .map((terms) => ({ id: "team", family: "unilevel", ...terms }));
const affiliate = fc
  .array(rates(500), { minLength: 1, maxLength: 5 })
  .map((tiers) => ({ id: "aff", family: "affiliate", base: "cv", of: "sale", tiers }));
const byRanks = fc
  .record({ ranks: fc.subarray(LADDER, { minLength: 1 }), all: fc.array(rates(3000), { minLength: 4, maxLength: 4 }) })
  .map(({ ranks, all }) => ranks.map((rank, index) => ({ rank, rate: all[index] })));

/** A document that the contracts can do. */
const documents = fc
  .record({
    levels: fc.option(fc.oneof(byLevels, affiliate), { nil: undefined }),
    ranks: fc.option(byRanks, { nil: undefined }),
    walk: fc.integer({ min: 4, max: 8 }),
    pool: fc.nat(300),
    personalSalesPay: fc.boolean(),
    threshold: fc.nat(500),
  })
  .map(({ levels, ranks, walk, pool, personalSalesPay, threshold }) => ({
    upline: 1,
    name: "Random",
    currency: { code: "USDC", decimals: 6 },
    period: { unit: "day", count: 30 },
    personalSalesPay,
    activity: { customerVolume: threshold, in: "previous" },
    ranks: LADDER.map((name) => ({ name })),
    bonuses: [
      { id: "pool", family: "pool", by: "groupVolume", per: "sale", rate: pool },
      ...(levels === undefined ? [] : [levels]),
      { id: "profit", family: "retail" },
      ...(ranks === undefined
        ? []
        : [{ id: "stairs", family: "differential", ranks, walk: levels && "walk" in levels ? levels.walk : walk }]),
    ],
  }));

const uplines = fc
  .array(fc.record({ rank: fc.nat(LADDER.length - 1), active: fc.boolean() }), { maxLength: 12 })
  .map((people) => people.map((person, index): Standing => ({ id: index + 1, ...person })));
const sales = fc
  .record({ cv: fc.nat(100_000), margin: fc.nat(50_000), profit: fc.nat(50_000), own: fc.boolean() })
  .map(({ cv, margin, profit, own }) => ({
    cv,
    wholesale: cv + margin,
    price: cv + margin + (own ? 0 : profit),
    buyer: own ? 1 : "a customer",
  }));

/** Words as the chain gives them back. */
const published = (plan: Plan) =>
  planFromStruct(planToStruct(planToChain(plan, PROGRAMME)) as Parameters<typeof planFromStruct>[0]);

/** What everybody gets of a sale, by id, and what is left. */
function parts(plan: Plan, upline: readonly Standing[], sale: Parameters<typeof calculateSale>[2]) {
  const { lines, pool, company } = calculateSale(plan, upline, sale, 99);
  const earned = new Map<unknown, bigint>();
  for (const { kind, beneficiary, amount } of lines) {
    if (kind === "commission") earned.set(beneficiary, (earned.get(beneficiary) ?? 0n) + amount);
  }
  return { earned: [...earned].sort(([a], [b]) => Number(a) - Number(b)), pool, company };
}

describe("a plan on the chain and back", () => {
  it("pays the same", () => {
    const seen = { commissions: 0, pool: 0 };
    fc.assert(
      fc.property(documents, uplines, fc.array(sales, { minLength: 1, maxLength: 4 }), (document, upline, rows) => {
        const plan = readPlan(document);
        const back = planFromChain(published(plan), PROGRAMME);
        for (const row of rows) {
          const sale = upline.length === 0 ? { ...row, buyer: undefined } : row;
          const expected = parts(plan, upline, sale);
          expect(parts(back, upline, sale)).to.deep.equal(expected);
          if (expected.earned.length > 1) seen.commissions++;
          if (expected.pool > 0n) seen.pool++;
        }
        expect(planFromChain(planToChain(back, PROGRAMME), PROGRAMME).hash).to.equal(back.hash);
      }),
      { numRuns: RUNS },
    );
    expect(Math.min(seen.commissions, seen.pool)).to.be.above(RUNS / 2);
  });

  it("fills the pool by the period as by the sale, and keeps it whole", () => {
    const words = { rates: [], openRanks: [], rankRates: [], threshold: 0n, poolShare: 333n, walk: 1n } as const;
    const plan = planFromChain({ ...words, compression: "none", personalPays: false }, PROGRAMME);
    const network = Network.from([{ id: 1 }], { company: 99 });
    const cvs = [1, 29, 31, 61, 10_007];
    const rows = cvs.map((cv) => ({ seller: 1, cv }));
    const { state, paid } = calculate({ plan, network, sales: Sales.from(rows, network) });
    const one = (cv: number) => calculateSale(plan, [{ id: 1, rank: 9, active: true }], { cv }, 99).pool;
    expect(state).to.deep.equal({ "pool.carried": { 99: `${cvs.reduce((sum, cv) => sum + one(cv), 0n)}` } });
    expect([state["pool.carried"]?.["99"], paid]).to.deep.equal(["336", 0n]);
  });

  it("is read from its words", () => {
    const words: ChainWords = {
      rates: [500n, 0n, 300n, 0n],
      openRanks: [0n, 2n, 15n, 7n],
      rankRates: [0, 100, 100, 250, 0],
      threshold: 12_500_000n,
      poolShare: 200,
      walk: 9n,
      compression: "standard",
      personalPays: true,
    };
    const { document } = planFromChain(words, PROGRAMME);
    expect(document.currency).to.deep.equal({ code: "USDC", decimals: 6 });
    expect(document.period).to.deep.equal({ unit: "day", count: 30 });
    expect(document.activity).to.include({ customerVolume: "12.5", in: "previous" });
    expect(document.ranks.map(({ name }) => name))
      .to.have.length(16)
      .and.to.include("rank 15");
    expect(document.personalSalesPay).to.equal(true);
    const [retail, levels, ranks, pool] = document.bonuses;
    expect(retail).to.include({ id: "retail", family: "retail" });
    expect(levels).to.deep.include({ family: "unilevel", compression: "standard", walk: 9 });
    expect(levels).to.have.property("own").that.includes({ rate: 500, rank: undefined });
    expect(levels?.family === "unilevel" && levels.levels.map(({ rate, rank }) => [rate, rank])).to.deep.equal([
      [0, "rank 2"],
      [300, "rank 15"],
    ]);
    expect(ranks?.family === "differential" && ranks.ranks).to.deep.equal([
      { rank: "rank 1", rate: 100 },
      { rank: "rank 3", rate: 250 },
      { rank: "rank 4", rate: 0 },
    ]);
    expect(pool).to.include({ family: "pool", rate: 200, per: "sale", empty: "carry" });
    const again = planFromChain(planToChain(planFromChain(words, PROGRAMME), PROGRAMME), PROGRAMME);
    expect(again.document).to.deep.equal(document);
  });

  it("has no ladder, activity or period where the words need none, and takes any token's name", () => {
    const words = { rates: [500n], openRanks: [], rankRates: [], threshold: 0n, poolShare: 0n, walk: 1n } as const;
    const plan = planFromChain(
      { ...words, compression: "none", personalPays: false },
      { currency: { code: "", decimals: 0 }, periodLength: 3600 },
    );
    expect(plan.document).to.deep.include({ activity: undefined, ranks: [], period: { unit: "month", count: 1 } });
    expect(plan.document.bonuses.map(({ id }) => id)).to.deep.equal(["retail", "levels"]);
    expect(plan.document.currency.code).to.equal("?");
  });

  it("takes thresholds of any size", () => {
    const words = { rates: [500n], openRanks: [], rankRates: [], poolShare: 0n, walk: 1n } as const;
    for (const threshold of [999n, 20_000_000n, 2n ** 80n - 1n]) {
      const chain = { ...words, threshold, compression: "none", personalPays: false } as const;
      const plan = planFromChain(chain, { currency: { code: "UNIT", decimals: 0 } });
      expect(plan.document.activity?.customerVolume).to.equal(threshold.toString());
    }
  });
});
