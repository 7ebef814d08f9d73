import { expect } from "chai";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, type Market } from "../../helpers/market.ts";
import { openReturns, type Returns, STANDINGS, standingsBut } from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("refund", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  for (const [standing, silent] of [
    ["requested", "the company"],
    ["disputed", "the arbiter"],
  ] as const) {
    describe(`where ${silent} is silent`, () => {
      it("[RET-8] is not due in the last second of the decision", async () => {
        const sale = await returns.at(standing);
        const time = await returns.next(sale, -1n);
        await expect(returns.refund(sale))
          .to.be.revertedWithCustomError(market.core, "RefundNotDue")
          .withArgs(sale.id, time, time + 1n);
        expect((await returns.status(sale))[0]).to.equal(standing);
      });

      it("[RET-4] [RET-5] [RET-8] is due at its end, by anybody's call, and tells nothing else", async () => {
        const sale = await returns.at(standing);
        const deadline = await returns.next(sale, 0n);
        expect(await eventsOf(market, returns.refund(sale))).to.deep.equal([
          ["SaleRefunded", sale.id, returns.buyer.address, TOTAL],
        ]);
        expect(await returns.status(sale)).to.deep.equal(["refunded", deadline]);
        await returns.expectNobodyPaid();
      });

      it("[RET-9] goes to the buyer, to the unit, whoever calls", async () => {
        for (const [name, wallet] of returns.others()) {
          const sale = await returns.at(standing);
          await returns.pass(sale);
          await expect(returns.refund(sale, wallet), name).to.changeTokenBalances(
            market.ethers,
            market.token,
            [returns.buyer, market.stranger, market.address],
            [TOTAL, 0n, -TOTAL],
          );
        }
      });

      it("[RET-8] stays due for years, and nobody decides otherwise meanwhile", async () => {
        const sale = await returns.at(standing);
        const deadline = await returns.deadlineOf(sale);
        const time = await returns.next(sale, 10n * 365n * 86_400n);
        await returns.expectTooLate(returns.withdraw(sale), sale, time, deadline);
        if (standing === "requested") {
          await returns.expectTooLate(returns.accept(sale), sale, time + 1n, deadline);
          await returns.expectTooLate(returns.reject(sale), sale, time + 2n, deadline);
        } else {
          await returns.expectTooLate(returns.ruleForBuyer(sale), sale, time + 1n, deadline);
          await returns.expectTooLate(returns.ruleForCompany(sale), sale, time + 2n, deadline);
        }
        expect(await market.settleMany([sale])).to.deep.equal(["inReturn"]);
        await returns.refund(sale);
        expect((await returns.status(sale))[0]).to.equal("refunded");
      });
    });
  }

  describe("where the token did not deliver", () => {
    for (const standing of ["accepted, undelivered", "ruled for the buyer, undelivered"] as const) {
      it(`[RET-10] is due at once: ${standing}`, async () => {
        const sale = await returns.at(standing);
        await expect(returns.refund(sale)).to.changeTokenBalances(
          market.ethers,
          market.token,
          [returns.buyer, market.address],
          [TOTAL, -TOTAL],
        );
      });
    }

    it("[RET-10] fails as long as the token does not deliver, and changes nothing", async () => {
      const sale = await returns.at("unanswered by the company");
      const before = [await returns.status(sale), await market.core.journalHead()];
      for (const [bar, unbar] of Object.values(returns.failures)) {
        await bar();
        await expect(returns.refund(sale))
          .to.be.revertedWithCustomError(market.core, "RefundUndeliverable")
          .withArgs(sale.id, returns.buyer.address, TOTAL);
        expect([await returns.status(sale), await market.core.journalHead()]).to.deep.equal(before);
        await unbar();
      }
      await returns.refund(sale);
      expect((await returns.status(sale))[0]).to.equal("refunded");
    });

    it("[RET-10] fails if the token has no code any more", async () => {
      const sale = await returns.at("unanswered by the company");
      const code = await market.ethers.provider.getCode(market.token);
      await market.networkHelpers.setCode(await market.token.getAddress(), "0x");
      await expect(returns.refund(sale))
        .to.be.revertedWithCustomError(market.core, "RefundUndeliverable")
        .withArgs(sale.id, returns.buyer.address, TOTAL);
      await market.networkHelpers.setCode(await market.token.getAddress(), code);
    });
  });

  describe("once", () => {
    for (const standing of standingsBut("requested", "disputed")) {
      it(`[RET-7] is refused for a sale that is ${standing}`, async () => {
        const sale = await returns.at(standing);
        await returns.expectState(returns.refund(sale), sale, STANDINGS[standing], "requested");
      });
    }

    it("[RET-2] is refused for the automatic kind after its refund, and before a request", async () => {
      const [returned, kept] = [await returns.sell(ESCROWED), await returns.sell(ESCROWED)];
      await returns.request(returned);
      await returns.expectState(returns.refund(returned), returned, "refunded", "requested");
      await returns.expectState(returns.refund(kept), kept, "escrowed", "requested");
    });
  });

  it("[RET-12] knows no sale that was placed otherwise", async () => {
    const sale = await returns.at("unanswered by the company");
    await returns.expectUnknown(sale, (values, by) => returns.refund(values, by), market.stranger);
  });

  it("[RET-13] is stopped by no pause, no closed product and no role that is gone", async () => {
    const sale = await returns.at("requested");
    const { core } = market;
    await core.setProductsClosed([3n], true);
    await core.setPaused(true);
    await core.revokeRole(await core.RETURNS_ROLE(), returns.operator);
    await returns.pass(sale);
    await returns.refund(sale);
    expect((await returns.status(sale))[0]).to.equal("refunded");
  });
});
