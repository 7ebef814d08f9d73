import { expect } from "chai";
import { describe, it } from "mocha";
import { calculateSale, checkPlan, explain, readPlan, worstCase } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";
import { ladder, ranks } from "../helpers/ranks.ts";

const infinity = (more: object) => ({
  id: "inf",
  family: "infinity",
  ranks: [
    { rank: "Leader", rate: 100 },
    { rank: "Director", rate: 300 },
  ],
  ...more,
});

describe("infinity", () => {
  const run = (more: object, standing: Record<string, number>, inactive = "", seller = "F") =>
    compute({
      plan: planOf([infinity(more)], { ranks }),
      network: ladder(standing, "A", "B", "C", "D", "E", "F").map((row) => ({ ...row, active: row.id !== inactive })),
      sales: [{ id: "S1", seller, cv: 10_000 }],
    }).lines;
  const paid = (...given: Parameters<typeof run>) =>
    run(...given).map(({ beneficiary, level, amount, reason }) => [beneficiary, level, amount, reason]);

  it("pays a rate however far down, and the next higher rank the difference", () => {
    expect(paid({}, { A: 2, C: 1 })).to.deep.equal([
      ["C", 3, 100n, "none"],
      ["A", 5, 200n, "none"],
    ]);
  });

  it("stops at an equal rank, and at a higher one", () => {
    expect(paid({}, { A: 1, B: 1, E: 1 })).to.deep.equal([
      ["E", 1, 100n, "none"],
      ["company", undefined, 200n, "company"],
    ]);
    expect(paid({}, { A: 1, B: 2, C: 2 })).to.deep.equal([["C", 3, 300n, "none"]]);
  });

  it("pays the whole rate of each higher rank where the plan says so", () => {
    expect(paid({ pays: "full" }, { A: 2, C: 1, D: 1 })).to.deep.equal([
      ["D", 2, 100n, "none"],
      ["A", 5, 300n, "none"],
    ]);
    expect(paid({ pays: "full" }, { C: 1 })).to.deep.equal([
      ["C", 3, 100n, "none"],
      ["company", undefined, 300n, "company"],
    ]);
  });

  it("passes over who is not active, and says so", () => {
    const lines = run({}, { A: 2, C: 2, D: 2 }, "D");
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([["C", 300n]]);
    expect(lines[0]?.skipped).to.deep.equal([{ distributor: "D", reason: "inactive" }]);
  });

  it("counts a holder's own sales to what is below the next above, or to his own group", () => {
    expect(paid({}, { C: 2, F: 2 })).to.deep.equal([["C", 3, 300n, "none"]]);
    expect(paid({ holder: "heads" }, { C: 2, F: 1 })).to.deep.equal([["C", 3, 200n, "none"]]);
    expect(paid({ holder: "heads" }, { C: 2, F: 2 })).to.deep.equal([]);
    expect(paid({ holder: "heads" }, { C: 2, F: 2 }, "F")).to.deep.equal([["C", 3, 300n, "none"]]);
  });

  it("begins below so many levels, and who is too near stops it or not, as the plan says", () => {
    const below = { count: 2 };
    expect(paid({ below }, { A: 2, C: 2 })).to.deep.equal([["C", 3, 300n, "none"]]);
    expect(paid({ below }, { A: 2, D: 2 })).to.deep.equal([["company", 2, 300n, "near"]]);
    expect(paid({ below, stops: "payee" }, { A: 2, D: 2 })).to.deep.equal([["A", 5, 300n, "none"]]);
    expect(run({ below, stops: "payee" }, { A: 2, D: 2 })[0]?.skipped).to.deep.equal([
      { distributor: "D", reason: "near" },
    ]);
  });

  it("or below so many generations", () => {
    const below = { count: 2, generationsOf: "Leader" };
    const directors = { ranks: [{ rank: "Director", rate: 100 }], below };
    expect(paid(directors, { A: 2, B: 1, D: 1 })).to.deep.equal([["A", 3, 100n, "none"]]);
    expect(paid(directors, { A: 2, D: 1 })).to.deep.equal([["company", 2, 100n, "near"]]);
    // The seller's own rank does not count: he belongs to the generation that he closes.
    expect(paid(directors, { A: 2, D: 1, F: 1 })).to.deep.equal([["company", 2, 100n, "near"]]);
  });

  // https://support.mypurium.com/support/solutions/articles/6000031734-infinity-bonus : Green Diamonds get 2 % past
  // level 8, down to level 9 of the next Green Diamond below, where it ends; Blue Diamonds get 4 % until a Green Diamond
  // is paid, and 2 % from there on. For the end at a Blue Diamond the page says level 10, which does not fit "past level
  // 8": tested is 9, as for a Green Diamond.
  describe("of Purium", () => {
    const names = Array.from({ length: 25 }, (_, at) => `P${String(at).padStart(2, "0")}`);
    const purium = (standing: Record<string, number>, seller: number) =>
      compute({
        plan: planOf(
          [
            {
              id: "inf",
              family: "infinity",
              ranks: [
                { rank: "Green", rate: 200 },
                { rank: "Blue", rate: 400 },
              ],
              below: { count: 8 },
              stops: "payee",
            },
          ],
          { ranks: ["Member", "Green", "Blue"].map((name) => ({ name })) },
        ),
        network: ladder(standing, ...names),
        sales: [{ seller: names[seller] as string, cv: 100_00 }],
      })
        .of("commission")
        .map(({ beneficiary, rate }) => [beneficiary, rate]);

    it("pays a Green Diamond down to where the next one is paid", () => {
      expect(purium({ P00: 1, P05: 1 }, 8)).to.deep.equal([]);
      expect(purium({ P00: 1, P05: 1 }, 13)).to.deep.equal([["P00", 200]]);
      expect(purium({ P00: 1, P05: 1 }, 14)).to.deep.equal([["P05", 200]]);
    });

    it("pays a Blue Diamond 4 % down to there, and 2 % below a Green Diamond", () => {
      expect(purium({ P00: 2, P05: 1 }, 13)).to.deep.equal([["P00", 400]]);
      expect(purium({ P00: 2, P05: 1 }, 14)).to.deep.equal([
        ["P05", 200],
        ["P00", 200],
      ]);
      expect(purium({ P00: 2, P05: 2 }, 14)).to.deep.equal([["P05", 400]]);
    });
  });

  it("has the highest rate as its worst case, or all of them together", () => {
    const worst = (more: object) => worstCase(readPlan(planOf([infinity(more)], { ranks })).document);
    expect(worst({})).to.equal(300);
    expect(worst({ pays: "full" })).to.equal(400);
    expect(worst({ base: "price" })).to.equal(Number.POSITIVE_INFINITY);
  });

  it("is paid sale by sale from the line of sponsors alone, and so are generations by the rank of the period", () => {
    const generation = (more: object) => ({
      id: "gen",
      family: "generation",
      rank: "Leader",
      generations: [{ rate: 500 }],
      ...more,
    });
    const upline = [0, 0, 1, 2].map((rank, index) => ({ id: 4 - index, rank, active: true }));
    const paid = (...bonuses: readonly object[]) =>
      calculateSale(readPlan(planOf(bonuses, { ranks })), upline, { cv: 10_000 }).lines.map(
        ({ bonus, beneficiary, level, amount }) => [bonus, beneficiary, level, amount],
      );
    expect(paid(infinity({}), generation({}))).to.deep.equal([
      ["inf", 2, 2, 100n],
      ["inf", 1, 3, 200n],
      ["gen", 2, 1, 500n],
    ]);
    expect(paid(infinity({ per: "period" }), generation({ per: "period" }))).to.deep.equal([]);
    expect(paid(generation({ title: "highest" }))).to.deep.equal([]);
  });

  it("asks that ranks and rates rise, and that something may be too near", () => {
    const messages = (more: object) =>
      checkPlan(planOf([infinity(more)], { ranks })).issues.map(({ path, message }) => `${path} ${message}`);
    const falling = [
      { rank: "Director", rate: 100 },
      { rank: "Leader", rate: 100 },
    ];
    expect(messages({ ranks: falling })).to.deep.equal([
      '$.bonuses[0].ranks[1].rank is "Leader"; expected a rank above "Director", as ranks rise',
      "$.bonuses[0].ranks[1].rate is 100; expected more than 100, as rates rise",
    ]);
    expect(messages({ stops: "payee" })).to.deep.equal([
      '$.bonuses[0].stops is "payee"; expected "below" beside it, as without it nobody is too near',
    ]);
  });

  it("says what was paid below", () => {
    const document = readPlan(planOf([infinity({})], { ranks }));
    expect(run({}, { A: 2, C: 1 }).map((line) => explain(line, document, String))).to.deep.equal([
      'C gets 1.00 USD of "inf" (level 3): 1.00 % of 100.00 USD from sale S1.',
      'A gets 2.00 USD of "inf" (level 5): 2.00 % of 100.00 USD from sale S1, 1.00 % being paid below.',
    ]);
  });
});
