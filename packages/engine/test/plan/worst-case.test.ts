import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type PlanDocument, readPlan, worstCase } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

const ranks = [{ name: "Member" }, { name: "Gold" }];
const levels = [{ rate: 700 }, { rate: 300 }];
const steps = [
  { from: 0, rate: 200 },
  { from: 100, rate: 450 },
];

/** A bonus of each family, and the most that it can pay of a wholesale price. */
const BONUSES: readonly (readonly [object, number])[] = [
  [{ family: "retail" }, 0],
  [{ family: "personal", tiers: steps }, 450],
  [{ family: "unilevel", own: { rate: 50 }, levels }, 1050],
  [{ family: "unilevel", per: "period", base: "wholesale", levels }, 1000],
  [{ family: "affiliate", base: "cv", of: "sale", tiers: [1000, 500] }, 1500],
  [{ family: "affiliate", base: "cv", of: "commission", tiers: [1000, 505] }, 1051],
  [{ family: "differential", tiers: steps }, 450],
  [
    {
      family: "differential",
      ranks: [
        { rank: "Member", rate: 600 },
        { rank: "Gold", rate: 500 },
      ],
    },
    600,
  ],
  [{ family: "breakaway", rank: "Gold", generations: levels }, 1000],
  [{ family: "generation", rank: "Gold", generations: levels }, 1000],
  [{ family: "matrix", width: 2, depth: 2, levels }, 1000],
  [{ family: "x-up", passUp: 2, rate: 800, optIn: true }, 800],
  [{ family: "fast-start", of: "distributor", days: 9, own: { rate: 50 }, levels }, 1050],
  [{ family: "pool", rate: 150, by: "ownVolume" }, 150],
  [{ family: "party", steps }, 450],
];

const read = (...bonuses: readonly object[]): PlanDocument =>
  readPlan(
    planOf(
      bonuses.map((bonus, index) => ({ id: `b${index}`, ...bonus })),
      { ranks },
    ),
  ).document;

describe("the worst case", () => {
  for (const [bonus, most] of BONUSES) {
    const { family } = bonus as { family: string };
    it(`of ${family} is ${most} for ${JSON.stringify(bonus)}`, () => {
      expect(worstCase(read(bonus))).to.equal(most);
    });
  }

  it("of a plan is that of its bonuses together, and may be the cap, not more", () => {
    const bonuses = [BONUSES[2], BONUSES[6]].map((entry, index) => ({ id: `b${index}`, ...(entry?.[0] ?? {}) }));
    expect(worstCase(read(...bonuses))).to.equal(1500);
    expect(checkPlan(planOf(bonuses, { ranks, cap: 1500 })).issues).to.deep.equal([]);
    expect(checkPlan(planOf(bonuses, { ranks, cap: 1499 })).issues.map(({ path }) => path)).to.deep.equal(["$.cap"]);
  });

  it("has no bound where a bonus is of the price paid, which no cap of the wholesale price allows", () => {
    const points = { id: "own", family: "personal", base: "points", tiers: steps };
    expect(worstCase(read(points))).to.equal(Number.POSITIVE_INFINITY);
    const onPrice = { id: "team", family: "unilevel", base: "price", levels };
    expect(worstCase(read(onPrice))).to.equal(Number.POSITIVE_INFINITY);
    expect(checkPlan(planOf([onPrice])).issues).to.deep.equal([]);
    expect(checkPlan(planOf([onPrice], { cap: 10_000 })).plan).to.equal(undefined);
  });
});
