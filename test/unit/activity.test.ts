import { expect } from "chai";
import { COMPANY, distributorSlot, type EscrowedSale, saleStruct } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import {
  ESCROWED,
  FINAL,
  type Market,
  type Member,
  openLine,
  orderOf,
  UNIT,
  UNIT_ESCROWED,
} from "../helpers/market.ts";
import { plan } from "../helpers/programme.ts";

const THRESHOLD = 100n;

describe("activity", () => {
  const loaded = fixture(() => openLine(2, { plan: plan({ threshold: THRESHOLD }) }));
  let market: Market;
  let sponsor: Member;
  let seller: Member;

  /** Begins in the period after the enrolments, in which nobody is active. */
  beforeEach(async () => {
    const { line, ...stage } = await loaded();
    market = stage.market;
    [sponsor, seller] = line as [Member, Member];
    await market.startPeriod();
  });

  afterEach(() => expectConserved(market));

  /** Whether a sale placed now would find him active. */
  async function isActive({ id }: Member): Promise<boolean> {
    const { skipped } = await market.quote(orderOf(id, FINAL));
    return !skipped.some((entry) => entry.id === id && entry.reason === "inactive");
  }

  /** Sells units, of which each has a CV of one. */
  const sell = (member: Member, units: bigint) => market.buy(member, UNIT, { quantity: units });
  const sellInEscrow = (member: Member, units: bigint) => market.escrow(member, UNIT_ESCROWED, { quantity: units });

  describe("by enrolment", () => {
    it("[ACT-1] lasts for the period of the enrolment", async () => {
      const newcomer = await market.enrol(seller);
      expect(await isActive(newcomer)).to.equal(true);
      await market.startPeriod();
      expect(await isActive(newcomer)).to.equal(false);
      await market.startPeriod();
      expect(await isActive(newcomer)).to.equal(false);
    });

    it("[ACT-1] is not renewed by sales below the threshold", async () => {
      const newcomer = await market.enrol(seller);
      await sell(newcomer, THRESHOLD - 1n);
      expect(await isActive(newcomer)).to.equal(true);
      await market.startPeriod();
      expect(await isActive(newcomer)).to.equal(false);
    });

    it("[ACT-1] is kept through the period while he sells", async () => {
      const newcomer = await market.enrol(seller);
      await sell(newcomer, THRESHOLD);
      expect(await isActive(newcomer)).to.equal(true);
      await market.startPeriod();
      expect(await isActive(newcomer)).to.equal(true);
      await market.startPeriod();
      expect(await isActive(newcomer)).to.equal(false);
    });
  });

  describe("by own retail volume", () => {
    it("[ACT-1] begins in the period after the threshold was reached, to the unit", async () => {
      await sell(seller, THRESHOLD - 1n);
      await sell(sponsor, THRESHOLD);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
      expect(await isActive(sponsor)).to.equal(true);
    });

    it("[ACT-1] adds the sales of a period up", async () => {
      for (const units of [40n, 59n]) await sell(seller, units);
      const before = await isActive(seller);
      await sell(seller, 1n);
      expect([before, await isActive(seller)], "in the same period").to.deep.equal([false, false]);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
    });

    it("[ACT-1] does not add up over periods", async () => {
      await sell(seller, THRESHOLD - 1n);
      await market.startPeriod();
      await sell(seller, THRESHOLD - 1n);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
    });

    it("[ACT-1] ends after one period, and goes on while each reaches the threshold", async () => {
      await sell(seller, THRESHOLD);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
      await sell(seller, THRESHOLD);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
    });

    it("[ACT-1] is forgotten after a period without sales, however many follow", async () => {
      for (const later of [2n, 3n, 20n]) {
        await sell(seller, THRESHOLD);
        await market.startPeriod(later);
        expect(await isActive(seller), `${later} periods later`).to.equal(false);
        await sell(seller, THRESHOLD - 1n);
        expect(await isActive(seller)).to.equal(false);
        await market.startPeriod();
        expect(await isActive(seller)).to.equal(false);
      }
    });

    it("[ACT-1] [LIFE-4] begins and ends at the second of the period's change", async () => {
      await sell(seller, THRESHOLD);
      const { start, periodLength } = await market.core.settings();
      const { time } = market.networkHelpers;
      const change = start + ((await market.core.currentPeriod()) + 1n) * periodLength;
      /** The sale of the block at this second finds him active. */
      const paidAt = async (second: bigint) => {
        await time.setNextBlockTimestamp(second);
        return (await market.buy(seller, FINAL, { buyer: sponsor.wallet.address })).credits[0]!.amount === 35_000_000n;
      };
      expect(await paidAt(change - 1n)).to.equal(false);
      expect(await paidAt(change)).to.equal(true);
      expect(await paidAt(change + periodLength - 1n)).to.equal(true);
      expect(await paidAt(change + periodLength)).to.equal(false);
    });

    it("[ACT-1] is everybody's while the plan in force has no threshold", async () => {
      expect(await isActive(seller)).to.equal(false);
      await market.setPlan(plan());
      expect(await isActive(seller)).to.equal(true);
      await market.setPlan(plan({ threshold: 1n }));
      expect(await isActive(seller)).to.equal(false);
    });

    it("[ACT-1] is the seller's alone", async () => {
      await sell(seller, 1_000n * THRESHOLD);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
      expect(await isActive(sponsor)).to.equal(false);
    });
  });

  describe("by kind of sale", () => {
    it("[ACT-2] never counts what the seller or another distributor buys", async () => {
      for (const buyer of [seller, sponsor, market.company]) {
        await market.buy(seller, UNIT, { quantity: THRESHOLD, buyer: buyer.wallet.address });
        const sale = await market.escrow(seller, UNIT_ESCROWED, {
          quantity: THRESHOLD,
          buyer: buyer.wallet.address,
        });
        expect(sale.activityVolume).to.equal(0n);
        await market.passWindows();
        await market.settle(sale);
      }
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
    });

    it("[ACT-2] counts the CV, not the price", async () => {
      const dear = await market.addProduct({ retail: 1_000n, wholesale: 1_000n, volume: THRESHOLD - 1n });
      await market.buy(seller, dear);
      await market.buy(sponsor, dear, { quantity: 2n });
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
      expect(await isActive(sponsor)).to.equal(true);
    });
  });

  describe("by volume", () => {
    it("[ACT-2] counts nothing of a sale without CV, final or in escrow, however low its plan's threshold", async () => {
      const free = { retail: 10n, wholesale: 10n, volume: 0n };
      const final = await market.addProduct(free);
      const waiting = await market.addProduct({ ...free, window: 3_600n });
      await sell(seller, 60n);
      await sell(sponsor, 60n);
      await market.setPlan(plan({ threshold: 60n }));
      await market.buy(seller, final);
      const sale = await market.escrow(sponsor, waiting);
      await market.networkHelpers.time.increase(3_600);
      await market.settle(sale);
      await market.startPeriod();
      expect([await isActive(sponsor), await isActive(seller)]).to.deep.equal([false, false]);
    });

    it("[ACT-2] counts no more of a sale than the volume of a period can hold", async () => {
      const most = 2n ** 80n - 1n;
      const dear = { retail: most, wholesale: most, window: 3_600n };
      const halves = await market.addProduct({ ...dear, volume: 2n ** 79n });
      const whole = await market.addProduct({ ...dear, volume: most });
      const above = await market.escrow(seller, halves, { quantity: 2n });
      const exact = await market.escrow(sponsor, whole);
      expect([above.activityVolume, exact.activityVolume]).to.deep.equal([most, most]);
      await market.networkHelpers.time.increase(3_600);
      for (const sale of [above, exact]) await market.settle(sale);
      await market.startPeriod();
      expect([await isActive(sponsor), await isActive(seller)]).to.deep.equal([true, true]);
    });
  });

  describe("by time of settlement", () => {
    it("[ACT-2] counts a sale in the period of its settlement, not of its placement", async () => {
      const sale = await sellInEscrow(seller, THRESHOLD);
      await market.startPeriod();
      expect(await isActive(seller), "placed in the period before").to.equal(false);
      await market.settle(sale);
      expect(await isActive(seller), "settled in this period").to.equal(false);
      await market.startPeriod();
      expect(await isActive(seller), "settled in the period before").to.equal(true);
    });

    it("[ACT-2] counts sales of several placements that are settled together", async () => {
      const sales = [await sellInEscrow(seller, 50n)];
      await market.startPeriod();
      sales.push(await sellInEscrow(seller, 50n));
      await market.startPeriod();
      await market.settleMany(sales);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
    });

    it("[ACT-2] counts escrowed and final sales of a period together", async () => {
      const sale = await sellInEscrow(seller, 50n);
      await market.startPeriod();
      await sell(seller, 50n);
      await market.settle(sale);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
    });

    it("[ACT-2] counts nothing before a sale is settled", async () => {
      await sellInEscrow(seller, THRESHOLD);
      for (let periods = 0; periods < 3; ++periods) {
        await market.startPeriod();
        expect(await isActive(seller)).to.equal(false);
      }
    });
  });

  describe("by plan", () => {
    it("[ACT-2] measures a sale by the threshold of its own plan, whichever is in force at its settlement", async () => {
      const old = await sellInEscrow(seller, THRESHOLD - 1n);
      await market.setPlan(plan({ threshold: 10n }));
      const young = await sellInEscrow(sponsor, 10n);
      await market.setPlan(plan({ threshold: THRESHOLD }));
      await market.startPeriod();
      await market.settleMany([old, young]);
      await market.startPeriod();
      expect(await isActive(seller), "99 of 100").to.equal(false);
      expect(await isActive(sponsor), "10 of 10").to.equal(true);
    });

    it("[ACT-2] measures all that was settled so far by the threshold of the last sale", async () => {
      await sell(seller, 60n);
      await market.setPlan(plan({ threshold: 61n }));
      await sell(seller, 1n);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
    });

    it("[ACT-2] does not take activity back that was reached under a lower threshold", async () => {
      await sell(seller, THRESHOLD);
      await market.setPlan(plan({ threshold: 10n ** 12n }));
      await sell(seller, 1n);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
    });

    it("[ACT-2] lets the sale that is settled last decide with the sum so far", async () => {
      // 60 of 100 and 50 of 200: if the second comes last, 110 of 200 do not suffice; if the first does, of 100 they do.
      const first = await sellInEscrow(seller, 60n);
      await market.setPlan(plan({ threshold: 200n }));
      const second = await sellInEscrow(seller, 50n);
      await market.startPeriod();
      for (const [order, active] of [
        [[first, second], false],
        [[second, first], true],
      ] as const) {
        for (const together of [true, false]) {
          const snapshot = await market.networkHelpers.takeSnapshot();
          if (together) await market.settleMany(order);
          else for (const sale of order) await market.settle(sale);
          await market.startPeriod();
          expect(await isActive(seller)).to.equal(active);
          await snapshot.restore();
        }
      }
    });

    it("[ACT-2] [SETTLE-3] keeps sales of two plans apart within a batch", async () => {
      // 60 of 100 and 40 of 1,000: together they reach the first threshold, but the first sale alone does not, and the
      // second is measured by its own.
      const first = await sellInEscrow(seller, 60n);
      await market.setPlan(plan({ threshold: 1_000n }));
      const second = await sellInEscrow(seller, 40n);
      await market.startPeriod();
      await market.settleMany([first, second]);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
    });
  });

  describe("by order of sales", () => {
    it("[ACT-3] does not count for the sale that reaches the threshold", async () => {
      const sale = await market.buy(seller, FINAL);
      expect(sale.credits).to.deep.equal([{ id: seller.id, amount: 30_000_000n }]);
    });

    it("[ACT-3] of the seller does not count for him as an upline in the same period", async () => {
      await market.buy(sponsor, FINAL);
      const sale = await market.buy(seller, FINAL);
      expect(sale.credits).to.deep.equal([{ id: seller.id, amount: 30_000_000n }]);
      await market.startPeriod();
      const next = await market.buy(seller, FINAL);
      expect(next.credits).to.deep.equal([
        { id: seller.id, amount: 35_000_000n },
        { id: sponsor.id, amount: 4_000_000n },
      ]);
    });

    it("[ACT-3] is read at the placement of an escrowed sale, not at its settlement", async () => {
      const sale = await market.escrow(seller);
      await market.buy(seller, FINAL);
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(true);
      await market.settle(sale);
      expect(sale.credits).to.deep.equal([{ id: seller.id, amount: 30_000_000n }]);
      expect(await market.core.balanceOf(seller.id)).to.equal(60_000_000n);
    });
  });

  describe("of a batch", () => {
    /** Settles the same sales in a batch and one by one; everybody's storage word must come out the same. */
    async function expectSame(sales: readonly EscrowedSale[], people: readonly Member[]): Promise<void> {
      await market.startPeriod();
      const words = () => market.core.extsload(people.map(({ id }) => distributorSlot(id)));
      const snapshot = await market.networkHelpers.takeSnapshot();
      for (const sale of sales) await market.settle(sale);
      const single = await words();
      await snapshot.restore();
      expect(new Set(await market.settleMany(sales))).to.deep.equal(new Set(["settled"]));
      expect(await words()).to.deep.equal(single);
      await market.startPeriod();
    }

    it("[SETTLE-3] [ACT-2] is that of single settlements: neighbours of one seller", async () => {
      const sales: EscrowedSale[] = [];
      for (let i = 0; i < 10; ++i) sales.push(await sellInEscrow(seller, 10n));
      await expectSame(sales, [sponsor, seller]);
      expect(await isActive(seller)).to.equal(true);
      expect(await isActive(sponsor)).to.equal(false);
    });

    it("[SETTLE-3] [ACT-2] is that of single settlements: sellers in turn", async () => {
      const sales: EscrowedSale[] = [];
      for (let i = 0; i < 10; ++i) {
        sales.push(
          await sellInEscrow(seller, 10n),
          await sellInEscrow(sponsor, 9n),
          await market.escrow(market.company),
        );
      }
      await expectSame(sales, [sponsor, seller]);
      expect([await isActive(sponsor), await isActive(seller)]).to.deep.equal([false, true]);
    });

    it("[ACT-2] does not count the company's sales for anybody", async () => {
      const sale = await market.escrow(market.company, ESCROWED);
      const own = await sellInEscrow(seller, THRESHOLD - 1n);
      await market.startPeriod();
      await market.core.settleMany([sale, own, sale].map(saleStruct));
      expect(BigInt((await market.core.extsload([distributorSlot(COMPANY)]))[0]!), "the company has no slot").to.equal(
        0n,
      );
      await market.startPeriod();
      expect(await isActive(seller)).to.equal(false);
    });
  });

  describe("and rank", () => {
    it("[RANK-1] stays through sales and settlements of later periods", async () => {
      await market.setPlan(plan({ threshold: THRESHOLD, openRanks: [5] }));
      const placed = await sellInEscrow(seller, THRESHOLD);
      await market.setRanks([seller, 5]);
      await sell(seller, THRESHOLD);
      const skipped = async () =>
        (await market.quote(orderOf(seller.id, FINAL))).skipped.find(({ id }) => id === seller.id)?.reason;
      expect(await skipped()).to.equal("inactive");
      await market.startPeriod();
      expect(await skipped(), "active and of the rank").to.equal(undefined);
      await market.settle(placed);
      await market.setRanks([seller, 4]);
      expect(await skipped(), "a rank counts from the next period on").to.equal(undefined);
      await market.startPeriod();
      expect(await skipped(), "active by the settlement, and of the new rank").to.equal("rankTooLow");
    });
  });
});
