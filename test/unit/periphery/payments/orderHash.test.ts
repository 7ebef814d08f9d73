import { expect } from "chai";
import { id as hashOf, TypedDataEncoder, ZeroAddress } from "ethers";
import { PERMIT2_TYPES, PURCHASE_TYPES, type Purchase, purchaseHash } from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { MAX_AMOUNT, type Market } from "../../../helpers/market.ts";
import { offersIn, openPayments, orderIn, type PaymentDesk } from "../../../helpers/payments.ts";

describe("Payments.orderHash", () => {
  const loaded = fixture(openPayments);
  let market: Market;
  let paying: PaymentDesk;

  beforeEach(async () => {
    ({ market, paying } = await loaded());
  });

  async function expectSame(changes: Partial<Purchase>, what: string): Promise<string> {
    const payment = await paying.payment(changes);
    const { purchase } = payment;
    const hash = await paying.payments.orderHash(purchase.buyer, orderIn(purchase), offersIn(payment));
    expect(hash, what).to.equal(purchaseHash(purchase));
    return hash;
  }

  it("[PAYSIG-8] is the EIP-712 hash that the buyer's wallet makes, and another for every field", async () => {
    const offer = (changes = {}) => ({ line: 0n, offer: paying.offers.offer(changes) });
    const cases: Record<string, Partial<Purchase>> = {
      usual: {},
      buyer: { buyer: market.stranger.address },
      seller: { seller: 2n ** 32n - 1n },
      campaign: { campaign: 2n ** 64n - 1n },
      reference: { ref: hashOf("x") },
      most: { maxTotal: MAX_AMOUNT },
      "no lines": { lines: [] },
      product: { lines: [{ product: 2n ** 32n - 1n, quantity: 1n }] },
      quantity: { lines: [{ product: 1n, quantity: 2n ** 32n - 1n }] },
      "255 lines": { lines: Array.from({ length: 255 }, (_, i) => ({ product: BigInt(i), quantity: 2n })) },
      offer: { offers: [offer()] },
      "another line of it": { offers: [{ ...offer(), line: 255n }] },
      "its price": { offers: [offer({ unitPrice: 2n ** 80n - 1n })] },
      "its buyer": { offers: [offer({ buyer: market.stranger.address })] },
      "its nonce": { offers: [offer({ nonce: 2n ** 256n - 1n })] },
      "two offers": { offers: [offer(), { ...offer({ nonce: 1n }), line: 1n }] },
    };
    const hashes = new Set<string>();
    for (const [what, changes] of Object.entries(cases)) hashes.add(await expectSame(changes, what));
    expect(hashes.size).to.equal(Object.keys(cases).length);
  });

  it("[PAYSIG-4] is another for another programme", async () => {
    expect(purchaseHash(paying.purchase({ programme: ZeroAddress }))).to.not.equal(purchaseHash(paying.purchase()));
  });

  it("[PAYSIG-8] does not depend on the sellers' signatures, which the offers' terms stand for", async () => {
    const offers = [{ line: 0n, offer: paying.offers.offer() }];
    const payment = await paying.payment({ offers });
    const hash = (signature: string) =>
      paying.payments.orderHash(
        payment.purchase.buyer,
        orderIn(payment.purchase),
        offersIn({ ...payment, offerSignatures: [signature] }),
      );
    expect(await hash("0x")).to.equal(await hash(payment.offerSignatures[0]!));
  });

  it("[PAYSIG-8] names its types in the order that EIP-712 asks", () => {
    const types = ["Line", "LineOffer", "Offer"];
    const purchase = TypedDataEncoder.from(PURCHASE_TYPES).encodeType("Purchase");
    const named = [...purchase.matchAll(/(\w+)\(/g)].map(([, name]) => name);
    expect(named).to.deep.equal(["Purchase", ...types]);
    const witnessed = TypedDataEncoder.from(PERMIT2_TYPES).encodeType("PermitWitnessTransferFrom");
    expect([...witnessed.matchAll(/(\w+)\(/g)].map(([, name]) => name)).to.deep.equal([
      "PermitWitnessTransferFrom",
      ...types,
      "Purchase",
      "TokenPermissions",
    ]);
  });
});
