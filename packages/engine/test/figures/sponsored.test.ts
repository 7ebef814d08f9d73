import { expect } from "chai";
import { describe, it } from "mocha";
import { compute, planOf } from "../helpers/period.ts";

describe("people sponsored, as a rank asks for them", () => {
  /** Who is a Star: You enrolled Ann, Ben and Cem, of whom Cem is placed under Ann and Ben is not active. */
  const stars = (sponsored: object) =>
    compute({
      plan: planOf([{ id: "pool", family: "pool", amount: 100, by: "rank", shares: [{ rank: "Star", shares: 1 }] }], {
        ranks: [{ name: "Member" }, { name: "Star", requires: { ownVolume: 1, sponsored } }],
      }),
      network: [
        { id: "You" },
        { id: "Ann", sponsor: "You" },
        { id: "Ben", sponsor: "You", active: false },
        { id: "Cem", sponsor: "You", placement: "Ann" },
        { id: "Dan", sponsor: "Cem" },
      ],
      sales: ["You", "Ann", "Ben", "Cem", "Dan"].map((seller) => ({ seller, cv: 1_00 })),
    })
      .of("commission")
      .map(({ beneficiary }) => beneficiary);

  it("are counted by who enrolled them, only the active ones unless the plan says otherwise", () => {
    expect(stars({ count: 1 })).to.deep.equal(["Cem", "You"]);
    expect(stars({ count: 2 })).to.deep.equal(["You"]);
    expect(stars({ count: 3 })).to.deep.equal([]);
    expect(stars({ count: 3, active: false })).to.deep.equal(["You"]);
    expect(stars({ count: 4, active: false })).to.deep.equal([]);
  });
});
