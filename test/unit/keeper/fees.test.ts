import { expect } from "chai";
import { firstFees, GasTooDear, priceIn, raisedFees } from "../../../scripts/keeper/sending/fees.ts";

// What a transaction offers
// - room for the base fee to double, within the limit
// - nothing above the limit
// - a replacement: at least an eighth more of both, as much as a new one, within the limit or not at all

const GWEI = 1_000_000_000n;
const limits = { begin: 100n * GWEI, replace: 200n * GWEI };
const market = (baseFee: bigint, priorityFee = GWEI) => ({ baseFee, priorityFee });

describe("what a transaction offers", () => {
  it("leaves room for the base fee to double", () => {
    expect(firstFees(market(10n * GWEI), limits)).to.deep.equal({
      maxFeePerGas: 21n * GWEI,
      maxPriorityFeePerGas: GWEI,
    });
  });

  it("stays within the limit up to which anything is begun", () => {
    expect(firstFees(market(99n * GWEI), limits).maxFeePerGas).to.equal(100n * GWEI);
    expect(() => firstFees(market(99n * GWEI + 1n), limits)).to.throw(GasTooDear, "gas costs 100 gwei");
    expect(priceIn(market(3n, 4n))).to.equal(7n);
  });

  it("is at least an eighth more where it takes another's place", () => {
    for (const before of [0n, 1n, 7n, 8n, 1_000n, 3n * GWEI, 12_345_678_901n]) {
      const fees = { maxFeePerGas: before + GWEI, maxPriorityFeePerGas: before };
      const raised = raisedFees(fees, market(0n, 0n), limits);
      expect(raised!.maxFeePerGas * 8n >= fees.maxFeePerGas * 9n, `${before}`).to.equal(true);
      expect(raised!.maxPriorityFeePerGas * 8n >= before * 9n, `${before}`).to.equal(true);
      expect(raised!.maxPriorityFeePerGas > before).to.equal(true);
    }
  });

  it("is what a new one would offer where that is more", () => {
    const fees = { maxFeePerGas: 3n * GWEI, maxPriorityFeePerGas: GWEI };
    expect(raisedFees(fees, market(50n * GWEI, 2n * GWEI), limits)).to.deep.equal({
      maxFeePerGas: 102n * GWEI,
      maxPriorityFeePerGas: 2n * GWEI,
    });
  });

  it("goes up to the limit, and not beyond", () => {
    const fees = { maxFeePerGas: 150n * GWEI, maxPriorityFeePerGas: GWEI };
    expect(raisedFees(fees, market(500n * GWEI), limits)?.maxFeePerGas).to.equal(200n * GWEI);
    expect(raisedFees({ ...fees, maxFeePerGas: 178n * GWEI }, market(GWEI), limits)).to.equal(undefined);
  });

  it("never has more on top than in all", () => {
    const fees = { maxFeePerGas: 160n * GWEI, maxPriorityFeePerGas: 160n * GWEI };
    const raised = raisedFees(fees, market(GWEI, 300n * GWEI), limits);
    expect(raised).to.deep.equal({ maxFeePerGas: 200n * GWEI, maxPriorityFeePerGas: 200n * GWEI });
  });
});
