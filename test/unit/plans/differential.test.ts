import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { type Market, type Member, openMarket, orderOf, prices, UNIT } from "../../helpers/market.ts";
import { Compression, plan } from "../../helpers/programme.ts";
import { type Case, CV, PROFIT, planStage, staged, testCases, times } from "./cases.ts";

/** 1, 3, 6 and 10 %. */
const LADDER = [100, 300, 600, 1_000];
const SIXTEEN = Array.from({ length: 16 }, (_, rank) => 200 * (rank + 1));

const CASES: Record<string, readonly Case[]> = {
  "[COMM-6] by rank": [
    {
      name: "pays the seller his own rate, and each above him what his is higher",
      rankRates: LADDER,
      people: "a0 a1 a2 a3",
      pays: ["0@0 +100", "1@1 +200", "2@2 +300", "3@3 +400"],
    },
    {
      name: "pays nobody who is no higher than the highest below him",
      rankRates: LADDER,
      people: "a1 a1 a0 a2 a1 a2 a3",
      pays: ["0@0 +300", "3@3 +300", "6@6 +400"],
      passes: ["1@1 noDifference", "2@2 noDifference", "4@4 noDifference", "5@5 noDifference"],
    },
    {
      name: "starts with the seller's own rate, the highest of all",
      rankRates: LADDER,
      people: "a3 a0 a2 a3",
      pays: ["0@0 +1000"],
    },
    {
      name: "looks at nobody above who has the highest rate of the plan",
      rankRates: LADDER,
      people: "a1 a3 i0 a0 a3",
      pays: ["0@0 +300", "1@1 +700"],
    },
    {
      name: "looks on as long as nobody has that rate",
      rankRates: LADDER,
      people: "a2 a2 a2",
      pays: ["0@0 +600"],
      passes: ["1@1 noDifference", "2@2 noDifference"],
    },
    {
      name: "pays above a seller whose rank has no rate",
      rankRates: [0, 300, 600],
      people: "a0 a0 a1 a2",
      pays: ["2@2 +300", "3@3 +300"],
      passes: ["0@0 noDifference", "1@1 noDifference"],
    },
    {
      name: "goes by the rate and not by the rank, where rates do not rise with it",
      rankRates: [500, 200, 800, 0],
      people: "a1 a0 a3 a2",
      pays: ["0@0 +200", "1@1 +300", "3@3 +300"],
      passes: ["2@2 noDifference"],
    },
    {
      name: "has sixteen ranks",
      rankRates: SIXTEEN,
      people: SIXTEEN.map((_, rank) => `a${rank}`).join(" "),
      pays: SIXTEEN.map((_, rank) => `${rank}@${rank} +200`),
    },
    {
      name: "may pay the highest rank alone",
      rankRates: [...Array.from({ length: 15 }, () => 0), 3_500],
      people: "a0 a14 a15 a15",
      pays: ["2@2 +3500"],
      passes: ["0@0 noDifference", "1@1 noDifference"],
    },
    {
      name: "may pay all ranks alike, and so the seller alone",
      rankRates: Array.from({ length: 16 }, () => 3_500),
      people: "a0 a15",
      pays: ["0@0 +3500"],
    },
    ...[Compression.None, Compression.Standard, Compression.Dynamic].map((compression) => ({
      name: `knows no compression: ${Compression[compression].toLowerCase()}`,
      rankRates: LADDER,
      openRanks: [9, 9, 9, 9],
      compression,
      people: "a0 i1 a0 a2 i3 a3",
      pays: ["0@0 +100", "3@3 +500", "5@5 +400"],
      passes: ["1@1 inactive", "2@2 noDifference", "4@4 inactive"],
    })),
  ],
  "[COMM-7] the inactive": [
    {
      name: "gets nothing as the seller, and raises nothing",
      rankRates: LADDER,
      people: "i2 a1 a2",
      pays: ["1@1 +300", "2@2 +300"],
      passes: ["0@0 inactive"],
    },
    {
      name: "gets nothing as an upline, and raises nothing",
      rankRates: LADDER,
      people: "a0 i3 a1 i2 a2",
      pays: ["0@0 +100", "2@2 +200", "4@4 +300"],
      passes: ["1@1 inactive", "3@3 inactive"],
    },
    {
      name: "leaves all to the company if nobody is active",
      rankRates: LADDER,
      people: "i3 i3 i3",
      pays: [],
      passes: ["0@0 inactive", "1@1 inactive", "2@2 inactive"],
    },
  ],
  "[COMM-1] the longest walk": [
    {
      name: "counts everybody looked at, the inactive and those without a difference included",
      rankRates: LADDER,
      walk: 3,
      people: "a1 i3 a0 a2 a3",
      pays: ["0@0 +300", "3@3 +300"],
      passes: ["1@1 inactive", "2@2 noDifference"],
    },
    {
      name: "of one looks at the sponsor only",
      rankRates: LADDER,
      walk: 1,
      people: "a0 a1 a3",
      pays: ["0@0 +100", "1@1 +200"],
    },
    {
      name: "reaches the 32nd upline",
      rankRates: LADDER,
      people: `a0 ${times(31, "i0")} a3`,
      pays: ["0@0 +100", "32@32 +900"],
      passes: Array.from({ length: 31 }, (_, i) => `${i + 1}@${i + 1} inactive`),
    },
    {
      name: "does not reach the 33rd upline",
      rankRates: LADDER,
      people: `a0 ${times(32, "a0")} a3`,
      pays: ["0@0 +100"],
      passes: Array.from({ length: 32 }, (_, i) => `${i + 1}@${i + 1} noDifference`),
    },
    {
      name: "ends at the company, which takes no difference",
      rankRates: LADDER,
      people: "a0",
      pays: ["0@0 +100"],
    },
  ],
};

describe("differential", () => {
  let market: Market;
  let product: bigint;

  beforeEach(async () => {
    ({ market, product } = await planStage());
  });

  testCases(CASES);

  it("[COMM-8] pays a whole line together the highest active rate in it, however it is made up", async () => {
    const people = ["a0 a1 a2 a3", "a2 i3 a1 a2", "i3 a0 a0 a1", "a3 a2", "i0 i1 a0"];
    const highest = [1_000n, 600n, 300n, 1_000n, 100n];
    for (const [i, line] of people.entries()) {
      const members = await staged(market, { name: "", rankRates: LADDER, people: line, pays: [] });
      const { credits } = await market.buy(members[0]!, product);
      expect(
        credits.reduce((sum, { amount }) => sum + amount, 0n),
        line,
      ).to.equal(PROFIT + highest[i]!);
      await market.setPlan(plan({ rates: [], threshold: 1n }));
    }
  });

  it("[SALE-7] rounds each difference down, and a difference that rounds to nothing raises the highest", async () => {
    const [top, middle, seller] = (await market.line(3)) as [Member, Member, Member];
    await market.setRanks([seller, 0], [middle, 1], [top, 2]);
    await market.startPeriod();
    await market.setPlan(plan({ rates: [], rankRates: [3_333, 3_340, 3_500], threshold: 0n }));
    const paid = async (volume: bigint) => {
      const priced = await market.addProduct({ retail: volume, wholesale: volume, volume });
      const { company, credits } = await market.buy(seller, priced);
      return [company, ...credits.map(({ id, amount }) => [id, amount])];
    };
    expect(await paid(3n), "0.9999, 0.0021, 0.048").to.deep.equal([3n]);
    expect(await paid(10_000n), "to the unit").to.deep.equal([
      6_500n,
      ...[
        [seller.id, 3_333n],
        [middle.id, 7n],
        [top.id, 160n],
      ],
    ]);
    expect(await paid(63n), "20.9979, 0.0441, 1.008: not 1.052").to.deep.equal([42n, [seller.id, 20n], [top.id, 1n]]);
    expect(await paid(62n), "20.6646, 0.0434, 0.992").to.deep.equal([42n, [seller.id, 20n]]);
    expect(await paid(9_999n), "3332.6667, 6.9993, 159.984").to.deep.equal([
      6_502n,
      ...[
        [seller.id, 3_332n],
        [middle.id, 6n],
        [top.id, 159n],
      ],
    ]);
    await expectConserved(market);
  });

  it("[COMM-7] everybody is active while the plan has no threshold", async () => {
    const members = (await market.line(3)).toReversed();
    await market.setRanks(...members.map((member, i) => [member, i + 1] as const));
    await market.startPeriod(3n);
    await market.setPlan(plan({ rates: [], rankRates: LADDER, threshold: 0n }));
    const { credits } = await market.buy(members[0]!, product);
    expect(credits.map(({ amount }) => amount)).to.deep.equal([PROFIT + 300n, 300n, 400n]);
  });

  it("[RANK-1] goes by the ranks of this period", async () => {
    const [top, seller] = (await market.line(2)) as [Member, Member];
    await market.setPlan(plan({ rates: [], rankRates: LADDER, threshold: 0n }));
    await market.setRanks([top, 3], [seller, 1]);
    const paid = async () => (await market.buy(seller, product)).credits.map(({ amount }) => amount);
    expect(await paid()).to.deep.equal([PROFIT + 100n]);
    await market.startPeriod();
    expect(await paid()).to.deep.equal([PROFIT + 300n, 700n]);
  });

  it("[SALE-13] is fixed at placement, whatever becomes of ranks and plans", async () => {
    const members = await staged(market, { name: "", rankRates: LADDER, people: "a0 a1 a3", pays: [] });
    const waiting = await market.escrow(members[0]!);
    await market.setRanks(...members.map((member) => [member, 15] as const));
    await market.setPlan(plan({ rates: [1_000] }));
    await market.passWindows();
    await market.settle(waiting);
    const { volume, retail, wholesale } = prices(market.one);
    const shares = [retail - wholesale + volume / 100n, (volume * 2n) / 100n, (volume * 7n) / 100n];
    expect(await market.balancesOf(...members)).to.deep.equal(shares);
  });

  describe("[SALE-9] in a personal sale", () => {
    for (const personalPays of [false, true]) {
      it(`pays ${personalPays ? "by rank, on the CV, if the plan says so" : "nobody by rank if the plan does not say so"}`, async () => {
        const [top, seller] = (await market.line(2)) as [Member, Member];
        await market.setRanks([top, 3], [seller, 1]);
        await market.startPeriod();
        await market.setPlan(plan({ rates: [], rankRates: LADDER, threshold: 0n, poolShare: 200, personalPays }));
        const order = orderOf(seller.id, product);
        const quote = await market.quote(order, seller.wallet.address);
        const sale = await market.placed(market.send(order, { buyer: seller.wallet.address }));
        const [own, above, pool] = personalPays ? [300n, 700n, 200n] : [0n, 0n, 0n];
        expect(quote).to.deep.include({ kind: "personal", total: CV, pool, company: CV - own - above - pool });
        expect(quote.skipped).to.deep.equal([]);
        expect(sale).to.deep.include({ pool, company: CV - own - above - pool });
        expect(await market.balancesOf(seller, top)).to.deep.equal([own, above]);
        await expectConserved(market);
      });
    }
  });

  it("[SALE-10] pays nobody if the company sells", async () => {
    await market.line(2);
    await market.setPlan(plan({ rates: [], rankRates: LADDER, threshold: 0n }));
    const sale = await market.buy(market.company, product);
    expect(sale).to.deep.include({ credits: [], company: CV + PROFIT });
  });

  it("[PLAN-4] pays by a scheduled plan that is due, before anybody moves it and after", async () => {
    const [top, seller] = (await market.line(2)) as [Member, Member];
    await market.setRanks([top, 2], [seller, 1]);
    await market.startPeriod();
    const paid = async () => {
      const { credits } = await market.quote(orderOf(seller.id, product));
      const sale = await market.buy(seller, product);
      expect(sale.credits.map(({ amount }) => amount)).to.deep.equal(credits.map(({ amount }) => amount));
      return credits.map(({ differential }) => differential);
    };
    // From levels to ranks, from ranks to other ranks, and back to levels: each lies in the slots of the next plan first.
    for (const [rankRates, differences] of [
      [LADDER, [300n, 300n]],
      [
        [0, 1_000, 1_500],
        [1_000n, 500n],
      ],
      [[], [0n, 0n]],
    ] as const) {
      await market.setPlan(plan({ rates: rankRates.length === 0 ? [10, 20] : [], rankRates: [...rankRates] }));
      expect(await paid()).to.deep.equal(differences);
      await market.core.activatePlan();
      expect(await paid()).to.deep.equal(differences);
    }
  });

  it("[PLAN-1] answers the plan's rates by rank, in force and scheduled", async () => {
    await market.setPlan(plan({ rates: [], rankRates: SIXTEEN }));
    expect((await market.core.planInForce()).plan.rankRates).to.deep.equal(SIXTEEN.map(BigInt));
    const reversed = SIXTEEN.toReversed();
    await market.core.schedulePlan(plan({ rates: [], rankRates: reversed }), (await market.now()) + 1_000n, "{}");
    expect((await market.core.planScheduled()).plan.rankRates).to.deep.equal(reversed.map(BigInt));
  });

  describe("[COMM-8] [PLAN-2] when it is scheduled", () => {
    const atCap = fixture(() => openMarket({ cap: 3_500 }));
    const only = (rank: number, rate: number) => Array.from({ length: 16 }, (_, i) => (i === rank ? rate : 0));

    beforeEach(async () => {
      market = await atCap();
    });

    const schedule = async (terms: Parameters<typeof plan>[0]) => {
      await market.core.schedulePlan(plan({ rates: [], ...terms }), (await market.now()) + 1_000n, "{}");
      await market.core.cancelPlan();
    };
    const refused = (terms: Parameters<typeof plan>[0], worstCase: bigint) =>
      expect(schedule(terms)).to.be.revertedWithCustomError(market.core, "PlanAboveCap").withArgs(worstCase, 3_500n);

    it("may have its highest rate at the cap, at any rank, and not a basis point above", async () => {
      for (let rank = 0; rank < 16; ++rank) {
        await schedule({ rankRates: only(rank, 3_500) });
        await refused({ rankRates: only(rank, 3_501) }, 3_501n);
      }
    });

    it("counts the highest rate once, however many ranks have one", async () => {
      await schedule({ rankRates: Array.from({ length: 16 }, () => 3_500) });
      await refused({ rankRates: [3_500, 3_501, ...Array.from({ length: 14 }, () => 3_500)] }, 3_501n);
    });

    it("counts the pool's share beside it", async () => {
      await schedule({ rankRates: [100, 3_000, 200], poolShare: 500 });
      await refused({ rankRates: [100, 3_000, 200], poolShare: 501 }, 3_501n);
      await refused({ rankRates: [100, 3_001, 200], poolShare: 500 }, 3_501n);
    });

    it("has no rate above everything", async () => {
      for (const rank of [0, 7, 15]) {
        await expect(schedule({ rankRates: only(rank, 10_001) }))
          .to.be.revertedWithCustomError(market.core, "PlanRateInvalid")
          .withArgs(BigInt(rank), 10_001n);
      }
    });
  });

  it("[SALE-7] pays sales of one unit nothing, and activity counts all the same", async () => {
    const [seller] = (await market.line(1)) as [Member];
    await market.setPlan(plan({ rates: [], rankRates: LADDER, threshold: 1n }));
    await market.buy(seller, UNIT);
    expect((await market.core.distributor(seller.id)).activeNext).to.equal(true);
    expect(await market.core.balanceOf(seller.id)).to.equal(0n);
  });
});
