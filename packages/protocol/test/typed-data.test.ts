import { readFileSync } from "node:fs";
import { expect } from "chai";
import { TypedDataEncoder, Wallet } from "ethers";
import {
  ANY_BUYER,
  ANY_WALLET,
  BINDING_TYPES,
  type Binding,
  bindingDigest,
  CLAIM_TYPES,
  ENROLMENT_TYPES,
  type Enrolment,
  enrolmentDigest,
  explainError,
  INVITATION_TYPES,
  invitationDigest,
  OFFER_TYPES,
  type Offer,
  offerDigest,
  RETURN_TYPES,
  signBinding,
  signEnrolment,
  signInvitation,
  signOffer,
  signVoucher,
  uplineDomain,
  VOUCHER_TYPES,
  type Voucher,
  voucherDigest,
  WALLET_MOVE_TYPES,
} from "../src/index.ts";
import { DOWNLOAD, FOREVER, imported, type LegacyShop, ONE, openLegacyShop, order, thrownBy } from "./helpers/shop.ts";

describe("typed data", () => {
  let shop: LegacyShop;
  let chainId: bigint;

  // Id 2 was imported without a wallet; the line has the ids 3 to 6.
  before(async () => {
    shop = await openLegacyShop([imported(1n)]);
    chainId = await shop.client.chainId();
  });

  it("has the types that the contracts hash", () => {
    const source = readFileSync("contracts/libraries/Signatures.sol", "utf8");
    const hashed = [...source.matchAll(/keccak256\(\s*"([^"]+)"\s*\)/g)].map(([, type]) => type);
    expect(
      [
        INVITATION_TYPES,
        ENROLMENT_TYPES,
        VOUCHER_TYPES,
        BINDING_TYPES,
        WALLET_MOVE_TYPES,
        CLAIM_TYPES,
        RETURN_TYPES,
        OFFER_TYPES,
      ].map((types) => TypedDataEncoder.from(types).encodeType(Object.keys(types)[0]!)),
    ).to.deep.equal(hashed);
  });

  it("has the domain that the core answers", async () => {
    const { name, version, chainId: chain, verifyingContract } = await shop.core.eip712Domain();
    expect(uplineDomain(shop.address, chainId)).to.deep.equal({ name, version, chainId: chain, verifyingContract });
  });

  /** What somebody offers to anybody; the core asks for the signature of the wallet that is named. */
  const offerOf = (seller: string): Offer => ({
    seller,
    buyer: ANY_BUYER,
    product: DOWNLOAD,
    unitPrice: 15n * ONE,
    maxQuantity: 3n,
    campaign: 7n,
    nonce: 2n ** 200n + 5n,
    deadline: FOREVER,
  });

  const voucherFor = (wallet: string): Voucher => ({
    issuer: shop.operator.address,
    id: 2n,
    wallet,
    deadline: FOREVER,
  });

  describe("gives the digest that the core asks a signature over, of", () => {
    let wrong: string;

    before(async () => {
      wrong = await shop.stranger.signMessage("anything");
    });

    /** Who should have signed what, as the core says when somebody else did. */
    async function asked(refused: Promise<unknown>): Promise<Readonly<Record<string, unknown>>> {
      const { name, args } = explainError(await thrownBy(refused));
      expect(name).to.equal("SignatureInvalid");
      return args;
    }

    it("an invitation", async () => {
      const sponsor = shop.line[0].address;
      const invitation = { sponsor, newcomer: ANY_WALLET, deadline: FOREVER };
      const digest = invitationDigest(shop.address, chainId, invitation);
      const enrolling = shop.core.connect(shop.stranger).enrol(invitation, wrong);
      expect(await asked(enrolling)).to.deep.equal({ signer: sponsor, digest });
    });

    it("an enrolment", async () => {
      const newcomer = Wallet.createRandom().address;
      const sponsor = shop.line[0].address;
      const enrolment: Enrolment = { newcomer, sponsor, deadline: FOREVER };
      const digest = enrolmentDigest(shop.address, chainId, enrolment);
      const invitation = { sponsor, newcomer: ANY_WALLET, deadline: FOREVER };
      const enrolling = shop.core.enrolFor(invitation, "0x", newcomer, FOREVER, wrong);
      expect(await asked(enrolling)).to.deep.equal({ signer: newcomer, digest });
    });

    it("an offer", async () => {
      const offer = offerOf(shop.line[3].address);
      const digest = offerDigest(shop.address, chainId, offer);
      const lines = [{ line: 0n, offer, signature: wrong }];
      const buying = shop.core.quoteWithOffers(shop.buyer.address, order(6n, DOWNLOAD), lines);
      expect(await asked(buying)).to.deep.equal({ signer: offer.seller, digest });
    });

    it("a voucher", async () => {
      const voucher = voucherFor(shop.stranger.address);
      const digest = voucherDigest(shop.address, chainId, voucher);
      const binding = shop.core.connect(shop.stranger).bind(voucher, wrong);
      expect(await asked(binding)).to.deep.equal({ signer: voucher.issuer, digest });
    });

    it("a binding", async () => {
      const wallet = Wallet.createRandom().address;
      const voucher = voucherFor(wallet);
      const signature = await signVoucher(shop.operator, shop.address, chainId, voucher);
      const consent: Binding = { wallet, id: 2n, deadline: FOREVER };
      const digest = bindingDigest(shop.address, chainId, consent);
      const binding = shop.core.bindFor(voucher, signature, FOREVER, wrong);
      expect(await asked(binding)).to.deep.equal({ signer: wallet, digest });
    });
  });

  describe("signs", () => {
    it("invitation and enrolment, so that anybody can send them", async () => {
      const newcomer = Wallet.createRandom();
      const sponsor = shop.line[1];
      const invitation = { sponsor: sponsor.address, newcomer: newcomer.address, deadline: FOREVER };
      const signature = await signInvitation(sponsor, shop.address, chainId, invitation);
      const enrolment = { newcomer: newcomer.address, sponsor: sponsor.address, deadline: FOREVER };
      const consent = await signEnrolment(newcomer, shop.address, chainId, enrolment);

      await shop.connect(shop.stranger).enrolFor(invitation, signature, newcomer.address, FOREVER, consent);

      expect((await shop.client.distributor(newcomer.address))?.sponsor).to.equal(4n);
    });

    it("an offer, at whose price anybody can buy", async () => {
      const seller = shop.line[3];
      const offer = offerOf(seller.address);
      const signature = await signOffer(seller, shop.address, chainId, offer);
      const quote = await shop.core.quoteWithOffers(shop.buyer.address, order(6n, DOWNLOAD, 3n), [
        { line: 0n, offer, signature },
      ]);
      expect(quote.total).to.equal(45n * ONE);
    });

    it("voucher and binding, so that anybody can send them", async () => {
      const wallet = Wallet.createRandom();
      const voucher = voucherFor(wallet.address);
      const signature = await signVoucher(shop.operator, shop.address, chainId, voucher);
      const consent = await signBinding(wallet, shop.address, chainId, {
        wallet: wallet.address,
        id: 2n,
        deadline: FOREVER,
      });

      await shop.core.connect(shop.stranger).bindFor(voucher, signature, FOREVER, consent);

      expect(await shop.core.idOf(wallet.address)).to.deep.equal([2n, true]);
    });
  });
});
