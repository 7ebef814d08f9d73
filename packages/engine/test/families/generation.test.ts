import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "../helpers/period.ts";

const ranks = ["Member", "Leader", "Director"].map((name) => ({ name }));
const ladder = (standing: Record<string, number>, ...ids: string[]) =>
  chain(...ids).map((row) => ({ ...row, rank: standing[row.id as string] ?? 0 }));
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

  it("pays infinity below the last generation, and stops it at an equal rank", () => {
    const infinity = { infinity: { rate: 100, rank: "Director" } };
    expect(paid(infinity, { A: 2, B: 1, C: 1, D: 1 }).at(-1)).to.deep.equal(["A", 4, 100n, "none"]);
    expect(paid(infinity, { A: 2, B: 1, C: 1, D: 2 }).at(-1)).to.deep.equal(["company", 3, 100n, "rank"]);
    expect(paid(infinity, { B: 1, C: 1, D: 1 }).at(-1)).to.deep.equal(["company", 3, 100n, "company"]);
    expect(paid(infinity, { A: 2, B: 1, C: 1, D: 1 }, "A").at(-1)).to.deep.equal(["company", 3, 100n, "inactive"]);
  });
});

describe("matching", () => {
  const own = { id: "own", family: "personal", tiers: [{ from: 0, rate: 10_000 }] };
  const match = (more: object) => ({
    id: "match",
    family: "matching",
    bonuses: ["own"],
    levels: [{ rate: 300 }],
    ...more,
  });

  it("pays levels of what the sponsored earned by the bonuses named, and never of other bonuses", () => {
    const { lines } = compute({
      plan: planOf([own, { id: "retail", family: "retail" }, match({ levels: [{ rate: 1000 }, { rate: 500 }] })]),
      network: chain("A", "B", "C"),
      sales: [{ seller: "C", cv: 100_00, price: 150_00 }],
    });
    const matches = lines.filter(({ bonus }) => bonus === "match");
    expect(
      matches.map(({ beneficiary, level, source, base, amount }) => [beneficiary, level, source.id, base, amount]),
    ).to.deep.equal([
      ["B", 1, "C", 100_00n, 10_00n],
      ["A", 2, "C", 100_00n, 5_00n],
    ]);
  });

  // https://www.kuveraglobal.com/opportunity.html : the rank holder closes a generation and belongs to it.
  it("pays Kuvera's Joe 3 + 3 + 6 + 6 + 6 = 24 of two generations", () => {
    const earned: Record<string, number> = { Mary: 100, Susan: 100, Larry: 200, Sharon: 200, Steve: 200 };
    const { lines, paidBy } = compute({
      plan: planOf([own, match({ levels: [{ rate: 300 }, { rate: 300 }], generationRank: "Director" })], { ranks }),
      network: ladder({ Joe: 2, Larry: 2, Steve: 2 }, "Joe", "Mary", "Larry", "Susan", "Sharon", "Steve", "Zoe"),
      sales: [...Object.entries(earned), ["Zoe", 500] as const].map(([seller, cv]) => ({ seller, cv: cv * 100 })),
    });
    const joes = lines.filter(({ beneficiary, bonus }) => beneficiary === "Joe" && bonus === "match");
    expect(joes.map(({ source, level, amount }) => [source.id, level, amount]).sort()).to.deep.equal([
      ["Larry", 1, 6_00n],
      ["Mary", 1, 3_00n],
      ["Sharon", 2, 6_00n],
      ["Steve", 2, 6_00n],
      ["Susan", 2, 3_00n],
    ]);
    expect(joes.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(24_00n);
    expect(paidBy("match") > 24_00n).to.equal(true);
  });

  // https://netready.co.za/post?post=leadership-bonus : ten personally sponsored who earned 100 each.
  it("pays NetReady's check match of 250, 500 and 1,000 by rank", () => {
    const paid = [2500, 5000, 10_000].map((rate) => {
      const team = Array.from({ length: 10 }, (_, index) => ({ id: `P${index}`, sponsor: "You" }));
      return compute({
        plan: planOf([own, match({ levels: [{ rate }] })]),
        network: [{ id: "You" }, ...team],
        sales: team.map(({ id }) => ({ seller: id, cv: 100_00 })),
      }).earned("You");
    });
    expect(paid).to.deep.equal([250_00n, 500_00n, 1_000_00n]);
  });
});

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
      { sideVolume: 100, guarantee: true, generations: [{ rate: 400 }] },
      { A: 1, B: 1, D: 1 },
      { A: 100, B: 40, D: 100 },
    );
    // D has enough. B lacks 60, of which 4 % are taken from his 4.00 on D's group, and go to A.
    expect(lines.filter(([, to]) => to !== "company")).to.deep.equal([
      ["commission", "A", "B", 1, 40_00n, 1_60n],
      ["commission", "B", "D", 1, 100_00n, 4_00n],
      ["adjustment", "B", undefined, undefined, 60_00n, -2_40n],
      ["commission", "A", "B", 1, 60_00n, 2_40n],
    ]);
  });
});
