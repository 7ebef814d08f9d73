import { type Plan, worstCase } from "@upline/protocol";
import { expect } from "chai";
import { type Walker, walk } from "../src/walk.ts";

// what a plan pays over an upline, worked out by hand
// - levels: paid, not open, inactive, by each way of compression; the company ends the line; so does the longest walk
// - ranks: what each is above the highest below him; an inactive one raises nothing
// - both in one plan; a purchase from oneself; a rate that leaves a fraction

const PLAN: Plan = {
  rates: [1_000n, 500n, 200n],
  openRanks: [0n, 0n, 2n],
  rankRates: [],
  threshold: 1n,
  poolShare: 0n,
  walk: 8n,
  compression: "none",
  personalPays: false,
};
const SALE = { volume: 1_000n, profit: 0n, pays: true };

const who = (id: bigint, rank = 0n, active = true): Walker => ({ id, rank, active });
const [SELLER, ANNA, BERT, CARLA, COMPANY] = [who(9n), who(8n), who(7n, 2n), who(6n, 2n), who(1n)];

/** Credits as `level:id:amount`, skipped as `level:id:reason`. */
function told(plan: Plan, line: readonly Walker[], sale = SALE): readonly string[] {
  const { credits, skipped } = walk(plan, line, sale);
  return [
    ...credits.map(
      ({ level, id, amount, differential }) =>
        `${level}:${id}:${amount}${differential > 0n ? `(${differential})` : ""}`,
    ),
    ...skipped.map(({ level, id, reason }) => `${level}:${id}:${reason}`),
  ];
}

describe("the walk of a plan by levels", () => {
  it("pays seller, sponsor and who is above", () => {
    expect(told(PLAN, [SELLER, ANNA, BERT, CARLA, COMPANY])).to.deep.equal(["0:9:100", "1:8:50", "2:7:20"]);
  });

  it("adds retail profit to the seller's part, and pays it alone where the sale pays nothing", () => {
    const line = [SELLER, ANNA, COMPANY];
    expect(told(PLAN, line, { ...SALE, profit: 30n })).to.deep.equal(["0:9:130", "1:8:50"]);
    expect(told(PLAN, line, { ...SALE, profit: 30n, pays: false })).to.deep.equal(["0:9:30"]);
    expect(told(PLAN, line, { ...SALE, pays: false })).to.deep.equal([]);
  });

  it("without compression loses the level of who is not qualified", () => {
    const line = [SELLER, who(8n, 0n, false), ANNA, BERT, COMPANY];
    expect(told(PLAN, line)).to.deep.equal(["0:9:100", "1:8:inactive", "2:8:rankTooLow"]);
  });

  it("with standard compression removes the inactive only", () => {
    const line = [SELLER, who(5n, 0n, false), ANNA, who(4n), BERT, COMPANY];
    const plan: Plan = { ...PLAN, compression: "standard" };
    expect(told(plan, line)).to.deep.equal(["0:9:100", "1:8:50", "1:5:inactive", "2:4:rankTooLow"]);
  });

  it("with dynamic compression goes on until somebody is qualified", () => {
    const line = [SELLER, who(5n, 0n, false), ANNA, who(4n), BERT, COMPANY];
    const plan: Plan = { ...PLAN, compression: "dynamic" };
    expect(told(plan, line)).to.deep.equal(["0:9:100", "1:8:50", "2:7:20", "1:5:inactive", "2:4:rankTooLow"]);
  });

  it("passes the seller over like anybody, and goes on above him", () => {
    const line = [who(9n, 0n, false), ANNA, COMPANY];
    expect(told({ ...PLAN, compression: "dynamic" }, line)).to.deep.equal(["1:8:50", "0:9:inactive"]);
  });

  it("ends with the company, the longest walk, and the last level that pays", () => {
    expect(told(PLAN, [SELLER, COMPANY, BERT])).to.deep.equal(["0:9:100"]);
    expect(told(PLAN, [COMPANY])).to.deep.equal([]);
    const dynamic: Plan = { ...PLAN, compression: "dynamic", walk: 1n };
    expect(told(dynamic, [SELLER, who(5n, 0n, false), ANNA])).to.deep.equal(["0:9:100", "1:5:inactive"]);
    expect(told({ ...PLAN, rates: [1_000n] }, [SELLER, ANNA])).to.deep.equal(["0:9:100"]);
  });

  it("rounds each part down", () => {
    expect(told(PLAN, [SELLER, ANNA, COMPANY], { ...SALE, volume: 19n })).to.deep.equal(["0:9:1"]);
  });
});

describe("the walk of a plan by ranks", () => {
  const BY_RANK: Plan = { ...PLAN, rates: [], openRanks: [], rankRates: [500n, 800n, 1_500n] };

  it("pays each what he is above the highest below him, as far as the highest rate", () => {
    const line = [SELLER, who(8n, 1n), who(7n, 1n), who(6n, 2n), who(5n, 2n), COMPANY];
    expect(told(BY_RANK, line)).to.deep.equal(["0:9:50(50)", "1:8:30(30)", "3:6:70(70)", "2:7:noDifference"]);
    expect(worstCase(BY_RANK)).to.equal(1_500n);
  });

  it("lets an inactive one raise nothing", () => {
    const line = [SELLER, who(8n, 2n, false), who(7n, 1n), COMPANY];
    expect(told(BY_RANK, line)).to.deep.equal(["0:9:50(50)", "2:7:30(30)", "1:8:inactive"]);
  });

  it("pays levels and ranks in one credit", () => {
    const both: Plan = { ...PLAN, rankRates: [0n, 0n, 1_000n] };
    const line = [SELLER, ANNA, BERT, CARLA, COMPANY];
    expect(told(both, line)).to.deep.equal([
      "0:9:100",
      "1:8:50",
      "2:7:120(100)",
      "0:9:noDifference",
      "1:8:noDifference",
    ]);
  });
});
