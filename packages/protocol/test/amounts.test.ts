import { expect } from "chai";
import { formatAmount, formatBasisPoints, formatDuration, formatTime } from "../src/index.ts";

describe("amounts in words", () => {
  it("show every digit of an amount, and at least two decimals", () => {
    const token = { decimals: 6, symbol: "USDC" };
    expect(formatAmount(0n, token)).to.equal("0.00 USDC");
    expect(formatAmount(1n, token)).to.equal("0.000001 USDC");
    expect(formatAmount(1_234_500_000n, token)).to.equal("1,234.50 USDC");
    expect(formatAmount(1_234_567_891n, token)).to.equal("1,234.567891 USDC");
    expect(formatAmount(2n ** 96n - 1n, { decimals: 18, symbol: "DAI" })).to.equal(
      "79,228,162,514.264337593543950335 DAI",
    );
    expect(formatAmount(1_234n, { decimals: 0, symbol: "PTS" })).to.equal("1,234 PTS");
    expect(formatAmount(15n, { decimals: 1, symbol: "ONE" })).to.equal("1.5 ONE");
    expect(formatAmount(1_234_567n)).to.equal("1,234,567 token units");
  });

  it("show rates, times and durations", () => {
    expect([0n, 1n, 50n, 1_000n, 1_250n, 10_000n].map(formatBasisPoints)).to.deep.equal([
      "0 %",
      "0.01 %",
      "0.5 %",
      "10 %",
      "12.5 %",
      "100 %",
    ]);
    expect(formatTime(1_795_354_380n)).to.equal("2026-11-22T13:33:00Z");
    expect(formatTime(0n)).to.equal("not set (0)");
    expect(formatTime(2n ** 40n - 1n)).to.equal("1,099,511,627,775");
    expect([0n, 1n, 59n, 3_600n, 86_400n, 1_209_600n, 108_061n].map(formatDuration)).to.deep.equal([
      "0 seconds",
      "1 second",
      "59 seconds",
      "1 hour",
      "1 day",
      "14 days",
      "1 day 6 hours 1 minute 1 second",
    ]);
  });
});
