import { expect } from "chai";
import { expectConserved } from "../../helpers/ledger.ts";
import { type Market, type Member, UNIT } from "../../helpers/market.ts";
import { Compression, plan } from "../../helpers/programme.ts";
import { type Case, planStage, testCases, times } from "./cases.ts";

const RATES = [1_000, 800, 500, 300];
/** Sixteen different rates, together 34.4 %. */
const SIXTEEN = Array.from({ length: 16 }, (_, level) => 320 - 14 * level);

const CASES: Record<string, readonly Case[]> = {
  "[COMM-3] without compression": [
    {
      name: "pays everybody by his distance",
      rates: RATES,
      compression: Compression.None,
      people: "a0 a0 a0 a0 a0",
      pays: ["0@0 1000", "1@1 800", "2@2 500", "3@3 300"],
    },
    {
      name: "keeps the level of an inactive upline as breakage",
      rates: RATES,
      compression: Compression.None,
      people: "a0 i0 a0 a0 a0",
      pays: ["0@0 1000", "2@2 500", "3@3 300"],
      passes: ["1@1 inactive"],
    },
    {
      name: "keeps the level that an upline's rank does not open as breakage",
      rates: RATES,
      openRanks: [0, 2, 3, 1],
      compression: Compression.None,
      people: "a0 a2 a2 a15",
      pays: ["0@0 1000", "1@1 800", "3@3 300"],
      passes: ["2@2 rankTooLow"],
    },
    {
      name: "says inactive of who is inactive and of too low a rank",
      rates: RATES,
      openRanks: [0, 1],
      compression: Compression.None,
      people: "a0 i0 i9",
      pays: ["0@0 1000"],
      passes: ["1@1 inactive", "2@2 inactive"],
    },
    {
      name: "does not look above the last level",
      rates: [0, 800],
      compression: Compression.None,
      people: "a0 i0 a0 a0",
      pays: [],
      passes: ["1@1 inactive"],
    },
  ],
  "[COMM-4] with standard compression": [
    {
      name: "removes the inactive, so that levels renumber",
      rates: RATES,
      compression: Compression.Standard,
      people: "a0 i0 a0 i0 i0 a0 a0",
      pays: ["0@0 1000", "2@1 800", "5@2 500", "6@3 300"],
      passes: ["1@1 inactive", "3@2 inactive", "4@2 inactive"],
    },
    {
      name: "lets an active upline of too low a rank use his level up",
      rates: RATES,
      openRanks: [0, 2, 2, 2],
      compression: Compression.Standard,
      people: "a0 a1 a2 a0 a2",
      pays: ["0@0 1000", "2@2 500"],
      passes: ["1@1 rankTooLow", "3@3 rankTooLow"],
    },
    {
      name: "removes who is inactive, whatever his rank",
      rates: RATES,
      openRanks: [0, 2, 2],
      compression: Compression.Standard,
      people: "a0 i0 i5 a2 a1 a0",
      pays: ["0@0 1000", "3@1 800", "5@3 300"],
      passes: ["1@1 inactive", "2@1 inactive", "4@2 rankTooLow"],
    },
    {
      name: "leaves what nobody is left for as breakage",
      rates: RATES,
      compression: Compression.Standard,
      people: "a0 i0 a0 i0",
      pays: ["0@0 1000", "2@1 800"],
      passes: ["1@1 inactive", "3@2 inactive"],
    },
  ],
  "[COMM-5] with dynamic compression": [
    {
      name: "skips the inactive until a payee is found",
      rates: RATES,
      compression: Compression.Dynamic,
      people: "a0 i0 i0 a0 i0 a0",
      pays: ["0@0 1000", "3@1 800", "5@2 500"],
      passes: ["1@1 inactive", "2@1 inactive", "4@2 inactive"],
    },
    {
      name: "skips whose rank does not open that level",
      rates: RATES,
      openRanks: [0, 1, 3, 5],
      compression: Compression.Dynamic,
      people: "a0 a0 a1 a1 a2 a3 a4 a5",
      pays: ["0@0 1000", "2@1 800", "5@2 500", "7@3 300"],
      passes: ["1@1 rankTooLow", "3@2 rankTooLow", "4@2 rankTooLow", "6@3 rankTooLow"],
    },
    {
      name: "never goes back to somebody whose rank would open a later level",
      rates: RATES,
      openRanks: [0, 5, 1, 1],
      compression: Compression.Dynamic,
      people: "a0 a4 a4 a5 a1",
      pays: ["0@0 1000", "3@1 800", "4@2 500"],
      passes: ["1@1 rankTooLow", "2@1 rankTooLow"],
    },
    {
      name: "leaves all levels as breakage if nobody qualifies for the first",
      rates: RATES,
      openRanks: [0, 15],
      compression: Compression.Dynamic,
      people: "a0 a14 a14 i15",
      pays: ["0@0 1000"],
      passes: ["1@1 rankTooLow", "2@1 rankTooLow", "3@1 inactive"],
    },
  ],
  "[COMM-2] one person": [
    {
      name: "takes one level at most, even if he is the only one",
      rates: RATES,
      compression: Compression.Dynamic,
      people: "a0 a15",
      pays: ["0@0 1000", "1@1 800"],
    },
    {
      name: "of exactly the opening rank qualifies, of one less does not",
      rates: [100, 200, 300],
      openRanks: [7, 8, 9],
      compression: Compression.None,
      people: "a7 a8 a8",
      pays: ["0@0 100", "1@1 200"],
      passes: ["2@2 rankTooLow"],
    },
    {
      name: "of rank 15 opens every level",
      rates: SIXTEEN,
      openRanks: SIXTEEN.map(() => 15),
      compression: Compression.Standard,
      people: times(16, "a15"),
      pays: SIXTEEN.map((rate, level) => `${level}@${level} ${rate}`),
    },
  ],
  "[SALE-8] level 0": [
    {
      name: "is breakage if the seller is inactive, and moves nobody: compression none",
      rates: RATES,
      compression: Compression.None,
      people: "i0 a0 a0",
      pays: ["1@1 800", "2@2 500"],
      passes: ["0@0 inactive"],
    },
    {
      name: "is breakage if the seller is inactive, and moves nobody: compression standard",
      rates: RATES,
      compression: Compression.Standard,
      people: "i0 a0 a0",
      pays: ["1@1 800", "2@2 500"],
      passes: ["0@0 inactive"],
    },
    {
      name: "is breakage if the seller is inactive, and moves nobody: compression dynamic",
      rates: RATES,
      compression: Compression.Dynamic,
      people: "i0 a0 a0",
      pays: ["1@1 800", "2@2 500"],
      passes: ["0@0 inactive"],
    },
    {
      name: "needs the rank that opens it",
      rates: RATES,
      openRanks: [4],
      compression: Compression.Dynamic,
      people: "a3 a0 a4",
      pays: ["1@1 800", "2@2 500"],
      passes: ["0@0 rankTooLow"],
    },
    {
      name: "may be all that a plan pays",
      rates: [3_500],
      compression: Compression.Dynamic,
      people: "a0 i0 a0",
      pays: ["0@0 3500"],
    },
  ],
  "[COMM-1] the longest walk": [
    {
      name: "counts everybody looked at: without compression",
      rates: RATES,
      compression: Compression.None,
      walk: 2,
      people: "a0 i0 a0 a0",
      pays: ["0@0 1000", "2@2 500"],
      passes: ["1@1 inactive"],
    },
    {
      name: "counts everybody looked at: with standard compression",
      rates: RATES,
      compression: Compression.Standard,
      walk: 3,
      people: "a0 i0 a0 i0 a0",
      pays: ["0@0 1000", "2@1 800"],
      passes: ["1@1 inactive", "3@2 inactive"],
    },
    {
      name: "counts everybody looked at: with dynamic compression",
      rates: RATES,
      compression: Compression.Dynamic,
      walk: 3,
      people: "a0 i0 i0 a0 a0",
      pays: ["0@0 1000", "3@1 800"],
      passes: ["1@1 inactive", "2@1 inactive"],
    },
    {
      name: "of one looks at the sponsor only",
      rates: RATES,
      compression: Compression.Dynamic,
      walk: 1,
      people: "a0 i0 a0",
      pays: ["0@0 1000"],
      passes: ["1@1 inactive"],
    },
    {
      name: "reaches the 32nd upline",
      rates: RATES,
      compression: Compression.Dynamic,
      people: `a0 ${times(31, "i0")} a0 a0`,
      pays: ["0@0 1000", "32@1 800"],
      passes: Array.from({ length: 31 }, (_, i) => `${i + 1}@1 inactive`),
    },
    {
      name: "does not reach the 33rd upline",
      rates: RATES,
      compression: Compression.Standard,
      people: `a0 ${times(32, "i0")} a0`,
      pays: ["0@0 1000"],
      passes: Array.from({ length: 32 }, (_, i) => `${i + 1}@1 inactive`),
    },
    {
      name: "ends at the company, which takes no level",
      rates: RATES,
      compression: Compression.Dynamic,
      people: "a0",
      pays: ["0@0 1000"],
    },
  ],
  "[PLAN-1] levels": [
    {
      name: "go up to fifteen above the seller",
      rates: SIXTEEN,
      compression: Compression.None,
      people: times(18, "a0"),
      pays: SIXTEEN.map((rate, level) => `${level}@${level} ${rate}`),
    },
    {
      name: "go up to fifteen payees, however far up they are",
      rates: SIXTEEN,
      compression: Compression.Dynamic,
      people: `a0 ${times(15, "i0 a0")} a0`,
      pays: SIXTEEN.map((rate, level) => `${2 * level}@${level} ${rate}`),
      passes: Array.from({ length: 15 }, (_, i) => `${2 * i + 1}@${i + 1} inactive`),
    },
    {
      name: "without a rate are levels: without compression",
      rates: [0, 0, 500, 0, 300],
      compression: Compression.None,
      people: "a0 a0 a0 a0 a0 a0",
      pays: ["2@2 500", "4@4 300"],
    },
    {
      name: "without a rate are levels: with standard compression",
      rates: [0, 0, 500, 0, 300],
      openRanks: [0, 9, 0, 9],
      compression: Compression.Standard,
      people: "a0 i0 a0 a0 a9 i9 a0",
      pays: ["3@2 500", "6@4 300"],
      passes: ["1@1 inactive", "2@1 rankTooLow", "5@4 inactive"],
    },
    {
      name: "without a rate are levels: with dynamic compression",
      rates: [0, 0, 500, 0, 300],
      openRanks: [0, 9, 0, 9],
      compression: Compression.Dynamic,
      people: "a0 a0 a9 i0 a0 a8 a9 a0",
      pays: ["4@2 500", "7@4 300"],
      passes: ["1@1 rankTooLow", "3@2 inactive", "5@3 rankTooLow"],
    },
    {
      name: "may be one far up alone",
      rates: [...Array.from({ length: 15 }, () => 0), 3_500],
      compression: Compression.None,
      people: times(17, "a0"),
      pays: ["15@15 3500"],
    },
    {
      name: "without any rate pass nobody over",
      rates: [],
      compression: Compression.None,
      people: "i0 i0 a0",
      pays: [],
    },
  ],
  "[PLAN-1] an affiliate plan": [
    {
      name: "of one tier pays the affiliate",
      rates: [2_000],
      compression: Compression.None,
      walk: 1,
      people: "a0 a0",
      pays: ["0@0 2000"],
    },
    {
      name: "of two tiers pays the affiliate and who brought him",
      rates: [2_000, 500],
      compression: Compression.None,
      walk: 1,
      people: "a0 a0 a0",
      pays: ["0@0 2000", "1@1 500"],
    },
  ],
};

describe("unilevel", () => {
  let market: Market;
  let product: bigint;

  beforeEach(async () => {
    ({ market, product } = await planStage());
  });

  testCases(CASES);

  describe("[SALE-7] rounding", () => {
    it("is down, level by level, and what it leaves goes to the company", async () => {
      const [sponsor, seller] = (await market.line(2)) as [Member, Member];
      await market.setPlan(plan({ rates: [3_333, 167], threshold: 0n }));
      const paid = async (volume: bigint) => {
        const priced = await market.addProduct({ retail: volume, wholesale: volume, volume });
        const { company, credits } = await market.buy(seller, priced);
        return [company, ...credits.map(({ id, amount }) => [id, amount])];
      };
      const [own, above] = [seller.id, sponsor.id];
      expect(await paid(3n), "0.9999 and 0.0501").to.deep.equal([3n]);
      expect(await paid(4n), "1.3332 and 0.0668").to.deep.equal([3n, [own, 1n]]);
      expect(await paid(59n), "19.6647 and 0.9853").to.deep.equal([40n, [own, 19n]]);
      expect(await paid(60n), "19.998 and 1.002").to.deep.equal([40n, [own, 19n], [above, 1n]]);
      expect(await paid(9_999n), "3332.6667 and 166.9833").to.deep.equal([6_501n, [own, 3_332n], [above, 166n]]);
      expect(await paid(10_000n), "to the unit").to.deep.equal([6_500n, [own, 3_333n], [above, 167n]]);
      await expectConserved(market);
    });

    it("leaves a level that rounds to nothing used up", async () => {
      const members = (await market.line(4)).toReversed();
      await market.setPlan(plan({ rates: [0, 1, 3_000], threshold: 0n, compression: Compression.Dynamic }));
      const { credits } = await market.buy(members[0]!, UNIT, { quantity: 10n });
      expect(credits).to.deep.equal([{ id: members[2]!.id, amount: 3n }]);
      await expectConserved(market);
    });
  });

  describe("[COMM-2] activity", () => {
    it("counts for nothing while the plan has no threshold", async () => {
      const members = (await market.line(3)).toReversed();
      await market.startPeriod(3n);
      await market.setPlan(plan({ rates: RATES, threshold: 0n }));
      const { credits } = await market.buy(members[0]!, product);
      expect(credits.map(({ amount }) => amount)).to.deep.equal([6_000n, 800n, 500n]);
    });
  });
});
