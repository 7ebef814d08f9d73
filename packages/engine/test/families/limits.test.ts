import { expect } from "chai";
import { describe, it } from "mocha";
import { familyOf } from "../../src/families/index.ts";
import { Network, readPlan, Sales } from "../../src/index.ts";
import { boundsOf } from "../../src/run/choose-lane.ts";
import { planOf } from "../helpers/period.ts";

const ranks = [{ name: "Member" }, { name: "Gold", requires: { ownVolume: 1 } }];
const levels = [{ rate: 700 }, { rate: 300 }];
const tiers = [
  { from: 0, rate: 200 },
  { from: 100, rate: 450 },
];
const rankRates = [
  { rank: "Member", rate: 200 },
  { rank: "Gold", rate: 555 },
];
const shares = [
  { rank: "Member", shares: 1 },
  { rank: "Gold", shares: 3 },
];
const amounts = [{ amount: 1 }, { rank: "Gold", amount: "1.5" }];
const cycles = { how: "cycles", left: 3, right: 2, amounts };
const steps = [
  { weaker: 2, amount: 1 },
  { weaker: 10, rate: 1200 },
];
const prizes = [
  { rank: "Member", amount: 5 },
  { rank: "Gold", amount: 7 },
];
const credits = [
  { from: 1, amount: 5 },
  { from: 2, amount: 7 },
  { from: 3, rate: 100 },
];

/** What bounds a run: 10,000.03 of volume, 11 people, 7 sales, and 200.00 paid before; in USD with cents. */
const SIZE = { volume: 1_000_003n, people: 11n, sales: 7n, paid: 20_000n };
const depth = (tree: string) => (tree === "sponsor" ? 4n : 9n);

/** A bonus, the most that it can pay there, and whether it needs nothing but a sale. */
const BONUSES: readonly (readonly [bonus: object, most: bigint, perSale: boolean])[] = [
  [{ family: "retail" }, 1_000_003n, true],
  [{ family: "personal", tiers }, 1_000_003n, false],
  [{ family: "unilevel", own: { rate: 50 }, levels }, 105_000n, true],
  [{ family: "unilevel", per: "period", levels }, 100_000n, false],
  [{ family: "affiliate", base: "cv", of: "sale", tiers: [1000, 500] }, 150_000n, true],
  [{ family: "affiliate", base: "cv", of: "commission", tiers: [1000, 505] }, 105_100n, true],
  [{ family: "differential", tiers }, 45_000n, false],
  [{ family: "differential", ranks: rankRates }, 55_500n, true],
  [{ family: "differential", ranks: rankRates, per: "period" }, 55_500n, false],
  [{ family: "breakaway", rank: "Gold", generations: levels }, 200_000n, false],
  [{ family: "generation", rank: "Gold", generations: levels }, 100_000n, true],
  [{ family: "generation", generations: levels }, 200_000n, true],
  [{ family: "generation", rank: "Gold", per: "period", generations: levels }, 100_000n, false],
  [{ family: "infinity", ranks: rankRates }, 55_500n, true],
  [{ family: "infinity", ranks: rankRates, pays: "full" }, 75_500n, true],
  [{ family: "infinity", ranks: rankRates, per: "period" }, 55_500n, false],
  [{ family: "matrix", width: 2, depth: 2, levels }, 100_000n, false],
  [{ family: "matrix", width: 2, depth: 2, levels, completion: 3 }, 106_600n, false],
  [{ family: "x-up", passUp: 2, rate: 800, optIn: true }, 1_080_010n, false],
  [{ family: "fast-start", of: "distributor", days: 9, own: { rate: 50 }, levels }, 105_000n, false],
  [{ family: "matching", bonuses: ["team"], levels: [{ rate: 1000 }] }, 2_000n, false],
  [{ family: "matching", bonuses: ["team"], levels: [{ rate: 1000 }], generations: {} }, 4_000n, false],
  [{ family: "advancement", steps: prizes }, 13_222n, false],
  [{ family: "pool", rate: 150, by: "ownVolume" }, 6_015_018n, false],
  [{ family: "pool", rate: 150, by: "groupVolume", tree: "placement", shares }, 31_015_093n, false],
  [{ family: "pool", amount: 9, by: "rank", shares }, 1_000_936n, false],
  [{ family: "party", steps: credits }, 1_008_403n, false],
  [{ family: "binary", pays: cycles }, 17_250_062n, false],
  [{ family: "binary", pays: { ...cycles, left: 2, right: 3 } }, 17_250_062n, false],
  [{ family: "binary", pays: { ...cycles, first: { left: 1, right: 4 } } }, 34_500_114n, false],
  [{ family: "binary", pays: { how: "rate", rates: [{ rate: 777 }, { rank: "Gold", rate: 500 }] } }, 1_787_116n, false],
  [{ family: "binary", pays: { how: "steps", steps } }, 11_500_045n, false],
  [{ family: "board", places: 2, amount: 7 }, 84_700n, false],
  [{ family: "monoline", depth: 3, amount: 7 }, 23_100n, false],
];

const team = { id: "team", family: "unilevel", levels: [{ rate: 100 }] };
const read = (bonus: object) => readPlan(planOf([team, { id: "bonus", ...bonus }], { ranks }), { analyse: true });

describe("what limits a bonus", () => {
  for (const [bonus, most, perSale] of BONUSES) {
    const plan = () => read(bonus);
    const { family } = bonus as { family: string };
    it(`is at most ${most} units for ${JSON.stringify(bonus)}`, () => {
      const [, document] = plan().document.bonuses;
      expect(familyOf(family).most(document!, { ...SIZE, plan: plan(), depth })).to.equal(most);
    });

    it(`is ${perSale ? "" : "not "}the sale alone for ${JSON.stringify(bonus)}`, () => {
      const [, document] = plan().document.bonuses;
      expect(familyOf(family).perSale?.(document!) ?? false).to.equal(perSale);
    });
  }

  it("has the highest of a level's rates, and a unit for each person where lines are rounded to units", () => {
    const bound = (bonus: object, rest: object = {}) => {
      const plan = readPlan(planOf([team, { id: "bonus", ...bonus }], { ranks, ...rest }), { analyse: true });
      const [, document] = plan.document.bonuses;
      return familyOf(document!.family).most(document!, { ...SIZE, plan, depth });
    };
    const byRank = [{ rank: "Gold", rate: 300 }];
    expect(
      bound({
        family: "unilevel",
        levels: [
          { rate: 100, byRank },
          { rate: 400, byRank },
        ],
      }),
    ).to.equal(70_000n);
    const rounding = { unit: "0.10" };
    const pays = { how: "rate", rates: [{ rate: 777 }] };
    expect(bound({ family: "binary", pays }, { rounding })).to.equal(1_787_105n + 110n);
    expect(bound({ family: "advancement", steps: prizes }, { rounding })).to.equal(11n * 1220n);
  });

  it("is the depth of the tree that the bonus counts in, and what the bonuses before it pay", () => {
    const network = Network.from([{ id: 1 }, { id: 2, sponsor: 1 }, { id: 3, sponsor: 2, placement: 1 }]);
    const sales = Sales.from([{ seller: 3, cv: 10_000, price: 20_000 }], network);
    const paid = (bonus: object) => boundsOf(read(bonus), network, sales, 5n).paid;
    const volume = 20_005n;
    const team = volume / 100n;
    const pool = { family: "pool", rate: 0, by: "groupVolume" };
    expect(paid({ ...pool, tree: "sponsor" })).to.equal(team + volume + volume * 4n);
    expect(paid({ ...pool, tree: "placement" })).to.equal(team + volume + volume * 3n);
    expect(paid({ family: "matching", bonuses: ["team"], levels: [{ rate: 5000 }] })).to.equal(team + team / 2n);
    expect(boundsOf(read(pool), network, sales, 5n).volume).to.equal(volume);
  });
});
