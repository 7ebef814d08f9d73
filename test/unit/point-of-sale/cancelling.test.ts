import { expect } from "chai";
import { type EscrowedSale, saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ARBITER, ESCROWED, FINAL, GAS, GOODS, type Market, type Wallet } from "../../helpers/market.ts";
import { openTill, PAID, type Till } from "../../helpers/records.ts";
import { stateNumber } from "../../helpers/returns.ts";

describe("recorded sales, cancelled by who funded them", () => {
  const loaded = fixture(() => openTill({ token: "TestStablecoin", tokenArguments: (deployer: string) => [deployer] }));
  let market: Market;
  let till: Till;

  beforeEach(async () => {
    ({ market, till } = await loaded());
  });

  afterEach(() => till.expectSound());

  const cancel = (sale: EscrowedSale, by: Wallet = till.clerk) =>
    market.core.connect(by).requestReturn(saleStruct(sale), GAS);
  const token = () => market.ethers.getContractAt("TestStablecoin", market.token);

  for (const product of [ESCROWED, GOODS]) {
    describe(`of product ${product}`, () => {
      it("[POS-7] refunds the whole total at once, whatever the kind of return", async () => {
        const sale = await till.escrow(product, { quantity: 3n });
        expect(await eventsOf(market, cancel(sale))).to.deep.equal([
          ["SaleRefunded", sale.id, till.clerk.address, 3n * PAID],
        ]);
        expect(await market.core.saleState(sale.id)).to.deep.equal([stateNumber("refunded"), await market.now()]);
        await market.passWindows();
        expect(await market.settleMany([sale])).to.deep.equal(["finished"]);
        expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
      });

      it("[POS-7] takes it from the core, to the unit", async () => {
        const sale = await till.escrow(product);
        await expect(cancel(sale)).to.changeTokenBalances(
          market.ethers,
          market.token,
          [till.clerk, market.address, till.seller.wallet],
          [PAID, -PAID, 0n],
        );
      });

      it("[POS-7] [RET-8] works in the window's last second, and not at its end", async () => {
        const [last, late] = [await till.escrow(product), await till.escrow(product)];
        const { time } = market.networkHelpers;
        await time.setNextBlockTimestamp((await market.core.saleState(last.id)).deadline - 1n);
        await cancel(last);
        const { deadline } = await market.core.saleState(late.id);
        await time.setNextBlockTimestamp(deadline);
        await expect(cancel(late))
          .to.be.revertedWithCustomError(market.core, "ReturnTooLate")
          .withArgs(late.id, deadline, deadline);
        await market.settle(late);
      });

      it("[POS-7] is nobody else's: no other recorder's, no role's, not the seller's", async () => {
        const sale = await till.escrow(product);
        const { operator, stranger, company } = market;
        await market.core.grantRole(await market.core.RECORD_ROLE(), stranger);
        for (const wallet of [operator, stranger, company.wallet, till.seller.wallet, market.customer]) {
          await expect(cancel(sale, wallet))
            .to.be.revertedWithCustomError(market.core, "ReturnNotByBuyer")
            .withArgs(sale.id, wallet.address, till.clerk.address);
        }
      });

      it("[POS-7] works for a recorder who lost the role, and while the programme is paused", async () => {
        const sale = await till.escrow(product);
        await market.core.revokeRole(await market.core.RECORD_ROLE(), till.clerk);
        await market.core.setPaused(true);
        await cancel(sale);
        expect((await market.core.saleState(sale.id)).state).to.equal(stateNumber("refunded"));
      });

      it("[POS-7] is the only return: nothing is there to withdraw, decide or rule", async () => {
        const sale = await till.escrow(product);
        const { core } = market;
        const values = saleStruct(sale);
        const state = [sale.id, stateNumber("escrowed"), stateNumber("requested")] as const;
        for (const act of [
          () => core.connect(till.clerk).withdrawReturn(values),
          () => core.acceptReturn(values),
          () => core.rejectReturn(values, till.reason("OfferMaskEmpty").padEnd(66, "0")),
          () => core.refund(values),
          () => core.connect(till.clerk).refundTo(values, market.stranger),
        ]) {
          await expect(act())
            .to.be.revertedWithCustomError(core, "ReturnStateInvalid")
            .withArgs(...state);
        }
        if (product !== GOODS) return;
        await expect(core.connect(await market.impersonated(ARBITER)).ruleReturn(values, true))
          .to.be.revertedWithCustomError(core, "ReturnStateInvalid")
          .withArgs(sale.id, stateNumber("escrowed"), stateNumber("disputed"));
      });

      it("[POS-7] [RET-10] stays due if the token does not deliver, and the funder takes it elsewhere", async () => {
        const sale = await till.escrow(product);
        await (await token()).blacklist(till.clerk);
        expect(await eventsOf(market, cancel(sale))).to.deep.equal([
          ["RefundFailed", sale.id, till.clerk.address, PAID],
        ]);
        const time = await market.now();
        expect(await market.core.saleState(sale.id)).to.deep.equal([stateNumber("requested"), time]);
        await expect(market.core.rejectReturn(saleStruct(sale), `0x${"01".repeat(32)}`))
          .to.be.revertedWithCustomError(market.core, "ReturnTooLate")
          .withArgs(sale.id, time + 1n, time);
        await expect(market.core.connect(till.clerk).refundTo(saleStruct(sale), market.stranger)).to.changeTokenBalance(
          market.ethers,
          market.token,
          market.stranger,
          PAID,
        );
      });
    });
  }

  it("[POS-7] cancels one of a batch, and the others are settled", async () => {
    const placed = await till.placed([till.sale(GOODS), till.sale(ESCROWED), till.sale(GOODS)]);
    const sales = placed.filter((sale): sale is EscrowedSale => !sale.final);
    await cancel(sales[1]!);
    await market.passWindows();
    expect(await market.settleMany(sales)).to.deep.equal(["settled", "finished", "settled"]);
  });

  it("[POS-7] [SALE-11] cannot cancel what was final at once", async () => {
    const head = await market.core.journalHead();
    const like = saleStruct(await till.escrow(GOODS));
    await till.record([till.sale(FINAL)]);
    for (const id of [head + 1n, await market.core.journalHead()]) {
      await expect(market.core.connect(till.clerk).requestReturn({ ...like, id }))
        .to.be.revertedWithCustomError(market.core, "SaleUnknown")
        .withArgs(id);
    }
  });
});
