import { expect } from "chai";
import { trustOf } from "../../src/verified/source.ts";

describe("source of a figure", () => {
  it("is relied on as far as it was compared", () => {
    expect(trustOf({ from: "chain", block: 7 })).to.equal("chain");
    expect(trustOf({ from: "indexer", verifiedTo: 7, isBroken: false })).to.equal("verified");
    expect(trustOf({ from: "indexer", verifiedTo: undefined, isBroken: false })).to.equal("reported");
  });

  it("is not relied on where an event is missing, whatever was verified before", () => {
    expect(trustOf({ from: "indexer", verifiedTo: 7, isBroken: true })).to.equal("broken");
  });
});
