import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import type { IOffers, ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import {
  ANY_BUYER,
  type Offer,
  offerDigest,
  type PlacedSale,
  type Quote,
  readQuote,
  signOffer,
} from "../../packages/protocol/src/index.ts";
import { expectReplayed } from "./journal.ts";
import { expectConserved } from "./ledger.ts";
import { CAMPAIGN, FINAL, GAS, type Market, type Member, openLine, orderOf, type Wallet } from "./market.ts";
import { type ProgrammeOptions, plan } from "./programme.ts";

/** A deadline that no test reaches. */
export const FOREVER = 2n ** 40n - 1n;
/** What the usual offer asks for a product of 100 tokens, in token units. */
export const OFFERED = 90_000_000n;

/** An order and what comes with it; the market's customer buys and pays if nobody is named. */
export interface OfferPurchase {
  readonly order?: ISales.OrderStruct;
  readonly buyer?: string;
  readonly payer?: Wallet;
}

/** Sellers who sign offers, and buyers who use them. */
export class OfferDesk {
  readonly market: Market;
  readonly chainId: bigint;
  /** Distributor 4, under 3, under 2, under the company; has a key. */
  readonly seller: Member;
  /** Distributor 5, under the company; has a key as well. */
  readonly rival: Member;

  constructor(market: Market, chainId: bigint, seller: Member, rival: Member) {
    this.market = market;
    this.chainId = chainId;
    this.seller = seller;
    this.rival = rival;
  }

  /** An offer by the seller to anybody, for ever, but for `changes`. */
  offer(changes: Partial<Offer> = {}): Offer {
    return {
      seller: this.seller.wallet.address,
      buyer: ANY_BUYER,
      product: FINAL,
      unitPrice: OFFERED,
      maxQuantity: 10n,
      campaign: CAMPAIGN,
      nonce: 0n,
      deadline: FOREVER,
      ...changes,
    };
  }

  /** An offer of exactly one to the market's customer alone. */
  named(changes: Partial<Offer> = {}): Offer {
    return this.offer({ buyer: this.market.customer.address, maxQuantity: 1n, ...changes });
  }

  sign(offer: Offer, signer: Wallet = this.seller.wallet): Promise<string> {
    return signOffer(signer, this.market.address, this.chainId, offer);
  }

  digest(offer: Offer): string {
    return offerDigest(this.market.address, this.chainId, offer);
  }

  /** Signed offers, for the lines from the first on. */
  async signed(...offers: readonly Offer[]): Promise<IOffers.LineOfferStruct[]> {
    return Promise.all(offers.map(async (offer, line) => ({ line, offer, signature: await this.sign(offer) })));
  }

  /** One of a product from the seller, but for `changes`. */
  order(product = FINAL, changes: Partial<ISales.OrderStruct> & { quantity?: bigint } = {}): ISales.OrderStruct {
    return orderOf(this.seller.id, product, changes);
  }

  /** Buys at these offers. */
  send(
    offers: readonly IOffers.LineOfferStruct[],
    { order = this.order(), payer = this.market.customer, buyer = payer.address }: OfferPurchase = {},
  ): Promise<ContractTransactionResponse> {
    return this.market.core.connect(payer).buyWithOffers(buyer, order, [...offers], GAS);
  }

  async buy(offers: readonly IOffers.LineOfferStruct[], purchase: OfferPurchase = {}): Promise<PlacedSale> {
    return this.market.placed(this.send(offers, purchase));
  }

  /** Buys one at this offer of the seller's. */
  async use(offer: Offer, purchase: OfferPurchase = {}): Promise<PlacedSale> {
    const order = purchase.order ?? this.order(offer.product, { campaign: offer.campaign });
    return this.buy(await this.signed(offer), { ...purchase, order });
  }

  async quote(
    offers: readonly IOffers.LineOfferStruct[],
    { order = this.order(), buyer = this.market.customer.address }: OfferPurchase = {},
  ): Promise<Quote> {
    return readQuote(await this.market.core.quoteWithOffers(buyer, order, [...offers]));
  }

  /** That quote and purchase fail with this error and its values, and that nothing was paid or used. */
  async expectRefused(
    offers: readonly IOffers.LineOfferStruct[],
    purchase: OfferPurchase,
    name: string,
    ...args: readonly unknown[]
  ): Promise<void> {
    const { core } = this.market;
    const head = await core.journalHead();
    await expect(this.quote(offers, purchase), "quoteWithOffers")
      .to.be.revertedWithCustomError(core, name)
      .withArgs(...args);
    await expect(this.send(offers, purchase), "buyWithOffers")
      .to.be.revertedWithCustomError(core, name)
      .withArgs(...args);
    expect(await core.journalHead()).to.equal(head);
  }

  /** As {@link expectRefused}, for one signed offer of the seller's and an order of its product. */
  async expectOfferRefused(offer: Offer, purchase: OfferPurchase, name: string, ...args: readonly unknown[]) {
    const order = purchase.order ?? this.order(offer.product, { campaign: offer.campaign });
    await this.expectRefused(await this.signed(offer), { ...purchase, order }, name, ...args);
  }

  /** The nonces of a seller that were used or cancelled, of those in the words given. */
  async ended(seller: Member, ...words: readonly bigint[]): Promise<bigint[]> {
    const ended: bigint[] = [];
    for (const word of words) {
      const used = await this.market.core.offerNonces(seller.id, word);
      for (let bit = 0n; bit < 256n; ++bit) if ((used >> bit) & 1n) ended.push(256n * word + bit);
    }
    return ended;
  }

  /** What holds after every test: no unit is missing, and the events give the journal's head. */
  async expectSound(): Promise<void> {
    await expectConserved(this.market);
    await expectReplayed(this.market);
  }
}

/** Enrols an account that has a key, unlike the market's own people, and gives it tokens. */
export async function enrolSigner(market: Market, signer: Wallet, sponsor: Member = market.company): Promise<Member> {
  const { ZeroAddress } = market.ethers;
  await market.core.connect(signer).enrol({ sponsor: sponsor.wallet, newcomer: ZeroAddress, deadline: 0n }, "0x");
  await market.fund(signer, 1_000n * market.one);
  return { id: await market.core.lastDistributorId(), wallet: signer };
}

/** A seller with a key and two uplines, a rival, and a plan with a pool share. */
export async function openOffers(options: ProgrammeOptions = {}) {
  const { market, line, networkHelpers } = await openLine(2, { plan: plan({ poolShare: 100 }), ...options });
  const [seller, rival] = (await market.ethers.getSigners()).slice(-2);
  if (!seller || !rival) throw new Error("the local network has too few accounts");
  const { chainId } = await market.ethers.provider.getNetwork();
  const desk = new OfferDesk(
    market,
    chainId,
    await enrolSigner(market, seller, line[1]),
    await enrolSigner(market, rival),
  );
  return { networkHelpers, market, desk, line };
}
