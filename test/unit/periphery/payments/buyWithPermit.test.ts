import { expect } from "chai";
import { type BaseContract, Signature, type Signer, type TypedDataDomain } from "ethers";
import { type Permit, saleStruct, signPermit } from "../../../../packages/protocol/src/index.ts";
import { fixture } from "../../../helpers/fixture.ts";
import { ESCROWED, FINAL, GAS, type Market, type Wallet } from "../../../helpers/market.ts";
import { FOREVER, OFFERED } from "../../../helpers/offers.ts";
import {
  MOST,
  offersIn,
  openPayments,
  orderIn,
  type Payment,
  type PaymentDesk,
  PRICE,
} from "../../../helpers/payments.ts";

describe("Payments.buyWithPermit", () => {
  const loaded = fixture(async () => {
    const stage = await openPayments();
    // Whoever pays by permit sends his purchase himself, so he has ether.
    await stage.market.token.connect(stage.market.customer).approve(stage.market.address, 0n);
    return stage;
  });
  let market: Market;
  let paying: PaymentDesk;
  let buyer: Wallet;
  let stray = 0n;

  beforeEach(async () => {
    ({ market, paying } = await loaded());
    buyer = market.customer;
    stray = 0n;
  });

  afterEach(() => paying.expectClean(stray));

  const payment = (changes: Partial<Payment["purchase"]> = {}) => paying.payment({ buyer: buyer.address, ...changes });
  /** The buyer's permit over the most that the usual order pays, but for `changes`. */
  async function permit(
    changes: Partial<Permit> = {},
    { signer = buyer, domain = paying.domain() }: { signer?: Signer; domain?: TypedDataDomain } = {},
  ): Promise<{ deadline: bigint; signature: Signature }> {
    const terms = {
      owner: buyer.address,
      spender: paying.address,
      value: MOST,
      nonce: await paying.token.nonces(buyer),
      deadline: FOREVER,
      ...changes,
    };
    return { deadline: terms.deadline, signature: Signature.from(await signPermit(signer, domain, terms)) };
  }
  type Permitted = Awaited<ReturnType<typeof permit>>;

  async function buy(paid: Payment, { deadline, signature: { v, r, s } }: Permitted, by: Wallet = buyer) {
    return paying.payments.connect(by).buyWithPermit(orderIn(paid.purchase), offersIn(paid), deadline, v, r, s, GAS);
  }

  const expectNothing = async (sent: Promise<unknown>, error = "ERC2612InvalidSigner") => {
    const before = await market.token.balanceOf(buyer);
    await expect(sent).to.be.revertedWithCustomError(paying.token as unknown as BaseContract, error);
    expect(await market.token.balanceOf(buyer)).to.equal(before);
  };

  it("[PAYSIG-8] [PAYSIG-9] buys in one transaction without an approval before it, to the unit", async () => {
    const sent = buy(await payment(), await permit());
    await expect(sent).to.changeTokenBalances(
      market.ethers,
      market.token,
      [buyer, market.address, paying.address],
      [-PRICE, PRICE, 0n],
    );
    expect(await market.placed(sent)).to.deep.include({ buyer: buyer.address, payer: paying.address, kind: "retail" });
    expect(await market.token.allowance(buyer, paying.address)).to.equal(0n);
  });

  it("[PAYSIG-8] buys with offers, and leaves alone what strayed into the contract", async () => {
    stray = 3n;
    await market.token.mint(paying.address, stray);
    const offer = paying.offers.named({ maxQuantity: 1n });
    const before = await market.token.balanceOf(buyer);
    const sale = await market.placed(buy(await payment({ offers: [{ line: 0n, offer }] }), await permit()));
    expect(sale.total).to.equal(OFFERED);
    expect(await market.token.balanceOf(buyer)).to.equal(before - OFFERED);
  });

  it("[PAYSIG-9] the sale in escrow is the caller's: he returns it himself", async () => {
    const before = await market.token.balanceOf(buyer);
    const sale = await market.placed(
      buy(await payment({ lines: [{ product: ESCROWED, quantity: 1n }] }), await permit()),
    );
    if (sale.final) throw new Error("the sale has no return window");
    await market.core.connect(buyer).requestReturn(saleStruct(sale), GAS);
    expect(await market.token.balanceOf(buyer)).to.equal(before);
  });

  it("[PAYSIG-8] a permit that somebody used before it does not stop the purchase", async () => {
    const used = await permit();
    const { v, r, s } = used.signature;
    await paying.token
      .connect(market.stranger)
      ["permit(address,address,uint256,uint256,uint8,bytes32,bytes32)"](buyer, paying.address, MOST, FOREVER, v, r, s);
    await buy(await payment(), used);
    expect(await market.token.allowance(buyer, paying.address)).to.equal(0n);
  });

  it("[PAYSIG-2] nobody else buys with an allowance that a permit gave", async () => {
    await market.token.connect(buyer).approve(paying.address, MOST);
    const { market: m } = paying;
    await expectNothing(buy(await payment(), await permit(), m.stranger));
    const before = await market.token.balanceOf(buyer);
    for (const method of ["ERC-3009", "Permit2"] as const) {
      const stolen = await payment();
      await expect(paying.pay(method, stolen, m.stranger)).to.be.revert(market.ethers);
    }
    expect(await market.token.balanceOf(buyer)).to.equal(before);
    await market.token.connect(buyer).approve(paying.address, 0n);
  });

  it("[PAYSIG-2] a permit serves once", async () => {
    const used = await permit();
    await buy(await payment(), used);
    await expectNothing(buy(await payment(), used));
  });

  it("[PAYSIG-2] a permit over less than the most, to another, by another or too late pays nothing", async () => {
    const wanted = await payment();
    await expectNothing(buy(wanted, await permit({ value: MOST - 1n })));
    await expectNothing(buy(wanted, await permit({ spender: market.address })));
    await expectNothing(buy(wanted, await permit({ nonce: 1n })));
    await expectNothing(buy(wanted, await permit({}, { signer: market.stranger })));
    await expectNothing(buy(wanted, await permit({ deadline: (await market.now()) - 1n })), "ERC2612ExpiredSignature");
    const signed = await permit({ deadline: FOREVER - 1n });
    await expectNothing(buy(wanted, { ...signed, deadline: FOREVER }));
  });

  it("[PAYSIG-4] a permit for another token, version or chain pays nothing", async () => {
    const wanted = await payment();
    const { chainId } = paying.offers;
    for (const domain of [
      { ...paying.domain(), verifyingContract: market.address },
      { ...paying.domain(), version: "2" },
      { ...paying.domain(), name: "Another Dollar" },
      paying.domain(chainId + 1n),
    ]) {
      await expectNothing(buy(wanted, await permit({}, { domain })));
    }
  });

  it("[PAYSIG-8] needs no permit where the buyer has approved the contract before", async () => {
    await market.token.connect(buyer).approve(paying.address, MOST);
    const garbage = { deadline: 0n, signature: Signature.from(`0x${"11".repeat(64)}1b`) };
    await buy(await payment(), garbage);
    expect(await market.token.allowance(buyer, paying.address)).to.equal(0n);
  });

  it("[PAYSIG-11] a refused purchase leaves the permit unused, and says why in the core's words", async () => {
    const signed = await permit();
    await market.core.setProductsClosed([FINAL], true);
    await expect(buy(await payment(), signed))
      .to.be.revertedWithCustomError(market.core, "ProductIsClosed")
      .withArgs(FINAL);
    expect(await paying.token.nonces(buyer)).to.equal(0n);
    await market.core.setProductsClosed([FINAL], false);
    await buy(await payment(), signed);
  });
});
