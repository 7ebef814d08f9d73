import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { type Market, type Member, openMarket, orderOf, WINDOW } from "../../helpers/market.ts";
import { Compression, plan } from "../../helpers/programme.ts";
import { type Case, CV, PROFIT, planStage, staged, testCases, times } from "./cases.ts";

const RATES = [1_000, 800, 500];
/** 1, 3, 6 and 10 %. */
const LADDER = [100, 300, 600, 1_000];
const { None, Standard, Dynamic } = Compression;

const CASES: Record<string, readonly Case[]> = {
  "[COMM-9] by level and by rank": [
    {
      name: "pays each of both, in one credit",
      rates: RATES,
      rankRates: LADDER,
      people: "a0 a1 a2",
      pays: ["0@0 1000+100", "1@1 800+200", "2@2 500+300"],
    },
    {
      name: "pays a level without a difference, and tells that there is none",
      rates: RATES,
      rankRates: LADDER,
      people: "a2 a1 a3",
      pays: ["0@0 1000+600", "1@1 800", "2@2 500+400"],
      passes: ["1@1 noDifference"],
    },
    {
      name: "pays a difference to whose rank does not open the level, and tells that it does not",
      rates: RATES,
      openRanks: [0, 3, 0],
      rankRates: LADDER,
      people: "a0 a2 a3",
      pays: ["0@0 1000+100", "1@1 +500", "2@2 500+400"],
      passes: ["1@1 rankTooLow"],
    },
    {
      name: "tells both where somebody gets neither",
      rates: RATES,
      openRanks: [0, 3, 0],
      rankRates: LADDER,
      people: "a2 a1 a3",
      pays: ["0@0 1000+600", "2@2 500+400"],
      passes: ["1@1 rankTooLow", "1@1 noDifference"],
    },
    {
      name: "tells once that somebody is inactive",
      rates: RATES,
      rankRates: LADDER,
      people: "a0 i3 a3",
      pays: ["0@0 1000+100", "2@2 500+900"],
      passes: ["1@1 inactive"],
    },
    {
      name: "pays the seller by rank if his does not open level 0, and not if he is inactive",
      rates: RATES,
      openRanks: [2],
      rankRates: LADDER,
      people: "a1 a2",
      pays: ["0@0 +300", "1@1 800+300"],
      passes: ["0@0 rankTooLow"],
    },
    {
      name: "pays an inactive seller nothing of either",
      rates: RATES,
      rankRates: LADDER,
      people: "i3 a1",
      pays: ["1@1 800+300"],
      passes: ["0@0 inactive"],
    },
    {
      name: "goes on by rank where no levels are left, and counts on",
      rates: RATES,
      rankRates: LADDER,
      people: "a0 a0 a0 i3 a1 a0 a3 a3",
      pays: ["0@0 1000+100", "1@1 800", "2@2 500", "4@4 +200", "6@6 +700"],
      passes: ["1@1 noDifference", "2@2 noDifference", "3@3 inactive", "5@5 noDifference"],
    },
    {
      name: "goes on by level where nobody can be higher",
      rates: RATES,
      rankRates: LADDER,
      people: "a3 a0 a3 a3",
      pays: ["0@0 1000+1000", "1@1 800", "2@2 500"],
      passes: ["1@1 noDifference", "2@2 noDifference"],
    },
    {
      name: "pays only by rank at a level without a rate",
      rates: [0, 0, 500],
      rankRates: LADDER,
      people: "a0 a1 a1",
      pays: ["0@0 +100", "1@1 +200", "2@2 500"],
      passes: ["2@2 noDifference"],
    },
  ],
  "[COMM-9] with compression": [
    {
      name: "none: levels go by distance",
      rates: RATES,
      rankRates: LADDER,
      compression: None,
      people: "a0 i1 a1 a2",
      pays: ["0@0 1000+100", "2@2 500+200", "3@3 +300"],
      passes: ["1@1 inactive"],
    },
    {
      name: "standard: the inactive are removed, and levels renumber for both",
      rates: RATES,
      openRanks: [0, 1, 0],
      rankRates: LADDER,
      compression: Standard,
      people: "a0 i1 a0 i2 a2 a3",
      pays: ["0@0 1000+100", "4@2 500+500", "5@3 +400"],
      passes: ["1@1 inactive", "2@1 rankTooLow", "2@1 noDifference", "3@2 inactive"],
    },
    {
      name: "dynamic: a level waits for who is qualified, whoever is paid by rank meanwhile",
      rates: RATES,
      openRanks: [0, 3, 0],
      rankRates: LADDER,
      compression: Dynamic,
      people: "a0 a1 a2 a3 a0 a3",
      pays: ["0@0 1000+100", "1@1 +200", "2@1 +300", "3@1 800+400", "4@2 500"],
      passes: ["1@1 rankTooLow", "2@1 rankTooLow", "4@2 noDifference"],
    },
  ],
  "[COMM-1] the longest walk": [
    {
      name: "is one for both",
      rates: RATES,
      rankRates: LADDER,
      compression: Dynamic,
      walk: 3,
      people: "a0 i0 a1 i0 a3",
      pays: ["0@0 1000+100", "2@1 800+200"],
      passes: ["1@1 inactive", "3@2 inactive"],
    },
    {
      name: "ends both at the company",
      rates: RATES,
      rankRates: LADDER,
      people: "a0 a1",
      pays: ["0@0 1000+100", "1@1 800+200"],
    },
    {
      name: "has room for sixteen levels and fifteen higher ranks in one sale",
      rates: Array.from({ length: 16 }, () => 100),
      rankRates: Array.from({ length: 16 }, (_, rank) => 10 * rank),
      people: `${times(16, "a0")} ${Array.from({ length: 15 }, (_, i) => `a${i + 1}`).join(" ")}`,
      pays: Array.from({ length: 31 }, (_, place) => (place < 16 ? `${place}@${place} 100` : `${place}@${place} +10`)),
      passes: Array.from({ length: 16 }, (_, place) => `${place}@${place} noDifference`),
    },
  ],
};

describe("hybrid", () => {
  let market: Market;
  let product: bigint;

  beforeEach(async () => {
    ({ market, product } = await planStage());
  });

  testCases(CASES);

  it("[COMM-9] [SALE-7] rounds level and difference each by itself", async () => {
    const [sponsor, seller] = (await market.line(2)) as [Member, Member];
    await market.setRanks([sponsor, 1]);
    await market.startPeriod();
    await market.setPlan(plan({ rates: [999, 499], rankRates: [501, 1_002], threshold: 0n }));
    const priced = await market.addProduct({ retail: 19n, wholesale: 19n, volume: 19n });
    // 1.8981 and 0.9519 for the seller; 0.9481 and 0.9519 for the sponsor: 1 together at most, not 2.85 and 1.9.
    const { credits } = await market.quote(orderOf(seller.id, priced));
    expect(credits).to.deep.equal([{ level: 0n, id: seller.id, amount: 1n, differential: 0n }]);
    const bought = await market.buy(seller, priced);
    expect(bought.credits).to.deep.equal([{ id: seller.id, amount: 1n }]);
    await expectConserved(market);
  });

  it("[COMM-9] waits in escrow with 31 credits, and pays each of them once", async () => {
    const [widest] = CASES["[COMM-1] the longest walk"]!.slice(-1);
    const members = await staged(market, widest!);
    const escrowed = await market.addProduct({ retail: CV + PROFIT, wholesale: CV, volume: CV, window: WINDOW });
    const sale = await market.escrow(members[0]!, escrowed);
    expect(sale.credits.length).to.equal(31);
    await market.passWindows();
    expect(await market.settleMany([sale, sale])).to.deep.equal(["settled", "finished"]);
    const paid = members.map((_, place) => (place < 16 ? 100n : 10n) + (place === 0 ? PROFIT : 0n));
    expect(await market.balancesOf(...members)).to.deep.equal(paid);
    await expectConserved(market);
  });

  it("[ACT-2] counts the seller's activity with the credit", async () => {
    const members = await staged(market, { name: "", rates: RATES, rankRates: LADDER, people: "a1 a2", pays: [] });
    await market.buy(members[0]!, product);
    const { volume, activeNext, balance } = await market.core.distributor(members[0]!.id);
    expect([volume, activeNext, balance]).to.deep.equal([CV, true, PROFIT + 1_300n]);
  });

  it("[PLAN-1] answers rates of both families, in force and scheduled", async () => {
    const [inForce, next] = [plan({ rates: RATES, rankRates: LADDER }), plan({ rates: [7], rankRates: [0, 9] })];
    await market.setPlan(inForce);
    await market.core.schedulePlan(next, (await market.now()) + 1_000n, "{}");
    const words = ({ rates, rankRates }: { rates: readonly bigint[]; rankRates: readonly bigint[] }) =>
      [rates, rankRates].map((all) => all.map(Number));
    expect(words((await market.core.planInForce()).plan)).to.deep.equal([inForce.rates, inForce.rankRates]);
    expect(words((await market.core.planScheduled()).plan)).to.deep.equal([next.rates, next.rankRates]);
  });

  describe("[COMM-8] [PLAN-2] when it is scheduled", () => {
    const atCap = fixture(() => openMarket({ cap: 3_500 }));

    beforeEach(async () => {
      market = await atCap();
    });

    const schedule = async (terms: Parameters<typeof plan>[0]) =>
      market.core.schedulePlan(plan(terms), (await market.now()) + 1_000n, "{}");
    const refused = (terms: Parameters<typeof plan>[0], worstCase: bigint) =>
      expect(schedule(terms)).to.be.revertedWithCustomError(market.core, "PlanAboveCap").withArgs(worstCase, 3_500n);

    const terms = { rates: [1_000, 500], rankRates: [200, 1_700, 900], poolShare: 300 };

    it("may have all levels, the highest rank and the pool's share together at the cap", async () => {
      await expect(schedule(terms)).to.emit(market.core, "PlanScheduled");
    });

    it("is refused with a basis point more, in whichever it is", async () => {
      await refused({ ...terms, rates: [1_000, 501] }, 3_501n);
      await refused({ ...terms, rates: [1_000, 500, ...Array.from({ length: 13 }, () => 0), 1] }, 3_501n);
      await refused({ ...terms, rankRates: [200, 1_701, 900] }, 3_501n);
      await refused({ ...terms, rankRates: [200, 1_700, 1_701] }, 3_501n);
      await refused({ ...terms, poolShare: 301 }, 3_501n);
      await refused(
        { rates: Array.from({ length: 16 }, () => 10_000), rankRates: [10_000], poolShare: 10_000 },
        180_000n,
      );
    });

    it("pays at the cap all that the cap allows, and no more", async () => {
      await schedule(terms);
      const members = (await market.line(2)).toReversed();
      await market.setRanks([members[1]!, 1]);
      await market.startPeriod();
      const sold = await market.addProduct({ retail: CV, wholesale: CV, volume: CV });
      const sale = await market.buy(members[0]!, sold);
      expect(sale.credits.map(({ amount }) => amount)).to.deep.equal([1_200n, 2_000n]);
      expect(sale).to.deep.include({ pool: 300n, company: 6_500n });
    });
  });
});
