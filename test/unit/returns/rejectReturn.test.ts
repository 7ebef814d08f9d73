import { expect } from "chai";
import { toBeHex, ZeroHash } from "ethers";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, type Market } from "../../helpers/market.ts";
import { openReturns, REASON, type Returns, RULING_TIME, STANDINGS, standingsBut } from "../../helpers/returns.ts";

describe("rejectReturn", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  it("[RET-5] gives the arbiter his time to rule, and tells why and until when", async () => {
    for (const reason of [REASON, toBeHex(1, 32)]) {
      const sale = await returns.at("requested");
      const events = await eventsOf(market, returns.reject(sale, returns.operator, reason));
      const deadline = (await market.now()) + RULING_TIME;
      expect(events).to.deep.equal([["ReturnRejected", sale.id, reason, deadline]]);
      expect(await returns.status(sale)).to.deep.equal(["disputed", deadline]);
    }
  });

  it("[RET-5] moves no token and pays nobody", async () => {
    const sale = await returns.at("requested");
    await returns.token.pause();
    await expect(returns.reject(sale)).to.changeTokenBalances(
      market.ethers,
      market.token,
      [returns.buyer, returns.operator, market.address],
      [0n, 0n, 0n],
    );
    await returns.expectNobodyPaid();
  });

  it("[RET-4] needs a reason", async () => {
    const sale = await returns.at("requested");
    await expect(returns.reject(sale, returns.operator, ZeroHash))
      .to.be.revertedWithCustomError(market.core, "ReturnReasonMissing")
      .withArgs(sale.id);
    expect((await returns.status(sale))[0]).to.equal("requested");
  });

  it("[RET-8] works in the last second of the decision, and the arbiter has all his time from then on", async () => {
    const sale = await returns.at("requested");
    const last = await returns.next(sale, -1n);
    await returns.reject(sale);
    expect(await returns.status(sale)).to.deep.equal(["disputed", last + RULING_TIME]);
  });

  it("[RET-8] comes too late at the end of the decision: the refund is due", async () => {
    const sale = await returns.at("requested");
    const deadline = await returns.next(sale, 0n);
    await returns.expectTooLate(returns.reject(sale), sale, deadline, deadline);
    await returns.refund(sale);
    expect((await returns.status(sale))[0]).to.equal("refunded");
  });

  it("[RET-4] is the returns role's alone: the admin and every other role are refused", async () => {
    const { core, stranger } = market;
    const role = await core.RETURNS_ROLE();
    await core.revokeRole(role, returns.operator);
    const sale = await returns.at("requested");
    for (const [name, wallet] of returns.others()) {
      await expect(returns.reject(sale, wallet), name)
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(wallet.address, role);
    }
    await core.grantRole(role, stranger);
    await returns.reject(sale, stranger);
    expect((await returns.status(sale))[0]).to.equal("disputed");
  });

  for (const standing of standingsBut("requested")) {
    it(`[RET-4] is refused for a sale that is ${standing}`, async () => {
      const sale = await returns.at(standing);
      await returns.expectState(returns.reject(sale), sale, STANDINGS[standing], "requested");
    });
  }

  for (const standing of ["unanswered by the company", "accepted, undelivered"] as const) {
    it(`[RET-8] [RET-10] comes too late where it is ${standing}`, async () => {
      const sale = await returns.at(standing);
      const deadline = await returns.deadlineOf(sale);
      const time = await returns.next(sale, 1_000n);
      await returns.expectTooLate(returns.reject(sale), sale, time, deadline);
    });
  }

  it("[RET-2] has nothing to decide about the automatic kind", async () => {
    const sale = await returns.sell(ESCROWED);
    await returns.undelivered(() => returns.request(sale));
    const deadline = await returns.deadlineOf(sale);
    const time = await returns.next(sale, 5n);
    await returns.expectTooLate(returns.reject(sale), sale, time, deadline);
  });

  it("[RET-12] knows no sale that was placed otherwise", async () => {
    const sale = await returns.at("requested");
    await returns.expectUnknown(sale, (values, by) => returns.reject(values, by), returns.operator);
  });

  it("[RET-13] goes on while the programme is paused", async () => {
    const sale = await returns.at("requested");
    await market.core.setPaused(true);
    await returns.reject(sale);
    expect((await returns.status(sale))[0]).to.equal("disputed");
  });
});
