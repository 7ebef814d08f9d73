import { expect } from "chai";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { FINAL, type Market, type Wallet } from "../../helpers/market.ts";
import { OFFERED, type OfferDesk, openOffers } from "../../helpers/offers.ts";

const ALL = 2n ** 256n - 1n;

describe("cancelOffers", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;

  beforeEach(async () => {
    ({ market, desk } = await loaded());
  });

  afterEach(() => desk.expectSound());

  const cancel = (word: bigint, mask: bigint, by: Wallet = desk.seller.wallet) =>
    market.core.connect(by).cancelOffers(word, mask);

  const expectEnded = (nonce: bigint) =>
    desk.expectOfferRefused(desk.offer({ nonce }), {}, "OfferEnded", 0n, desk.seller.id, nonce);

  it("[OFFER-6] ends the offers whose nonces are the bits of a mask, and tells which", async () => {
    const mask = (1n << 7n) | (1n << 200n);
    expect(await eventsOf(market, cancel(3n, mask))).to.deep.equal([["OffersCancelled", 4n, 3n, mask]]);
    expect(await desk.ended(desk.seller, 2n, 3n, 4n)).to.deep.equal([775n, 968n]);
    for (const nonce of [775n, 968n]) await expectEnded(nonce);
    for (const nonce of [774n, 776n, 967n, 969n]) {
      expect((await desk.use(desk.offer({ nonce }))).total).to.equal(OFFERED);
    }
  });

  it("[OFFER-6] ends open and named offers alike", async () => {
    const [open, named] = [desk.offer({ nonce: 6n }), desk.named({ nonce: 6n })];
    await desk.use(open);
    await cancel(0n, 1n << 6n);
    for (const offer of [open, named]) await desk.expectOfferRefused(offer, {}, "OfferEnded", 0n, desk.seller.id, 6n);
  });

  it("[OFFER-6] ends all of a word in one call, its first and its last, and nothing of the next", async () => {
    await cancel(1n, ALL);
    expect(await desk.ended(desk.seller, 1n)).to.deep.equal(Array.from({ length: 256 }, (_, i) => 256n + BigInt(i)));
    for (const nonce of [256n, 511n]) await expectEnded(nonce);
    for (const nonce of [255n, 512n]) expect((await desk.use(desk.offer({ nonce }))).total).to.equal(OFFERED);
  });

  it("[OFFER-6] ends the very last nonce", async () => {
    await cancel(2n ** 248n - 1n, 1n << 255n);
    await expectEnded(ALL);
    expect((await desk.use(desk.offer({ nonce: ALL - 1n }))).total).to.equal(OFFERED);
  });

  it("[OFFER-6] adds to what was ended before, and brings nothing back", async () => {
    await desk.use(desk.named({ nonce: 1n }));
    await cancel(0n, 0b100n);
    await cancel(0n, 0b101n);
    expect(await desk.ended(desk.seller, 0n)).to.deep.equal([0n, 1n, 2n]);
  });

  it("[OFFER-6] comes between a signature and its use: who is quicker wins, and the buyer pays nothing", async () => {
    const offers = await desk.signed(desk.named({ nonce: 12n }));
    await cancel(0n, 1n << 12n);
    const before = await market.token.balanceOf(market.customer);
    await desk.expectRefused(offers, {}, "OfferEnded", 0n, desk.seller.id, 12n);
    expect(await market.token.balanceOf(market.customer)).to.equal(before);
  });

  it("[OFFER-6] ends only the caller's own: a rival cancels nothing of a seller's", async () => {
    expect(await eventsOf(market, cancel(0n, ALL, desk.rival.wallet))).to.deep.equal([
      ["OffersCancelled", 5n, 0n, ALL],
    ]);
    expect(await desk.ended(desk.seller, 0n)).to.deep.equal([]);
    expect((await desk.use(desk.offer())).total).to.equal(OFFERED);
  });

  it("[OFFER-6] is the company's as well", async () => {
    const { company } = market;
    const offer = desk.offer({ seller: company.wallet.address });
    const offers = [{ line: 0, offer, signature: await desk.sign(offer, company.wallet) }];
    const order = desk.order(FINAL, { seller: company.id });
    await desk.buy(offers, { order });
    await cancel(0n, 1n, company.wallet);
    await desk.expectRefused(offers, { order }, "OfferEnded", 0n, company.id, 0n);
  });

  it("[OFFER-3] [OFFER-6] is the present wallet's: it ends what is to come, a former one nothing more", async () => {
    const { wallet, id } = desk.seller;
    const { core, stranger } = market;
    await core.connect(wallet).proposeWallet(stranger);
    await core.connect(stranger).acceptWallet(wallet);
    await expect(cancel(0n, 1n, wallet))
      .to.be.revertedWithCustomError(core, "WalletNotBound")
      .withArgs(wallet, id);
    await cancel(0n, 1n, stranger);
    const offer = desk.offer({ seller: stranger.address });
    const offers = [{ line: 0, offer, signature: await desk.sign(offer, stranger) }];
    await desk.expectRefused(offers, {}, "OfferEnded", 0n, id, 0n);
  });

  it("is refused to who is no distributor", async () => {
    for (const wallet of [market.customer, market.operator]) {
      await expect(cancel(0n, 1n, wallet))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(wallet, 0n);
    }
  });

  it("refuses an empty mask", async () => {
    await expect(cancel(0n, 0n)).to.be.revertedWithCustomError(market.core, "OfferMaskEmpty").withArgs();
  });

  it("[LIFE-3] goes on while the programme is paused", async () => {
    await market.core.setPaused(true);
    await cancel(0n, 1n);
    expect(await desk.ended(desk.seller, 0n)).to.deep.equal([0n]);
  });
});
