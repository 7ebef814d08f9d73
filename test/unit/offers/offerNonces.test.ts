import { expect } from "chai";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import type { Market } from "../../helpers/market.ts";
import { OFFERED, type OfferDesk, openOffers } from "../../helpers/offers.ts";

/** First and last of a word, first of the next, first of the last word, and the last of all; with word and bit. */
const EDGES = [
  [0n, 0n, 0n],
  [1n, 0n, 1n],
  [255n, 0n, 255n],
  [256n, 1n, 0n],
  [511n, 1n, 255n],
  [2n ** 256n - 256n, 2n ** 248n - 1n, 0n],
  [2n ** 256n - 1n, 2n ** 248n - 1n, 255n],
] as const;

describe("offerNonces", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;

  beforeEach(async () => {
    ({ market, desk } = await loaded());
  });

  afterEach(() => desk.expectSound());

  for (const [nonce, word, bit] of EDGES) {
    it(`[OFFER-6] tells that nonce ${nonce} was used, and none beside it`, async () => {
      const { id } = desk.seller;
      const offers = await desk.signed(desk.named({ nonce }));
      const [used] = await eventsOf(market, desk.send(offers));
      expect(used).to.deep.equal(["OfferUsed", id, nonce]);
      expect(await market.core.offerNonces(id, word)).to.equal(1n << bit);
      for (const neighbour of [word - 1n, word + 1n]) {
        if (neighbour >= 0n) expect(await market.core.offerNonces(id, neighbour)).to.equal(0n);
      }
      await desk.expectRefused(offers, {}, "OfferEnded", 0n, id, nonce);
      const [before, after] = [nonce - 1n, nonce + 1n].map((n) => BigInt.asUintN(256, n));
      for (const free of [before!, after!]) {
        expect((await desk.use(desk.named({ nonce: free }))).total).to.equal(OFFERED);
      }
    });
  }

  it("[OFFER-5] tells nothing of an open offer that was used", async () => {
    await desk.use(desk.offer({ nonce: 4n }));
    expect(await market.core.offerNonces(desk.seller.id, 0n)).to.equal(0n);
  });

  it("[OFFER-6] keeps what was ended before when more of a word are used: no offer comes back", async () => {
    await market.core.connect(desk.seller.wallet).cancelOffers(0n, 0b1n);
    const offers = [3n, 200n, 7n].map((nonce) => desk.named({ nonce }));
    for (const offer of offers) await desk.use(offer);
    expect(await desk.ended(desk.seller, 0n)).to.deep.equal([0n, 3n, 7n, 200n]);
    for (const offer of offers) await desk.expectOfferRefused(offer, {}, "OfferEnded", 0n, 4n, offer.nonce);
  });

  it("[OFFER-6] tells what was used and what was cancelled in one word, seller by seller", async () => {
    await desk.use(desk.named({ nonce: 2n }));
    await market.core.connect(desk.seller.wallet).cancelOffers(0n, 0b1001n);
    await market.core.connect(desk.rival.wallet).cancelOffers(0n, 0b10000n);
    expect(await market.core.offerNonces(desk.seller.id, 0n)).to.equal(0b1101n);
    expect(await market.core.offerNonces(desk.rival.id, 0n)).to.equal(0b10000n);
  });

  it("[OFFER-6] stays the id's when its wallet moves", async () => {
    await desk.use(desk.named({ nonce: 2n }));
    await market.core.connect(desk.seller.wallet).proposeWallet(market.stranger);
    await market.core.connect(market.stranger).acceptWallet(desk.seller.wallet);
    expect(await market.core.offerNonces(desk.seller.id, 0n)).to.equal(0b100n);
  });

  it("is 0 for who never used or cancelled any, and for no distributor", async () => {
    for (const id of [1n, desk.seller.id, 99n, 2n ** 256n - 1n]) {
      expect(await market.core.offerNonces(id, 0n)).to.equal(0n);
    }
  });
});
