import { expect } from "chai";
import { toBeHex } from "ethers";
import { saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, type Market } from "../../helpers/market.ts";
import { DUE, openReturns, type Returns, stateNumber } from "../../helpers/returns.ts";

describe("settle and settleMany, of sales in return", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  for (const standing of ["requested", "disputed", ...DUE] as const) {
    it(`[RET-11] settle nothing that is ${standing}, however late it is`, async () => {
      const sale = await returns.at(standing);
      const deadline = await returns.deadlineOf(sale);
      const { state } = await market.core.saleState(sale.id);
      for (const wait of [0, 400 * 86_400]) {
        await market.networkHelpers.time.increase(wait + 1);
        await expect(market.settle(sale))
          .to.be.revertedWithCustomError(market.core, "SaleInReturn")
          .withArgs(sale.id, state, deadline);
        expect(await market.settleMany([sale])).to.deep.equal(["inReturn"]);
      }
      await returns.expectNobodyPaid();
    });
  }

  it("[RET-11] settle nothing that was refunded, and say so", async () => {
    const [goods, automatic] = [await returns.at("refunded"), await returns.sell(ESCROWED)];
    await returns.request(automatic);
    await market.passWindows();
    for (const sale of [goods, automatic]) {
      await expect(market.settle(sale))
        .to.be.revertedWithCustomError(market.core, "SaleFinished")
        .withArgs(sale.id, stateNumber("refunded"));
    }
    expect(await market.settleMany([goods, automatic])).to.deep.equal(["finished", "finished"]);
    await returns.expectNobodyPaid();
  });

  it("[RET-11] pass over what is in return in the midst of a batch, without an event", async () => {
    const [requested, disputed] = [await returns.at("requested"), await returns.at("disputed")];
    const [refunded, kept] = [await returns.at("refunded"), await returns.sell()];
    const withdrawn = await returns.at("withdrawn");
    await returns.pass(kept);
    const batch = [requested, withdrawn, disputed, kept, refunded].map(saleStruct);
    const results = await market.core.settleMany.staticCall(batch);
    expect(results).to.deep.equal([4n, 0n, 4n, 0n, 2n]);
    expect(await eventsOf(market, market.core.settleMany(batch))).to.deep.equal([
      ["SalesSettled", `${toBeHex(withdrawn.id, 20)}${toBeHex(kept.id, 20).slice(2)}`],
    ]);
    expect(await market.core.balanceOf(returns.seller.id)).to.equal(70_000_000n);
  });

  it("[RET-11] emit nothing and leave the journal alone if all of a batch is in return", async () => {
    const batch = [await returns.at("requested"), await returns.at("disputed")].map(saleStruct);
    await market.passWindows();
    const head = await market.core.journalHead();
    expect(await eventsOf(market, market.core.settleMany(batch))).to.deep.equal([]);
    expect(await market.core.journalHead()).to.equal(head);
  });

  it("[RET-11] lose against a return in the window's last second", async () => {
    const sale = await returns.sell();
    await returns.next(sale, -1n);
    await returns.request(sale);
    expect(await market.settleMany([sale])).to.deep.equal(["inReturn"]);
    await returns.expectNobodyPaid();
  });

  it("[RET-6] settle a withdrawn return in the very second of the withdrawal, once", async () => {
    const sale = await returns.at("requested");
    const { provider } = market.ethers;
    await provider.send("evm_setAutomine", [false]);
    await returns.withdraw(sale);
    await market.settle(sale);
    await provider.send("evm_setAutomine", [true]);
    await provider.send("evm_mine", []);
    expect(await returns.status(sale)).to.deep.equal(["settled", await market.now()]);
    expect(await market.settleMany([sale])).to.deep.equal(["finished"]);
    await returns.expectPaidAsPlaced(sale);
  });
});
