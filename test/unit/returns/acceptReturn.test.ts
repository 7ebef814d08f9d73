import { expect } from "chai";
import { saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, type Market } from "../../helpers/market.ts";
import { FAILURES, openReturns, type Returns, STANDINGS, standingsBut, stateNumber } from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("acceptReturn", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  it("[RET-4] refunds the whole total, and tells who accepted", async () => {
    const sale = await returns.at("requested");
    expect(await eventsOf(market, returns.accept(sale))).to.deep.equal([
      ["ReturnAccepted", sale.id, returns.operator.address],
      ["SaleRefunded", sale.id, returns.buyer.address, TOTAL],
    ]);
    expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
    await returns.expectNobodyPaid();
  });

  it("[RET-9] takes it from the core, to the unit, and gives it to the buyer, whoever paid", async () => {
    const buyer = await market.wallet();
    const sale = await returns.sell(undefined, { buyer: buyer.address, quantity: 7n });
    await returns.request(sale, buyer);
    await expect(returns.accept(sale)).to.changeTokenBalances(
      market.ethers,
      market.token,
      [buyer, returns.buyer, returns.operator, market.address],
      [7n * TOTAL, 0n, 0n, -7n * TOTAL],
    );
  });

  it("[RET-8] works in the last second of the decision, and not at its end", async () => {
    const [last, late] = [await returns.at("requested"), await returns.at("requested")];
    await returns.next(last, -1n);
    await returns.accept(last);
    expect((await returns.status(last))[0]).to.equal("refunded");
    const deadline = await returns.next(late, 0n);
    await returns.expectTooLate(returns.accept(late), late, deadline, deadline);
  });

  describe("by whom", () => {
    it("[RET-4] is the returns role's alone: the admin and every other role are refused", async () => {
      const { core, stranger } = market;
      const role = await core.RETURNS_ROLE();
      await core.revokeRole(role, returns.operator);
      const sale = await returns.at("requested");
      for (const [name, wallet] of returns.others()) {
        await expect(returns.accept(sale, wallet), name)
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(wallet.address, role);
      }
      await core.grantRole(role, stranger);
      expect(await eventsOf(market, returns.accept(sale, stranger))).to.deep.include([
        "ReturnAccepted",
        sale.id,
        stranger.address,
      ]);
    });
  });

  describe("standing", () => {
    for (const standing of standingsBut("requested")) {
      it(`[RET-4] is refused for a sale that is ${standing}`, async () => {
        const sale = await returns.at(standing);
        await returns.expectState(returns.accept(sale), sale, STANDINGS[standing], "requested");
      });
    }

    for (const standing of ["unanswered by the company", "accepted, undelivered"] as const) {
      it(`[RET-8] comes too late where it is ${standing}`, async () => {
        const sale = await returns.at(standing);
        const deadline = await returns.deadlineOf(sale);
        const time = await returns.next(sale, 1_000n);
        await returns.expectTooLate(returns.accept(sale), sale, time, deadline);
      });
    }

    it("[RET-2] has nothing to decide about the automatic kind", async () => {
      const sale = await returns.sell(ESCROWED);
      await returns.expectState(returns.accept(sale), sale, "escrowed", "requested");
    });
  });

  it("[RET-12] knows no sale that was placed otherwise", async () => {
    const sale = await returns.at("requested");
    await returns.expectUnknown(sale, (values, by) => returns.accept(values, by), returns.operator);
  });

  describe("where the token does not deliver", () => {
    for (const name of FAILURES) {
      it(`[RET-10] stays accepted if ${name}: nobody decides otherwise, and nothing settles`, async () => {
        const sale = await returns.at("requested");
        await returns.failures[name][0]();
        expect(await eventsOf(market, returns.accept(sale))).to.deep.equal([
          ["ReturnAccepted", sale.id, returns.operator.address],
          ["RefundFailed", sale.id, returns.buyer.address, TOTAL],
        ]);
        const time = await market.now();
        expect(await returns.status(sale)).to.deep.equal(["requested", time]);
        await returns.expectTooLate(returns.accept(sale), sale, time + 1n, time);
        await returns.expectTooLate(returns.reject(sale), sale, time + 2n, time);
        await returns.expectTooLate(returns.withdraw(sale), sale, time + 3n, time);
        await returns.expectState(returns.ruleForCompany(sale), sale, "requested", "disputed");
        await returns.expectState(returns.request(sale), sale, "requested", "escrowed");
        await expect(market.settle(sale))
          .to.be.revertedWithCustomError(market.core, "SaleInReturn")
          .withArgs(sale.id, stateNumber("requested"), time);
        await expect(returns.refund(sale))
          .to.be.revertedWithCustomError(market.core, "RefundUndeliverable")
          .withArgs(sale.id, returns.buyer.address, TOTAL);
      });
    }

    it("[RET-10] is refunded in the same second, once the token delivers", async () => {
      const sale = await returns.at("accepted, undelivered");
      await returns.refund(sale);
      expect(await market.token.balanceOf(market.address)).to.equal(0n);
    });

    it("[RET-10] never fails for the gas of who accepts: it refunds, or changes nothing at all", async () => {
      const sale = await returns.at("requested");
      const snapshot = await market.networkHelpers.takeSnapshot();
      const values = saleStruct(sale);
      const results = new Set<string>();
      for (let gasLimit = 40_000n; gasLimit <= 140_000n; gasLimit += 1_000n) {
        const sent = market.core.acceptReturn(values, { gasLimit });
        const names = await eventsOf(market, sent).then(
          (events) => events.map(([name]) => name).join(),
          () => "nothing",
        );
        results.add(names);
        await snapshot.restore();
      }
      expect([...results]).to.deep.equal(["nothing", "ReturnAccepted,SaleRefunded"]);
    });
  });

  it("[RET-13] goes on while the programme is paused", async () => {
    const sale = await returns.at("requested");
    await market.core.setPaused(true);
    await returns.accept(sale);
    expect((await returns.status(sale))[0]).to.equal("refunded");
  });
});
