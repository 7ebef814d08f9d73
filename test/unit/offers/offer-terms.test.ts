import { expect } from "chai";
import { ANY_BUYER, type Offer } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { CAMPAIGN, FINAL, type Market, UNIT } from "../../helpers/market.ts";
import { FOREVER, OFFERED, type OfferDesk, openOffers } from "../../helpers/offers.ts";

/** Each refusal is that of the purchase and of the quote, with the same values; see `expectRefused`. */
describe("offer terms", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;

  beforeEach(async () => {
    ({ market, desk } = await loaded());
  });

  afterEach(() => desk.expectSound());

  /** An order of two lines of the same product. */
  const two = (quantities: readonly [bigint, bigint] = [1n, 1n]) =>
    desk.order(FINAL, { lines: quantities.map((quantity) => ({ product: FINAL, quantity })) });

  describe("lines", () => {
    const at = async (...lines: readonly number[]) => {
      const offer = desk.offer();
      const signature = await desk.sign(offer);
      return lines.map((line) => ({ line, offer, signature }));
    };

    it("[OFFER-1] must exist: the one behind the last is refused", async () => {
      for (const line of [2, 255]) {
        await desk.expectRefused(await at(line), { order: two() }, "OfferLineInvalid", 0n, BigInt(line));
      }
      await desk.expectRefused(await at(0), { order: desk.order(FINAL, { lines: [] }) }, "OfferLineInvalid", 0n, 0n);
    });

    it("[OFFER-1] come in ascending order, each at most once", async () => {
      await desk.expectRefused(await at(1, 0), { order: two() }, "OfferLineInvalid", 1n, 0n);
      await desk.expectRefused(await at(0, 0), { order: two() }, "OfferLineInvalid", 1n, 0n);
      await desk.expectRefused(await at(0, 1, 1), { order: two() }, "OfferLineInvalid", 2n, 1n);
      expect((await desk.buy(await at(0, 1), { order: two() })).total).to.equal(2n * OFFERED);
    });
  });

  describe("product", () => {
    it("[OFFER-3] is that of the line", async () => {
      const offers = await desk.signed(desk.offer({ product: UNIT }));
      await desk.expectRefused(offers, {}, "OfferProductDiffers", 0n, FINAL, UNIT);
      const second = (await desk.signed(desk.offer(), desk.offer({ product: UNIT }))).slice(1);
      await desk.expectRefused(second, { order: two() }, "OfferProductDiffers", 1n, FINAL, UNIT);
    });
  });

  describe("seller", () => {
    it("[OFFER-3] is the order's, not another distributor and not the company", async () => {
      const rival = desk.offer({ seller: desk.rival.wallet.address });
      const company = desk.offer({ seller: market.company.wallet.address });
      for (const [offer, signer] of [
        [rival, desk.rival.wallet],
        [company, market.company.wallet],
      ] as const) {
        const offers = [{ line: 0, offer, signature: await desk.sign(offer, signer) }];
        await desk.expectRefused(offers, {}, "OfferSellerDiffers", 0n, offer.seller, desk.seller.id);
      }
    });

    it("[OFFER-3] is a distributor", async () => {
      const offer = desk.offer({ seller: market.stranger.address });
      const offers = [{ line: 0, offer, signature: await desk.sign(offer, market.stranger) }];
      await desk.expectRefused(offers, {}, "WalletNotBound", market.stranger.address, 0n);
    });

    it("[OFFER-3] is the present wallet: what a former one signed is void from the move on", async () => {
      const { wallet, id } = desk.seller;
      const before = await desk.signed(desk.offer());
      await market.core.connect(wallet).proposeWallet(market.stranger);
      expect((await desk.buy(before)).total).to.equal(OFFERED);
      await market.core.connect(market.stranger).acceptWallet(wallet);
      await desk.expectRefused(before, {}, "WalletNotBound", wallet.address, id);
      const offer = desk.offer({ seller: market.stranger.address });
      const offers = [{ line: 0, offer, signature: await desk.sign(offer, market.stranger) }];
      expect((await desk.buy(offers)).total).to.equal(OFFERED);
    });
  });

  describe("campaign", () => {
    it("[OFFER-3] is the order's, also where one of them has none", async () => {
      for (const [offered, ordered] of [
        [CAMPAIGN + 1n, CAMPAIGN],
        [0n, CAMPAIGN],
        [CAMPAIGN, 0n],
        [2n ** 64n - 1n, CAMPAIGN],
      ] as const) {
        const order = desk.order(FINAL, { campaign: ordered });
        const offer = desk.offer({ campaign: offered });
        await desk.expectOfferRefused(offer, { order }, "OfferCampaignDiffers", 0n, ordered, offered);
      }
      for (const campaign of [0n, 2n ** 64n - 1n]) {
        expect((await desk.use(desk.offer({ campaign }))).campaign).to.equal(campaign);
      }
    });
  });

  describe("buyer", () => {
    it("[OFFER-4] is the one whom the offer names: another buyer cannot use it, whoever pays", async () => {
      const offer = desk.named();
      const { customer, stranger } = market;
      const rival = desk.rival.wallet;
      for (const buyer of [stranger.address, rival.address, market.company.wallet.address]) {
        const args = [0n, buyer, customer.address] as const;
        await desk.expectOfferRefused(offer, { buyer }, "OfferForAnother", ...args);
        await desk.expectOfferRefused(offer, { buyer, payer: rival }, "OfferForAnother", ...args);
      }
      expect((await desk.use(offer)).total).to.equal(OFFERED);
    });

    it("[OFFER-5] is anybody if it names nobody", async () => {
      const offers = await desk.signed(desk.offer());
      for (const buyer of [market.customer, market.stranger, desk.rival.wallet]) {
        expect((await desk.buy(offers, { buyer: buyer.address })).buyer).to.equal(buyer.address);
      }
    });
  });

  describe("quantity", () => {
    it("[OFFER-5] of an offer to anybody is at most the largest, in each line by itself", async () => {
      const offer = desk.offer({ maxQuantity: 5n });
      const tooMany = { order: desk.order(FINAL, { quantity: 6n }) };
      await desk.expectOfferRefused(offer, tooMany, "OfferQuantityInvalid", 0n, 6n, 5n);
      const offers = await desk.signed(offer, offer);
      await desk.expectRefused(offers, { order: two([5n, 6n]) }, "OfferQuantityInvalid", 1n, 6n, 5n);
      expect((await desk.buy(offers, { order: two([5n, 1n]) })).total).to.equal(6n * OFFERED);
    });

    it("[OFFER-4] of an offer to a named buyer is exact: nobody uses it up by buying one piece for him", async () => {
      const offer = desk.named({ maxQuantity: 5n });
      for (const quantity of [1n, 4n, 6n]) {
        const order = desk.order(FINAL, { quantity });
        const purchase = { order, payer: desk.rival.wallet, buyer: market.customer.address };
        await desk.expectOfferRefused(offer, purchase, "OfferQuantityInvalid", 0n, quantity, 5n);
      }
      expect((await desk.use(offer, { order: desk.order(FINAL, { quantity: 5n }) })).total).to.equal(5n * OFFERED);
    });

    it("[OFFER-5] may be bounded by nothing or by 0", async () => {
      for (const none of [desk.offer({ maxQuantity: 0n }), desk.named({ maxQuantity: 0n })]) {
        await desk.expectOfferRefused(none, {}, "OfferQuantityInvalid", 0n, 1n, 0n);
      }
      const most = 2n ** 32n - 1n;
      const order = desk.order(UNIT, { quantity: most });
      for (const all of [desk.offer({ maxQuantity: most }), desk.named({ maxQuantity: most })]) {
        expect((await desk.use({ ...all, product: UNIT, unitPrice: 1n }, { order })).total).to.equal(most);
      }
    });
  });

  describe("deadline", () => {
    for (const [name, offerOf] of [
      ["anybody", (changes: Partial<Offer>) => desk.offer(changes)],
      ["a named buyer", (changes: Partial<Offer>) => desk.named(changes)],
    ] as const) {
      it(`[OFFER-5] is the last second, in an offer to ${name}`, async () => {
        const deadline = (await market.now()) + 1_000n;
        const offers = await desk.signed(offerOf({ deadline }));
        const { time } = market.networkHelpers;
        const snapshot = await market.networkHelpers.takeSnapshot();
        await time.setNextBlockTimestamp(deadline);
        expect((await desk.buy(offers)).total).to.equal(OFFERED);
        await snapshot.restore();
        await time.setNextBlockTimestamp(deadline + 1n);
        await expect(desk.send(offers))
          .to.be.revertedWithCustomError(market.core, "SignatureExpired")
          .withArgs(deadline + 1n, deadline);
        await expect(desk.quote(offers)).to.be.revertedWithCustomError(market.core, "SignatureExpired");
      });
    }

    it("[OFFER-5] may be the end of time, or long ago", async () => {
      expect((await desk.use(desk.offer({ deadline: 2n ** 256n - 1n }))).total).to.equal(OFFERED);
      await expect(desk.use(desk.offer({ deadline: 0n })))
        .to.be.revertedWithCustomError(market.core, "SignatureExpired")
        .withArgs((await market.now()) + 1n, 0n);
    });
  });

  describe("use", () => {
    it("[OFFER-4] of an offer to a named buyer is one sale", async () => {
      const offer = desk.named({ nonce: 77n });
      await desk.use(offer);
      await desk.expectOfferRefused(offer, {}, "OfferEnded", 0n, desk.seller.id, 77n);
    });

    it("[OFFER-4] of an offer to a named buyer is one line", async () => {
      const offer = desk.named();
      await desk.expectRefused(await desk.signed(offer, offer), { order: two() }, "OfferLineInvalid", 1n, 1n);
    });

    it("[OFFER-4] [OFFER-6] of a nonce is one line if any of its offers names the buyer", async () => {
      const [open, named, other] = [desk.offer(), desk.named(), desk.named({ unitPrice: 95_000_000n })];
      for (const pair of [
        [open, named],
        [named, open],
        [named, other],
      ] as const) {
        await desk.expectRefused(await desk.signed(...pair), { order: two() }, "OfferLineInvalid", 1n, 1n);
      }
      const order = desk.order(FINAL, { lines: [1n, 1n, 1n].map((quantity) => ({ product: FINAL, quantity })) });
      const offers = await desk.signed(named, desk.named({ nonce: 1n }), other);
      await desk.expectRefused(offers, { order }, "OfferLineInvalid", 2n, 2n);
    });

    it("[OFFER-5] of an open offer is without end", async () => {
      const offers = await desk.signed(desk.offer({ nonce: 5n }));
      for (let times = 0; times < 3; ++times) {
        expect((await desk.buy(offers, { order: desk.order(FINAL, { quantity: 10n }) })).total).to.equal(10n * OFFERED);
      }
      expect(await desk.ended(desk.seller, 0n)).to.deep.equal([]);
    });

    it("[OFFER-6] ends every offer with that nonce, also those to anybody", async () => {
      const open = desk.offer({ nonce: 3n, deadline: FOREVER - 1n });
      const another = desk.named({ nonce: 3n, buyer: market.stranger.address });
      expect(open.buyer).to.equal(ANY_BUYER);
      await desk.use(open);
      await desk.use(desk.named({ nonce: 3n }));
      await desk.expectOfferRefused(open, {}, "OfferEnded", 0n, desk.seller.id, 3n);
      await desk.expectOfferRefused(another, { buyer: market.stranger.address }, "OfferEnded", 0n, desk.seller.id, 3n);
    });

    it("[OFFER-6] ends nothing of another seller's, nor any other nonce", async () => {
      await desk.use(desk.named({ nonce: 3n }));
      await desk.use(desk.named({ nonce: 2n }));
      await desk.use(desk.named({ nonce: 4n }));
      const offer = desk.named({ nonce: 3n, seller: desk.rival.wallet.address });
      const offers = [{ line: 0, offer, signature: await desk.sign(offer, desk.rival.wallet) }];
      expect((await desk.buy(offers, { order: desk.order(FINAL, { seller: desk.rival.id }) })).seller).to.equal(5n);
    });
  });
});
