import { expect } from "chai";
import { toBeHex, ZeroAddress } from "ethers";
import { saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ARBITER, ESCROWED, GOODS_WINDOW, type Market } from "../../helpers/market.ts";
import { plan } from "../../helpers/programme.ts";
import { openReturns, type Returns, STANDINGS, standingsBut } from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("ruleReturn", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  describe("for the buyer", () => {
    it("[RET-5] refunds the whole total, and tells the ruling", async () => {
      const sale = await returns.at("disputed");
      expect(await eventsOf(market, returns.ruleForBuyer(sale))).to.deep.equal([
        ["ReturnRuled", sale.id, true],
        ["SaleRefunded", sale.id, returns.buyer.address, TOTAL],
      ]);
      expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
      await returns.expectNobodyPaid();
    });

    it("[RET-9] takes it from the core, to the unit, and gives it to the buyer", async () => {
      const sale = await returns.at("disputed");
      await expect(returns.ruleForBuyer(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [returns.buyer, returns.arbiter, market.address],
        [TOTAL, 0n, -TOTAL],
      );
    });
  });

  describe("for the company", () => {
    it("[RET-5] settles in the same call, to the unit as placed, and tells the ruling first", async () => {
      const sale = await returns.at("disputed");
      expect(await eventsOf(market, returns.ruleForCompany(sale))).to.deep.equal([
        ["ReturnRuled", sale.id, false],
        ["SalesSettled", toBeHex(sale.id, 20)],
      ]);
      expect(await returns.status(sale)).to.deep.equal(["settled", await market.now()]);
      await returns.expectPaidAsPlaced(sale);
    });

    it("[RET-5] moves no token, and needs none: a paused one stops nobody", async () => {
      const sale = await returns.at("disputed");
      await returns.token.pause();
      await expect(returns.ruleForCompany(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [returns.buyer, returns.arbiter, market.address],
        [0n, 0n, 0n],
      );
      await returns.expectPaidAsPlaced(sale);
    });

    it("[RET-5] [ACT-2] counts the seller's activity in the period of the ruling", async () => {
      const sale = await returns.at("disputed");
      await returns.next(sale, -1n);
      await returns.ruleForCompany(sale);
      const { volume, activeNext } = await market.core.distributor(returns.seller.id);
      expect([volume, activeNext]).to.deep.equal([50_000_000n, true]);
      await market.startPeriod();
      expect((await market.core.distributor(returns.seller.id)).active).to.equal(true);
    });

    it("[RET-5] [SALE-13] pays as placed after plan, ranks and products have changed", async () => {
      const sale = await returns.at("disputed");
      await market.setPlan(plan({ rates: [1], threshold: 1n, poolShare: 7 }));
      await market.core.setProductsClosed([3n], true);
      await returns.ruleForCompany(sale);
      await returns.expectPaidAsPlaced(sale);
    });
  });

  describe("in time", () => {
    for (const [name, forBuyer] of [
      ["the buyer", true],
      ["the company", false],
    ] as const) {
      const rule = (sale: Awaited<ReturnType<Returns["at"]>>) =>
        forBuyer ? returns.ruleForBuyer(sale) : returns.ruleForCompany(sale);

      it(`[RET-8] works in the last second, and not at the end of the ruling: for ${name}`, async () => {
        const [last, late] = [await returns.at("disputed"), await returns.at("disputed")];
        await returns.next(last, -1n);
        await rule(last);
        expect((await returns.status(last))[0]).to.equal(forBuyer ? "refunded" : "settled");
        const deadline = await returns.next(late, 0n);
        await returns.expectTooLate(rule(late), late, deadline, deadline);
      });

      it(`[RET-7] is the last word: for ${name}`, async () => {
        const sale = await returns.at("disputed");
        await rule(sale);
        const state = forBuyer ? "refunded" : "settled";
        await returns.expectState(returns.ruleForBuyer(sale), sale, state, "disputed");
        await returns.expectState(returns.ruleForCompany(sale), sale, state, "disputed");
        await returns.expectState(returns.request(sale), sale, state, "escrowed");
        await returns.expectState(returns.refund(sale), sale, state, "requested");
        expect(await market.settleMany([sale])).to.deep.equal(["finished"]);
      });
    }
  });

  describe("by whom", () => {
    it("[RET-5] is the product's arbiter's alone, no role's and neither party's", async () => {
      const sale = await returns.at("disputed");
      for (const [name, wallet] of returns.others(returns.arbiter)) {
        for (const rule of [returns.ruleForBuyer, returns.ruleForCompany]) {
          await expect(rule.call(returns, sale, wallet), name)
            .to.be.revertedWithCustomError(market.core, "ReturnNotByArbiter")
            .withArgs(sale.id, wallet.address, ARBITER);
        }
      }
    });

    it("[RET-5] is not another product's arbiter's", async () => {
      const { stranger } = market;
      const product = await market.addProduct({ window: GOODS_WINDOW, kind: 1n, arbiter: stranger });
      const [own, other] = [await returns.at("disputed"), await returns.sell(product)];
      await returns.request(other);
      await returns.reject(other);
      await expect(returns.ruleForCompany(own, stranger))
        .to.be.revertedWithCustomError(market.core, "ReturnNotByArbiter")
        .withArgs(own.id, stranger.address, ARBITER);
      await expect(returns.ruleForCompany(other, returns.arbiter))
        .to.be.revertedWithCustomError(market.core, "ReturnNotByArbiter")
        .withArgs(other.id, ARBITER, stranger.address);
      await returns.ruleForBuyer(other, stranger);
    });

    it("[RET-2] is nobody's in the automatic kind, which has no arbiter", async () => {
      const sale = await returns.sell(ESCROWED);
      await returns.undelivered(() => returns.request(sale));
      await expect(returns.ruleForCompany(sale))
        .to.be.revertedWithCustomError(market.core, "ReturnNotByArbiter")
        .withArgs(sale.id, ARBITER, ZeroAddress);
    });

    it("[RET-5] may be the seller's, if the product says so: all is paid as placed, to the unit", async () => {
      const { wallet } = returns.seller;
      const product = await market.addProduct({ window: GOODS_WINDOW, kind: 1n, arbiter: wallet });
      const sale = await returns.sell(product);
      await returns.request(sale);
      // He cannot rule before the company has rejected, nor after the buyer has withdrawn.
      await returns.expectState(returns.ruleForCompany(sale, wallet), sale, "requested", "disputed");
      await returns.reject(sale);
      await returns.ruleForCompany(sale, wallet);
      await returns.expectPaidAsPlaced(sale);
    });

    it("[RET-5] may be a contract", async () => {
      const wallet = await market.ethers.deployContract("SmartWallet", [market.stranger.address]);
      const product = await market.addProduct({ window: GOODS_WINDOW, kind: 1n, arbiter: wallet });
      const sale = await returns.sell(product);
      await returns.request(sale);
      await returns.reject(sale);
      const data = market.core.interface.encodeFunctionData("ruleReturn", [saleStruct(sale), true]);
      await wallet.connect(market.stranger).execute(market.address, data);
      expect((await returns.status(sale))[0]).to.equal("refunded");
    });
  });

  describe("standing", () => {
    for (const standing of standingsBut("disputed")) {
      it(`[RET-5] is refused for a sale that is ${standing}`, async () => {
        const sale = await returns.at(standing);
        await returns.expectState(returns.ruleForBuyer(sale), sale, STANDINGS[standing], "disputed");
        await returns.expectState(returns.ruleForCompany(sale), sale, STANDINGS[standing], "disputed");
      });
    }

    it("[RET-8] comes too late where he was silent: the refund is due", async () => {
      const sale = await returns.at("unanswered by the arbiter");
      const deadline = await returns.deadlineOf(sale);
      const time = await returns.next(sale, 1_000n);
      await returns.expectTooLate(returns.ruleForCompany(sale), sale, time, deadline);
      await returns.refund(sale);
      await returns.expectNobodyPaid();
    });
  });

  it("[RET-12] knows no sale that was placed otherwise, with another arbiter for example", async () => {
    const sale = await returns.at("disputed");
    const { arbiter } = returns;
    await returns.expectUnknown(sale, (values, by) => returns.ruleForBuyer(values, by), arbiter, market.stranger);
    await returns.expectUnknown(sale, (values, by) => returns.ruleForCompany(values, by), arbiter, market.stranger);
  });

  describe("where the token does not deliver", () => {
    it("[RET-10] stays due: he cannot rule otherwise, and nothing settles", async () => {
      const sale = await returns.at("disputed");
      await returns.token.blacklist(returns.buyer);
      expect(await eventsOf(market, returns.ruleForBuyer(sale))).to.deep.equal([
        ["ReturnRuled", sale.id, true],
        ["RefundFailed", sale.id, returns.buyer.address, TOTAL],
      ]);
      const time = await market.now();
      expect(await returns.status(sale)).to.deep.equal(["disputed", time]);
      await returns.expectTooLate(returns.ruleForCompany(sale), sale, time + 1n, time);
      await returns.expectTooLate(returns.ruleForBuyer(sale), sale, time + 2n, time);
      await returns.expectTooLate(returns.withdraw(sale), sale, time + 3n, time);
      await returns.expectState(returns.accept(sale), sale, "disputed", "requested");
      expect(await market.settleMany([sale])).to.deep.equal(["inReturn"]);
      await returns.refundTo(sale, market.stranger.address);
      expect(await market.token.balanceOf(market.stranger)).to.equal(TOTAL);
    });

    it("[RET-10] never fails for the gas of the arbiter: it refunds, or changes nothing at all", async () => {
      const sale = await returns.at("disputed");
      const values = saleStruct(sale);
      const snapshot = await market.networkHelpers.takeSnapshot();
      const results = new Set<string>();
      for (let gasLimit = 40_000n; gasLimit <= 140_000n; gasLimit += 1_000n) {
        const sent = market.core.connect(returns.arbiter).ruleReturn(values, true, { gasLimit });
        const names = await eventsOf(market, sent).then(
          (events) => events.map(([name]) => name).join(),
          () => "nothing",
        );
        results.add(names);
        await snapshot.restore();
      }
      expect([...results]).to.deep.equal(["nothing", "ReturnRuled,SaleRefunded"]);
    });
  });

  it("[RET-13] goes on while the programme is paused", async () => {
    const [first, second] = [await returns.at("disputed"), await returns.at("disputed")];
    await market.core.setPaused(true);
    await returns.ruleForCompany(first);
    await returns.ruleForBuyer(second);
    await returns.expectPaidAsPlaced(first);
  });
});
