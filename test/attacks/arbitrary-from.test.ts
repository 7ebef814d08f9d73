import { expect } from "chai";
import { saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import { ESCROWED, FINAL, GAS, type Market, type Member, orderOf, type Wallet } from "../helpers/market.ts";
import { type OfferDesk, openOffers } from "../helpers/offers.ts";

/** A customer who allowed the core to take whatever it likes, and somebody who has not a unit and wants the customer's. */
describe("attack: an arbitrary `from`", () => {
  const loaded = fixture(openOffers);
  let market: Market;
  let desk: OfferDesk;
  let seller: Member;
  let victim: Wallet;
  let thief: Wallet;
  let purse: bigint;

  beforeEach(async () => {
    ({ market, desk } = await loaded());
    ({ seller } = desk);
    [victim, thief] = [market.customer, market.stranger];
    purse = await market.token.balanceOf(victim);
  });

  afterEach(() => expectConserved(market));

  /** Everything by which the core takes tokens, tried by the thief at the victim's expense. */
  async function attempts(): Promise<Record<string, () => Promise<unknown>>> {
    const core = market.core.connect(thief);
    const offers = await desk.signed(desk.named());
    const order = orderOf(seller.id, FINAL);
    return {
      buy: () => core.buy(order, GAS),
      "buyFor the victim": () => core.buyFor(victim, order, GAS),
      "buyFor himself": () => core.buyFor(thief, order, GAS),
      "buyWithOffers, at the victim's own offer": () => core.buyWithOffers(victim, order, offers, GAS),
      recordSales: () => core.recordSales(1n, [{ order, unitPrices: [100_000_000n] }], GAS),
    };
  }

  it("buys nothing with what somebody else allowed the core to take", async () => {
    await market.core.grantRole(await market.core.RECORD_ROLE(), thief);
    expect(await market.token.allowance(victim, market.address)).to.be.greaterThan(purse);
    for (const [name, attempt] of Object.entries(await attempts())) {
      await expect(attempt(), name)
        .to.be.revertedWithCustomError(market.token, "ERC20InsufficientAllowance")
        .withArgs(market.address, 0n, name.includes("offer") ? 90_000_000n : 100_000_000n);
    }
    expect(await market.token.balanceOf(victim)).to.equal(purse);
  });

  it("buys for somebody else with his own money alone", async () => {
    await market.fund(thief, 100_000_000n);
    const sale = await market.buy(seller, FINAL, { buyer: victim.address, payer: thief });
    expect(sale).to.deep.include({ buyer: victim.address, payer: thief.address, total: 100_000_000n });
    expect(await market.token.balanceOf(victim)).to.equal(purse);
    expect(await market.token.balanceOf(thief)).to.equal(0n);
  });

  it("takes nobody's balance and nobody's refund out: each goes to its owner, whoever calls", async () => {
    const { core, token } = market;
    const sale = await market.escrow(seller, ESCROWED);
    await market.buy(seller, FINAL);
    const owed = await core.balanceOf(seller.id);
    const held = await token.balanceOf(seller.wallet);
    const his = core.connect(thief);
    await expect(his.claim()).to.be.revertedWithCustomError(core, "WalletNotBound");
    await expect(his.claimTo(thief)).to.be.revertedWithCustomError(core, "WalletNotBound");
    await expect(his.requestReturn(saleStruct(sale))).to.be.revertedWithCustomError(core, "ReturnNotByBuyer");
    await expect(his.refundTo(saleStruct(sale), thief)).to.be.revertedWithCustomError(core, "ReturnNotByBuyer");
    await expect(his.spendPool(thief, 1n)).to.be.revertedWithCustomError(core, "PoolNotForCaller");
    await his.push([seller.wallet]);
    expect(await token.balanceOf(seller.wallet)).to.equal(held + owed);
    expect(await token.balanceOf(thief)).to.equal(0n);
  });
});
