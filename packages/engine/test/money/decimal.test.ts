import { expect } from "chai";
import { describe, it } from "mocha";
import { fromUnits, toUnits } from "../../src/index.ts";

describe("amounts as people write them", () => {
  it("become token units, unless they have more decimals than the currency", () => {
    expect(["0", "12", "12.5", "0.05", "1234567.89"].map((text) => toUnits(text, 2))).to.deep.equal([
      0n,
      1200n,
      1250n,
      5n,
      123_456_789n,
    ]);
    expect(toUnits("1.005", 2)).to.equal(undefined);
    expect(toUnits("1", 18)).to.equal(10n ** 18n);
    expect(toUnits("1.5", 0)).to.equal(undefined);
  });

  it("come back with all decimals and with commas at thousands", () => {
    expect([0n, 5n, 1250n, 123_456_789n, -1250n].map((units) => fromUnits(units, 2))).to.deep.equal([
      "0.00",
      "0.05",
      "12.50",
      "1,234,567.89",
      "-12.50",
    ]);
    expect(fromUnits(1_000_000n, 0)).to.equal("1,000,000");
    expect(fromUnits(1n, 18)).to.equal("0.000000000000000001");
  });
});
