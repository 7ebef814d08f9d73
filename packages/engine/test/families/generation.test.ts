import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, explain, type Line, type PeriodState, readPlan, worstCase } from "../../src/index.ts";
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

  // http://mlmconsultancy.co.in/Listing/Pages/BusinessDetails.aspx?Site=MQ==&index=Uni-Level%20Plan%20Knowledge : a
  // generation is all volume down to the next person of the payee's rank or a higher one, and so on; for example 10 % on
  // the first, 6 % on the second, 4 % on the third and 2 % on the fourth.
  describe("of the payee's own rank", () => {
    const rates = { rank: undefined, generations: [1000, 600, 400, 200].map((rate) => ({ rate })) };
    const relative = (standing: Record<string, number>, more: object = {}, inactive = "") => {
      const { rank: _, ...bonus } = generation({ ...rates, ...more });
      const { lines } = compute({
        plan: planOf([bonus], { ranks }),
        network: ladder(standing, "A", "B", "C", "D", "E", "F").map((row) => ({ ...row, active: row.id !== inactive })),
        sales: [{ seller: "F", cv: 10_000 }],
      });
      return lines.map(({ beneficiary, level, amount }) => [beneficiary, level, amount]);
    };

    it("goes down to the next of his rank or a higher one, for each payee by himself", () => {
      // E and D are of the lowest rank, so each bounds nothing for the leaders above; C bounds nothing for A.
      expect(relative({ A: 2, B: 1, C: 1 })).to.deep.equal([
        ["E", 1, 1000n],
        ["D", 2, 600n],
        ["C", 1, 1000n],
        ["B", 2, 600n],
        ["A", 1, 1000n],
      ]);
    });

    it("opens to some ranks only, and lets an inactive person bound nothing", () => {
      const leaders = {
        generations: [
          { rate: 1000, rank: "Leader" },
          { rate: 600, rank: "Leader" },
        ],
      };
      expect(relative({ A: 2, B: 1, C: 1, E: 1 }, leaders)).to.deep.equal([
        ["E", 1, 1000n],
        ["C", 2, 600n],
        ["A", 1, 1000n],
      ]);
      expect(relative({ A: 2, B: 1, C: 1, E: 1 }, leaders, "C")).to.deep.equal([
        ["E", 1, 1000n],
        ["B", 2, 600n],
        ["A", 1, 1000n],
      ]);
    });

    it("names who was passed over for the line at hand, and not for a later one", () => {
      const { rank: _, ...bonus } = generation({ generations: [{ rate: 1000, rank: "Leader" }] });
      const { lines } = compute({
        plan: planOf([bonus], { ranks }),
        network: [
          { id: "A", rank: 1 },
          { id: "B", sponsor: "A", rank: 1, active: false },
          { id: "C", sponsor: "B" },
          { id: "1X", rank: 1, active: false },
          { id: "1Y", sponsor: "1X" },
        ],
        sales: ["1Y", "B", "C"].map((seller) => ({ seller, cv: 100_00 })),
      });
      expect(lines.map(({ beneficiary, skipped }) => [beneficiary, skipped])).to.deep.equal([
        ["A", []],
        ["A", [{ distributor: "B", reason: "inactive" }]],
      ]);
    });

    it("begins with the next group where holders head theirs", () => {
      const leaders = { holder: "heads", generations: [{ rate: 1000, rank: "Leader" }] };
      expect(relative({ A: 2, B: 1, C: 1, F: 2 }, leaders)).to.deep.equal([
        ["C", 1, 1000n],
        ["A", 1, 1000n],
      ]);
      expect(relative({ A: 2, B: 1, C: 1 }, leaders)).to.deep.equal([["B", 1, 1000n]]);
    });

    it("may pay each rank for the same sale, which the worst case counts", () => {
      const { rank: _, ...bonus } = generation(rates);
      expect(worstCase(readPlan(planOf([bonus], { ranks })).document)).to.equal(3 * 2200);
      expect(worstCase(readPlan(planOf([generation({})], { ranks })).document)).to.equal(800);
    });
  });

  // https://payplan.merryvital.com/index.php/generation-commissions : a generation is headed by whoever ever reached the
  // career title Platinum Manager, and paid by the title of the month: a Gold Leader gets 3 % of the first, 2 % of the
  // second. The figures are ours.
  it("is bounded by the highest rank ever reached where the plan says so, which the state keeps", () => {
    const names = ["Consultant", "Platinum Manager", "Silver Leader", "Gold Leader"];
    const plan = planOf(
      [
        generation({
          rank: "Platinum Manager",
          title: "highest",
          holder: "heads",
          generations: [
            { rate: 200, rank: "Silver Leader", byRank: [{ rank: "Gold Leader", rate: 300 }] },
            { rate: 200, rank: "Gold Leader" },
          ],
        }),
      ],
      { ranks: names.map((name) => ({ name })) },
    );
    const run = (standing: Record<string, number>, state: PeriodState) =>
      compute({
        plan,
        network: ladder(standing, "You", "Ann", "Ben", "Cem"),
        sales: ["You", "Ann", "Ben", "Cem"].map((seller, index) => ({ seller, cv: (index + 1) * 100_00 })),
        state,
      });
    const may = run({ You: 3, Ann: 1, Cem: 2 }, {});
    const yours = (lines: readonly Line[]) =>
      lines
        .filter(({ beneficiary }) => beneficiary === "You")
        .map(({ source, level, amount }) => [source.id, level, amount]);
    expect(yours(may.lines)).to.deep.equal([
      [2, 1, 6_00n],
      [3, 1, 9_00n],
      [4, 2, 8_00n],
    ]);
    expect(may.result.state).to.deep.equal({ "plan.highestRank": { You: "3", Ann: "1", Cem: "2" } });
    // In June nobody but You has a title; the career titles still bound the generations, and Silver closes the second.
    const june = run({ You: 2 }, may.result.state);
    expect(yours(june.lines)).to.deep.equal([
      [2, 1, 4_00n],
      [3, 1, 6_00n],
    ]);
    expect(june.result.state).to.deep.equal(may.result.state);
    // By the rank of the month alone, all are in the group that You head, on which nobody is paid.
    const paidAs = { ...plan, bonuses: [{ ...(plan as { bonuses: object[] }).bonuses[0], title: "paidAs" }] };
    const { lines } = compute({
      plan: paidAs,
      network: ladder({ You: 3 }, "You", "Ann", "Ben", "Cem"),
      sales: [{ seller: "Cem", cv: 400_00 }],
      state: may.result.state,
    });
    expect(yours(lines)).to.deep.equal([]);
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
