import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, type Market } from "../../helpers/market.ts";
import { DUE, openReturns, type Returns, STANDINGS, standingsBut } from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("refundTo", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;
  let elsewhere: string;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
    elsewhere = (await market.wallet()).address;
  });

  afterEach(() => returns.expectSound());

  for (const standing of DUE) {
    it(`[RET-9] [RET-10] pays where the buyer says: ${standing}`, async () => {
      const sale = await returns.at(standing);
      await returns.token.blacklist(returns.buyer);
      expect(await eventsOf(market, returns.refundTo(sale, elsewhere))).to.deep.equal([
        ["SaleRefunded", sale.id, elsewhere, TOTAL],
      ]);
      expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
      expect(await market.token.balanceOf(elsewhere)).to.equal(TOTAL);
      expect(await market.token.balanceOf(market.address)).to.equal(0n);
      await returns.expectNobodyPaid();
    });
  }

  it("[RET-2] [RET-10] pays a buyer of the automatic kind elsewhere in the second after his request", async () => {
    const sale = await returns.sell(ESCROWED);
    await returns.token.blacklist(returns.buyer);
    await returns.request(sale);
    await expect(returns.refundTo(sale, elsewhere)).to.changeTokenBalances(
      market.ethers,
      market.token,
      [elsewhere, returns.buyer, market.address],
      [TOTAL, 0n, -TOTAL],
    );
  });

  it("[RET-9] pays to the buyer himself, if he says so", async () => {
    const sale = await returns.at("unanswered by the company");
    await expect(returns.refundTo(sale, returns.buyer.address)).to.changeTokenBalances(
      market.ethers,
      market.token,
      [returns.buyer],
      [TOTAL],
    );
  });

  for (const standing of ["requested", "disputed"] as const) {
    it(`[RET-8] is not due in the last second, and due at the end, where it is ${standing}`, async () => {
      const sale = await returns.at(standing);
      const time = await returns.next(sale, -1n);
      await expect(returns.refundTo(sale, elsewhere))
        .to.be.revertedWithCustomError(market.core, "RefundNotDue")
        .withArgs(sale.id, time, time + 1n);
      await returns.refundTo(sale, elsewhere);
      expect(await returns.status(sale)).to.deep.equal(["refunded", time + 1n]);
    });
  }

  it("[RET-9] refuses the zero address and the core", async () => {
    const sale = await returns.at("unanswered by the company");
    for (const nobody of [ZeroAddress, market.address]) {
      await expect(returns.refundTo(sale, nobody))
        .to.be.revertedWithCustomError(market.core, "PayoutRecipientInvalid")
        .withArgs(nobody);
    }
  });

  it("[RET-10] fails for an address that cannot receive either, and changes nothing", async () => {
    const sale = await returns.at("accepted, undelivered");
    const before = [await returns.status(sale), await market.core.journalHead()];
    await returns.token.blacklist(elsewhere);
    await expect(returns.refundTo(sale, elsewhere))
      .to.be.revertedWithCustomError(market.core, "RefundUndeliverable")
      .withArgs(sale.id, elsewhere, TOTAL);
    expect([await returns.status(sale), await market.core.journalHead()]).to.deep.equal(before);
    await returns.refundTo(sale, market.stranger.address);
  });

  it("[RET-9] is the buyer's alone, not even the payer's", async () => {
    const buyer = await market.wallet();
    const sale = await returns.sell(undefined, { buyer: buyer.address });
    await returns.request(sale, buyer);
    await returns.pass(sale);
    for (const [name, wallet] of returns.others()) {
      await expect(returns.refundTo(sale, wallet.address, wallet), name)
        .to.be.revertedWithCustomError(market.core, "ReturnNotByBuyer")
        .withArgs(sale.id, wallet.address, buyer.address);
    }
    await returns.refundTo(sale, elsewhere, buyer);
    expect(await market.token.balanceOf(elsewhere)).to.equal(TOTAL);
  });

  for (const standing of standingsBut("requested", "disputed")) {
    it(`[RET-7] is refused for a sale that is ${standing}`, async () => {
      const sale = await returns.at(standing);
      await returns.expectState(returns.refundTo(sale, elsewhere), sale, STANDINGS[standing], "requested");
    });
  }

  it("[RET-12] knows no sale that was placed otherwise", async () => {
    const sale = await returns.at("unanswered by the company");
    const { buyer } = returns;
    await returns.expectUnknown(sale, (values, by) => returns.refundTo(values, elsewhere, by), buyer, market.stranger);
  });
});
