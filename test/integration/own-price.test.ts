import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import {
  ANY_BUYER,
  ANY_WALLET,
  type Offer,
  readQuote,
  saleStruct,
  signOffer,
  UplineClient,
} from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { CAMPAIGN, orderOf, prices, type Wallet } from "../helpers/market.ts";
import { deployProgramme } from "../helpers/programme.ts";

const ONE = 1_000_000n;
const FOREVER = 2n ** 40n - 1n;
/** The only product: 100 at retail, 70 at wholesale, a CV of 50; at most 120 with the markup. */
const TEA = 1n;
const ANNA = 2n;
const BERT = 3n;

/** Anna invited Bert, who sells tea at prices of his own to Carla and Dave. */
async function teaSellers() {
  const { core, token, networkHelpers, treasury, operator, others } = await deployProgramme();
  const [anna, bert, carla, dave] = others;
  if (!anna || !bert || !carla || !dave) throw new Error("the local network has too few accounts");
  const address = await core.getAddress();
  const client = (signer: Wallet) => UplineClient.connect(address, signer);
  const tea = { ...prices(ONE), window: 0n, kind: 0n, arbiter: ANY_WALLET };
  await core.connect(operator).addProducts([tea, { ...tea, window: 14n * 86_400n }], [ZeroHash, ZeroHash]);
  for (const [sponsor, newcomer] of [
    [treasury, anna],
    [anna, bert],
  ] as const) {
    const { invitation, signature } = await client(sponsor).invite(ANY_WALLET, FOREVER);
    await client(newcomer).enrol(invitation, signature);
  }
  for (const buyer of [carla, dave, bert]) {
    await token.mint(buyer, 1_000n * ONE);
    await token.connect(buyer).approve(address, MaxUint256);
  }
  return { networkHelpers, core, token, client, address, treasury, anna, bert, carla, dave };
}

describe("a distributor sells at his own price", () => {
  const loaded = fixture(teaSellers);
  let story: Awaited<ReturnType<typeof teaSellers>>;

  beforeEach(async () => {
    story = await loaded();
  });

  /** What Bert signs at his desk; nothing of it is on the chain until a buyer brings it. */
  async function signed(changes: Partial<Offer>) {
    const { bert, client, address } = story;
    const offer = {
      seller: bert.address,
      buyer: ANY_BUYER,
      product: TEA,
      unitPrice: 85n * ONE,
      maxQuantity: 2n,
      campaign: CAMPAIGN,
      nonce: 0n,
      deadline: FOREVER,
      ...changes,
    };
    return { line: 0, offer, signature: await signOffer(bert, address, await client(bert).chainId(), offer) };
  }

  const order = (quantity = 1n) => orderOf(BERT, TEA, { quantity });
  const earned = () => Promise.all([BERT, ANNA, 1n].map((id) => story.core.balanceOf(id)));

  it("[OFFER-5] [OFFER-7] [OFFER-10] to whoever has seen his flyer, below retail and above it", async () => {
    const { core, carla, dave, client, bert, token } = story;
    // A spring offer: 85 in place of 100, at most two in a line.
    const spring = await signed({});
    const quote = readQuote(await core.quoteWithOffers(carla, order(2n), [spring]));
    await core.connect(carla).buyWithOffers(carla, order(2n), [spring]);
    await core.connect(dave).buyWithOffers(dave, order(), [spring]);
    expect(quote).to.deep.include({ total: 170n * ONE, profit: 30n * ONE, volume: 100n * ONE });
    expect(await Promise.all([carla, dave].map((buyer) => token.balanceOf(buyer)))).to.deep.equal([
      830n * ONE,
      915n * ONE,
    ]);
    // 15 of profit a piece, 10 % of 50 for Bert, 8 % for Anna; the company has what it would have at any price.
    expect(await earned()).to.deep.equal([60n * ONE, 12n * ONE, 183n * ONE]);
    await expect(core.connect(dave).buyWithOffers(dave, order(3n), [spring]))
      .to.be.revertedWithCustomError(core, "OfferQuantityInvalid")
      .withArgs(0n, 3n, 2n);

    // Gift-wrapped: 115 in place of 100; the company gets not a unit more.
    const wrapped = await signed({ unitPrice: 115n * ONE, nonce: 1n });
    await core.connect(dave).buyWithOffers(dave, order(), [wrapped]);
    expect(await earned()).to.deep.equal([110n * ONE, 16n * ONE, 244n * ONE]);

    // Spring is over: one call ends the offer for everybody; without it tea is 100 again.
    await core.connect(bert).cancelOffers(0n, 1n << 0n);
    await expect(core.connect(carla).buyWithOffers(carla, order(), [spring]))
      .to.be.revertedWithCustomError(core, "OfferEnded")
      .withArgs(0n, BERT, 0n);
    await client(carla).buy(order());
    expect(await token.balanceOf(carla)).to.equal(730n * ONE);
  });

  it("[OFFER-4] [OFFER-8] to one old friend, once, and to nobody who found the letter", async () => {
    const { core, carla, dave, bert, token } = story;
    const letter = await signed({ buyer: carla.address, unitPrice: 70n * ONE, nonce: 300n });
    await expect(core.connect(dave).buyWithOffers(dave, order(2n), [letter]))
      .to.be.revertedWithCustomError(core, "OfferForAnother")
      .withArgs(0n, dave.address, carla.address);
    await expect(core.connect(bert).buyWithOffers(bert, order(), [letter]))
      .to.be.revertedWithCustomError(core, "OfferToOneself")
      .withArgs(BERT);
    // Nor does anybody use it up by buying her one piece; but Dave may pay for her: it is her sale all the same.
    await expect(core.connect(dave).buyWithOffers(carla, order(), [letter]))
      .to.be.revertedWithCustomError(core, "OfferQuantityInvalid")
      .withArgs(0n, 1n, 2n);
    await core.connect(dave).buyWithOffers(carla, order(2n), [letter]);
    expect(await token.balanceOf(dave)).to.equal(860n * ONE);
    expect(await earned()).to.deep.equal([10n * ONE, 8n * ONE, 122n * ONE]);
    await expect(core.connect(carla).buyWithOffers(carla, order(2n), [letter]))
      .to.be.revertedWithCustomError(core, "OfferEnded")
      .withArgs(0n, BERT, 300n);
  });

  it("[OFFER-2] at no price that the company does not allow", async () => {
    const { core, carla } = story;
    for (const [nonce, unitPrice] of [
      [1n, 70n * ONE - 1n],
      [2n, 120n * ONE + 1n],
    ] as const) {
      await expect(core.connect(carla).buyWithOffers(carla, order(), [await signed({ unitPrice, nonce })]))
        .to.be.revertedWithCustomError(core, "OrderPriceInvalid")
        .withArgs(0n, unitPrice, 70n * ONE, 120n * ONE);
    }
    expect(await earned()).to.deep.equal([0n, 0n, 0n]);
  });

  it("[OFFER-7] [RET-9] and who returns gets back what was paid, and the seller earns nothing", async () => {
    const { core, carla, client, token } = story;
    const offer = await signed({ product: 2n, unitPrice: 119n * ONE });
    await core.connect(carla).buyWithOffers(carla, orderOf(BERT, 2n), [offer]);
    expect(await token.balanceOf(carla)).to.equal(881n * ONE);
    const [sale] = await client(carla).escrowedSales();
    await core.connect(carla).requestReturn(saleStruct(sale!));
    expect(await token.balanceOf(carla)).to.equal(1_000n * ONE);
    expect(await earned()).to.deep.equal([0n, 0n, 0n]);
  });
});
