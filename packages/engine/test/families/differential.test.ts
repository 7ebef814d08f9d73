import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf, sum } from "../helpers/period.ts";

const ladder = ["R0", "R1", "R2", "R3", "R4"].map((name) => ({ name }));
const byRank = ladder.map(({ name }, rank) => ({ rank: name, rate: rank * 500 }));
const stairs = (more: object = {}) => ({ id: "stairs", family: "differential", ranks: byRank, ...more });

describe("differential, sale by sale", () => {
  const run = (standing: Record<string, object>, more: object = {}) =>
    compute({
      plan: planOf([stairs(more)], { ranks: ladder }),
      network: chain("Dan", "Cem", "Ben", "Ann", "Sam").map((row) => ({ ...row, ...standing[row.id as string] })),
      sales: [{ seller: "Sam", cv: 10_000 }],
    });
  const short = (standing: Record<string, object>, more: object = {}) =>
    run(standing, more).lines.map(({ beneficiary, level, rate, amount, reason }) => [
      beneficiary,
      level,
      rate,
      amount,
      reason,
    ]);

  it("pays the seller his own rate and each upline what he is above the highest below", () => {
    expect(
      short({ Sam: { rank: 1 }, Ann: { rank: 1 }, Ben: { rank: 3 }, Cem: { rank: 2 }, Dan: { rank: 4 } }),
    ).to.deep.equal([
      ["Sam", 0, 500, 500n, "none"],
      ["Ben", 2, 1000, 1000n, "none"],
      ["Dan", 4, 500, 500n, "none"],
    ]);
  });

  it("lets an inactive person get nothing and raise nothing", () => {
    const { lines } = run({ Sam: { rank: 1 }, Ann: { rank: 4, active: false }, Ben: { rank: 2 }, Cem: { rank: 4 } });
    expect(lines.map(({ beneficiary, rate }) => [beneficiary, rate])).to.deep.equal([
      ["Sam", 500],
      ["Ben", 500],
      ["Cem", 1000],
    ]);
    expect(lines[1]?.skipped).to.deep.equal([{ distributor: "Ann", reason: "inactive" }]);
  });

  it("gives nobody what is left below the highest rate, and says where the walk ended", () => {
    expect(short({ Sam: { rank: 1 }, Ann: { rank: 2 } }).at(-1)).to.deep.equal(["company", 5, 1000, 1000n, "company"]);
    expect(short({ Ann: { rank: 2 }, Ben: { rank: 3 }, Dan: { rank: 4 } }, { walk: 2 })).to.deep.equal([
      ["Ann", 1, 1000, 1000n, "none"],
      ["Ben", 2, 500, 500n, "none"],
      ["company", 3, 500, 500n, "walk"],
    ]);
  });

  it("names who was passed over on the way, and why, but nobody who has no higher rate to give", () => {
    const { lines } = run({
      Sam: { rank: 1 },
      Ann: { rank: 4, active: false },
      Ben: { rank: 1 },
      Cem: { rank: 1, active: false },
      Dan: { rank: 4 },
    });
    expect(lines.map(({ beneficiary, rate, skipped }) => [beneficiary, rate, skipped])).to.deep.equal([
      ["Sam", 500, []],
      [
        "Dan",
        1500,
        [
          { distributor: "Ann", reason: "inactive" },
          { distributor: "Ben", reason: "rank" },
        ],
      ],
    ]);
  });

  it("leaves what rounding leaves of the highest rate on a line of its own", () => {
    const { lines } = compute({
      plan: planOf([stairs()], { ranks: ladder }),
      network: chain("Ben", "Ann", "Sam").map((row) => ({ ...row, rank: { Sam: 1, Ann: 2 }[row.id as string] ?? 4 })),
      sales: [{ seller: "Sam", cv: 119 }],
    });
    expect(lines.map(({ kind, amount, base }) => [kind, amount, base])).to.deep.equal([
      ["commission", 5n, 119n],
      ["commission", 5n, 119n],
      ["commission", 11n, 119n],
      ["remainder", 2n, 23n],
    ]);
  });

  it("gives a rank that is not named the rate of the next lower one", () => {
    const ranks = [
      { rank: "R1", rate: 700 },
      { rank: "R3", rate: 900 },
    ];
    expect(short({ Sam: { rank: 2 }, Ann: { rank: 4 } }, { ranks })).to.deep.equal([
      ["Sam", 0, 700, 700n, "none"],
      ["Ann", 1, 200, 200n, "none"],
    ]);
  });
});

describe("differential, period by period", () => {
  it("pays every part of a leg by the highest rate that it has met, and all together the highest rate", () => {
    const { lines, result } = compute({
      plan: planOf([stairs({ per: "period" })], { ranks: ladder }),
      network: chain("Dan", "Cem", "Ben", "Ann").map((row) => ({
        ...row,
        rank: { Ann: 1, Ben: 3, Cem: 2, Dan: 4 }[row.id as string],
        active: row.id !== "Ben",
      })),
      sales: [
        { seller: "Ann", cv: 100_00 },
        { seller: "Ben", cv: 10_00 },
        { seller: "Cem", cv: 1_00 },
      ],
    });
    expect(lines.map(({ beneficiary, source, rate, amount }) => [beneficiary, source.id, rate, amount])).to.deep.equal([
      ["Ann", "Ann", 500, 500n],
      ["Cem", "Ben", 1000, 100n],
      ["Cem", "Ben", 500, 500n],
      ["Cem", "Cem", 1000, 10n],
      ["Dan", "Cem", 1000, 1110n],
    ]);
    expect(result.paid).to.equal(2220n);
  });

  it("gives nobody what arrives at the company below the highest rate, its own sales among it", () => {
    const { lines, result } = compute({
      plan: planOf([stairs({ per: "period" })], { ranks: ladder }),
      network: [
        { id: "Ann", rank: 1 },
        { id: "Ben", rank: 3 },
      ],
      sales: [
        { seller: "company", cv: 30_00 },
        { seller: "Ann", cv: 100_00 },
        { seller: "Ben", cv: 200_00 },
      ],
    });
    const breakage = lines.filter(({ kind }) => kind === "breakage");
    expect(
      breakage.map(({ beneficiary, source, level, base, rate, amount, reason }) => [
        [beneficiary, source.kind, source.id, level, reason],
        [base, rate, amount],
      ]),
    ).to.deep.equal([
      [
        ["company", "distributor", "company", 1, "company"],
        [30_00n, 2000, 6_00n],
      ],
      [
        ["company", "distributor", "company", 1, "company"],
        [100_00n, 1500, 15_00n],
      ],
      [
        ["company", "distributor", "company", 1, "company"],
        [200_00n, 500, 10_00n],
      ],
    ]);
    expect(result.bonuses[0]).to.include({ paid: 35_00n, breakage: 31_00n, remainder: 0n });
  });

  it("pays the parts of a leg lowest rate first, though a lower rank may have the higher rate", () => {
    const ranks = [600, 500, 900].map((rate, rank) => ({ rank: `R${rank}`, rate }));
    const { lines } = compute({
      plan: planOf([stairs({ per: "period", ranks })], { ranks: ladder }),
      network: [
        { id: "Top", rank: 2 },
        { id: "Head", sponsor: "Top", active: false },
        { id: "Low", sponsor: "Head", rank: 0 },
        { id: "High", sponsor: "Head", rank: 1 },
      ],
      sales: ["Low", "High"].map((seller) => ({ seller, cv: 100_00 })),
    });
    expect(
      lines.filter(({ beneficiary }) => beneficiary === "Top").map(({ rate, base }) => [rate, base]),
    ).to.deep.equal([
      [400, 100_00n],
      [300, 100_00n],
    ]);
  });

  it("leaves nothing below zero for an equal or higher leg", () => {
    // http://networkmarketingwhy.com/2010/05/stair-step-breakaway-compensation-plan/ : you are rank 3, at 15 %; on Jane
    // at rank 1 you keep 10 %, at rank 2 5 %, at rank 3 nothing.
    const kept = [1, 2, 3, 4].map((rank) => {
      const { lines } = compute({
        plan: planOf([stairs({ per: "period" })], { ranks: ladder }),
        network: chain("You", "Jane").map((row) => ({ ...row, rank: row.id === "You" ? 3 : rank })),
        sales: [{ seller: "Jane", cv: 10_000 }],
      });
      return sum(lines.filter(({ beneficiary }) => beneficiary === "You"));
    });
    expect(kept).to.deep.equal([1000n, 500n, 0n, 0n]);
  });

  describe("published examples", () => {
    const tiers = (...steps: readonly (readonly [number, number])[]) => steps.map(([from, rate]) => ({ from, rate }));

    // Amway India, example 2: https://issuu.com/djatb/docs/asmp_brochure-final_production. Points are BV / 60; a group
    // of 1,500 is at 9 %, one of 300 at 6 %. The margin is 20 % of what he sold himself.
    it("pays Amway India's X 3,780 of differential and 3,600 of retail profit, 7,380 in all", () => {
      const sale = (seller: string, bv: number) => ({ seller, cv: bv * 100, pv: (bv / 60) * 100, wholesale: bv * 100 });
      const { earned, paidBy } = compute({
        plan: planOf([
          { id: "retail", family: "retail" },
          {
            id: "stairs",
            family: "differential",
            per: "period",
            tiers: tiers([100, 300], [300, 600], [900, 900], [1500, 900]),
          },
        ]),
        network: [{ id: "X" }, ...["A", "B", "C", "D"].map((id) => ({ id, sponsor: "X" }))],
        sales: [
          { ...sale("X", 18_000), price: 18_000_00 + 3_600_00 },
          ...["A", "B", "C", "D"].map((id) => sale(id, 18_000)),
        ],
      });
      const downline = (72_000_00n * 600n) / 10_000n;
      expect(paidBy("stairs") - downline).to.equal(3_780_00n);
      expect(earned("X")).to.equal(7_380_00n);
    });

    // Life Leadership: https://support.lifeleadership.com/knowledgebase/articles/587631-why-didn-t-i-receive-a-differential-bonus
    it("pays Life Leadership's 3 % of a team of 1,000 points to who is at 15 %", () => {
      const { lines } = compute({
        plan: planOf([
          { id: "stairs", family: "differential", per: "period", tiers: tiers([1000, 1200], [1500, 1500]) },
        ]),
        network: chain("You", "Team"),
        sales: [
          { seller: "You", cv: 500_00 },
          { seller: "Team", cv: 1000_00 },
        ],
      });
      expect(lines.find(({ beneficiary, source }) => beneficiary === "You" && source.id === "Team")).to.include({
        rate: 300,
        amount: 30_00n,
      });
    });

    // ESSENS UK: https://promodevie5.webnode.fr/essens-england
    it("pays ESSENS' 156.00: 12 % of one's own 100 and 6 % on each of three members", () => {
      const essens = tiers(
        [100, 300],
        [400, 600],
        [1200, 900],
        [2400, 1200],
        [4000, 1700],
        [6000, 2000],
        [10_000, 2500],
        [15_000, 2800],
      );
      const { earned } = compute({
        plan: planOf([{ id: "stairs", family: "differential", per: "period", tiers: essens }]),
        network: [{ id: "You" }, ...["A", "B", "C"].map((id) => ({ id, sponsor: "You" }))],
        sales: [{ seller: "You", cv: 100_00 }, ...["A", "B", "C"].map((seller) => ({ seller, cv: 800_00 }))],
      });
      expect(earned("You")).to.equal(156_00n);
    });
  });
});
