import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, explain, type Line, readPlan } from "../../src/index.ts";
import { chain, compute, planOf, sum } from "../helpers/period.ts";
import { ladder, ranks } from "../helpers/ranks.ts";

describe("breakaway", () => {
  const plan = (more: object) =>
    planOf(
      [{ id: "over", family: "breakaway", rank: "Leader", generations: [{ rate: 400 }, { rate: 100 }], ...more }],
      { ranks },
    );
  const sales = (volumes: Record<string, number>) =>
    Object.entries(volumes).map(([seller, cv]) => ({ seller, cv: cv * 100 }));
  const short = (more: object, standing: Record<string, number>, volumes: Record<string, number>) =>
    compute({
      plan: plan(more),
      network: ladder(standing, "A", "B", "C", "D", "E"),
      sales: sales(volumes),
    }).lines.map(({ kind, beneficiary, source, level, base, amount }) => [
      kind,
      beneficiary,
      source.id,
      level,
      base,
      amount,
    ]);

  it("pays by generation on groups that broke away, without the groups that broke away from them", () => {
    expect(short({}, { A: 1, B: 1, D: 2 }, { A: 1, B: 10, C: 20, D: 100, E: 200 })).to.deep.equal([
      ["breakage", "company", "A", 1, 100n, 4n],
      ["breakage", "company", "A", 2, 100n, 1n],
      ["commission", "A", "B", 1, 30_00n, 1_20n],
      ["breakage", "company", "B", 2, 30_00n, 30n],
      ["commission", "B", "D", 1, 300_00n, 12_00n],
      ["commission", "A", "D", 2, 300_00n, 3_00n],
    ]);
  });

  it("pays nobody whose side volume is too small, and says so", () => {
    const { lines } = compute({
      plan: plan({ sideVolume: 50, generations: [{ rate: 400 }] }),
      network: ladder({ A: 1, B: 1, D: 1 }, "A", "B", "C", "D", "E"),
      sales: sales({ A: 60, B: 49, D: 100 }),
    });
    expect(
      lines.map(({ beneficiary, source, amount, reason }) => [beneficiary, source.id, amount, reason]),
    ).to.deep.equal([
      ["company", "A", 2_40n, "company"],
      ["A", "B", 1_96n, "none"],
      ["company", "D", 4_00n, "notQualified"],
    ]);
  });

  it("takes what the next above is guaranteed from whoever has too little side volume, from below upwards", () => {
    const lines = short(
      { guarantee: 100, compression: "dynamic", generations: [{ rate: 400 }] },
      { A: 1, B: 1, D: 1 },
      { A: 100, B: 40, D: 100 },
    );
    // D has enough. B lacks 60, of which 4 % are taken from his 4.00 on D's group, and go to A.
    expect(lines).to.deep.equal([
      ["commission", "B", "D", 1, 100_00n, 4_00n],
      ["commission", "A", "B", 1, 40_00n, 1_60n],
      ["adjustment", "B", undefined, undefined, 60_00n, -2_40n],
      ["commission", "A", "B", 1, 60_00n, 2_40n],
      ["breakage", "company", "A", 1, 100_00n, 4_00n],
    ]);
  });

  it("takes no more than somebody got, and takes it too where only the company is above", () => {
    const lines = short(
      { guarantee: 1000, compression: "dynamic", generations: [{ rate: 400 }] },
      { B: 1, D: 1 },
      { B: 40, D: 100 },
    );
    expect(lines).to.deep.equal([
      ["commission", "B", "D", 1, 100_00n, 4_00n],
      ["breakage", "company", "B", 1, 40_00n, 1_60n],
      ["adjustment", "B", undefined, undefined, 960_00n, -4_00n],
      ["breakage", "company", "B", 1, 960_00n, 4_00n],
    ]);
  });

  it("pays leaders only, or anybody above with enough side volume, as the plan says", () => {
    const more = { paid: "sponsors", sideVolume: 50, generations: [{ rate: 400 }, { rate: 100 }] };
    // C has not broken away himself; his 60 are his side volume, as D's group is not in it. B has too little.
    const volumes = { C: 60, D: 500 };
    expect(short(more, { D: 1 }, volumes)).to.deep.equal([
      ["commission", "C", "D", 1, 500_00n, 20_00n],
      ["commission", "B", "D", 2, 500_00n, 5_00n],
    ]);
    expect(short({ ...more, sideVolume: 61 }, { D: 1 }, volumes)).to.deep.equal([
      ["breakage", "company", "D", 1, 500_00n, 20_00n],
      ["breakage", "company", "D", 2, 500_00n, 5_00n],
    ]);
    expect(short({ ...more, paid: "leaders" }, { A: 1, D: 1 }, { ...volumes, A: 1 }).at(-1)).to.deep.equal([
      "breakage",
      "company",
      "D",
      2,
      500_00n,
      5_00n,
    ]);
  });

  it("needs no side volume of who has enough legs in which a group broke away", () => {
    const run = (legsInstead: number) =>
      compute({
        plan: plan({ paid: "sponsors", sideVolume: 50, legsInstead, generations: [{ rate: 400 }] }),
        network: [
          { id: "A" },
          { id: "B", sponsor: "A", rank: 1 },
          { id: "C", sponsor: "A" },
          { id: "D", sponsor: "C", rank: 1 },
          { id: "E", sponsor: "D", rank: 1 },
          { id: "F", sponsor: "A" },
        ],
        sales: sales({ B: 100 }),
      }).earned("A");
    expect([run(2), run(3)]).to.deep.equal([4_00n, 0n]);
  });

  it("lets nobody break away who is not active: his group is that of the next above", () => {
    const { lines } = compute({
      plan: plan({ generations: [{ rate: 400 }] }),
      network: ladder({ A: 1, B: 1, D: 1 }, "A", "B", "C", "D").map((row) => ({ ...row, active: row.id !== "D" })),
      sales: sales({ B: 1, D: 100 }),
    });
    expect(lines.map(({ beneficiary, source, base }) => [beneficiary, source.id, base])).to.deep.equal([
      ["A", "B", 101_00n],
    ]);
  });

  it("asks for one way of breaking away, and for settings that go together", () => {
    const messages = (more: object, ...others: readonly object[]) =>
      checkPlan(
        planOf([...others, { id: "over", family: "breakaway", generations: [{ rate: 400 }], ...more }], { ranks }),
      ).issues.map(({ path, message }) => `${path} ${message}`);
    const stairs = { id: "stairs", family: "differential", tiers: [{ from: 100, rate: 500 }] };
    expect(messages({})).to.deep.equal(['$.bonuses[0] has neither "stairs" and "rank"; expected one of them']);
    expect(messages({ stairs: "stairs", rank: "Leader" }, stairs)).to.deep.equal([
      '$.bonuses[1] has both "stairs" and "rank"; expected one of them',
    ]);
    expect(messages({ stairs: "own" }, { id: "own", family: "retail" })).to.deep.equal([
      '$.bonuses[1].stairs is "own"; expected a bonus of the family differential',
    ]);
    expect(messages({ stairs: "own" }, stairs, { id: "own", family: "retail" })).to.deep.equal([
      '$.bonuses[2].stairs is "own"; expected a bonus of the family differential',
    ]);
    for (const wrong of [{}, { stairs: "stairs", rank: "Leader" }]) {
      const bonus = { id: "over", family: "breakaway", generations: [{ rate: 400 }], ...wrong };
      expect(checkPlan(planOf([stairs, bonus], { ranks })).plan).to.equal(undefined);
    }
    const guaranteed = { rank: "Leader", guarantee: 10, generations: [{ rate: 400 }, { rate: 100 }] };
    expect(messages(guaranteed).map((text) => text.replace(/ is .*; /, " "))).to.deep.equal([
      "$.bonuses[0].generations expected one generation with one rate, as what it comes to is guaranteed",
      "$.bonuses[0].compression expected dynamic, as the next above who is paid has the guarantee",
    ]);
    expect(messages({ rank: "Leader", legsInstead: 2 })).to.deep.equal([
      '$.bonuses[0].legsInstead is 2; expected "sideVolume" beside it, in the place of which it stands',
    ]);
    const paths = (more: object) =>
      messages({ rank: "Leader", guarantee: 10, ...more }).map((text) => text.split(" ")[0]);
    expect(paths({})).to.deep.equal(["$.bonuses[0].compression"]);
    const dynamic = { compression: "dynamic" };
    const wrong = "$.bonuses[0].generations";
    expect(paths({ ...dynamic, generations: [{ rate: 400 }, { rate: 100 }] })).to.deep.equal([wrong]);
    expect(paths({ ...dynamic, generations: [{ rate: 400, rank: "Leader" }] })).to.deep.equal([wrong]);
    const falling = [
      {
        rate: 4,
        byRank: [
          { rank: "Leader", rate: 5 },
          { rank: "Leader", rate: 6 },
        ],
      },
    ];
    expect(messages({ rank: "Leader", generations: falling })).to.deep.equal([
      '$.bonuses[0].generations[0].byRank[1].rank is "Leader"; expected a rank above "Leader"',
    ]);
    expect(paths({ ...dynamic, generations: [{ rate: 4, byRank: [{ rank: "Leader", rate: 5 }] }] })).to.deep.equal([
      wrong,
    ]);
  });

  it("says whose group it was", () => {
    const document = plan({});
    const { lines } = compute({
      plan: document,
      network: ladder({ A: 1, B: 1 }, "A", "B"),
      sales: sales({ B: 100 }),
    });
    expect(lines.map((line) => explain(line, readPlan(document), String))[0]).to.equal(
      'A gets 4.00 USD of "over" (level 1): 4.00 % of 100.00 USD from the group of B.',
    );
  });
});

describe("stairs and breakaway together", () => {
  const stairs = (more: object) => ({ id: "stairs", family: "differential", per: "period", ...more });
  const tiers = (...steps: readonly (readonly [number, number])[]) => steps.map(([from, rate]) => ({ from, rate }));
  const paid = (lines: readonly Line[], bonus: string, to: string) =>
    sum(lines.filter((line) => line.bonus === bonus && line.beneficiary === to));

  it("leaves out of the volume that decides a rate the legs that reached the highest, where the plan says so", () => {
    const rates = (by: string) =>
      compute({
        plan: planOf([stairs({ by, tiers: tiers([10, 500], [100, 2000]) })]),
        network: chain("A", "B", "C"),
        sales: [
          { seller: "A", cv: 10_00 },
          { seller: "B", cv: 20_00 },
          { seller: "C", cv: 100_00 },
        ],
      })
        .of("commission")
        .map(({ beneficiary, source, rate, base }) => [beneficiary, source.id, rate, base]);
    expect(rates("sideVolume")).to.deep.equal([
      ["C", "C", 2000, 100_00n],
      ["B", "B", 500, 20_00n],
      ["A", "A", 500, 10_00n],
    ]);
    expect(rates("groupVolume")).to.deep.equal([
      ["C", "C", 2000, 100_00n],
      ["B", "B", 2000, 20_00n],
      ["A", "A", 2000, 10_00n],
    ]);
  });

  // http://networkmarketingwhy.com/2010/05/stair-step-breakaway-compensation-plan/ : 5 % a rank, breakaway at rank 4.
  // You are rank 3, at 15 %: you keep 10 % on Jane at rank 1, 5 % at rank 2, and nothing at rank 3. [The override of
  // 5 % on her group once she breaks away is the plan's kind, not a figure of the page.]
  it("pays 5 % a rank up to the breakaway at rank 4, and an override from there on", () => {
    const names = ["R0", "R1", "R2", "R3", "R4"];
    const byRank = names.map((rank, number) => ({ rank, rate: number * 500 }));
    const kept = [1, 2, 3, 4].map((rank) => {
      const { lines } = compute({
        plan: planOf(
          [
            stairs({ ranks: byRank }),
            { id: "over", family: "breakaway", stairs: "stairs", paid: "sponsors", generations: [{ rate: 500 }] },
          ],
          { ranks: names.map((name) => ({ name })) },
        ),
        network: chain("You", "Jane").map((row) => ({ ...row, rank: row.id === "You" ? 3 : rank })),
        sales: [{ seller: "Jane", cv: 100_00 }],
      });
      return [paid(lines, "stairs", "You"), paid(lines, "over", "You")];
    });
    expect(kept).to.deep.equal([
      [10_00n, 0n],
      [5_00n, 0n],
      [0n, 0n],
      [0n, 5_00n],
    ]);
  });

  // Amway India, example 3: https://issuu.com/djatb/docs/asmp_brochure-final_production : X's group of 600,000 is at
  // 21 %; he leaves A and B 12 % of 120,000 each, C 9 % of 60,000 and D 15 % of 240,000, keeps 55,800, and has 12,000 of
  // retail margin on his own 60,000.
  it("pays Amway India's X 55,800 of a group of 600,000, and 67,800 with his retail margin", () => {
    const india = tiers([100, 300], [300, 600], [1000, 900], [2000, 1200], [4000, 1500], [7000, 1800], [10_000, 2100]);
    const sale = (seller: string, bv: number) => ({ seller, cv: bv * 100, pv: (bv / 60) * 100 });
    const { lines, earned } = compute({
      plan: planOf([{ id: "retail", family: "retail" }, stairs({ by: "sideVolume", tiers: india })]),
      network: [{ id: "X" }, ...["A", "B", "C", "D"].map((id) => ({ id, sponsor: "X" }))],
      sales: [
        { ...sale("X", 60_000), price: 72_000_00 },
        sale("A", 120_000),
        sale("B", 120_000),
        sale("C", 60_000),
        sale("D", 240_000),
      ],
    });
    expect(paid(lines, "stairs", "X")).to.equal(55_800_00n);
    expect(earned("X")).to.equal(67_800_00n);
    expect(["A", "C", "D"].map((id) => earned(id))).to.deep.equal([14_400_00n, 5_400_00n, 36_000_00n]);
  });

  // http://banner-store.blogspot.com/2007/09/examples-of-bonus-calculation.html : the third example. A is at 40 % and has
  // 200 of his own; D is new and has 300; B with 100,000 and B1 below him with 50,000 of them are at 40 % as well, C and
  // E with 40,000 each at 36 %. Direct 200, indirect 3,200, leadership 500 of each generation, 4,400 in all. The page
  // adds D's 300 to what A sold himself; here they are a leg without a rate, which comes to the same.
  it("pays the 4,400 of the banner store's leader: own, differences, and two generations", () => {
    const names = ["New", "Star", "Six stars", "Seven stars"];
    const network = [
      { id: "A", rank: 3 },
      { id: "D", sponsor: "A", rank: 0 },
      { id: "B", sponsor: "A", rank: 3 },
      { id: "B1", sponsor: "B", rank: 3 },
      { id: "C", sponsor: "A", rank: 2 },
      { id: "E", sponsor: "A", rank: 2 },
    ];
    const volumes = { A: 200, D: 300, B: 50_000, B1: 50_000, C: 40_000, E: 40_000 };
    const { lines, earned } = compute({
      plan: planOf(
        [
          stairs({
            ranks: [
              { rank: "Star", rate: 2800 },
              { rank: "Six stars", rate: 3600 },
              { rank: "Seven stars", rate: 4000 },
            ],
          }),
          { id: "over", family: "breakaway", stairs: "stairs", generations: [{ rate: 100 }, { rate: 100 }] },
        ],
        { ranks: names.map((name) => ({ name })) },
      ),
      network,
      sales: Object.entries(volumes).map(([seller, cv]) => ({ seller, cv: cv * 100 })),
    });
    expect(paid(lines, "stairs", "A")).to.equal(200_00n + 3_200_00n);
    expect(
      lines.filter(({ bonus, beneficiary }) => bonus === "over" && beneficiary === "A").map(({ amount }) => amount),
    ).to.deep.equal([500_00n, 500_00n]);
    expect(earned("A")).to.equal(4_400_00n);
  });

  // http://millionairesway.weebly.com/earned-incentive.html : a Forever Living manager whose own group does 100 case
  // credits is credited with 40 %, 20 % and 10 % of the 100 of a manager in each of three generations: 170 in all.
  it("credits Forever Living's manager with 40, 20 and 10 of three generations of 100", () => {
    const { lines, earned } = compute({
      plan: planOf(
        [
          { id: "own", family: "personal", tiers: [{ from: 0, rate: 10_000 }] },
          {
            id: "over",
            family: "breakaway",
            rank: "Leader",
            generations: [{ rate: 4000 }, { rate: 2000 }, { rate: 1000 }],
          },
        ],
        { ranks },
      ),
      network: ladder({ You: 1, First: 1, Second: 1, Third: 1 }, "You", "First", "Second", "Third"),
      sales: ["You", "First", "Second", "Third"].map((seller) => ({ seller, cv: 100_00 })),
    });
    const yours = lines.filter(({ bonus, beneficiary }) => bonus === "over" && beneficiary === "You");
    expect(yours.map(({ amount }) => amount)).to.deep.equal([40_00n, 20_00n, 10_00n]);
    expect(earned("You")).to.equal(170_00n);
  });

  // https://ecosway.com/ecosway/en_US/1monthCalc.jsp : 36,000 are at 27 %, of which 1,000 are his own and give 270; the
  // branches of 15,000 at 24 %, 12,000 at 23 % and 8,000 at 22 % leave him 450, 480 and 400: 1,330.
  it("pays eCosway's 270 of one's own and 1,330 of three branches", () => {
    const branches = { A: 15_000, B: 12_000, C: 8_000 };
    const { lines } = compute({
      plan: planOf([stairs({ tiers: tiers([5000, 2200], [10_000, 2300], [15_000, 2400], [30_000, 2700]) })]),
      network: [{ id: "You" }, ...Object.keys(branches).map((id) => ({ id, sponsor: "You" }))],
      sales: [
        { seller: "You", cv: 1_000_00 },
        ...Object.entries(branches).map(([seller, cv]) => ({ seller, cv: cv * 100 })),
      ],
    });
    const yours = lines.filter(({ beneficiary }) => beneficiary === "You");
    expect(yours.map(({ source, amount }) => [source.id, amount]).sort()).to.deep.equal([
      ["A", 450_00n],
      ["B", 480_00n],
      ["C", 400_00n],
      ["You", 270_00n],
    ]);
  });

  // The leadership bonus as https://amwaywiki.com/Leadership_Bonus has it: 4 % of the personal group of a 21 % group, to
  // who has 15 % of personal group volume himself, or two such groups; he owes his sponsor 4 % of his own, and at least
  // of what qualifies for 21 %. The rule is theirs, the figures are ours, in points of one unit.
  describe("Amway's leadership bonus", () => {
    const leadership = (side: number, legs: number) => {
      const network = [
        { id: "Up" },
        { id: "You", sponsor: "Up" },
        ...Array.from({ length: legs }, (_, leg) => ({ id: `Leg${leg}`, sponsor: "You" })),
      ];
      const { lines } = compute({
        plan: planOf([
          stairs({ by: "sideVolume", tiers: tiers([4000, 1500], [5500, 1800], [7500, 2100]) }),
          {
            id: "leader",
            family: "breakaway",
            stairs: "stairs",
            paid: "sponsors",
            generations: [{ rate: 400 }],
            compression: "dynamic",
            sideVolume: 4000,
            legsInstead: 2,
            guarantee: 7500,
          },
        ]),
        network,
        sales: network.map(({ id }) => ({ seller: id, cv: (id === "You" ? side : 10_000) * 100 })),
      });
      return ["You", "Up"].map((who) => paid(lines, "leader", who));
    };

    it("keeps all of it with a personal group above 21 %", () => {
      expect(leadership(8000, 1)).to.deep.equal([400_00n, 320_00n]);
    });

    it("keeps some of it between 15 % and 21 %, or with two such groups", () => {
      expect(leadership(5000, 1)).to.deep.equal([300_00n, 300_00n]);
      expect(leadership(0, 2)).to.deep.equal([500_00n, 300_00n]);
    });

    it("keeps none of it with one such group and less than 15 %", () => {
      expect(leadership(3999, 1)).to.deep.equal([0n, 400_00n]);
    });
  });
});
