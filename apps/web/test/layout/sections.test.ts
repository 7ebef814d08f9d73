import { expect } from "chai";
import { sectionsFor } from "../../src/layout/sections.ts";

describe("sections of the navigation", () => {
  const everybody = ["shop", "orders", "public"];

  it("are those that everybody uses, for whoever is nobody", () => {
    expect(sectionsFor({ distributor: undefined, isCompany: false })).to.deep.equal(everybody);
  });

  it("have a distributor's own for a distributor", () => {
    const own = ["shop", "business", "team", "orders", "public"];
    expect(sectionsFor({ distributor: 7n, isCompany: false })).to.deep.equal(own);
  });

  it("have the company's for who works for it", () => {
    const own = ["shop", "orders", "company", "public"];
    expect(sectionsFor({ distributor: undefined, isCompany: true })).to.deep.equal(own);
    expect(sectionsFor({ distributor: 7n, isCompany: true })).to.have.lengthOf(6);
  });
});
