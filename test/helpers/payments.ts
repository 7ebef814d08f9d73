import { expect } from "chai";
import { Wallet as Key, MaxUint256, type Signer, type TypedDataDomain } from "ethers";
import type { TestStablecoin } from "../../packages/protocol/src/contracts/mocks/TestStablecoin.ts";
import type { Payments } from "../../packages/protocol/src/contracts/periphery/payments/Payments.sol/Payments.ts";
import type { IOffers } from "../../packages/protocol/src/contracts/Upline.ts";
import { type Purchase, purchaseHash, signAuthorization, signPermit2 } from "../../packages/protocol/src/index.ts";
import { CAMPAIGN, FINAL, GAS, type Market, REF } from "./market.ts";
import { FOREVER, type OfferDesk, openOffers } from "./offers.ts";
import { deployPermit2, PERMIT2, type Permit2 } from "./permit2.ts";
import type { ProgrammeOptions } from "./programme.ts";

/** What a product of 100 tokens costs, and the most that the usual order pays, in token units. */
export const PRICE = 100_000_000n;
export const MOST = 120_000_000n;
/** What each buyer of the stage begins with. */
export const HELD = 1_000_000_000n;

/** Somebody who signs, and need not have ether. */
export type KeyHolder = Signer & { readonly address: string };

/** What a buyer signs and a relayer sends, whatever the method. */
export interface Payment {
  readonly purchase: Purchase;
  /** The sellers' signatures, in the order of the purchase's offers. */
  readonly offerSignatures: readonly string[];
  /** Permit2's nonce; an authorization's is the purchase. */
  readonly nonce: bigint;
  /** When an authorization begins to count: the second after this. */
  readonly after: bigint;
  /** The last second of Permit2, the first without of an authorization. */
  readonly until: bigint;
}

/** How somebody else sends what a buyer signed. */
export const RELAYED = ["ERC-3009", "Permit2"] as const;
export type Relayed = (typeof RELAYED)[number];

/** A programme with sellers who sign offers, and the contract that takes payments by signature. */
export class PaymentDesk {
  readonly market: Market;
  readonly offers: OfferDesk;
  readonly token: TestStablecoin;
  readonly payments: Payments;
  readonly permit2: Permit2;
  /** Address of {@link payments}. */
  readonly address: string;
  /** Has a key and tokens, approved Permit2, and has no ether. */
  readonly buyer: KeyHolder;

  constructor(offers: OfferDesk, token: TestStablecoin, payments: Payments, permit2: Permit2, address: string) {
    this.market = offers.market;
    this.offers = offers;
    this.token = token;
    this.payments = payments;
    this.permit2 = permit2;
    this.address = address;
    this.buyer = Key.createRandom();
  }

  /** The token's own domain. */
  domain(chainId = this.offers.chainId): TypedDataDomain {
    return { name: "Test Dollar", version: "1", chainId, verifyingContract: this.market.token.target as string };
  }

  /** Gives somebody tokens, and lets Permit2 have them. */
  async equip(owner: string): Promise<void> {
    await this.market.token.mint(owner, HELD);
    const before = await this.market.ethers.provider.getBalance(owner);
    await this.market.token.connect(await this.market.impersonated(owner)).approve(PERMIT2, MaxUint256);
    await this.market.networkHelpers.setBalance(owner, before);
  }

  /** One final product from the seller to the buyer, for at most a fifth more than it costs, but for `changes`. */
  purchase(changes: Partial<Purchase> = {}): Purchase {
    return {
      programme: this.market.address,
      buyer: this.buyer.address,
      seller: this.offers.seller.id,
      campaign: CAMPAIGN,
      ref: REF,
      maxTotal: MOST,
      lines: [{ product: FINAL, quantity: 1n }],
      offers: [],
      ...changes,
    };
  }

  /** A payment for such a purchase, for ever; the sellers have signed the offers. */
  async payment(changes: Partial<Purchase> = {}, others: Partial<Payment> = {}): Promise<Payment> {
    const purchase = this.purchase(changes);
    const offerSignatures = await Promise.all(purchase.offers.map(({ offer }) => this.offers.sign(offer)));
    return { purchase, offerSignatures, nonce: 0n, after: 0n, until: FOREVER, ...others };
  }

  /** The buyer's signature, or somebody else's. */
  sign(
    method: Relayed,
    { purchase, nonce, after, until }: Payment,
    signer: Signer = this.buyer,
    chainId = this.offers.chainId,
  ): Promise<string> {
    if (method === "ERC-3009") {
      const times = { validAfter: after, validBefore: until };
      return signAuthorization(signer, this.domain(chainId), this.address, purchase, times);
    }
    const token = this.market.token.target as string;
    return signPermit2(signer, this.address, purchase, { permit2: PERMIT2, chainId, token, nonce, deadline: until });
  }

  /** Sends a payment, as somebody who is nobody. */
  send(method: Relayed, payment: Payment, signature: string, to = this.payments) {
    const { purchase, nonce, after, until } = payment;
    const [order, offers] = [orderIn(purchase), offersIn(payment)];
    const contract = to.connect(this.market.stranger);
    return method === "ERC-3009"
      ? contract.buyWithAuthorization(purchase.buyer, order, offers, after, until, signature, GAS)
      : contract.buyWithPermit2(purchase.buyer, order, offers, nonce, until, signature, GAS);
  }

  /** Signs and sends it. */
  async pay(method: Relayed, payment: Payment, signer?: Signer) {
    return this.send(method, payment, await this.sign(method, payment, signer));
  }

  /** Whether a payment's signature was used up. */
  async used(method: Relayed, { purchase, nonce }: Payment): Promise<boolean> {
    if (method === "ERC-3009") return this.token.authorizationState(purchase.buyer, purchaseHash(purchase));
    const word = await this.permit2.nonceBitmap(purchase.buyer, nonce >> 8n);
    return ((word >> (nonce & 255n)) & 1n) === 1n;
  }

  /**
   * That a payment is refused with an error of one of the contracts, and that nothing happened: no unit moved, no
   * signature and no offer was used up, no event was emitted.
   */
  async expectRefused(
    method: Relayed,
    payment: Payment,
    signature: string,
    by: { readonly interface: unknown },
    name: string,
    args: readonly unknown[] = [],
    why = name,
  ): Promise<void> {
    const { core, token } = this.market;
    const state = () =>
      Promise.all([core.journalHead(), token.balanceOf(payment.purchase.buyer), this.used(method, payment)]);
    const before = await state();
    await expect(this.send(method, payment, signature), why)
      .to.be.revertedWithCustomError(by as Payments, name)
      .withArgs(...args);
    expect(await state(), why).to.deep.equal(before);
  }

  /** That the contract kept nothing but what strayed there, that no allowance is left, and that the core is sound. */
  async expectClean(stray = 0n): Promise<void> {
    const { token, address } = this.market;
    expect(await token.balanceOf(this.address), "left in the contract").to.equal(stray);
    expect(await token.allowance(this.address, address), "left of the allowance").to.equal(0n);
    await this.offers.expectSound();
  }
}

/** The core's order of a purchase. */
export function orderIn({ seller, campaign, ref, maxTotal, lines }: Purchase) {
  return { seller, campaign, ref, maxTotal, lines: [...lines] };
}

/** The core's offers of a payment. */
export function offersIn({ purchase, offerSignatures }: Payment): IOffers.LineOfferStruct[] {
  return purchase.offers.map((used, i) => ({ ...used, signature: offerSignatures[i] ?? "0x" }));
}

/** As {@link openOffers}, over a token with permit and ERC-3009, or another, and with Permit2. */
export async function openPayments(options: ProgrammeOptions = {}) {
  const stablecoin = { token: "TestStablecoin", tokenArguments: (deployer: string) => [deployer] };
  const { market, desk, networkHelpers } = await openOffers({ ...stablecoin, ...options });
  const permit2 = await deployPermit2(market);
  const payments = await market.ethers.deployContract("Payments", [market.address, PERMIT2]);
  const token = await market.ethers.getContractAt("TestStablecoin", market.token);
  const paying = new PaymentDesk(desk, token, payments, permit2, await payments.getAddress());
  await paying.equip(paying.buyer.address);
  return { networkHelpers, market, paying };
}
