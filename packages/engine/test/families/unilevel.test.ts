import { expect } from "chai";
import { describe, it } from "mocha";
import type { DistributorRow } from "../../src/index.ts";
import { chain, compute, planOf, sum } from "../helpers/period.ts";

const flat = (rate: number, levels: number) => Array.from({ length: levels }, () => ({ rate }));

describe("unilevel", () => {
  const ladder = [{ name: "Member" }, { name: "Silver" }, { name: "Gold" }];
  const levels = [{ rate: 1000 }, { rate: 500, rank: "Silver" }, { rate: 300, rank: "Gold" }];
  /** Sam sells; above him Ann, Ben, Cem, Dan, in this order. */
  const people = (standing: Record<string, Partial<DistributorRow>>) =>
    chain("Dan", "Cem", "Ben", "Ann", "Sam").map((row) => ({ ...row, ...standing[row.id as string] }));
  const paid = (compression: string, standing: Record<string, Partial<DistributorRow>>, more: object = {}) => {
    const { lines } = compute({
      plan: planOf([{ id: "team", family: "unilevel", levels, compression, ...more }], { ranks: ladder }),
      network: people(standing),
      sales: [{ seller: "Sam", cv: 10_000 }],
    });
    return lines.map(({ beneficiary, level, amount, reason }) => [beneficiary, level, amount, reason]);
  };

  it("pays each level its rate, floored a line, and leaves the remainder to the company", () => {
    const { lines, result } = compute({
      plan: planOf([{ id: "team", family: "unilevel", levels: flat(333, 3), own: { rate: 500 } }]),
      network: chain("Ben", "Ann", "Sam"),
      sales: [{ id: "S1", seller: "Sam", cv: 1999 }],
    });
    expect(
      lines.map(({ kind, beneficiary, level, rate, amount }) => [kind, beneficiary, level, rate, amount]),
    ).to.deep.equal([
      ["commission", "Sam", 0, 500, 99n],
      ["commission", "Ann", 1, 333, 66n],
      ["commission", "Ben", 2, 333, 66n],
      ["breakage", "company", 3, 333, 66n],
      ["remainder", "company", undefined, undefined, 2n],
    ]);
    expect(result.bonuses[0]).to.deep.equal({
      id: "team",
      paid: 231n,
      product: 0n,
      breakage: 66n,
      remainder: 2n,
      lines: 5,
    });
  });

  it("takes its rate of commissionable volume, of the price paid, or of the wholesale price", () => {
    const paidOn = (base: string) =>
      compute({
        plan: planOf([{ id: "team", family: "unilevel", base, levels: [{ rate: 1000 }] }]),
        network: chain("Ann", "Sam"),
        sales: [{ seller: "Sam", cv: 10_00, wholesale: 20_00, price: 30_00 }],
      }).earned("Ann");
    expect(["cv", "wholesale", "price"].map(paidOn)).to.deep.equal([1_00n, 2_00n, 3_00n]);
  });

  it("without compression leaves what an unqualified level would get", () => {
    expect(paid("none", { Ann: { active: false }, Ben: { rank: 0 }, Cem: { rank: 2 } })).to.deep.equal([
      ["company", 1, 1000n, "inactive"],
      ["company", 2, 500n, "rank"],
      ["Cem", 3, 300n, "none"],
    ]);
  });

  it("with standard compression passes the inactive over, and lets a low rank use the level up", () => {
    expect(paid("standard", { Ann: { active: false }, Cem: { rank: 0 }, Dan: { rank: 2 } })).to.deep.equal([
      ["Ben", 1, 1000n, "none"],
      ["company", 2, 500n, "rank"],
      ["Dan", 3, 300n, "none"],
    ]);
  });

  it("with dynamic compression passes over whoever is not qualified for that level", () => {
    expect(paid("dynamic", { Ann: { active: false }, Cem: { rank: 0 }, Dan: { rank: 2 } })).to.deep.equal([
      ["Ben", 1, 1000n, "none"],
      ["Dan", 2, 500n, "none"],
      ["company", 3, 300n, "company"],
    ]);
  });

  it("counts everybody looked at towards the longest walk, in every compression", () => {
    const standing = { Ann: { active: false }, Ben: { rank: 2 }, Cem: { rank: 2 }, Dan: { rank: 2 } };
    expect(paid("dynamic", standing, { walk: 2 })).to.deep.equal([
      ["Ben", 1, 1000n, "none"],
      ["company", 2, 500n, "walk"],
      ["company", 3, 300n, "walk"],
    ]);
    expect(paid("none", standing, { walk: 1 }).map(([, , , reason]) => reason)).to.deep.equal([
      "inactive",
      "walk",
      "walk",
    ]);
  });

  it("gives an unqualified seller's level to nobody and never moves it", () => {
    const own = { own: { rate: 2000, rank: "Gold" }, levels: [] };
    expect(paid("dynamic", { Sam: { rank: 1 } }, own)).to.deep.equal([["company", 0, 2000n, "rank"]]);
    expect(paid("dynamic", { Sam: { rank: 2 } }, own)).to.deep.equal([["Sam", 0, 2000n, "none"]]);
    expect(paid("dynamic", { Sam: { rank: 2, active: false } }, own)).to.deep.equal([
      ["company", 0, 2000n, "inactive"],
    ]);
  });

  it("names who was passed over for a line, and no one else", () => {
    const { lines } = compute({
      plan: planOf([{ id: "team", family: "unilevel", levels: flat(100, 3), compression: "dynamic" }]),
      network: people({ Ann: { active: false }, Cem: { active: false } }),
      sales: [{ seller: "Sam", cv: 10_000 }],
    });
    expect(lines.map(({ beneficiary, skipped }) => [beneficiary, skipped])).to.deep.equal([
      ["Ben", [{ distributor: "Ann", reason: "inactive" }]],
      ["Dan", [{ distributor: "Cem", reason: "inactive" }]],
      ["company", []],
    ]);
  });

  it("pays once for all sales of a seller in the period where the plan says so, and walks the tree it names", () => {
    const plan = planOf([{ id: "team", family: "unilevel", levels: flat(100, 1), per: "period", tree: "placement" }]);
    const { lines } = compute({
      plan,
      network: [{ id: 1 }, { id: 2, sponsor: 1 }, { id: 3, sponsor: 1, placement: 2 }],
      sales: [
        { seller: 3, cv: 99 },
        { seller: 3, cv: 99 },
        { seller: 3, cv: 99, buyer: 3 },
      ],
    });
    expect(lines.map(({ beneficiary, source, base, amount }) => [beneficiary, source, base, amount])).to.deep.equal([
      [2, { kind: "distributor", id: 3 }, 198n, 1n],
    ]);
  });

  describe("published examples", () => {
    // https://mlmsoftwaremanual.com/tiki-index.php?page=Dynamic+Compression+Option : a chain TopDist, A to H with titles
    // A6 B6 C4 D6 E0 F3 G6; titles 6, 5, 4 and 3 earn up to level 4, 3, 2 and 1. H buys.
    const titles: Record<string, number> = { TopDist: 6, A: 6, B: 6, C: 4, D: 6, E: 0, F: 3, G: 6, H: 0 };
    const network = chain(...Object.keys(titles)).map((row) => ({ ...row, rank: titles[row.id as string] }));
    const run = (compression: string) =>
      compute({
        plan: planOf(
          [
            {
              id: "team",
              family: "unilevel",
              compression,
              levels: ["T3", "T4", "T5", "T6"].map((rank) => ({ rate: 500, rank })),
            },
          ],
          { ranks: ["T0", "T1", "T2", "T3", "T4", "T5", "T6"].map((name) => ({ name })) },
        ),
        network,
        sales: [{ seller: "H", cv: 10_000 }],
      });

    it("pays G, D, B and A with the generous compression of the MLM software manual", () => {
      expect(run("dynamic").lines.map(({ beneficiary, level }) => [beneficiary, level])).to.deep.equal([
        ["G", 1],
        ["D", 2],
        ["B", 3],
        ["A", 4],
      ]);
    });

    it("pays G and D only without compression, and F and E forfeit", () => {
      expect(run("none").lines.map(({ beneficiary, level }) => [beneficiary, level])).to.deep.equal([
        ["G", 1],
        ["company", 2],
        ["company", 3],
        ["D", 4],
      ]);
    });

    // https://iamkarincabe.wordpress.com/2010/06/09/sample-computation-for-ordinary-member-with-minimal-recruits/
    // 500 pesos of volume each, five wide, five levels.
    it("pays 19,525, 24,406.25 and 29,287.50 on a full five by five tree, and 39,050 with ten in front", () => {
      const earned = (rate: number, front: number) => {
        const rows: DistributorRow[] = [{ id: "You" }];
        let above = ["You"];
        for (let depth = 1; depth <= 5; depth++) {
          const wide = depth === 1 ? front : 5;
          const below = above.flatMap((sponsor) =>
            Array.from({ length: wide }, (_, place) => ({ id: `${sponsor}.${place}`, sponsor })),
          );
          rows.push(...below);
          above = below.map(({ id }) => id);
        }
        const team = { id: "team", family: "unilevel", levels: flat(rate, 5), per: "period" };
        return compute({
          plan: planOf([team]),
          network: rows,
          sales: rows.slice(1).map(({ id }) => ({ seller: id, cv: 50_000 })),
        }).earned("You");
      };
      expect([earned(100, 5), earned(125, 5), earned(150, 5), earned(100, 10)]).to.deep.equal([
        1_952_500n,
        2_440_625n,
        2_928_750n,
        3_905_000n,
      ]);
    });
  });

  it("has the sum of its rates as the worst case, which no upline exceeds", () => {
    const { of } = compute({
      plan: planOf([{ id: "team", family: "unilevel", levels: flat(700, 5), own: { rate: 500 } }], { cap: 4000 }),
      network: chain("A", "B", "C", "D", "E", "F", "G"),
      sales: [{ seller: "G", cv: 100_000 }],
    });
    expect(sum(of("commission"))).to.equal(40_000n);
  });
});
