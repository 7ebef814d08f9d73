import { expect } from "chai";
import type { TokenTransfer } from "../../src/chain/read-transfer.ts";
import type { Cell, Pattern } from "../../src/patterns/pattern.ts";
import { ReportBuilder } from "../../src/report/builder.ts";
import { DAY, FakeHistory, START, wallet, walletOf } from "../helpers/fake-history.ts";
import { audited } from "../helpers/fake-report.ts";

function patternOf(code: string, live: (history: FakeHistory) => void, transfers?: TokenTransfer[]): Pattern {
  const builder = new ReportBuilder();
  const history = new FakeHistory(builder).begin();
  for (let more = 0; more < 5; more++) history.enrol(1);
  live(history);
  if (transfers !== undefined) builder.transfers(transfers);
  const found = builder.finish(audited(history.time), []).patterns.find((pattern) => pattern.code === code);
  return found!;
}

const figures = ({ figures: all }: Pattern): Record<string, Cell> =>
  Object.fromEntries(all.map(({ name, value }) => [name, value]));
const customer = wallet(0xc0ffee);

describe("patterns", () => {
  it("tell customers whose purchase their seller or another distributor paid", () => {
    const pattern = patternOf("funded-customers", (history) => {
      history.sell({ seller: 2, buyer: customer, payer: walletOf(2), total: 10n });
      history.sell({ seller: 2, buyer: customer, payer: walletOf(3), total: 7n });
      history.sell({ seller: 2, buyer: customer, payer: wallet(5), total: 100n });
      history.sell({ seller: 2, buyer: customer, total: 100n });
      history.sell({ seller: 2, kind: "personal", total: 100n });
    });
    expect(figures(pattern)).to.deep.equal({ salesPaidBySeller: 1, salesPaidByOthers: 1, customersPaid: 0 });
    expect(pattern.rows).to.deep.equal([
      [2, 2, 1, 10n, 0n],
      [2, 3, 1, 7n, 0n],
    ]);
    expect(pattern.definition).to.include("were not read");
  });

  it("tell customers to whose wallet their seller had his balance paid out", () => {
    const pattern = patternOf("funded-customers", (history) => {
      history.pay(2, 8n, customer);
      history.pay(3, 9n, customer);
      history.pay(2, 1n, wallet(55));
      history.sell({ seller: 2, buyer: customer, total: 100n });
    });
    expect(figures(pattern)).to.include({ customersPaid: 1 });
    expect(pattern.rows).to.deep.equal([[2, 2, 0, 0n, 8n]]);
  });

  it("tell customers to whom their seller sent money, where transfers are given", () => {
    const transfers = [
      { from: walletOf(2), to: customer, amount: 50n },
      { from: walletOf(3), to: customer, amount: 60n },
      { from: walletOf(2), to: wallet(123), amount: 70n },
    ];
    const pattern = patternOf(
      "funded-customers",
      (history) => history.sell({ seller: 2, buyer: customer, total: 100n }),
      transfers,
    );
    expect(figures(pattern)).to.include({ customersFunded: 1 });
    expect(pattern.rows).to.deep.equal([[2, 2, 0, 0n, 0n, 50n]]);
    expect(pattern.definition).to.include("without proof");
  });

  it("tell customers of three purchases who buy from one seller only", () => {
    const pattern = patternOf("one-seller", (history) => {
      for (let time = 0; time < 3; time++) history.sell({ seller: 2, buyer: customer, total: 10n });
      for (let time = 0; time < 3; time++) history.sell({ seller: 2 + time, buyer: wallet(78), total: 10n });
      history.sell({ seller: 3, buyer: wallet(79), total: 40n });
    });
    expect(figures(pattern)).to.deep.equal({ customers: 3, loyal: 1, spent: 30n, share: 3_000, sellersWithOne: 1 });
    expect(pattern.rows).to.deep.equal([[2, 1, 2, 30n, 5_000]]);
  });

  it("tell products that distributors buy mostly within fourteen days of joining", () => {
    const pattern = patternOf("bought-after-joining", (history) => {
      history.sell({ seller: 2, kind: "personal", product: 7, total: 60n });
      history.time = START + 14n * DAY;
      history.sell({ seller: 2, kind: "personal", product: 7, total: 30n });
      history.sell({ seller: 3, kind: "distributor", buyer: walletOf(2), product: 8, total: 5n });
      history.sell({ seller: 3, buyer: walletOf(7), product: 7, total: 10n });
      const late = history.enrol(1);
      history.sell({ seller: 3, kind: "distributor", buyer: walletOf(late), product: 8, total: 5n });
    });
    expect(pattern.rows).to.deep.equal([
      [7, 100n, 90n, 60n, 6_666, 6_000],
      [8, 10n, 10n, 5n, 5_000, 5_000],
    ]);
    expect(figures(pattern)).to.deep.equal({ products: 1, soon: 65n, share: 6_500, joinedLater: 1 });
  });

  it("tell distributors who buy from each other, and commissions paid out to a customer's wallet", () => {
    const pattern = patternOf("circular-flows", (history) => {
      history.sell({ seller: 2, kind: "distributor", buyer: walletOf(3), total: 10n });
      history.sell({ seller: 3, kind: "distributor", buyer: walletOf(2), total: 4n });
      history.sell({ seller: 4, kind: "distributor", buyer: walletOf(2), total: 90n });
      history.pay(2, 8n, customer);
      history.pay(2, 9n);
      history.pay(3, 9n, wallet(81));
      history.sell({ seller: 2, buyer: customer, total: 3n });
    });
    expect(pattern.rows).to.deep.equal([
      ["paid out to a customer", 2, customer, 8n],
      ["bought from each other", 2, "distributor 3", 4n],
    ]);
    expect(figures(pattern)).to.deep.equal({ pairs: 1, payouts: 1 });
  });

  it("tell what the company recorded, and for whom", () => {
    const pattern = patternOf("recorded-sales", (history) => {
      history.sell({ seller: 2, kind: "recorded", total: 30n });
      history.sell({ seller: 2, kind: "recorded", total: 10n });
      history.sell({ seller: 3, total: 60n });
      history.event("BatchRecorded", { batch: 1n, funder: wallet(9), placed: 2n, total: 40n });
      history.event("RecordSkipped", { batch: 1n, funder: wallet(9), index: 2n, reason: "0x11223344" });
    });
    expect(figures(pattern)).to.deep.equal({ sales: 2, total: 40n, share: 4_000, batches: 1, skipped: 1 });
    expect(pattern.rows).to.deep.equal([[2, 2, 40n]]);
  });

  it("set the shares of paid-out volume beside 70, 80 and 50 per cent", () => {
    const pattern = patternOf("volume-shares", (history) => {
      history.sell({ seller: 2, total: 500n });
      history.sell({ seller: 2, kind: "personal", total: 299n });
      history.sell({ seller: 2, kind: "distributor", buyer: walletOf(3), total: 200n });
      history.sell({ seller: 2, kind: "recorded", total: 1n });
      history.refund(history.sell({ seller: 2, kind: "personal", total: 9_000n, escrow: true }));
      history.sell({ seller: 2, kind: "personal", total: 9_000n, escrow: true });
    });
    expect(pattern.rows.map((row) => row.slice(2))).to.deep.equal([
      [700n, 7_000, "reaches it"],
      [799n, 7_990, "stays below"],
      [500n, 5_000, "reaches it"],
    ]);
  });

  it("list the twenty largest and say how many are left out", () => {
    const pattern = patternOf("recorded-sales", (history) => {
      for (let more = 0; more < 25; more++) {
        const seller = history.enrol(1);
        history.sell({ seller, kind: "recorded", total: BigInt(seller) });
      }
    });
    expect(pattern.rows).to.have.length(20);
    expect(pattern.rows[0]).to.deep.equal([31, 1, 31n]);
    expect(pattern.omitted).to.equal(5);
  });
});
