import { expect } from "chai";
import { saleStruct } from "../../../packages/protocol/src/index.ts";
import { alteredSales } from "../../helpers/altered.ts";
import { fixture } from "../../helpers/fixture.ts";
import { FINAL, GOODS_WINDOW, type Market } from "../../helpers/market.ts";
import { DECISION_TIME, openReturns, type Returns, RULING_TIME, stateNumber } from "../../helpers/returns.ts";

describe("saleStatus", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  /** Of the values of a sale, by the contract alone. */
  const statusOf = async (sale: Parameters<typeof saleStruct>[0]) => market.core.saleStatus(saleStruct(sale));

  it("[RET-14] tells state and deadline on the way to a refund", async () => {
    const sale = await returns.sell();
    const placed = await market.now();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("escrowed"), placed + GOODS_WINDOW]);
    await returns.request(sale);
    const requested = await market.now();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("requested"), requested + DECISION_TIME]);
    await returns.reject(sale);
    const rejected = await market.now();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("disputed"), rejected + RULING_TIME]);
    await returns.ruleForBuyer(sale);
    expect(await statusOf(sale)).to.deep.equal([stateNumber("refunded"), await market.now()]);
  });

  it("[RET-14] tells that a withdrawn return is due, and when it was settled", async () => {
    const sale = await returns.at("withdrawn");
    const withdrawn = await market.now();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("escrowed"), withdrawn]);
    await market.settle(sale);
    const settled = await market.now();
    await market.passWindows();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("settled"), settled]);
  });

  it("[RET-14] tells since when a refund is due that was not delivered", async () => {
    const sale = await returns.at("requested");
    await returns.token.blacklist(returns.buyer);
    await returns.accept(sale);
    const accepted = await market.now();
    await market.passWindows();
    expect(await statusOf(sale)).to.deep.equal([stateNumber("requested"), accepted]);
  });

  it("[RET-12] knows no sale that was placed otherwise, whatever became of it", async () => {
    for (const standing of ["escrowed", "requested", "refunded"] as const) {
      const sale = await returns.at(standing);
      for (const [name, values] of alteredSales(sale, market.stranger.address)) {
        await expect(market.core.saleStatus(values), name)
          .to.be.revertedWithCustomError(market.core, "SaleUnknown")
          .withArgs(values.id);
      }
    }
  });

  it("[RET-12] knows no sale that was final at once, or never placed", async () => {
    const sale = await returns.sell();
    const head = await market.core.journalHead();
    await market.buy(returns.seller, FINAL);
    for (const id of [head, 0n, 1n]) {
      await expect(market.core.saleStatus({ ...saleStruct(sale), id }))
        .to.be.revertedWithCustomError(market.core, "SaleUnknown")
        .withArgs(id);
    }
  });
});
