import { expect } from "chai";
import { COMPANY, type FinalSale, saleStruct } from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { CAMPAIGN, ESCROWED, FINAL, GOODS, type Market, REF, UNIT, WINDOW } from "../../helpers/market.ts";
import { deployUnopened } from "../../helpers/programme.ts";
import { openTill, PAID, type Till } from "../../helpers/records.ts";
import { BAD_RECORDS } from "./bad-records.ts";

/** What 10, 8 and 5 % of a CV of 50 tokens are, and the pool's 1 %. */
const LEVELS = [5_000_000n, 4_000_000n, 2_500_000n] as const;
const POOL = 500_000n;
const PROFIT = PAID - 70_000_000n;
const REST = PAID - PROFIT - LEVELS[0] - LEVELS[1] - LEVELS[2] - POOL;

describe("recordSales", () => {
  const loaded = fixture(openTill);
  let market: Market;
  let till: Till;

  beforeEach(async () => {
    ({ market, till } = await loaded());
  });

  afterEach(() => till.expectSound());

  const volume = async () => (await market.core.distributor(till.seller.id)).volume;

  describe("places", () => {
    it("[POS-2] [POS-3] a final sale: kind, price as paid, profit, levels and pool, funder in the buyer's place", async () => {
      const [sale] = await till.placed([till.sale()]);
      expect(sale).to.deep.equal({
        final: true,
        buyer: till.clerk.address,
        payer: till.clerk.address,
        seller: 4n,
        kind: "recorded",
        plan: 1n,
        campaign: CAMPAIGN,
        ref: REF,
        total: PAID,
        profit: PROFIT,
        pool: POOL,
        company: REST,
        lines: [{ product: FINAL, quantity: 1n, unitPrice: PAID }],
        credits: [
          { id: 4n, amount: PROFIT + LEVELS[0] },
          { id: 3n, amount: LEVELS[1] },
          { id: 2n, amount: LEVELS[2] },
        ],
      } satisfies FinalSale);
      expect([...(await market.balances()).values()]).to.deep.equal([REST, LEVELS[2], LEVELS[1], PROFIT + LEVELS[0]]);
      expect(await market.core.poolBalance()).to.equal(POOL);
    });

    it("[POS-3] nothing that counts as retail or for activity, neither final nor settled later", async () => {
      const waiting = await till.escrow(ESCROWED, { quantity: 9n });
      await till.record([till.sale(FINAL, { quantity: 9n })]);
      expect(waiting).to.deep.include({ kind: "recorded", activityVolume: 0n });
      await market.passWindows();
      await market.settle(waiting);
      const { volume: counted, activeNext } = await market.core.distributor(till.seller.id);
      expect([counted, activeNext]).to.deep.equal([0n, false]);
      await market.startPeriod();
      expect((await market.core.distributor(till.seller.id)).active).to.equal(false);
      // A purchase of the same size would have counted.
      await market.buy(till.seller, FINAL);
      expect(await volume()).to.equal(50_000_000n);
    });

    it("[POS-2] [SALE-12] a sale with a return window in escrow, and pays as placed when it is settled", async () => {
      const sale = await till.escrow(ESCROWED, { quantity: 2n });
      expect(sale).to.deep.include({ buyer: till.clerk.address, total: 2n * PAID, window: WINDOW, kind: "recorded" });
      expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
      const { deadline } = await market.core.saleState(sale.id);
      expect(deadline).to.equal((await market.now()) + WINDOW);
      await market.networkHelpers.time.setNextBlockTimestamp(deadline - 1n);
      await expect(market.settle(sale)).to.be.revertedWithCustomError(market.core, "SaleNotDue");
      await market.settle(sale);
      expect(await market.core.balanceOf(4n)).to.equal(2n * (PROFIT + LEVELS[0]));
    });

    it("[POS-1] many at once, and takes their sum from the funder in one transfer", async () => {
      const sales = [till.sale(), till.sale(GOODS, { quantity: 3n }), till.sale(UNIT, { quantity: 7n, unitPrice: 1n })];
      const total = PAID + 3n * PAID + 7n;
      const sent = till.record(sales);
      await expect(sent).to.changeTokenBalances(
        market.ethers,
        market.token,
        [till.clerk, market.address],
        [-total, total],
      );
      const { logs } = await market.receipt(sent);
      expect(logs.filter(({ address }) => address !== market.address).length).to.equal(1);
      const names = logs
        .filter(({ address }) => address === market.address)
        .map((log) => {
          return market.core.interface.parseLog(log)?.name;
        });
      expect(names).to.deep.equal(["SaleFinal", "SalePlaced", "SaleFinal", "BatchRecorded"]);
    });

    it("[POS-5] and tells number, funder, how many and their sum at the end", async () => {
      const events = await eventsOf(market, till.record([till.sale(), till.sale(GOODS)]));
      expect(events.at(-1)).to.deep.equal(["BatchRecorded", 1n, till.clerk.address, 2n, 2n * PAID]);
      expect(events.length).to.equal(3);
    });

    it("[POS-2] [SALE-14] and returns an id for each: the journal's head before its event", async () => {
      const sales = [till.sale(GOODS), till.sale(ESCROWED), till.sale(GOODS)];
      await market.networkHelpers.time.setNextBlockTimestamp((await market.now()) + 100n);
      const core = market.core.connect(till.clerk);
      const ids = await core.recordSales.staticCall(1n, sales, { blockTag: "pending" });
      const head = await market.core.journalHead();
      const placed = await till.placed(sales);
      expect(ids).to.deep.equal(placed.map((sale) => (sale.final ? 0n : sale.id)));
      expect(ids[0]).to.equal(head);
      expect(new Set(ids).size).to.equal(3);
    });

    it("[POS-4] each line at its own price, from wholesale to retail with the markup", async () => {
      const lines = [1n, 2n, 3n].map((quantity) => ({ product: FINAL, quantity }));
      const [sale] = await till.placed([till.sale(FINAL, { lines, unitPrices: [70_000_000n, 120_000_000n, PAID] })]);
      expect(sale?.lines.map(({ unitPrice }) => unitPrice)).to.deep.equal([70_000_000n, 120_000_000n, PAID]);
      const total = 70_000_000n + 240_000_000n + 3n * PAID;
      expect(sale).to.deep.include({ total, profit: total - 6n * 70_000_000n });
      // A CV of 300 tokens, whatever was paid.
      expect(sale?.credits[1]).to.deep.equal({ id: 3n, amount: 6n * LEVELS[1] });
    });

    it("[POS-3] [SALE-10] the company's own sales: all but the pool's share is its part", async () => {
      const [sale] = await till.placed([till.sale(FINAL, { seller: COMPANY })]);
      expect(sale).to.deep.include({ seller: COMPANY, credits: [], profit: PROFIT, pool: POOL, company: PAID - POOL });
      expect(await market.core.balanceOf(COMPANY)).to.equal(PAID - POOL);
    });

    it("[POS-2] as Recorded, though the funder is the seller himself or another distributor", async () => {
      const { core } = market;
      const { wallet } = till.seller;
      await core.grantRole(await core.RECORD_ROLE(), wallet);
      await market.fund(wallet, 1_000_000_000n);
      const [own] = await till.placed([till.sale()], wallet);
      expect(own).to.deep.include({ kind: "recorded", buyer: wallet.address, total: PAID, profit: PROFIT });
      expect(own?.credits[0]).to.deep.equal({ id: 4n, amount: PROFIT + LEVELS[0] });
      const [other] = await till.placed([till.sale(FINAL, { seller: 2n })], wallet);
      expect(other).to.deep.include({ kind: "recorded", seller: 2n });
    });

    it("[POS-5] nothing of an empty batch, which counts and touches no token", async () => {
      const token = await market.token.getAddress();
      const code = await market.ethers.provider.getCode(token);
      await market.networkHelpers.setCode(token, "0xfe");
      expect(await eventsOf(market, till.record([]))).to.deep.equal([
        ["BatchRecorded", 1n, till.clerk.address, 0n, 0n],
      ]);
      expect(await market.core.lastBatch(till.clerk)).to.equal(1n);
      await market.networkHelpers.setCode(token, code);
    });

    it("[POS-1] a hundred sales in one batch", async () => {
      const sales = Array.from({ length: 100 }, (_, i) => till.sale(FINAL, { quantity: BigInt(i) + 1n }));
      const placed = await till.placed(sales);
      expect(placed.map(({ total }) => total)).to.deep.equal(sales.map((_, i) => (BigInt(i) + 1n) * PAID));
      expect(await market.core.balanceOf(4n)).to.equal(5_050n * (PROFIT + LEVELS[0]));
    });
  });

  describe("passes over", () => {
    beforeEach(async () => {
      await market.core.setProductsClosed([ESCROWED], true);
    });

    for (const [name, make] of Object.entries(BAD_RECORDS)) {
      it(`[POS-4] [POS-6] a sale with ${name}, tells why, and places the others`, async () => {
        const { sale, error } = make(till);
        const events = await eventsOf(market, till.record([till.sale(), sale, till.sale(GOODS)]));
        const named = (wanted: string) => events.filter(([event]) => event === wanted);
        expect(named("RecordSkipped")).to.deep.equal([
          ["RecordSkipped", 1n, till.clerk.address, 1n, till.reason(...error)],
        ]);
        expect([named("SaleFinal").length, named("SalePlaced").length]).to.deep.equal([1, 1]);
        expect(events.at(-1)).to.deep.equal(["BatchRecorded", 1n, till.clerk.address, 2n, 2n * PAID]);
        expect(await market.core.balanceOf(4n)).to.equal(PROFIT + LEVELS[0]);
      });
    }

    it("[POS-6] each of many, wherever they stand, with its place and reason, and answers 0 for it", async () => {
      const bad = Object.values(BAD_RECORDS).map((make) => make(till));
      const sales = bad.flatMap(({ sale }) => [sale, till.sale(GOODS)]);
      const ids = await market.core.connect(till.clerk).recordSales.staticCall(1n, sales);
      expect(ids.map((id) => id !== 0n)).to.deep.equal(sales.map((_, i) => i % 2 === 1));
      const events = await eventsOf(market, till.record(sales));
      expect(events.filter(([name]) => name === "RecordSkipped")).to.deep.equal(
        bad.map(({ error }, i) => ["RecordSkipped", 1n, till.clerk.address, 2n * BigInt(i), till.reason(...error)]),
      );
      const count = BigInt(bad.length);
      expect(events.at(-1)).to.deep.equal(["BatchRecorded", 1n, till.clerk.address, count, count * PAID]);
    });

    it("[POS-5] [POS-6] all of a batch, which counts all the same and takes no money", async () => {
      const bad = Object.values(BAD_RECORDS).map((make) => make(till).sale);
      await expect(till.record(bad)).to.changeTokenBalance(market.ethers, market.token, till.clerk, 0n);
      expect(await market.core.lastBatch(till.clerk)).to.equal(1n);
      await till.record([till.sale()], 2n);
    });

    it("[POS-6] what the company closed a moment before, in the next batch it is placed", async () => {
      await market.core.setProductsClosed([FINAL], true);
      expect(await till.placed([till.sale()])).to.deep.equal([]);
      await market.core.setProductsClosed([FINAL], false);
      expect((await till.placed([till.sale()])).length).to.equal(1);
    });
  });

  describe("counts", () => {
    it("[POS-5] a recorder's batches from 1: no other number is taken, and a repeat changes nothing", async () => {
      const batch = [till.sale()];
      for (const number of [0n, 2n, 2n ** 256n - 1n]) {
        await till.expectRefused(() => till.record(batch, number), "BatchOutOfStep", number, 1n);
      }
      await till.record(batch, 1n);
      await till.expectRefused(() => till.record(batch, 1n), "BatchOutOfStep", 1n, 2n);
      await till.expectRefused(() => till.record(batch, 3n), "BatchOutOfStep", 3n, 2n);
      await till.record(batch, 2n);
      expect(await market.core.balanceOf(4n)).to.equal(2n * (PROFIT + LEVELS[0]));
    });

    it("[POS-5] each recorder's for himself: two of them never collide", async () => {
      const { core } = market;
      const other = await market.wallet();
      await core.grantRole(await core.RECORD_ROLE(), other);
      await market.fund(other, 10n * PAID);
      await till.record([till.sale()], 1n);
      await till.record([till.sale()], 1n, other);
      await till.record([till.sale()], 2n);
      await till.expectRefused(() => till.record([till.sale()], 3n, other), "BatchOutOfStep", 3n, 2n);
      expect(await Promise.all([till.clerk, other].map((by) => core.lastBatch(by)))).to.deep.equal([2n, 1n]);
    });
  });

  describe("is refused", () => {
    it("[POS-1] to everybody without the record role, the admin with every other role included", async () => {
      const { core, company, stranger, operator } = market;
      const role = await core.RECORD_ROLE();
      await core.revokeRole(role, operator);
      for (const wallet of [stranger, operator, company.wallet, till.seller.wallet]) {
        await till.expectRefused(
          () => till.record([till.sale()], 1n, wallet),
          "AccessControlUnauthorizedAccount",
          wallet.address,
          role,
        );
      }
      await core.revokeRole(role, till.clerk);
      await till.expectRefused(
        () => till.record([till.sale()], 1n),
        "AccessControlUnauthorizedAccount",
        till.clerk.address,
        role,
      );
    });

    it("[POS-8] while the programme is paused, whatever the batch", async () => {
      await market.core.setPaused(true);
      for (const batch of [[], [till.sale()], [till.sale(FINAL, { quantity: 0n })]]) {
        await till.expectRefused(() => till.record(batch), "ProgrammePaused");
      }
      await market.core.setPaused(false);
      await till.record([till.sale()]);
    });

    it("[POS-8] before the programme opens", async () => {
      const { core } = await deployUnopened();
      await expect(core.recordSales(1n, [])).to.be.revertedWithCustomError(core, "ProgrammeNotOpen").withArgs();
    });

    it("[POS-1] [SALE-6] with the token's own error if allowance or funds are too small, and nothing counts", async () => {
      const { token, core } = market;
      const sales = [till.sale(), till.sale(GOODS)];
      await token.connect(till.clerk).approve(market.address, 2n * PAID - 1n);
      await expect(till.record(sales))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance")
        .withArgs(market.address, 2n * PAID - 1n, 2n * PAID);
      await token.connect(till.clerk).approve(market.address, 2n * PAID);
      await token.connect(till.clerk).transfer(market.stranger, (await token.balanceOf(till.clerk)) - 2n * PAID + 1n);
      await expect(till.record(sales))
        .to.be.revertedWithCustomError(token, "ERC20InsufficientBalance")
        .withArgs(till.clerk.address, 2n * PAID - 1n, 2n * PAID);
      expect(await core.lastBatch(till.clerk)).to.equal(0n);
      await token.mint(till.clerk, 1n);
      await till.record(sales, 1n);
    });
  });

  it("[POS-3] pays in the same state what a purchase at that price would, but for the activity", async () => {
    const snapshot = await market.networkHelpers.takeSnapshot();
    const bought = await market.escrow(till.seller, ESCROWED, { quantity: 2n });
    await snapshot.restore();
    const sale = await till.escrow(ESCROWED, { quantity: 2n, unitPrice: 100_000_000n });
    const { clerk } = till;
    expect(saleStruct(sale)).to.deep.equal({
      ...saleStruct({ ...bought, buyer: clerk.address, payer: clerk.address, kind: "recorded", activityVolume: 0n }),
      id: sale.id,
    });
  });
});
