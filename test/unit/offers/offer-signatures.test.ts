import { expect } from "chai";
import { getBytes, N, Signature, toBeHex, ZeroAddress } from "ethers";
import { network } from "hardhat";
import {
  ANY_BUYER,
  type Offer,
  offerDigest,
  signEnrolment,
  signInvitation,
  signOffer,
} from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { CAMPAIGN, ESCROWED, type Market } from "../../helpers/market.ts";
import { FOREVER, OFFERED, type OfferDesk, openOffers } from "../../helpers/offers.ts";

/** As in `GarbageWallet.Answer`. */
const GARBAGE = ["nothing", "four bytes", "a dirty word", "the wrong end of a word", "a bool", "100,000 bytes"];

/** Each refusal is that of the purchase and of the quote, with the same values; see `expectRefused`. */
describe("offer signatures", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;

  beforeEach(async () => {
    ({ market, desk } = await loaded());
  });

  afterEach(() => desk.expectSound());

  /** An order that fits an offer, whatever it says. */
  const orderFor = async ({ product, campaign, seller }: Offer) => {
    const { id } = await market.core.idOf(seller);
    return desk.order(product, { campaign, seller: id });
  };

  async function refuses(offer: Offer, signature: string, buyer = market.customer.address): Promise<void> {
    const order = await orderFor(offer);
    const offers = [{ line: 0, offer, signature }];
    await desk.expectRefused(offers, { order, buyer }, "SignatureInvalid", offer.seller, desk.digest(offer));
  }

  describe("cover every field", () => {
    const changes: Record<keyof Offer, () => unknown> = {
      seller: () => desk.rival.wallet.address,
      buyer: () => market.customer.address,
      product: () => ESCROWED,
      unitPrice: () => OFFERED - 1n,
      maxQuantity: () => 11n,
      campaign: () => CAMPAIGN + 1n,
      nonce: () => 1n,
      deadline: () => FOREVER + 1n,
    };

    for (const [field, value] of Object.entries(changes)) {
      it(`[OFFER-1] refuse another ${field} than was signed`, async () => {
        const signed = desk.offer({ maxQuantity: 1n });
        const altered = { ...signed, [field]: value() };
        expect(altered).not.to.deep.equal(signed);
        await refuses(altered, await desk.sign(signed));
        await desk.use(signed);
      });
    }

    it("[OFFER-1] [OFFER-4] refuse an offer to one buyer for another, or for anybody", async () => {
      const signature = await desk.sign(desk.named());
      await refuses(desk.named({ buyer: market.stranger.address }), signature, market.stranger.address);
      await refuses({ ...desk.named(), buyer: ANY_BUYER }, signature);
    });
  });

  describe("are the seller's", () => {
    it("[OFFER-1] refuse everybody else's: buyer, rival, sponsor's company, operator", async () => {
      const offer = desk.offer();
      for (const signer of [market.customer, desk.rival.wallet, market.company.wallet, market.operator]) {
        await refuses(offer, await desk.sign(offer, signer));
      }
    });

    it("[OFFER-1] refuse bytes that are no signature", async () => {
      for (const signature of ["0x", "0x1234", `0x${"5a".repeat(65)}`, `0x${"77".repeat(700)}`]) {
        await refuses(desk.offer(), signature);
      }
    });

    it("[OFFER-1] refuse the same signature with its second half mirrored", async () => {
      const offer = desk.offer();
      const { r, s, yParity } = Signature.from(await desk.sign(offer));
      const mirrored = toBeHex(N - BigInt(s), 32);
      await refuses(offer, `${r}${mirrored.slice(2)}${yParity === 0 ? "1c" : "1b"}`);
    });

    it("[OFFER-3] refuse a former wallet's in the name of the present one, and the other way round", async () => {
      const { wallet } = desk.seller;
      const { stranger } = market;
      await market.core.connect(wallet).proposeWallet(stranger);
      await market.core.connect(stranger).acceptWallet(wallet);
      const offer = desk.offer({ seller: stranger.address });
      await refuses(offer, await desk.sign(offer, wallet));
      await refuses(offer, await desk.sign(desk.offer(), stranger));
      expect((await desk.buy([{ line: 0, offer, signature: await desk.sign(offer, stranger) }])).total).to.equal(
        OFFERED,
      );
    });

    it("take an account's key that delegates to code (EIP-7702)", async () => {
      const code = await market.ethers.deployContract("RevertingWallet");
      const delegation = `0xef0100${(await code.getAddress()).slice(2)}`;
      await market.networkHelpers.setCode(desk.seller.wallet.address, delegation);
      expect((await desk.use(desk.offer())).total).to.equal(OFFERED);
    });
  });

  describe("made for something else", () => {
    it("[OFFER-9] refuse one for another programme on the same chain", async () => {
      const elsewhere = await market.ethers.deployContract("MockRun");
      const offer = desk.offer();
      const signature = await signOffer(desk.seller.wallet, await elsewhere.getAddress(), desk.chainId, offer);
      await refuses(offer, signature);
    });

    it("[OFFER-9] refuse one for the same address on another chain, where it counts", async () => {
      const connection = await network.create({ override: { chainId: 424_242 } });
      const away = (await openOffers({ connection })).desk;
      expect(away.market.address).to.equal(market.address);
      const offer = desk.offer();
      expect(away.seller.wallet.address).to.equal(offer.seller);
      const [here, there] = [await desk.sign(offer), await away.sign(offer)];
      await refuses(offer, there);
      await away.expectRefused(
        [{ line: 0, offer, signature: here }],
        {},
        "SignatureInvalid",
        offer.seller,
        offerDigest(market.address, 424_242n, offer),
      );
      expect((await away.buy([{ line: 0, offer, signature: there }])).total).to.equal(OFFERED);
    });

    it("[OFFER-9] refuse an invitation, an enrolment, and a personal message over the digest", async () => {
      const { wallet } = desk.seller;
      const offer = desk.offer();
      const { address } = market;
      const papers = { sponsor: wallet.address, newcomer: ZeroAddress, deadline: FOREVER };
      await refuses(offer, await signInvitation(wallet, address, desk.chainId, papers));
      await refuses(offer, await signEnrolment(wallet, address, desk.chainId, papers));
      await refuses(offer, await wallet.signMessage(getBytes(desk.digest(offer))));
    });
  });

  describe("of contract wallets (ERC-1271)", () => {
    /** Lets a contract enrol itself under the company. @returns An offer of its own, and its id. */
    async function offerOf(name: string, args: readonly unknown[] = []): Promise<Offer> {
      const contract = await market.ethers.deployContract(name, [...args]);
      const wallet = await market.impersonated(await contract.getAddress());
      const { wallet: sponsor } = market.company;
      await market.core.connect(wallet).enrol({ sponsor, newcomer: ZeroAddress, deadline: 0n }, "0x");
      return desk.offer({ seller: wallet.address });
    }

    const sell = async (offer: Offer, signature: string) =>
      desk.buy([{ line: 0, offer, signature }], { order: await orderFor(offer) });

    it("[OFFER-1] take the owner's, and nobody else's", async () => {
      const offer = await offerOf("SmartWallet", [market.stranger.address]);
      expect((await sell(offer, await desk.sign(offer, market.stranger))).total).to.equal(OFFERED);
      for (const forger of [desk.seller.wallet, market.customer]) await refuses(offer, await desk.sign(offer, forger));
    });

    it("[OFFER-1] take what a wallet approved beforehand, until it takes that back", async () => {
      const offer = await offerOf("PreapprovedWallet");
      const wallet = await market.ethers.getContractAt("PreapprovedWallet", offer.seller);
      await refuses(offer, "0x");
      await wallet.setApproved(desk.digest(offer), true);
      expect((await sell(offer, "0x")).total).to.equal(OFFERED);
      await refuses({ ...offer, unitPrice: OFFERED - 1n }, "0x");
      await wallet.setApproved(desk.digest(offer), false);
      await refuses(offer, "0x");
    });

    for (const name of ["RevertingWallet", "GasBurnerWallet"]) {
      it(`[OFFER-1] refuse those of a ${name}`, async () => {
        const offer = await offerOf(name);
        await refuses(offer, "0x");
        await refuses(offer, await desk.sign(offer));
      });
    }

    for (const [answer, description] of GARBAGE.entries()) {
      it(`[OFFER-1] refuse those of a wallet that answers ${description}`, async () => {
        await refuses(await offerOf("GarbageWallet", [answer]), "0x");
      });
    }
  });
});
