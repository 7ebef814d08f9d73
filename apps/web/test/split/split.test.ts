import { type FinalSale, type Quote, SALE_KINDS } from "@upline/protocol";
import { expect } from "chai";
import { type Part, partsOfQuote, partsOfSale } from "../../src/split/split.ts";

const ADDRESS = "0x00000000000000000000000000000000000000aA";

const quote: Quote = {
  kind: SALE_KINDS[0],
  plan: 2n,
  total: 12_000n,
  profit: 2_000n,
  volume: 10_000n,
  pool: 100n,
  company: 8_150n,
  activityVolume: 0n,
  window: 0n,
  returnKind: "automatic",
  arbiter: ADDRESS,
  deadline: 0n,
  credits: [
    { level: 0n, id: 9n, amount: 2_500n, differential: 0n },
    { level: 1n, id: 7n, amount: 1_000n, differential: 0n },
    { level: 3n, id: 2n, amount: 250n, differential: 50n },
  ],
  skipped: [{ level: 2n, id: 5n, reason: "inactive" }],
};

const sale: FinalSale = {
  final: true,
  buyer: ADDRESS,
  payer: ADDRESS,
  seller: 9n,
  kind: "retail",
  plan: 2n,
  campaign: 0n,
  ref: `0x${"00".repeat(32)}`,
  total: 12_000n,
  profit: 2_000n,
  pool: 0n,
  company: 8_500n,
  lines: [{ product: 1n, quantity: 1n, unitPrice: 12_000n }],
  credits: [
    { id: 9n, amount: 2_500n },
    { id: 7n, amount: 1_000n },
  ],
};

const sum = (parts: readonly Part[]) => parts.reduce((all, { amount }) => all + amount, 0n);

describe("parts of a price", () => {
  it("of a quote are the seller's, each level's, the pool's and the company's", () => {
    const parts = partsOfQuote(quote);
    expect(parts).to.deep.equal([
      { who: "seller", id: 9n, amount: 2_500n, profit: 2_000n },
      { who: "upline", id: 7n, amount: 1_000n, level: 1n },
      { who: "upline", id: 2n, amount: 250n, level: 3n },
      { who: "pool", amount: 100n },
      { who: "company", amount: 8_150n },
    ]);
    expect(sum(parts)).to.equal(quote.total);
  });

  it("of a sale leave out an empty pool and name no levels", () => {
    const parts = partsOfSale(sale);
    expect(parts).to.deep.equal([
      { who: "seller", id: 9n, amount: 2_500n, profit: 2_000n },
      { who: "upline", id: 7n, amount: 1_000n, level: undefined },
      { who: "company", amount: 8_500n },
    ]);
    expect(sum(parts)).to.equal(sale.total);
  });

  it("of a sale whose seller gets nothing begin with an upline", () => {
    const credits = [{ id: 7n, amount: 1_000n }];
    expect(partsOfSale({ ...sale, credits, company: 11_000n })).to.deep.equal([
      { who: "upline", id: 7n, amount: 1_000n, level: undefined },
      { who: "company", amount: 11_000n },
    ]);
  });
});
