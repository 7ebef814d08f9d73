import { expect } from "chai";
import { describe, it } from "mocha";
import { nearest } from "../../src/schema/nearest.ts";

describe("the nearest word", () => {
  it("is the one that was most likely meant", () => {
    expect(nearest("compresion", ["base", "compression"])).to.equal("compression");
    expect(nearest("rnak", ["name", "rank"])).to.equal("rank");
    expect(nearest("ID", ["id", "in"])).to.equal("id");
    expect(nearest("kid", ["id", "name"])).to.equal("id");
    expect(nearest("rates", ["tiers", "rate"])).to.equal("rate");
    expect(nearest("tiers", ["trees", "tier"])).to.equal("tier");
    expect(nearest("kompresion", ["base", "compression"])).to.equal("compression");
    expect(nearest("RATE", ["name", "rates"])).to.equal("rates");
    expect(nearest("rat", ["rate", "rats"]), "the first of two that are as near").to.equal("rate");
  });

  it("is none for a word that only happens to be short", () => {
    expect(nearest("cv", ["id", "sponsor"])).to.equal(undefined);
    expect(nearest("time", ["name", "id"])).to.equal(undefined);
    expect(nearest("buyer", ["seller", "cv"])).to.equal(undefined);
  });
});
