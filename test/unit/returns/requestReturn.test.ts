import { expect } from "chai";
import { saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ESCROWED, FINAL, GOODS, type Market, WINDOW } from "../../helpers/market.ts";
import {
  DECISION_TIME,
  FAILURES,
  openReturns,
  type Returns,
  STANDINGS,
  standingsBut,
  stateNumber,
} from "../../helpers/returns.ts";

const TOTAL = 100_000_000n;

describe("requestReturn", () => {
  const loaded = fixture(openReturns);
  let market: Market;
  let returns: Returns;

  beforeEach(async () => {
    ({ market, returns } = await loaded());
  });

  afterEach(() => returns.expectSound());

  describe("of the automatic kind", () => {
    it("[RET-2] [RET-9] refunds the whole total in the same transaction, and tells nothing else", async () => {
      const sale = await returns.sell(ESCROWED, { quantity: 3n });
      expect(await eventsOf(market, returns.request(sale))).to.deep.equal([
        ["SaleRefunded", sale.id, returns.buyer.address, 3n * TOTAL],
      ]);
      expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
      await returns.expectNobodyPaid();
    });

    it("[RET-2] [RET-9] takes it from the core, to the unit", async () => {
      const sale = await returns.sell(ESCROWED);
      await expect(returns.request(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [returns.buyer, market.address, returns.seller.wallet],
        [TOTAL, -TOTAL, 0n],
      );
    });

    it("[RET-9] refunds the buyer, whoever paid", async () => {
      const sale = await returns.sell(ESCROWED, { buyer: market.stranger.address });
      await expect(returns.request(sale, market.stranger)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.stranger, returns.buyer, market.address],
        [TOTAL, 0n, -TOTAL],
      );
    });

    it("[RET-9] refunds a personal sale at what was paid, and a distributor's", async () => {
      const { seller } = returns;
      const [sponsor] = (await market.core.queryFilter(market.core.filters.DistributorEnrolled(2n))).map(
        ({ args }) => args.wallet,
      );
      for (const [buyer, total, kind] of [
        [seller.wallet.address, 70_000_000n, "personal"],
        [sponsor!, TOTAL, "distributor"],
      ] as const) {
        const sale = await returns.sell(ESCROWED, { buyer });
        expect(sale).to.deep.include({ kind, total });
        await expect(returns.request(sale, await market.impersonated(buyer))).to.changeTokenBalances(
          market.ethers,
          market.token,
          [buyer, market.address],
          [total, -total],
        );
      }
      await returns.expectNobodyPaid();
    });

    it("[RET-9] refunds a sale that cost nothing", async () => {
      const free = await market.addProduct({ wholesale: 0n, volume: 0n, window: WINDOW });
      const sale = await returns.sell(free, { buyer: returns.seller.wallet.address });
      expect(sale.total).to.equal(0n);
      expect(await eventsOf(market, returns.request(sale, returns.seller.wallet))).to.deep.equal([
        ["SaleRefunded", sale.id, returns.seller.wallet.address, 0n],
      ]);
    });

    it("[RET-9] refunds what the company sold", async () => {
      const sale = await market.escrow(market.company, ESCROWED);
      await returns.request(sale);
      expect(await returns.status(sale)).to.deep.equal(["refunded", await market.now()]);
      await returns.expectNobodyPaid();
    });

    it("[RET-1] works in the window's last second, and not at its end", async () => {
      const [last, late] = [await returns.sell(ESCROWED), await returns.sell(ESCROWED)];
      await returns.next(last, -1n);
      await returns.request(last);
      expect((await returns.status(last))[0]).to.equal("refunded");
      const deadline = await returns.next(late, 0n);
      await returns.expectTooLate(returns.request(late), late, deadline, deadline);
    });

    it("[RET-1] refunds one of two equal sales, and the other is settled", async () => {
      const [returned, kept] = [await returns.sell(ESCROWED), await returns.sell(ESCROWED)];
      await returns.request(returned);
      await market.passWindows();
      expect(await market.settleMany([returned, kept])).to.deep.equal(["finished", "settled"]);
      await returns.expectPaidAsPlaced(kept);
    });
  });

  describe("of goods", () => {
    it("[RET-3] gives the company its time to decide, and tells until when", async () => {
      const sale = await returns.sell();
      const events = await eventsOf(market, returns.request(sale));
      const deadline = (await market.now()) + DECISION_TIME;
      expect(events).to.deep.equal([["ReturnRequested", sale.id, deadline]]);
      expect(await returns.status(sale)).to.deep.equal(["requested", deadline]);
    });

    it("[RET-3] moves no token and pays nobody", async () => {
      const sale = await returns.sell();
      await expect(returns.request(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [returns.buyer, market.address],
        [0n, 0n],
      );
      await returns.expectNobodyPaid();
    });

    it("[RET-1] [RET-3] works in the window's last second, and the company has all its time from then on", async () => {
      const sale = await returns.sell();
      const last = await returns.next(sale, -1n);
      await returns.request(sale);
      expect(await returns.status(sale)).to.deep.equal(["requested", last + DECISION_TIME]);
    });

    it("[RET-1] comes too late at the end of the window", async () => {
      const sale = await returns.sell();
      const deadline = await returns.next(sale, 0n);
      await returns.expectTooLate(returns.request(sale), sale, deadline, deadline);
      expect((await returns.status(sale))[0]).to.equal("escrowed");
    });
  });

  describe("by whom", () => {
    for (const product of [ESCROWED, GOODS]) {
      it(`[RET-1] is the buyer's alone, not even the payer's: product ${product}`, async () => {
        const buyer = await market.wallet();
        const sale = await returns.sell(product, { buyer: buyer.address });
        expect(sale.payer).to.equal(returns.buyer.address);
        for (const [name, wallet] of returns.others()) {
          await expect(returns.request(sale, wallet), name)
            .to.be.revertedWithCustomError(market.core, "ReturnNotByBuyer")
            .withArgs(sale.id, wallet.address, buyer.address);
        }
        await returns.request(sale, buyer);
        expect((await returns.status(sale))[0]).to.equal(product === GOODS ? "requested" : "refunded");
      });
    }

    it("[RET-1] may be a contract", async () => {
      const wallet = await market.ethers.deployContract("SmartWallet", [market.stranger.address]);
      const sale = await returns.sell(ESCROWED, { buyer: await wallet.getAddress() });
      const data = market.core.interface.encodeFunctionData("requestReturn", [saleStruct(sale)]);
      await wallet.connect(market.stranger).execute(market.address, data);
      expect(await market.token.balanceOf(wallet)).to.equal(TOTAL);
    });
  });

  describe("once", () => {
    for (const standing of standingsBut("escrowed")) {
      it(`[RET-7] is refused for a sale that is ${standing}`, async () => {
        const sale = await returns.at(standing);
        await returns.expectState(returns.request(sale), sale, STANDINGS[standing], "escrowed");
      });
    }

    for (const product of [ESCROWED, GOODS]) {
      it(`[RET-1] is refused at any time after the window: product ${product}`, async () => {
        const sale = await returns.sell(product);
        const deadline = await returns.deadlineOf(sale);
        const time = await returns.next(sale, 1_000_000n);
        await returns.expectTooLate(returns.request(sale), sale, time, deadline);
      });
    }
  });

  describe("with other values", () => {
    it("[RET-12] knows no sale that was placed otherwise", async () => {
      const { buyer } = returns;
      await returns.expectUnknown(
        await returns.sell(),
        (sale, by) => returns.request(sale, by),
        buyer,
        market.stranger,
      );
    });

    it("[RET-12] knows no sale that was final at once", async () => {
      const sale = await returns.sell();
      const head = await market.core.journalHead();
      await market.buy(returns.seller, FINAL);
      await expect(returns.request({ ...saleStruct(sale), id: head }))
        .to.be.revertedWithCustomError(market.core, "SaleUnknown")
        .withArgs(head);
    });
  });

  describe("where the token does not deliver", () => {
    for (const name of FAILURES) {
      it(`[RET-10] stays due if ${name}, and nobody decides otherwise`, async () => {
        const sale = await returns.sell(ESCROWED);
        await returns.failures[name][0]();
        expect(await eventsOf(market, returns.request(sale))).to.deep.equal([
          ["RefundFailed", sale.id, returns.buyer.address, TOTAL],
        ]);
        const time = await market.now();
        expect(await returns.status(sale)).to.deep.equal(["requested", time]);
        await returns.expectTooLate(returns.withdraw(sale), sale, time + 1n, time);
        await returns.expectTooLate(returns.accept(sale), sale, time + 2n, time);
        await returns.expectTooLate(returns.reject(sale), sale, time + 3n, time);
        await expect(market.settle(sale))
          .to.be.revertedWithCustomError(market.core, "SaleInReturn")
          .withArgs(sale.id, stateNumber("requested"), time);
      });
    }

    it("[RET-10] is refunded as soon as the token delivers", async () => {
      const sale = await returns.sell(ESCROWED);
      await returns.undelivered(() => returns.request(sale));
      await expect(returns.refund(sale)).to.changeTokenBalances(
        market.ethers,
        market.token,
        [returns.buyer, market.address],
        [TOTAL, -TOTAL],
      );
    });
  });

  it("[RET-13] goes on while the programme is paused and the product closed", async () => {
    for (const product of [ESCROWED, GOODS]) {
      const sale = await returns.sell(product);
      await market.core.setProductsClosed([product], true);
      await market.core.setPaused(true);
      await returns.request(sale);
      expect((await returns.status(sale))[0]).to.equal(product === GOODS ? "requested" : "refunded");
      await market.core.setPaused(false);
    }
  });
});
