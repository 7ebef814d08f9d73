import { expect } from "chai";
import { saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { ESCROWED, FINAL, GOODS, type Member, orderOf, prices, type Wallet, WINDOW } from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";
import { openReturns, type Returns } from "../helpers/returns.ts";

/**
 * Somebody buys only to return: to be active, to be paid, or to use the goods for nothing. The seller of the stage needs a
 * retail volume of 50 tokens in a period, one sale of any product, to be active in the next.
 */
describe("attack: free rental by return", () => {
  const loaded = fixture(openReturns);
  let returns: Returns;
  let seller: Member;
  let renter: Wallet;
  let purse: bigint;

  beforeEach(async () => {
    ({ returns } = await loaded());
    ({ seller, buyer: renter } = returns);
    // In a period in which nobody is active any more.
    await returns.market.startPeriod();
    purse = await returns.market.token.balanceOf(renter);
  });

  afterEach(() => returns.expectSound());

  const activity = async () => {
    const { volume, active, activeNext } = await returns.market.core.distributor(seller.id);
    return { volume, active, activeNext };
  };
  const none = { volume: 0n, active: false, activeNext: false };

  it("of activity: what is returned never counted, not for a second", async () => {
    const sale = await returns.sell(ESCROWED);
    expect(sale.activityVolume).to.equal(prices(returns.market.one).volume);
    expect(await activity()).to.deep.equal(none);
    await returns.next(sale, -1n);
    await returns.request(sale);
    expect(await activity()).to.deep.equal(none);
    await returns.market.startPeriod();
    expect(await activity()).to.deep.equal(none);
    expect(await returns.market.token.balanceOf(renter)).to.equal(purse);
  });

  it("of activity, over and over: a hundred returned sales count as none", async () => {
    for (let i = 0; i < 100; ++i) await returns.request(await returns.sell(ESCROWED));
    expect(await activity()).to.deep.equal(none);
    await returns.expectNobodyPaid();
    expect(await returns.market.token.balanceOf(renter)).to.equal(purse);
  });

  it("of commissions: nobody is paid for what can still be returned, so there is nothing to run away with", async () => {
    const { core } = returns.market;
    const sale = await returns.sell(ESCROWED);
    await expect(core.connect(seller.wallet).claim()).to.be.revertedWithCustomError(core, "PayoutNothingDue");
    await expect(returns.market.settle(sale)).to.be.revertedWithCustomError(core, "SaleNotDue");
    await returns.expectNobodyPaid();
    await returns.request(sale);
    await returns.expectNobodyPaid();
    await returns.market.networkHelpers.time.increase(2n * WINDOW);
    await expect(returns.market.settle(sale)).to.be.revertedWithCustomError(core, "SaleFinished");
  });

  it("of a better place in another sale: what a rental would make of its seller is not there when that is placed", async () => {
    const { market } = returns;
    await market.setPlan(plan({ threshold: 1n }));
    const quoted = await market.quote(orderOf(seller.id, FINAL));
    const rental = await returns.sell(ESCROWED);
    expect(await market.quote(orderOf(seller.id, FINAL))).to.deep.include({ credits: quoted.credits });
    await returns.request(rental);
    expect(await market.quote(orderOf(seller.id, FINAL))).to.deep.include({ credits: quoted.credits });
  });

  it("of goods: who has used them is rejected, and pays if the arbiter sees it so", async () => {
    const sale = await returns.sell(GOODS);
    await returns.next(sale, -1n);
    await returns.request(sale);
    expect(await returns.market.token.balanceOf(renter), "goods are not refunded at the request").to.equal(
      purse - sale.total,
    );
    await returns.reject(sale);
    await returns.ruleForCompany(sale);
    expect(await returns.market.token.balanceOf(renter)).to.equal(purse - sale.total);
    expect(await returns.market.core.balanceOf(seller.id)).to.be.greaterThan(0n);
  });

  it("of time: a return that is withdrawn is the last, so that the window is not drawn out again and again", async () => {
    const { core } = returns.market;
    const sale = await returns.sell(GOODS);
    await returns.request(sale);
    await returns.withdraw(sale);
    await expect(returns.request(sale)).to.be.revertedWithCustomError(core, "ReturnTooLate");
    await expect(core.connect(renter).refund(saleStruct(sale))).to.be.revertedWithCustomError(
      core,
      "ReturnStateInvalid",
    );
    await returns.market.settle(sale);
    expect(await returns.market.token.balanceOf(renter)).to.equal(purse - sale.total);
  });
});
