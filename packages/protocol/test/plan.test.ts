import { expect } from "chai";
import { CAP, DAY, NOTICE } from "../../../test/helpers/programme.ts";
import {
  COMPRESSIONS,
  explainError,
  type Plan,
  PlanInvalid,
  parsePlan,
  planFromStruct,
  planToStruct,
  worstCase,
} from "../src/index.ts";
import { openShop, type Shop, thrownBy } from "./helpers/shop.ts";

const JSON_PLAN = {
  rates: [1000, 0, 500, 300],
  openRanks: [0, 1, 15],
  rankRates: [0, 200, "400"],
  threshold: "1208925819614629174706175",
  poolShare: 0,
  walk: 32,
  compression: "standard",
  personalPays: true,
};

describe("plan", () => {
  let shop: Shop;
  let from: bigint;

  before(async () => {
    shop = await openShop();
    from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE + DAY);
  });

  async function schedule(plan: Plan): Promise<void> {
    await shop.core.connect(shop.operator).schedulePlan(planToStruct(plan), from, "{}");
  }

  for (const compression of COMPRESSIONS) {
    it(`comes back from the contract as it was, compression ${compression}`, async () => {
      const plan = parsePlan({ ...JSON_PLAN, compression });
      await schedule(plan);
      expect(await shop.client.scheduledPlan()).to.deep.include({ from, plan });
      const { plan: struct } = await shop.core.planScheduled();
      expect(planToStruct(planFromStruct(struct))).to.deep.equal(planToStruct(plan));
      await shop.core.connect(shop.operator).cancelPlan();
      expect(await shop.client.scheduledPlan()).to.equal(undefined);
    });
  }

  it("reads numbers from JSON numbers and digits", () => {
    expect(parsePlan(JSON_PLAN)).to.deep.equal({
      rates: [1000n, 0n, 500n, 300n],
      openRanks: [0n, 1n, 15n],
      rankRates: [0n, 200n, 400n],
      threshold: 2n ** 80n - 1n,
      poolShare: 0n,
      walk: 32n,
      compression: "standard",
      personalPays: true,
    });
  });

  it("reads a plan without rates by rank, which need not be named", () => {
    const { rankRates: _, ...unilevel } = JSON_PLAN;
    expect(parsePlan(unilevel).rankRates).to.deep.equal([]);
  });

  it("adds the worst case up as the contract does", async () => {
    const plan = parsePlan({ ...JSON_PLAN, rates: Array.from({ length: 16 }, (_, level) => 300 + level) });
    const { name, args } = explainError(await thrownBy(schedule(plan)));
    expect(name).to.equal("PlanAboveCap");
    expect(args).to.deep.equal({ worstCase: worstCase(plan), cap: BigInt(CAP) });
    expect(worstCase({ ...plan, poolShare: 100n })).to.equal(worstCase(plan) + 100n);
    // The rates by level, and of those by rank the highest.
    expect(worstCase(plan)).to.equal(16n * 300n + 120n + 400n);
  });

  const refused: readonly (readonly [string, object | null, string])[] = [
    ["no object", null, "the plan is null, expected an object"],
    ["a rate above the whole", { rates: [0, 10_001] }, "rates[1] is 10001, expected 0 to 10000"],
    ["a negative rate", { rates: [-1] }, "rates[0] is -1, expected 0 to 10000"],
    ["a fraction", { rates: [10.5] }, "rates[0] is 10.5, expected a whole number"],
    ["rates that are no list", { rates: 1000 }, "rates is 1000, expected a list of whole numbers"],
    ["a level too many", { rates: Array(17).fill(1) }, "the number of rates is 17, expected at most 16"],
    ["a rate by rank above the whole", { rankRates: [0, 10_001] }, "rankRates[1] is 10001, expected 0 to 10000"],
    ["a rank too many", { rankRates: Array(17).fill(1) }, "the number of rankRates is 17, expected at most 16"],
    ["a rank above 15", { openRanks: [0, 0, 16] }, "openRanks[2] is 16, expected 0 to 15"],
    [
      "a threshold beyond 80 bits",
      { threshold: "1208925819614629174706176" },
      "threshold is 1208925819614629174706176",
    ],
    ["no threshold", { threshold: undefined }, "threshold is missing, expected a whole number"],
    ["a pool share above the whole", { poolShare: 10_001 }, "poolShare is 10001, expected 0 to 10000"],
    ["no walk", { walk: 0 }, "walk is 0, expected 1 to 32"],
    ["a walk of 33", { walk: 33 }, "walk is 33, expected 1 to 32"],
    [
      "an unknown compression",
      { compression: "Standard" },
      'compression is "Standard", expected one of none, standard',
    ],
    ["no word on personal sales", { personalPays: undefined }, "personalPays is missing, expected true or false"],
  ];
  for (const [name, change, message] of refused) {
    it(`refuses ${name}`, () => {
      const json = change === null ? null : { ...JSON_PLAN, ...change };
      expect(() => parsePlan(json)).to.throw(PlanInvalid, message);
    });
  }

  it("refuses to encode what the contract would misread", () => {
    const plan = parsePlan(JSON_PLAN);
    expect(() => planToStruct({ ...plan, walk: 0n })).to.throw(PlanInvalid, "walk is 0");
  });
});
