import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, PlanInvalid, readPlan } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

const ranks = ["Member", "Silver", "Gold"].map((name) => ({ name }));
const good = [{ rate: 100 }, { rate: 100, rank: "Silver", byRank: [{ rank: "Gold", rate: 200 }] }];
/** The second level's other rate is for a rank that is not above its own. */
const falling = [{ rate: 100 }, { rate: 100, rank: "Silver", byRank: [{ rank: "Silver", rate: 200 }] }];
/** The same, by two ranks, and by the lowest of the ladder. */
const twice = [
  {
    rate: 100,
    byRank: [
      { rank: "Gold", rate: 200 },
      { rank: "Silver", rate: 300 },
    ],
  },
];
const lowest = [{ rate: 100, byRank: [{ rank: "Member", rate: 200 }] }];
const tiers = [
  { from: 200, rate: 100 },
  { from: 200, rate: 200 },
];
const rankRates = [
  { rank: "Gold", rate: 100 },
  { rank: "Silver", rate: 200 },
];

const team = { id: "team", family: "unilevel", levels: [{ rate: 100 }] };
/** The first thing that is said of a bonus that stands after another one. */
const said = (bonus: object) =>
  checkPlan(planOf([team, { id: "bonus", ...bonus }], { ranks })).issues.map(({ path, message }) => [path, message])[0];

/** Families with levels, and what theirs are called. */
const LEVELS: readonly (readonly [bonus: object, name: string])[] = [
  [{ family: "unilevel" }, "levels"],
  [{ family: "matrix", width: 2, depth: 2 }, "levels"],
  [{ family: "fast-start", of: "distributor", days: 9 }, "levels"],
  [{ family: "matching", bonuses: ["team"] }, "levels"],
  [{ family: "generation", rank: "Gold" }, "generations"],
  [{ family: "breakaway", rank: "Gold" }, "generations"],
];

/** Families with tiers or rates by rank. */
const RATES: readonly (readonly [bonus: object, path: string, message: string])[] = [
  [{ family: "personal", tiers }, "tiers[1].from", 'is "200"; expected more than 200, as tiers rise'],
  [{ family: "differential", tiers }, "tiers[1].from", 'is "200"; expected more than 200, as tiers rise'],
  [{ family: "party", steps: tiers }, "steps[1].from", 'is "200"; expected more than 200, as tiers rise'],
  [
    { family: "personal", ranks: rankRates },
    "ranks[1].rank",
    'is "Silver"; expected a rank above "Gold", as ranks rise',
  ],
  [
    { family: "differential", ranks: rankRates },
    "ranks[1].rank",
    'is "Silver"; expected a rank above "Gold", as ranks rise',
  ],
  [
    { family: "infinity", ranks: rankRates },
    "ranks[1].rank",
    'is "Silver"; expected a rank above "Gold", as ranks rise',
  ],
];
/** The rates rise, and the ranks do not. */
const sameRank = ["Gold", "Gold"].map((rank, index) => ({ rank, rate: 100 + index }));

describe("what is wrong in a bonus", () => {
  it("is said of marginal rates of ranks, which are no tiers", () => {
    const ranks = [{ rank: "Silver", rate: 100 }];
    expect(said({ family: "personal", mode: "marginal", ranks })).to.deep.equal([
      "$.bonuses[1].mode",
      'is "marginal"; expected retroactive, unless there are tiers of "ownVolume"',
    ]);
  });

  it("is said of a rank that is named twice", () => {
    for (const family of ["infinity", "differential", "personal"]) {
      expect(said({ family, ranks: sameRank }), family).to.deep.equal([
        "$.bonuses[1].ranks[1].rank",
        'is "Gold"; expected a rank above "Gold", as ranks rise',
      ]);
    }
  });

  for (const [bonus, name] of LEVELS) {
    const { family } = bonus as { family: string };
    it(`is said of the level of ${family}`, () => {
      expect(said({ ...bonus, [name]: falling })).to.deep.equal([
        `$.bonuses[1].${name}[1].byRank[0].rank`,
        'is "Silver"; expected a rank above "Silver"',
      ]);
      expect(said({ ...bonus, [name]: twice })).to.deep.equal([
        `$.bonuses[1].${name}[0].byRank[1].rank`,
        'is "Silver"; expected a rank above "Gold"',
      ]);
      expect(said({ ...bonus, [name]: lowest })).to.deep.equal([
        `$.bonuses[1].${name}[0].byRank[0].rank`,
        'is "Member"; expected a rank above "Member"',
      ]);
      expect(said({ ...bonus, [name]: good })?.[1] ?? "").not.to.match(/expected a rank above/);
    });
  }

  for (const [bonus, path, message] of RATES) {
    const { family } = bonus as { family: string };
    it(`is said of ${path} of ${family}`, () => {
      expect(said(bonus)).to.deep.equal([`$.bonuses[1].${path}`, message]);
    });
  }
});

describe("a plan that is not taken", () => {
  it("says why, and nothing of what only might be better", () => {
    const plan = planOf([team], { cap: 50, personalSalesPay: true });
    expect(checkPlan(plan).issues.map(({ severity, path }) => `${severity} ${path}`)).to.have.members([
      "warning $.personalSalesPay",
      "invalid $.cap",
    ]);
    const problem =
      "$.cap is 50, but the bonuses of one sale can pay 100 basis points together; expected lower rates, or a cap of at least 100";
    expect(() => readPlan(plan))
      .to.throw(PlanInvalid)
      .with.property("message", problem);
  });
});
