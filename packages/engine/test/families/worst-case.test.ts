import { expect } from "chai";
import { describe, it } from "mocha";
import { readPlan, worstCase } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

describe("the worst case of families that are not by the upline alone", () => {
  const of = (bonus: object) => worstCase(readPlan(planOf([{ id: "bonus", ...bonus }])).document);

  it("is the sum of a matrix's levels, the rate of an x-up, a party's highest step and a pool's share", () => {
    const levels = [{ rate: 1000 }, { rate: 500 }];
    expect(of({ family: "matrix", width: 3, depth: 7, levels })).to.equal(1500);
    expect(of({ family: "x-up", passUp: 2, rate: 1234, optIn: true })).to.equal(1234);
    const steps = [
      { from: 1, rate: 500 },
      { from: 2, rate: 900 },
      { from: 3, amount: 1 },
    ];
    expect(of({ family: "party", steps })).to.equal(900);
    expect(of({ family: "pool", rate: 200, by: "ownVolume" })).to.equal(200);
    expect(of({ family: "pool", amount: 200, by: "ownVolume", base: "price" })).to.equal(0);
    expect(of({ family: "pool", rate: 200, by: "ownVolume", base: "price" })).to.equal(Number.POSITIVE_INFINITY);
  });
});
