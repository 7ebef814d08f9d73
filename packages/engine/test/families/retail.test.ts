import { expect } from "chai";
import { describe, it } from "mocha";
import { compute, planOf } from "../helpers/period.ts";

describe("retail", () => {
  it("gives the seller the difference to the wholesale price, of products, active or not, and the company its own", () => {
    const { lines } = compute({
      plan: planOf([{ id: "retail", family: "retail" }]),
      network: [{ id: "A", active: false }],
      sales: [
        { seller: "A", cv: 50, wholesale: 70_00, price: 100_01 },
        { seller: "A", cv: 50, wholesale: 70_00 },
        { seller: "company", cv: 50, wholesale: 70_00, price: 71_00 },
        { seller: "A", cv: 0, wholesale: 10_00, price: 40_00, subject: "starterKit" },
      ],
    });
    expect(lines.map(({ kind, beneficiary, amount, facts }) => [kind, beneficiary, amount, facts])).to.deep.equal([
      ["commission", "A", 30_01n, { price: 100_01n, wholesale: 70_00n }],
      ["breakage", "company", 1_00n, { price: 71_00n, wholesale: 70_00n }],
    ]);
  });
});
