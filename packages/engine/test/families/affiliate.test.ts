import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "../helpers/period.ts";

const bonus = (tiers: readonly number[], more: object = {}) => ({
  id: "affiliate",
  family: "affiliate",
  base: "price",
  of: "sale",
  tiers,
  ...more,
});
const paid = (tiers: readonly number[], people: readonly string[], price: number, more: object = {}) =>
  compute({
    plan: planOf([bonus(tiers, more)]),
    network: chain(...people),
    sales: [{ seller: people.at(-1) as string, cv: price / 2, price }],
  }).lines.map(({ beneficiary, level, amount }) => [beneficiary, level, amount]);

describe("affiliate", () => {
  it("pays who sold, then those who referred him, and gives nobody what is above", () => {
    expect(paid([1000, 500, 100], ["Ann", "Sam"], 100_00)).to.deep.equal([
      ["Sam", 0, 10_00n],
      ["Ann", 1, 5_00n],
      ["company", 2, 1_00n],
    ]);
  });

  it("takes the base that the plan names", () => {
    expect(paid([1000], ["Sam"], 100_00, { base: "cv" })).to.deep.equal([["Sam", 0, 5_00n]]);
  });

  it("pays no inactive affiliate, and passes his part on to nobody", () => {
    const { lines } = compute({
      plan: planOf([bonus([1000, 500], { of: "commission" })]),
      network: chain("Ann", "Sam").map((row) => ({ ...row, active: row.id === "Ann" })),
      sales: [{ seller: "Sam", cv: 100_00 }],
    });
    expect(lines.map(({ kind, beneficiary, base, amount }) => [kind, beneficiary, base, amount])).to.deep.equal([
      ["breakage", "company", 100_00n, 10_00n],
      ["commission", "Ann", 10_00n, 50n],
    ]);
  });

  describe("published examples", () => {
    // https://help.aesthetixcrm.com/en/articles/1142-how-to-set-up-multi-tier-commissions
    it("pays five tiers of 20, 10, 5, 3 and 2 % of a sale of 100", () => {
      expect(paid([2000, 1000, 500, 300, 200], ["A", "B", "C", "D", "E"], 100_00)).to.deep.equal([
        ["E", 0, 20_00n],
        ["D", 1, 10_00n],
        ["C", 2, 5_00n],
        ["B", 3, 3_00n],
        ["A", 4, 2_00n],
      ]);
    });

    it("pays 35 to a chain of three: the source's $30 is a misprint of 20 + 10 + 5", () => {
      const lines = paid([2000, 1000, 500, 300, 200], ["A", "B", "C"], 100_00);
      expect(lines.slice(0, 3).map(([, , amount]) => amount)).to.deep.equal([20_00n, 10_00n, 5_00n]);
      expect(lines.slice(3).map(([to, , amount]) => [to, amount])).to.deep.equal([
        ["company", 3_00n],
        ["company", 2_00n],
      ]);
    });

    // https://glamorgirlbeauty.com/es/blogs/glamor-social/increase-your-marketing-base
    it("pays Glamor Girl's overrides on the commission or on the order, as the plan says", () => {
      const amounts = (of: string) =>
        paid([1000, 500, 400, 200], ["A", "B", "C", "David"], 1000_00, { of }).map(([, , amount]) => amount);
      expect(amounts("commission")).to.deep.equal([100_00n, 5_00n, 4_00n, 2_00n]);
      expect(amounts("sale")).to.deep.equal([100_00n, 50_00n, 40_00n, 20_00n]);
    });
  });
});
