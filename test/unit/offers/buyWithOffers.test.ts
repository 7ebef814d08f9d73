import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  COMPANY,
  decodeSalePlaced,
  type EscrowedSale,
  entryHash,
  nextHead,
  type PlacedSale,
  saleStruct,
} from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import {
  ARBITER,
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  REF,
  UNIT,
} from "../../helpers/market.ts";
import { OFFERED, type OfferDesk, openOffers } from "../../helpers/offers.ts";
import { deployUnopened, plan } from "../../helpers/programme.ts";

/** What 10, 8 and 5 % of a CV of 50 tokens are, and the pool's 1 %. */
const LEVELS = [5_000_000n, 4_000_000n, 2_500_000n] as const;
const POOL = 500_000n;
const RETAIL = 100_000_000n;
const WHOLESALE = 70_000_000n;

describe("buyWithOffers", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;
  let line: Member[];

  beforeEach(async () => {
    ({ market, desk, line } = await loaded());
  });

  afterEach(() => desk.expectSound());

  describe("price", () => {
    for (const [name, unitPrice] of Object.entries({ below: OFFERED, above: 115_000_000n })) {
      it(`[OFFER-7] is the offer's, ${name} retail: profit from it, CV and levels as ever`, async () => {
        const sale = await desk.use(desk.offer({ unitPrice }), { order: desk.order(FINAL, { quantity: 3n }) });
        const total = 3n * unitPrice;
        const profit = 3n * (unitPrice - WHOLESALE);
        expect(sale).to.deep.include({ total, profit, pool: 3n * POOL, kind: "retail" });
        expect(sale.lines).to.deep.equal([{ product: FINAL, quantity: 3n, unitPrice }]);
        expect(sale.credits).to.deep.equal([
          { id: 4n, amount: profit + 3n * LEVELS[0] },
          { id: 3n, amount: 3n * LEVELS[1] },
          { id: 2n, amount: 3n * LEVELS[2] },
        ]);
        expect(sale.company).to.equal(3n * (WHOLESALE - LEVELS[0] - LEVELS[1] - LEVELS[2] - POOL));
        const paid = sale.credits.map(({ amount }) => amount);
        expect(await market.balancesOf(desk.seller, line[1]!, line[0]!)).to.deep.equal(paid);
      });
    }

    it("[OFFER-2] is wholesale at least: there is no profit then, and one unit less is refused", async () => {
      const sale = await desk.use(desk.offer({ unitPrice: WHOLESALE }));
      expect(sale).to.deep.include({ total: WHOLESALE, profit: 0n });
      expect(sale.credits[0]).to.deep.equal({ id: 4n, amount: LEVELS[0] });
      const highest = 120_000_000n;
      for (const unitPrice of [WHOLESALE - 1n, 0n]) {
        const offer = desk.offer({ unitPrice });
        await desk.expectOfferRefused(offer, {}, "OrderPriceInvalid", 0n, unitPrice, WHOLESALE, highest);
      }
    });

    it("[OFFER-2] is retail with the markup at most: a seller who signs one unit more sells nothing", async () => {
      const highest = 120_000_000n;
      const sale = await desk.use(desk.offer({ unitPrice: highest }));
      expect(sale).to.deep.include({ total: highest, profit: 50_000_000n });
      for (const unitPrice of [highest + 1n, 2n ** 80n - 1n]) {
        const offer = desk.offer({ unitPrice });
        await desk.expectOfferRefused(offer, {}, "OrderPriceInvalid", 0n, unitPrice, WHOLESALE, highest);
      }
    });

    it("[OFFER-2] has its markup rounded down to a unit", async () => {
      const product = await market.addProduct({ retail: 9n, wholesale: 4n, volume: 4n });
      const sale = await desk.use(desk.offer({ product, unitPrice: 10n }));
      expect(sale).to.deep.include({ total: 10n, profit: 6n, company: 4n });
      await desk.expectOfferRefused(desk.offer({ product, unitPrice: 11n }), {}, "OrderPriceInvalid", 0n, 11n, 4n, 10n);
      await desk.expectOfferRefused(
        desk.offer({ product: UNIT, unitPrice: 2n }),
        {},
        "OrderPriceInvalid",
        0n,
        2n,
        1n,
        1n,
      );
    });

    it("[OFFER-2] is told with its line", async () => {
      const order = desk.order(FINAL, { lines: [FINAL, FINAL].map((product) => ({ product, quantity: 1n })) });
      const offers = await desk.signed(desk.offer(), desk.offer({ unitPrice: 1n }));
      await desk.expectRefused(offers, { order }, "OrderPriceInvalid", 1n, 1n, WHOLESALE, 120_000_000n);
    });
  });

  describe("lines", () => {
    it("[OFFER-7] have their own offers, and without one the retail price", async () => {
      const products = [FINAL, UNIT, FINAL, FINAL];
      const order = desk.order(FINAL, { lines: products.map((product, i) => ({ product, quantity: BigInt(i) + 1n })) });
      const [cheap, dear] = [desk.offer(), desk.offer({ unitPrice: 110_000_000n, nonce: 1n })];
      const offers = [
        { line: 0, offer: cheap, signature: await desk.sign(cheap) },
        { line: 3, offer: dear, signature: await desk.sign(dear) },
      ];
      const sale = await desk.buy(offers, { order });
      expect(sale.lines.map(({ unitPrice }) => unitPrice)).to.deep.equal([OFFERED, 1n, RETAIL, 110_000_000n]);
      const total = OFFERED + 2n + 3n * RETAIL + 4n * 110_000_000n;
      expect(sale).to.deep.include({ total, profit: total - 8n * WHOLESALE - 2n });
      // A CV of 400,000,002: the levels come from the sum.
      expect(sale.credits[1]).to.deep.equal({ id: 3n, amount: 32_000_000n });
    });

    it("[OFFER-5] may use one open offer each", async () => {
      const order = desk.order(FINAL, { lines: [10n, 10n].map((quantity) => ({ product: FINAL, quantity })) });
      const sale = await desk.buy(await desk.signed(desk.offer(), desk.offer()), { order });
      expect(sale.total).to.equal(20n * OFFERED);
      expect(await desk.ended(desk.seller, 0n)).to.deep.equal([]);
    });

    it("[OFFER-4] use an offer to a named buyer each, all of one sale", async () => {
      const order = desk.order(FINAL, { lines: [1n, 2n].map((quantity) => ({ product: FINAL, quantity })) });
      const offers = await desk.signed(
        desk.named({ nonce: 9n }),
        desk.named({ nonce: 8n, unitPrice: WHOLESALE, maxQuantity: 2n }),
      );
      const events = await eventsOf(market, desk.send(offers, { order }));
      expect(events.map((event) => event.slice(0, 3))).to.deep.equal([
        ["OfferUsed", 4n, 9n],
        ["OfferUsed", 4n, 8n],
        ["SaleFinal", market.customer.address, 4n],
      ]);
    });

    it("[OFFER-7] without any offer are a plain purchase", async () => {
      const snapshot = await market.networkHelpers.takeSnapshot();
      const plain = await market.buy(desk.seller, FINAL, { quantity: 2n });
      await snapshot.restore();
      expect(await desk.buy([], { order: desk.order(FINAL, { quantity: 2n }) })).to.deep.equal(plain);
    });

    it("[SALE-1] [SALE-5] are checked as in any order", async () => {
      const { core } = market;
      const last = await core.lastProduct();
      const lines = (...products: readonly bigint[]) => products.map((product) => ({ product, quantity: 1n }));
      const refused = async (order: ReturnType<OfferDesk["order"]>, name: string, ...args: readonly unknown[]) =>
        desk.expectRefused([], { order }, name, ...args);
      await refused(desk.order(FINAL, { lines: [] }), "OrderLinesInvalid", 0n, 255n);
      const many = Array.from({ length: 256 }, () => UNIT);
      await refused(desk.order(FINAL, { lines: lines(...many) }), "OrderLinesInvalid", 256n, 255n);
      await refused(desk.order(FINAL, { quantity: 0n }), "OrderQuantityInvalid", 0n, 0n);
      await refused(desk.order(last + 1n), "ProductUnknown", last + 1n, last);
      await refused(desk.order(FINAL, { lines: lines(FINAL, GOODS) }), "OrderTermsDiffer", 1n, GOODS, FINAL);
      await refused(desk.order(FINAL, { seller: 9n }), "DistributorUnknown", 9n, 5n);
      await refused(desk.order(FINAL, { seller: 0n }), "DistributorUnknown", 0n, 5n);
      await core.setProductsClosed([FINAL], true);
      await refused(desk.order(FINAL), "ProductIsClosed", FINAL);
    });

    it("[SALE-1] pass at the most that the buyer pays, and fail one unit above it", async () => {
      const offer = desk.offer();
      const order = (maxTotal: bigint) => desk.order(FINAL, { maxTotal });
      await desk.expectOfferRefused(
        offer,
        { order: order(OFFERED - 1n) },
        "OrderTotalAboveLimit",
        OFFERED,
        OFFERED - 1n,
      );
      expect((await desk.use(offer, { order: order(OFFERED) })).total).to.equal(OFFERED);
    });
  });

  describe("payment", () => {
    it("[SALE-6] takes exactly the offered total from the payer", async () => {
      const offers = await desk.signed(desk.offer());
      await expect(desk.send(offers, { order: desk.order(FINAL, { quantity: 7n }) })).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.customer, market.address],
        [-7n * OFFERED, 7n * OFFERED],
      );
    });

    it("[SALE-2] [OFFER-4] may come from somebody else, for the buyer whom the offer names", async () => {
      const payer = await market.wallet();
      await market.fund(payer, OFFERED);
      const sale = await desk.use(desk.named(), { payer, buyer: market.customer.address });
      expect(sale).to.deep.include({ buyer: market.customer.address, payer: payer.address, total: OFFERED });
      expect(await market.token.balanceOf(payer)).to.equal(0n);
    });

    it("[SALE-6] [OFFER-4] that fails uses no offer up", async () => {
      const poor = await market.wallet();
      const offer = desk.named({ buyer: poor.address });
      const offers = await desk.signed(offer);
      await market.token.connect(poor).approve(market.address, OFFERED);
      await expect(desk.send(offers, { payer: poor }))
        .to.be.revertedWithCustomError(market.token, "ERC20InsufficientBalance")
        .withArgs(poor.address, 0n, OFFERED);
      expect(await desk.ended(desk.seller, 0n)).to.deep.equal([]);
      await market.fund(poor, OFFERED);
      expect((await desk.buy(offers, { payer: poor })).total).to.equal(OFFERED);
    });
  });

  describe("kind", () => {
    it("[SALE-3] is Distributor if another distributor buys, with profit and without activity", async () => {
      await market.setPlan(plan({ threshold: 50_000_000n }));
      const sale = await desk.use(desk.offer(), { payer: desk.rival.wallet });
      expect(sale).to.deep.include({ kind: "distributor", total: OFFERED, profit: 20_000_000n });
      expect((await market.core.distributor(desk.seller.id)).volume).to.equal(0n);
    });

    it("[ACT-2] [OFFER-7] is Retail for a customer, and its CV counts, whatever the price", async () => {
      await market.setPlan(plan({ threshold: 50_000_000n }));
      await desk.use(desk.offer({ unitPrice: WHOLESALE }));
      const { volume, activeNext } = await market.core.distributor(desk.seller.id);
      expect([volume, activeNext]).to.deep.equal([50_000_000n, true]);
    });

    it("[OFFER-8] is never Personal: a seller has no offers to himself, with or without an offer", async () => {
      const { wallet, id } = desk.seller;
      for (const offers of [
        [],
        await desk.signed(desk.offer()),
        await desk.signed(desk.offer({ buyer: wallet.address })),
      ]) {
        await desk.expectRefused(offers, { buyer: wallet.address }, "OfferToOneself", id);
      }
    });

    it("[OFFER-8] is never Personal for a seller's former wallet either", async () => {
      const { core, stranger } = market;
      const { wallet, id } = desk.seller;
      await core.connect(wallet).proposeWallet(stranger);
      await core.connect(stranger).acceptWallet(wallet);
      const offer = desk.offer({ seller: stranger.address });
      const offers = [{ line: 0, offer, signature: await desk.sign(offer, stranger) }];
      await desk.expectRefused(offers, { buyer: wallet.address }, "OfferToOneself", id);
      expect((await desk.buy(offers)).kind).to.equal("retail");
    });

    it("refuses the zero address and the core as buyer", async () => {
      const offers = await desk.signed(desk.offer());
      for (const buyer of [ZeroAddress, market.address]) {
        await desk.expectRefused(offers, { buyer }, "BuyerInvalid", buyer);
      }
    });
  });

  describe("by the company", () => {
    it("[OFFER-1] [SALE-10] is signed by its treasury, and all but the pool's share is its own", async () => {
      const { company } = market;
      const offer = desk.offer({ seller: company.wallet.address });
      const offers = [{ line: 0, offer, signature: await desk.sign(offer, company.wallet) }];
      const sale = await desk.buy(offers, { order: desk.order(FINAL, { seller: company.id }) });
      expect(sale).to.deep.include({ total: OFFERED, profit: 20_000_000n, credits: [], pool: POOL });
      expect(await market.core.balanceOf(company.id)).to.equal(OFFERED - POOL);
    });
  });

  describe("with a return window", () => {
    it("[SALE-12] [SALE-14] waits in escrow, and returns the journal's head before its event", async () => {
      for (const offer of [desk.offer({ product: ESCROWED }), desk.named({ product: ESCROWED })]) {
        const order = desk.order(ESCROWED);
        const offers = await desk.signed(offer);
        const before = await market.core.journalHead();
        await market.networkHelpers.time.setNextBlockTimestamp((await market.now()) + 100n);
        const call = market.core.connect(market.customer).buyWithOffers;
        const answered = await call.staticCall(market.customer, order, offers, { blockTag: "pending" });
        const { logs } = await market.receipt(desk.send(offers, { order }));
        const [placed, ...earlier] = logs.filter(({ address }) => address === market.address).reverse();
        const now = await market.now();
        const head = earlier.reduce((current, log) => nextHead(current, now, entryHash(log)), before);
        expect(decodeSalePlaced(placed!)).to.deep.include({ id: head, total: OFFERED });
        expect(answered).to.equal(head);
      }
      expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
    });

    it("[SETTLE-1] [OFFER-7] settles as placed", async () => {
      const sale = escrowed(await desk.use(desk.named({ product: GOODS })));
      expect(sale).to.deep.include({ total: OFFERED, window: GOODS_WINDOW, returnKind: "goods", arbiter: ARBITER });
      await market.passWindows();
      await market.settle(sale);
      expect(await market.balancesOf(desk.seller, line[1]!, line[0]!)).to.deep.equal([
        25_000_000n,
        LEVELS[1],
        LEVELS[2],
      ]);
    });

    it("[RET-9] [OFFER-4] is refunded at the offered total, and the offer stays used", async () => {
      const offer = desk.named({ product: ESCROWED });
      const sale = escrowed(await desk.use(offer));
      const core = market.core.connect(market.customer);
      await expect(core.requestReturn(saleStruct(sale))).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.customer, market.address],
        [OFFERED, -OFFERED],
      );
      await desk.expectOfferRefused(offer, {}, "OfferEnded", 0n, desk.seller.id, 0n);
    });
  });

  describe("when the programme does not sell", () => {
    it("[LIFE-2] is refused before the programme opens", async () => {
      const { core, token, others } = await deployUnopened();
      const buyer = core.connect(others[0]!);
      const unit = { retail: 1n, wholesale: 1n, volume: 1n, window: 0n, kind: 0n, arbiter: ZeroAddress };
      await core.addProducts([unit], [REF]);
      await token.mint(others[0]!, 1n);
      await token.connect(others[0]!).approve(core, 1n);
      const order = desk.order(1n, { seller: COMPANY });
      for (const act of [buyer.buyWithOffers, buyer.quoteWithOffers]) {
        await expect(act(others[0]!, order, [])).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
      }
    });

    it("[LIFE-3] [OFFER-4] is refused while it is paused, and uses no offer up: the company stops a sale, no more", async () => {
      const offers = await desk.signed(desk.named());
      await market.core.setPaused(true);
      await desk.expectRefused(offers, {}, "ProgrammePaused");
      await market.core.setPaused(false);
      await market.core.setProductsClosed([FINAL], true);
      await desk.expectRefused(offers, {}, "ProductIsClosed", FINAL);
      await market.core.setProductsClosed([FINAL], false);
      expect((await desk.buy(offers)).total).to.equal(OFFERED);
    });
  });
});

function escrowed(sale: PlacedSale): EscrowedSale {
  if (sale.final) throw new Error("the sale was final");
  return sale;
}
