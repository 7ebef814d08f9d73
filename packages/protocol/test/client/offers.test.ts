import { expect } from "chai";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { ANY_BUYER, explainError, type LineOffer, type SignedOffer } from "../../src/index.ts";
import { DOWNLOAD, FOREVER, ONE, openShop, order, type Shop, thrownBy } from "../helpers/shop.ts";

describe("UplineClient: offers", () => {
  let shop: Shop;
  const opened = fixture(openShop);

  beforeEach(async () => {
    shop = await opened();
  });

  /** Distributor 5 offers downloads, which cost 20 at retail and 13 at wholesale, at 15. */
  function offer(changes: Partial<SignedOffer["offer"]> = {}): Promise<SignedOffer> {
    const terms = { product: DOWNLOAD, unitPrice: 15n * ONE, maxQuantity: 2n, campaign: 7n, deadline: FOREVER };
    return shop.connect(shop.line[3]).offers.sign({ ...terms, buyer: ANY_BUYER, nonce: 1n, ...changes });
  }

  const wanted = (quantity = 1n) => order(5n, DOWNLOAD, quantity);
  const first = (signed: SignedOffer): readonly LineOffer[] => [{ line: 0n, ...signed }];

  it("are of the connected wallet, and price the sale as quoted", async () => {
    const signed = await offer();
    expect(signed.offer.seller).to.equal(shop.line[3].address);
    const offers = first(signed);
    const { quote, sentences } = await shop.client.explainedQuote(shop.buyer.address, wanted(2n), offers);
    expect(sentences.slice(0, 2)).to.deep.equal([
      "The buyer pays 30.00 TUSD; its commissionable volume (CV) is 20.00 TUSD.",
      "Level 0, the seller, distributor 5: 6.00 TUSD = retail profit 4.00 TUSD + 2.00 TUSD, which is 10 % of the CV.",
    ]);
    expect(await shop.client.quote(shop.buyer.address, wanted(2n), offers)).to.deep.equal(quote);
    await shop.connect(shop.buyer).buy(wanted(2n), { offers, approve: true });
    const [sale] = await shop.client.placedSales();
    expect(sale).to.deep.include({ total: 30n * ONE, profit: 4n * ONE, buyer: shop.buyer.address, kind: "retail" });
    expect(sale!.lines).to.deep.equal([{ product: DOWNLOAD, quantity: 2n, unitPrice: 15n * ONE }]);
    expect(await shop.token.allowance(shop.buyer.address, shop.address)).to.equal(0n);
  });

  it("price their own line alone; the others are at retail", async () => {
    const lines = [1n, 1n].map((quantity) => ({ product: DOWNLOAD, quantity }));
    const offers = [{ line: 1n, ...(await offer()) }];
    await shop.connect(shop.buyer).buy({ ...wanted(), lines }, { offers, approve: true });
    const [sale] = await shop.client.placedSales();
    expect(sale!.lines.map(({ unitPrice }) => unitPrice)).to.deep.equal([20n * ONE, 15n * ONE]);
  });

  it("to anybody serve again and again, also a buyer for whom somebody else pays", async () => {
    const offers = first(await offer());
    for (let i = 0; i < 2; ++i) {
      await shop.connect(shop.buyer).buy(wanted(), { offers, approve: true, buyer: shop.stranger.address });
    }
    const sales = await shop.client.placedSales();
    expect(sales.map(({ buyer, payer, total }) => [buyer, payer, total])).to.deep.equal(
      Array(2).fill([shop.stranger.address, shop.buyer.address, 15n * ONE]),
    );
    expect(await shop.client.offers.ended(5n, 1n)).to.equal(false);
  });

  it("to a named buyer serve him once", async () => {
    const nonce = 3n * 256n + 9n;
    const offers = first(await offer({ buyer: shop.buyer.address, maxQuantity: 1n, nonce }));
    const other = explainError(await thrownBy(shop.client.quote(shop.stranger.address, wanted(), offers)));
    expect(other.name).to.equal("OfferForAnother");
    const two = explainError(await thrownBy(shop.client.quote(shop.buyer.address, wanted(2n), offers)));
    expect(two.sentence).to.equal(
      "Line 0 (the first is 0) has 2; the offer is for 1, at most if it is for anybody, exactly if it names its buyer.",
    );
    expect(await shop.client.offers.ended(5n, nonce)).to.equal(false);
    await shop.connect(shop.buyer).buy(wanted(), { offers, approve: true });
    expect(await shop.client.offers.ended(5n, nonce)).to.equal(true);
    expect(await shop.client.offers.ended(5n, nonce + 1n)).to.equal(false);
    const again = await thrownBy(shop.connect(shop.buyer).buy(wanted(), { offers, approve: true }));
    expect(explainError(again)).to.deep.include({ name: "OfferEnded", args: { line: 0n, seller: 5n, nonce } });
  });

  it("are cancelled by their nonces, those of one word at once", async () => {
    const nonces = [1n, 255n, 256n, 2n ** 255n];
    const sent = await shop.connect(shop.line[3]).offers.cancel([...nonces, 1n]);
    expect(sent).to.have.length(3);
    for (const nonce of nonces) {
      expect(await shop.client.offers.ended(5n, nonce), `${nonce}`).to.equal(true);
      expect(await shop.client.offers.ended(4n, nonce), `${nonce}`).to.equal(false);
    }
    expect(await shop.client.offers.ended(5n, 2n)).to.equal(false);
    const refused = explainError(await thrownBy(shop.client.quote(shop.buyer.address, wanted(), first(await offer()))));
    expect(refused.name).to.equal("OfferEnded");
    expect(await shop.connect(shop.line[3]).offers.cancel([])).to.deep.equal([]);
  });
});
