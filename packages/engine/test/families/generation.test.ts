import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, explain, readPlan } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";
import { ladder, ranks } from "../helpers/ranks.ts";

const generation = (more: object) => ({
  id: "gen",
  family: "generation",
  rank: "Leader",
  generations: [{ rate: 500 }, { rate: 300 }],
  ...more,
});

describe("generation", () => {
  const paid = (more: object, standing: Record<string, number>, inactive = "") => {
    const { lines } = compute({
      plan: planOf([generation(more)], { ranks }),
      network: ladder(standing, "A", "B", "C", "D", "E", "F").map((row) => ({ ...row, active: row.id !== inactive })),
      sales: [{ seller: "F", cv: 10_000 }],
    });
    return lines.map(({ beneficiary, level, amount, reason }) => [beneficiary, level, amount, reason]);
  };

  it("pays the first holder of the rank above for generation 1, the next for 2, and nobody else", () => {
    expect(paid({}, { A: 1, B: 1, D: 2, F: 2 })).to.deep.equal([
      ["D", 1, 500n, "none"],
      ["B", 2, 300n, "none"],
    ]);
  });

  it("leaves what an inactive holder would get, or goes on to the next with dynamic compression", () => {
    const standing = { A: 1, B: 1, D: 1 };
    expect(paid({}, standing, "D")).to.deep.equal([
      ["company", 1, 500n, "inactive"],
      ["B", 2, 300n, "none"],
    ]);
    expect(paid({ compression: "dynamic" }, standing, "D")).to.deep.equal([
      ["B", 1, 500n, "none"],
      ["A", 2, 300n, "none"],
    ]);
  });

  it("counts a holder to the generation above him, or to the one that he heads, as the plan says", () => {
    // D heads a group of his own, so F's sales are in the first generation below B.
    expect(paid({ holder: "heads" }, { A: 1, B: 1, D: 1 })).to.deep.equal([
      ["B", 1, 500n, "none"],
      ["A", 2, 300n, "none"],
    ]);
    // F heads a group himself, so his own sales are in the first generation below D.
    expect(paid({ holder: "heads" }, { A: 1, D: 1, F: 1 })).to.deep.equal([
      ["D", 1, 500n, "none"],
      ["A", 2, 300n, "none"],
    ]);
    expect(paid({ holder: "heads" }, {})).to.deep.equal([
      ["company", 1, 500n, "company"],
      ["company", 2, 300n, "company"],
    ]);
  });

  it("has rates by rank within a generation, and closes some to lower ranks", () => {
    const generations = [
      { rate: 500, byRank: [{ rank: "Director", rate: 800 }] },
      { rate: 300, rank: "Director" },
    ];
    expect(paid({ generations }, { A: 2, B: 1, D: 2 })).to.deep.equal([
      ["D", 1, 800n, "none"],
      ["company", 2, 300n, "rank"],
    ]);
    expect(paid({ generations, compression: "dynamic" }, { A: 2, B: 1, D: 1 })).to.deep.equal([
      ["D", 1, 500n, "none"],
      ["A", 2, 300n, "none"],
    ]);
  });

  it("asks that the ranks of a generation rise", () => {
    const generations = [{ rate: 500, rank: "Leader", byRank: [{ rank: "Leader", rate: 800 }] }];
    const { issues } = checkPlan(planOf([generation({ generations })], { ranks }));
    expect(issues.map(({ path, message }) => `${path} ${message}`)).to.deep.equal([
      '$.bonuses[0].generations[0].byRank[0].rank is "Leader"; expected a rank above "Leader"',
    ]);
  });

  it("says in which generation the sales were", () => {
    const plan = planOf([generation({})], { ranks });
    const { lines } = compute({
      plan,
      network: ladder({ A: 1 }, "A", "B"),
      sales: [{ id: "S1", seller: "B", cv: 10_000 }],
    });
    expect(lines.map((line) => explain(line, readPlan(plan), String))[0]).to.equal(
      'A gets 5.00 USD of "gen" (level 1): 5.00 % of 100.00 USD from sale S1, in generation 1.',
    );
  });
});
