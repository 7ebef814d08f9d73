import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { IOffers } from "../../../packages/protocol/src/contracts/Upline.ts";
import { fixture } from "../../helpers/fixture.ts";
import {
  ARBITER,
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  UNIT,
  WINDOW,
} from "../../helpers/market.ts";
import { OFFERED, type OfferDesk, type OfferPurchase, openOffers } from "../../helpers/offers.ts";
import { plan } from "../../helpers/programme.ts";

/** That the quote has the purchase's very errors is in the tests of the offer's terms, each error there. */
describe("quoteWithOffers", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;
  let line: Member[];

  beforeEach(async () => {
    ({ market, desk, line } = await loaded());
  });

  afterEach(() => desk.expectSound());

  /** The quote, and the sale placed right after it, which must say the same. */
  async function quotedAndPlaced(offers: readonly IOffers.LineOfferStruct[], purchase: OfferPurchase = {}) {
    const quote = await desk.quote(offers, purchase);
    const sale = await desk.buy(offers, purchase);
    const { kind, plan: version, total, profit, pool, company } = quote;
    expect(sale).to.deep.include({ kind, plan: version, total, profit, pool, company });
    expect(sale.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
    expect(quote.credits.reduce((sum, { amount }) => sum + amount, pool + company)).to.equal(total);
    return { quote, sale };
  }

  it("[OFFER-10] [QUOTE-1] tells what a sale at an offered price pays", async () => {
    const order = desk.order(FINAL, { quantity: 2n });
    const { quote } = await quotedAndPlaced(await desk.signed(desk.offer()), { order });
    expect(quote).to.deep.equal({
      kind: "retail",
      plan: 1n,
      total: 2n * OFFERED,
      profit: 40_000_000n,
      volume: 100_000_000n,
      pool: 1_000_000n,
      company: 140_000_000n - 23_000_000n - 1_000_000n,
      activityVolume: 100_000_000n,
      window: 0n,
      returnKind: "automatic",
      arbiter: ZeroAddress,
      deadline: 0n,
      credits: [
        { level: 0n, id: 4n, amount: 50_000_000n, differential: 0n },
        { level: 1n, id: 3n, amount: 8_000_000n, differential: 0n },
        { level: 2n, id: 2n, amount: 5_000_000n, differential: 0n },
      ],
      skipped: [],
    });
  });

  it("[OFFER-10] tells each price of several lines, with and without offer", async () => {
    const lines = [FINAL, UNIT, FINAL].map((product) => ({ product, quantity: 3n }));
    const [offer] = await desk.signed(desk.offer({ unitPrice: 70_000_000n }));
    const { quote } = await quotedAndPlaced([{ ...offer!, line: 2 }], { order: desk.order(FINAL, { lines }) });
    expect(quote).to.deep.include({ total: 300_000_003n + 210_000_000n, profit: 90_000_000n, volume: 300_000_003n });
  });

  it("[OFFER-10] is that of a plain purchase without any offer", async () => {
    const order = desk.order(GOODS, { quantity: 2n });
    const plain = await market.quote(order);
    expect(await desk.quote([], { order })).to.deep.equal(plain);
    await quotedAndPlaced([], { order });
  });

  it("[OFFER-10] tells window, kind of return, arbiter and deadline", async () => {
    for (const [product, window, returnKind, arbiter] of [
      [ESCROWED, WINDOW, "automatic", ZeroAddress],
      [GOODS, GOODS_WINDOW, "goods", ARBITER],
    ] as const) {
      const before = await market.now();
      const { quote, sale } = await quotedAndPlaced(await desk.signed(desk.offer({ product })), {
        order: desk.order(product),
      });
      expect(quote).to.deep.include({ window, returnKind, arbiter });
      // A call runs in the block to come; each of the two came at least a second later.
      expect(quote.deadline - window - before).to.be.oneOf([0n, 1n]);
      expect(sale).to.deep.include({ window, returnKind, arbiter, activityVolume: quote.activityVolume });
    }
  });

  it("[OFFER-10] tells the sale of the buyer whom the offer names, whoever asks", async () => {
    const offers = await desk.signed(desk.named());
    const { quote } = await quotedAndPlaced(offers);
    expect(quote).to.deep.include({ kind: "retail", total: OFFERED });
    const { address } = desk.rival.wallet;
    const { quote: other } = await quotedAndPlaced(await desk.signed(desk.named({ buyer: address, nonce: 1n })), {
      buyer: address,
    });
    expect(other).to.deep.include({ kind: "distributor", total: OFFERED, activityVolume: 0n });
  });

  it("[OFFER-10] [SALE-10] tells that the company as seller keeps all but the pool's share", async () => {
    const { wallet, id } = market.company;
    const offer = desk.offer({ seller: wallet.address, unitPrice: 120_000_000n });
    const { quote } = await quotedAndPlaced([{ line: 0, offer, signature: await desk.sign(offer, wallet) }], {
      order: desk.order(FINAL, { seller: id }),
    });
    expect(quote).to.deep.include({ total: 120_000_000n, company: 119_500_000n, credits: [], skipped: [] });
  });

  it("[OFFER-10] tells who is passed over, and why", async () => {
    await market.setPlan(plan({ openRanks: [1, 0, 2] }));
    await market.setRanks([line[0]!, 1]);
    await market.startPeriod();
    const { quote } = await quotedAndPlaced(await desk.signed(desk.offer()));
    expect(quote.credits.map(({ level, id, amount }) => [level, id, amount])).to.deep.equal([
      [0n, 4n, 20_000_000n],
      [1n, 3n, 4_000_000n],
    ]);
    expect(quote.skipped).to.deep.equal([
      { level: 0n, id: 4n, reason: "rankTooLow" },
      { level: 2n, id: 2n, reason: "rankTooLow" },
    ]);
  });

  it("[OFFER-10] leaves allowance and funds out", async () => {
    const buyer = (await market.wallet()).address;
    expect((await desk.quote(await desk.signed(desk.named({ buyer })), { buyer })).total).to.equal(OFFERED);
  });

  it("[OFFER-10] uses no offer up and changes nothing, even if it is sent", async () => {
    const offers = await desk.signed(desk.named());
    const args = [market.customer.address, desk.order(), offers] as const;
    const data = market.core.interface.encodeFunctionData("quoteWithOffers", [...args]);
    const head = await market.core.journalHead();
    const sent = await market.customer.sendTransaction({ to: market.address, data });
    expect((await sent.wait())!.logs).to.deep.equal([]);
    expect(await market.core.journalHead()).to.equal(head);
    expect(await desk.ended(desk.seller, 0n)).to.deep.equal([]);
    expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
    expect((await desk.buy(offers)).total).to.equal(OFFERED);
  });
});
