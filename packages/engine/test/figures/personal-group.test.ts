import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "../helpers/period.ts";

describe("the personal group volume of a rank", () => {
  const ranks = (tree: string) => [
    { name: "Member" },
    { name: "Manager", requires: { active: false, groupVolume: { atLeast: 100, withoutRank: "Manager", tree } } },
    { name: "Senior", requires: { active: false, groupVolume: { atLeast: 150, withoutRank: "Manager", tree } } },
  ];
  const pool = { id: "pool", family: "pool", amount: 100, by: "rank", shares: [{ rank: "Manager", shares: 1 }] };
  const managers = (volumes: Readonly<Record<string, number>>, tree = "sponsor") => {
    const placement = ["Ann", "Ben", "Cem", "Dan"];
    return compute({
      plan: planOf([pool], { ranks: ranks(tree) }),
      // Placed the other way round: Dan is on top.
      network: chain(...placement).map((row, index) => ({ ...row, placement: placement[index + 1] ?? "company" })),
      sales: Object.entries(volumes).map(([seller, cv]) => ({ seller, cv: cv * 100 })),
    }).lines.map(({ beneficiary }) => beneficiary);
  };

  it("leaves out the groups that broke away, and not those that did not", () => {
    expect(managers({ Dan: 100, Cem: 50, Ben: 50 })).to.deep.equal(["Ben", "Dan"]);
    expect(managers({ Dan: 99, Cem: 1, Ben: 99 })).to.deep.equal(["Cem"]);
    expect(managers({ Dan: 200, Ann: 99 })).to.deep.equal(["Dan"]);
  });

  it("goes along the tree that the rank names", () => {
    expect(managers({ Dan: 50, Cem: 50 }, "sponsor")).to.deep.equal(["Cem"]);
    expect(managers({ Dan: 50, Cem: 50 }, "placement")).to.deep.equal(["Dan"]);
  });
});
