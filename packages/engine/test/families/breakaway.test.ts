import { expect } from "chai";
import { describe, it } from "mocha";
import { compute, planOf } from "../helpers/period.ts";
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
