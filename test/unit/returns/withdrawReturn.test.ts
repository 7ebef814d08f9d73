import { expect } from "chai";
import { concat, toBeHex } from "ethers";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, GOODS_WINDOW, type Market } from "../../helpers/market.ts";
import { DUE, openReturns, type Returns, STANDINGS, standingsBut } from "../../helpers/returns.ts";

/** Where somebody else still has time to decide. */
const OPEN = ["requested", "disputed"] as const;

describe("withdrawReturn", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  for (const standing of OPEN) {
    describe(`of a return that is ${standing}`, () => {
      it("[RET-6] puts the sale back into escrow, due now, and tells only that", async () => {
        const sale = await returns.at(standing);
        expect(await eventsOf(market, returns.withdraw(sale))).to.deep.equal([["ReturnWithdrawn", sale.id]]);
        expect(await returns.status(sale)).to.deep.equal(["escrowed", await market.now()]);
        await returns.expectNobodyPaid();
      });

      it("[RET-6] moves no token, and needs none: a paused one stops nobody", async () => {
        const sale = await returns.at(standing);
        await returns.token.pause();
        await expect(returns.withdraw(sale)).to.changeTokenBalances(
          market.ethers,
          market.token,
          [returns.buyer, market.address],
          [0n, 0n],
        );
      });

      it("[RET-6] lets anybody settle at once, though the window is open, and pays as placed", async () => {
        const sale = await returns.at(standing);
        await returns.withdraw(sale);
        expect(await market.now()).to.be.below((await returns.deadlineOf(sale)) + GOODS_WINDOW);
        expect(await eventsOf(market, market.settle(sale))).to.deep.equal([
          ["SalesSettled", concat([toBeHex(sale.id, 20)])],
        ]);
        await returns.expectPaidAsPlaced(sale);
      });

      it("[RET-7] is the last word: the sale is not returned again, before its settlement or after", async () => {
        const sale = await returns.at(standing);
        await returns.withdraw(sale);
        const deadline = await returns.deadlineOf(sale);
        await returns.expectTooLate(returns.request(sale), sale, deadline + 1n, deadline);
        await market.settle(sale);
        await returns.expectState(returns.request(sale), sale, "settled", "escrowed");
      });

      it("[RET-8] works in the last second of the decision, and not at its end", async () => {
        const [last, late] = [await returns.at(standing), await returns.at(standing)];
        await returns.next(last, -1n);
        await returns.withdraw(last);
        expect((await returns.status(last))[0]).to.equal("escrowed");
        const deadline = await returns.next(late, 0n);
        await returns.expectTooLate(returns.withdraw(late), late, deadline, deadline);
      });

      it("[RET-1] is the buyer's alone", async () => {
        const sale = await returns.at(standing);
        for (const [name, wallet] of returns.others(returns.buyer)) {
          await expect(returns.withdraw(sale, wallet), name)
            .to.be.revertedWithCustomError(market.core, "ReturnNotByBuyer")
            .withArgs(sale.id, wallet.address, returns.buyer.address);
        }
        expect((await returns.status(sale))[0]).to.equal(standing);
      });
    });
  }

  for (const standing of DUE) {
    it(`[RET-8] [RET-10] comes too late where it is ${standing}: the refund is due`, async () => {
      const sale = await returns.at(standing);
      const deadline = await returns.deadlineOf(sale);
      const time = await returns.next(sale, 1_000n);
      await returns.expectTooLate(returns.withdraw(sale), sale, time, deadline);
      await returns.refund(sale);
      expect((await returns.status(sale))[0]).to.equal("refunded");
    });
  }

  for (const standing of standingsBut("requested", "disputed")) {
    it(`[RET-6] is refused for a sale that is ${standing}`, async () => {
      const sale = await returns.at(standing);
      await returns.expectState(returns.withdraw(sale), sale, STANDINGS[standing], "requested");
    });
  }

  it("[RET-2] is refused for the automatic kind, which is refunded already", async () => {
    const sale = await returns.sell(ESCROWED);
    await returns.request(sale);
    await returns.expectState(returns.withdraw(sale), sale, "refunded", "requested");
  });

  it("[RET-12] knows no sale that was placed otherwise", async () => {
    const sale = await returns.at("requested");
    await returns.expectUnknown(sale, (values, by) => returns.withdraw(values, by), returns.buyer, market.stranger);
  });

  it("[RET-13] goes on while the programme is paused", async () => {
    const sale = await returns.at("disputed");
    await market.core.setPaused(true);
    await returns.withdraw(sale);
    await market.settle(sale);
    await returns.expectPaidAsPlaced(sale);
  });
});
