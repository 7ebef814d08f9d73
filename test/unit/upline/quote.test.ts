import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { ISales } from "../../../packages/protocol/src/contracts/Upline.ts";
import { COMPANY } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import {
  ARBITER,
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  openLine,
  orderOf,
  UNIT,
  WINDOW,
} from "../../helpers/market.ts";
import { Compression, deployUnopened, plan } from "../../helpers/programme.ts";

describe("quote", () => {
  const loaded = fixture(() => openLine(5));
  let market: Market;
  let line: Member[];
  let seller: Member;

  beforeEach(async () => {
    ({ market, line } = await loaded());
    seller = line[4]!;
  });

  afterEach(() => expectConserved(market));

  /** The quote, and the sale placed right after it, which must say the same. */
  async function quotedAndPlaced(order: ISales.OrderStruct, buyer = market.stranger.address) {
    const quote = await market.quote(order, buyer);
    const sale = await market.placed(market.send(order, { buyer }));
    const { kind, plan: version, total, profit, pool, company } = quote;
    expect(sale).to.deep.include({ kind, plan: version, total, profit, pool, company });
    expect(sale.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
    expect(quote.credits.reduce((sum, { amount }) => sum + amount, pool + company)).to.equal(total);
    return { quote, sale };
  }

  it("[QUOTE-1] tells what a final sale pays", async () => {
    await market.setPlan(plan({ poolShare: 200 }));
    const { quote } = await quotedAndPlaced(orderOf(seller.id, FINAL, { quantity: 2n }));
    expect(quote).to.deep.equal({
      kind: "retail",
      plan: 2n,
      total: 200_000_000n,
      profit: 60_000_000n,
      volume: 100_000_000n,
      pool: 2_000_000n,
      company: 110_000_000n,
      activityVolume: 100_000_000n,
      window: 0n,
      returnKind: "automatic",
      arbiter: ZeroAddress,
      deadline: 0n,
      credits: [
        { level: 0n, id: 6n, amount: 70_000_000n, differential: 0n },
        { level: 1n, id: 5n, amount: 8_000_000n, differential: 0n },
        { level: 2n, id: 4n, amount: 5_000_000n, differential: 0n },
        { level: 3n, id: 3n, amount: 3_000_000n, differential: 0n },
        { level: 4n, id: 2n, amount: 2_000_000n, differential: 0n },
      ],
      skipped: [],
    });
  });

  it("[QUOTE-1] tells window, kind of return, arbiter and deadline of an escrowed sale", async () => {
    for (const [product, window, returnKind, arbiter] of [
      [ESCROWED, WINDOW, "automatic", ZeroAddress],
      [GOODS, GOODS_WINDOW, "goods", ARBITER],
    ] as const) {
      const before = await market.now();
      const { quote, sale } = await quotedAndPlaced(orderOf(seller.id, product));
      expect(quote).to.deep.include({ window, returnKind, arbiter });
      if (sale.final) throw new Error("the sale was final");
      // A call runs in the block to come; each of the two came at least a second later.
      expect(quote.deadline - window - before).to.be.oneOf([0n, 1n]);
      expect((await market.core.saleState(sale.id)).deadline).to.equal((await market.now()) + window);
      expect(sale).to.deep.include({ window, returnKind, arbiter, activityVolume: quote.activityVolume });
    }
  });

  it("[QUOTE-1] [SALE-3] tells each kind", async () => {
    const { quote: own } = await quotedAndPlaced(orderOf(seller.id, FINAL), seller.wallet.address);
    expect(own).to.deep.include({ kind: "personal", total: 70_000_000n, profit: 0n, activityVolume: 0n });
    expect(own).to.deep.include({ volume: 50_000_000n, credits: [], skipped: [], company: 70_000_000n });
    const { quote: other } = await quotedAndPlaced(orderOf(seller.id, FINAL), line[0]!.wallet.address);
    expect(other).to.deep.include({ kind: "distributor", total: 100_000_000n, activityVolume: 0n });
  });

  it("[QUOTE-1] [SALE-10] tells that the company as seller keeps all", async () => {
    const { quote } = await quotedAndPlaced(orderOf(COMPANY, FINAL));
    expect(quote).to.deep.include({ total: 100_000_000n, company: 100_000_000n, credits: [], skipped: [] });
  });

  it("[QUOTE-1] tells who is passed over at which level, and why", async () => {
    await market.setPlan(plan({ threshold: 1n, openRanks: [1, 0, 2], rates: [1000, 800, 500, 300] }));
    await market.passWindows();
    // Only these three are active: they sold in the period before.
    for (const member of [seller, line[2]!, line[0]!]) await market.buy(member, FINAL);
    await market.startPeriod();
    const { quote } = await quotedAndPlaced(orderOf(seller.id, FINAL));
    expect(quote.credits).to.deep.equal([
      { level: 0n, id: 6n, amount: 30_000_000n, differential: 0n },
      { level: 1n, id: 4n, amount: 4_000_000n, differential: 0n },
    ]);
    expect(quote.skipped).to.deep.equal([
      { level: 0n, id: 6n, reason: "rankTooLow" },
      { level: 1n, id: 5n, reason: "inactive" },
      { level: 2n, id: 3n, reason: "inactive" },
      { level: 2n, id: 2n, reason: "rankTooLow" },
    ]);
  });

  it("[QUOTE-1] lists a seller who gets nothing as passed over only", async () => {
    const atCost = await market.addProduct({ retail: 70_000_000n });
    await market.setPlan(plan({ openRanks: [1], compression: Compression.None, rates: [1000, 800] }));
    const { quote } = await quotedAndPlaced(orderOf(seller.id, atCost));
    expect(quote.credits).to.deep.equal([{ level: 1n, id: 5n, amount: 4_000_000n, differential: 0n }]);
    expect(quote.skipped).to.deep.equal([{ level: 0n, id: 6n, reason: "rankTooLow" }]);
  });

  it("[QUOTE-1] lists nobody whose part is rounded to nothing", async () => {
    const { quote } = await quotedAndPlaced(orderOf(seller.id, UNIT, { quantity: 19n }));
    expect(quote.credits).to.deep.equal([
      { level: 0n, id: 6n, amount: 1n, differential: 0n },
      { level: 1n, id: 5n, amount: 1n, differential: 0n },
    ]);
    expect(quote).to.deep.include({ company: 17n, skipped: [] });
  });

  it("[QUOTE-1] lists up to 16 credits and 33 who are passed over", async () => {
    const rates = Array.from({ length: 16 }, () => 100);
    const deep = await market.line(40, seller);
    const last = deep.at(-1)!;
    await market.setPlan(plan({ rates }));
    const { quote: paid } = await quotedAndPlaced(orderOf(last.id, FINAL));
    expect(paid.credits.map(({ level }) => level)).to.deep.equal(rates.map((_, level) => BigInt(level)));
    await market.setPlan(plan({ rates, openRanks: rates.map(() => 1) }));
    const { quote: skipped } = await quotedAndPlaced(orderOf(last.id, FINAL));
    expect(skipped.skipped.map(({ id }) => id)).to.deep.equal(
      Array.from({ length: 33 }, (_, i) => last.id - BigInt(i)),
    );
    expect(skipped.credits).to.deep.equal([{ level: 0n, id: last.id, amount: 30_000_000n, differential: 0n }]);
  });

  it("[QUOTE-1] changes nothing", async () => {
    const data = market.core.interface.encodeFunctionData("quote", [seller.wallet.address, orderOf(seller.id, FINAL)]);
    const head = await market.core.journalHead();
    const sent = await market.stranger.sendTransaction({ to: market.address, data });
    expect((await sent.wait())!.logs).to.deep.equal([]);
    expect(await market.core.journalHead()).to.equal(head);
    expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
  });

  it("[PLAN-4] follows a scheduled plan from its second on", async () => {
    const from = (await market.now()) + 1_000n;
    await market.core.schedulePlan(plan({ rates: [1] }), from, "{}");
    expect((await market.quote(orderOf(seller.id, FINAL))).plan).to.equal(1n);
    await market.networkHelpers.time.increaseTo(from);
    const { quote } = await quotedAndPlaced(orderOf(seller.id, FINAL));
    expect(quote).to.deep.include({ plan: 2n, company: 69_995_000n });
  });

  describe("errors", () => {
    /** That `quote` and `buyFor` fail with the same error and arguments. */
    async function expectSameError(order: ISales.OrderStruct, name: string, args: unknown[], buyer?: string) {
      const who = buyer ?? market.stranger.address;
      const { core } = market;
      await expect(core.quote(who, order), "quote")
        .to.be.revertedWithCustomError(core, name)
        .withArgs(...args);
      await expect(market.send(order, { buyer: who }), "buyFor")
        .to.be.revertedWithCustomError(core, name)
        .withArgs(...args);
    }

    it("[QUOTE-1] are those of the purchase", async () => {
      const last = await market.core.lastProduct();
      const lines = (...products: bigint[]) => products.map((product) => ({ product, quantity: 1n }));
      await expectSameError(orderOf(seller.id, FINAL, { lines: [] }), "OrderLinesInvalid", [0n, 255n]);
      await expectSameError(orderOf(seller.id, FINAL, { quantity: 0n }), "OrderQuantityInvalid", [0n, 0n]);
      await expectSameError(orderOf(seller.id, last + 1n), "ProductUnknown", [last + 1n, last]);
      await expectSameError(orderOf(seller.id, FINAL, { lines: lines(FINAL, GOODS) }), "OrderTermsDiffer", [
        1n,
        GOODS,
        FINAL,
      ]);
      await expectSameError(orderOf(seller.id, FINAL, { maxTotal: 99_999_999n }), "OrderTotalAboveLimit", [
        100_000_000n,
        99_999_999n,
      ]);
      await expectSameError(orderOf(7n, FINAL), "DistributorUnknown", [7n, 6n]);
      await expectSameError(orderOf(seller.id, FINAL), "BuyerInvalid", [ZeroAddress], ZeroAddress);
      await expectSameError(orderOf(seller.id, FINAL), "BuyerInvalid", [market.address], market.address);
    });

    it("[QUOTE-1] tell of a closed product and of a pause", async () => {
      await market.core.setProductsClosed([FINAL], true);
      await expectSameError(orderOf(seller.id, FINAL), "ProductIsClosed", [FINAL]);
      await market.core.setPaused(true);
      await expectSameError(orderOf(seller.id, ESCROWED), "ProgrammePaused", []);
    });

    it("[QUOTE-1] tell that the programme is not open", async () => {
      const { core, others } = await deployUnopened();
      const unit = { retail: 1n, wholesale: 0n, volume: 0n, window: 0n, kind: 0n, arbiter: ZeroAddress };
      await core.addProducts([unit], [`0x${"00".repeat(32)}`]);
      await expect(core.quote(others[0]!, orderOf(COMPANY, 1n))).to.be.revertedWithCustomError(
        core,
        "ProgrammeNotOpen",
      );
    });

    it("[QUOTE-1] leave allowance and funds out", async () => {
      const buyer = await market.wallet();
      expect((await market.quote(orderOf(seller.id, FINAL), buyer.address)).total).to.equal(100_000_000n);
    });
  });
});
