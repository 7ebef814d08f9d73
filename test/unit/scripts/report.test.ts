import { expect } from "chai";
import { coloursFor } from "../../../packages/cli/src/terminal/style.ts";
import type { PlacedSale, Plan, Quote } from "../../../packages/protocol/src/index.ts";
import type { Report } from "../../../scripts/chinook/main-job.ts";
import { explainSale, type Known } from "../../../scripts/chinook/report/explanation.ts";
import { followMoney } from "../../../scripts/chinook/report/money.ts";
import { renderMoney } from "../../../scripts/chinook/report/sections/money.ts";
import { levelShares } from "../../../scripts/chinook/report/split.ts";
import type { Sold } from "../../../scripts/chinook/run/replay.ts";
import type { Programme } from "../../../scripts/local/programme.ts";
import type { Accounts } from "../../../scripts/local/report/accounts.ts";
import { checkQuote, QuoteBroken } from "../../../scripts/local/report/quotes.ts";
import { MoneyMismatch } from "../../../scripts/local/report/sums.ts";

// What the main job's report makes of sales, for what the Chinook data has none of
// - levels that nobody got, by the reason; uplines who were passed over, in a sentence
// - a sale that was placed otherwise than quoted, and money that does not add up, are errors

const plan: Plan = {
  rates: [1_000n, 800n, 500n, 300n],
  openRanks: [0n, 1n, 2n, 3n],
  rankRates: [],
  threshold: 0n,
  poolShare: 0n,
  walk: 8n,
  compression: "none",
  personalPays: false,
};

// A price of 200 units, wholesale 130, CV 101: distributor 3 is paid at level 0 only, 2 is of too low a rank.
const quote = {
  kind: "retail",
  total: 200n,
  profit: 70n,
  volume: 101n,
  pool: 0n,
  company: 120n,
  credits: [{ level: 0n, id: 3n, amount: 80n, differential: 0n }],
  skipped: [{ level: 1n, id: 2n, reason: "rankTooLow" }],
} as unknown as Quote;

const sale = {
  final: false,
  id: 7n,
  buyer: "0xbuyer",
  seller: 3n,
  window: 86_400n,
  total: 200n,
  profit: 70n,
  pool: 0n,
  company: 120n,
  credits: [{ id: 3n, amount: 80n }],
} as unknown as PlacedSale;

const sold = {
  invoice: { number: 9, time: 0n, total: 200n, lines: [], customer: { number: 4, country: "Chile", agent: 2 } },
  quote,
  sale,
  placed: { time: 0n, transaction: "0xplaced" },
  settled: { time: 86_400n, transaction: "0xsettled" },
} as Sold;

describe("levelShares", () => {
  it("gives each level to who was credited, or says why nobody was", () => {
    expect(levelShares(quote, plan)).to.deep.equal([
      { level: 0, amount: 10n, to: 3n },
      { level: 1, amount: 8n, to: "rankTooLow" },
      { level: 2, amount: 5n, to: "noUpline" },
      { level: 3, amount: 3n, to: "noUpline" },
    ]);
  });

  it("does not take retail profit for a commission", () => {
    const unqualified = {
      ...quote,
      credits: [{ level: 0n, id: 3n, amount: 70n, differential: 0n }],
      skipped: [{ level: 0n, id: 3n, reason: "inactive" }],
    } as const;
    expect(levelShares(unqualified, plan)[0]).to.deep.equal({ level: 0, amount: 10n, to: "inactive" });
  });
});

describe("checkQuote", () => {
  it("accepts a sale that was placed as it was quoted, and no other", () => {
    checkQuote("invoice 9", quote, sale);
    for (const change of [{ company: 121n }, { profit: 69n }, { credits: [{ id: 4n, amount: 80n }] }, { pool: 1n }]) {
      expect(() => checkQuote("invoice 9", quote, { ...sale, ...change } as PlacedSale)).to.throw(
        QuoteBroken,
        "invoice 9",
      );
    }
  });
});

describe("explainSale", () => {
  it("names who was passed over, and what became of his level", () => {
    const known = {
      stage: { programme: { unit: { decimals: 0, symbol: "points" } } },
      plan,
      earnings: [
        { id: 2n, title: "Manager", rank: 0n },
        { id: 3n, title: "Agent", rank: 0n },
      ],
      claimed: new Map([[3n, { amount: 500n, wallet: "0xwallet", time: 172_800n, transaction: "0xclaim" }]]),
    } as unknown as Known;
    const text = explainSale(sold, known).join("\n");
    expect(text).to.include(
      "Level 0: 10 % of the CV, 10 points, for distributor 3 (Agent), whose rank 0 opens this level",
    );
    expect(text).to.include("Level 1: distributor 2 (Manager) has a rank below 1 and was passed over.");
    expect(text).to.include("Level 1: 8 % of the CV, 8 points, is the company's, since nobody was qualified.");
    expect(text).to.include("Level 2: 5 % of the CV, 5 points, is the company's, since there is no further upline");
    expect(text).to.match(/claimed all that had come together, 500 points, these 10 points among it: 0xwallet/);
  });
});

describe("followMoney", () => {
  /** A chain on which so much arrived, was paid out, is owed and is held. */
  function chain(arrived: bigint, held: bigint, settled: readonly bigint[]): Programme {
    return {
      core: "0xcore",
      unit: { decimals: 0, symbol: "points" },
      stablecoin: {
        filters: { Transfer: () => undefined },
        queryFilter: async () => [{ args: { value: arrived } }],
        balanceOf: async () => held,
      },
      reader: { core: { poolBalance: async () => 0n }, settledSales: async () => settled },
    } as unknown as Programme;
  }

  const accounts: Accounts = {
    paidOut: new Map([[3n, 50n]]),
    balances: new Map([
      [1n, 120n],
      [2n, 0n],
      [3n, 30n],
    ]),
  };

  it("adds up what arrived, was paid, is owed and is in escrow", async () => {
    const money = await followMoney(chain(200n, 150n, [7n]), [sold], plan, accounts);
    expect(money).to.deep.include({ paidIn: 200n, people: 80n, company: 120n, escrow: 0n, profit: 70n, left: 150n });
    expect(money).to.deep.include({ claimedByPeople: 50n, claimedByCompany: 0n });
    // 130 − 101; 101 − 26 % of it, rounded up; 8 + 5 + 3 that nobody got; what remains of 120.
    expect(money).to.deep.include({ beyondCv: 29n, withoutRate: 75n, rounding: 0n });
    const report = { money, sold: [sold], stage: { programme: chain(0n, 0n, []) } } as unknown as Report;
    const text = renderMoney(report, { colours: coloursFor({} as NodeJS.WriteStream), width: 80 });
    expect(text).to.match(/level 1 +8 +4\.0 % +8 %, rank of upline too low/);
  });

  it("counts what is not settled as escrow", async () => {
    const nothing = { paidOut: new Map(), balances: new Map() };
    const money = await followMoney(chain(200n, 200n, []), [sold], plan, nothing);
    expect(money).to.deep.include({ people: 0n, company: 0n, escrow: 200n, left: 200n });
  });

  it("fails when two ways of counting differ by one unit", async () => {
    const other = (id: bigint, balance: bigint) => ({
      ...accounts,
      balances: new Map([...accounts.balances, [id, balance]]),
    });
    const wrong: readonly (readonly [Programme, Accounts])[] = [
      [chain(201n, 150n, [7n]), accounts],
      [chain(200n, 149n, [7n]), accounts],
      [chain(200n, 150n, []), accounts],
      [chain(200n, 151n, [7n]), other(1n, 121n)],
      [chain(200n, 150n, [7n]), { ...other(1n, 119n), paidOut: new Map([[3n, 51n]]) }],
    ];
    for (const [programme, found] of wrong) {
      let error: unknown;
      await followMoney(programme, [sold], plan, found).catch((thrown: unknown) => {
        error = thrown;
      });
      expect(error).to.be.instanceOf(MoneyMismatch);
    }
  });
});
