import { expect } from "chai";
import { COMPANY, distributorSlot, type EscrowedSale, unpackDistributor } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { expectConserved } from "../helpers/ledger.ts";
import {
  FINAL,
  MAX_AMOUNT,
  MAX_PRICE,
  type Market,
  type Member,
  openLine,
  orderOf,
  UNIT,
  UNIT_ESCROWED,
  WINDOW,
} from "../helpers/market.ts";
import { type Plan, plan } from "../helpers/programme.ts";

const MAX_QUANTITY = 2n ** 32n - 1n;
/** Of the dearest product; with as many units as {@link REST} they cost the most there can be. */
const MANY = 65_536n;
const REST = 65_535n;

describe("limits", () => {
  const stageWith = (terms: Plan) =>
    fixture(async () => {
      const stage = await openLine(2, {
        token: "HugeSupplyToken",
        tokenArguments: (deployer) => [deployer],
        decimals: 18,
        cap: 10_000,
        plan: terms,
      });
      await stage.market.fund(stage.market.customer, 2n ** 100n);
      return stage;
    });
  const usual = stageWith(plan({ rates: [1_000, 800], threshold: MAX_PRICE }));

  let market: Market;
  let sponsor: Member;
  let seller: Member;

  async function stage(loaded: typeof usual): Promise<void> {
    const { line, ...loadedStage } = await loaded();
    market = loadedStage.market;
    [sponsor, seller] = line as [Member, Member];
  }

  /** Tokens that came without a sale. */
  let donated: bigint;

  beforeEach(async () => {
    donated = 0n;
    await stage(usual);
  });

  afterEach(() => expectConserved(market, donated));

  /** A product at the highest price; all of it is CV but for `changes`. */
  const dearest = (changes: { wholesale?: bigint; volume?: bigint; window?: bigint } = {}) =>
    market.addProduct({ retail: MAX_PRICE, wholesale: MAX_PRICE, volume: MAX_PRICE, ...changes });
  const distributor = async ({ id }: Member) =>
    unpackDistributor(BigInt((await market.core.extsload([distributorSlot(id)]))[0]!));

  describe("of prices and quantities", () => {
    it("[SALE-7] are a price of 2^80 - 1, in each field, to the unit", async () => {
      const sale = await market.buy(seller, await dearest());
      const [own, above] = [MAX_PRICE / 10n, (MAX_PRICE * 8n) / 100n];
      expect(sale.credits).to.deep.equal([
        { id: seller.id, amount: own },
        { id: sponsor.id, amount: above },
      ]);
      expect(sale).to.deep.include({ total: MAX_PRICE, company: MAX_PRICE - own - above, profit: 0n });
    });

    it("[SALE-7] are a profit of 2^80 - 1", async () => {
      const sale = await market.buy(seller, await dearest({ wholesale: 0n, volume: 0n }));
      expect(sale).to.deep.include({ profit: MAX_PRICE, company: 0n });
      expect(await market.core.balanceOf(seller.id)).to.equal(MAX_PRICE);
    });

    it("[SALE-7] are a quantity of 2^32 - 1", async () => {
      const sale = await market.buy(seller, UNIT, { quantity: MAX_QUANTITY });
      expect(sale.lines).to.deep.equal([{ product: UNIT, quantity: MAX_QUANTITY, unitPrice: 1n }]);
      expect(sale.total).to.equal(MAX_QUANTITY);
      expect(await market.core.balanceOf(seller.id)).to.equal(MAX_QUANTITY / 10n);
    });

    it("[SALE-1] [SALE-16] are any campaign and reference", async () => {
      for (const [campaign, ref] of [
        [0n, `0x${"00".repeat(32)}`],
        [2n ** 64n - 1n, `0x${"ff".repeat(32)}`],
      ] as const) {
        const sale = await market.placed(market.send(orderOf(seller.id, UNIT_ESCROWED, { campaign, ref })));
        expect(sale).to.deep.include({ campaign, ref });
      }
    });

    it("[SALE-12] are a window of 366 days and of one hour", async () => {
      for (const window of [366n * 86_400n, 3_600n]) {
        const sale = await market.escrow(seller, await dearest({ window }));
        expect(sale.window).to.equal(window);
        expect((await market.core.saleState(sale.id)).deadline).to.equal((await market.now()) + window);
        await market.networkHelpers.time.increase(window);
        await market.settle(sale);
      }
    });
  });

  describe("of one sale", () => {
    /** Lines that cost so many units more than the most there can be. */
    const linesFor = (product: bigint, more = 0n) => [
      { product, quantity: MANY },
      { product: UNIT, quantity: REST + more },
    ];

    it("[SALE-6] are a total of 2^96 - 1 into an empty core", async () => {
      const lines = linesFor(await dearest({ wholesale: 0n, volume: 0n }));
      const sale = await market.buy(seller, UNIT, { lines });
      expect(sale).to.deep.include({ total: MAX_AMOUNT, profit: MAX_PRICE * MANY });
      expect(await market.token.balanceOf(market.address)).to.equal(MAX_AMOUNT);
      // Nothing of the balance runs over into its neighbours.
      const { balance, sponsor: above, volume, rankNow, rankNext, pushOff } = await distributor(seller);
      expect(balance).to.equal(MAX_PRICE * MANY + REST / 10n);
      expect({ above, volume, rankNow, rankNext, pushOff }).to.deep.equal({
        above: sponsor.id,
        volume: REST,
        rankNow: 0n,
        rankNext: 0n,
        pushOff: false,
      });
    });

    it("[SALE-1] are that no order allows 2^96", async () => {
      const lines = linesFor(await dearest(), 1n);
      await expect(market.send(orderOf(seller.id, UNIT, { lines })))
        .to.be.revertedWithCustomError(market.core, "OrderTotalAboveLimit")
        .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
    });

    it("[SALE-6] are a core that holds 2^96 - 1, and not one unit more", async () => {
      const lines = linesFor(await dearest(), -1n);
      await market.buy(seller, UNIT, { lines });
      await expect(market.send(orderOf(seller.id, UNIT, { quantity: 2n })))
        .to.be.revertedWithCustomError(market.core, "TokenBalanceTooLarge")
        .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
      await market.buy(seller, UNIT);
      expect(await market.token.balanceOf(market.address)).to.equal(MAX_AMOUNT);
      for (const product of [UNIT, UNIT_ESCROWED]) {
        await expect(market.send(orderOf(seller.id, product)))
          .to.be.revertedWithCustomError(market.core, "TokenBalanceTooLarge")
          .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
      }
      // It goes on as soon as somebody has taken his share.
      await market.core.connect(market.company.wallet).claim();
      await market.buy(seller, FINAL);
    });

    it("[SALE-10] are a company's share of 2^96 - 1, beside which the journal's head stays whole", async () => {
      const lines = linesFor(await dearest());
      await market.buy(market.company, UNIT, { lines });
      expect(await market.core.balanceOf(COMPANY)).to.equal(MAX_AMOUNT);
      const head = await market.core.journalHead();
      await market.core.connect(market.company.wallet).claim();
      expect(await market.token.balanceOf(market.company.wallet)).to.equal(MAX_AMOUNT);
      expect(await market.core.balanceOf(COMPANY)).to.equal(0n);
      expect(await market.core.journalHead()).to.not.be.oneOf([head, 0n]);
      const sale = await market.escrow(seller, UNIT_ESCROWED);
      expect((await market.core.saleState(sale.id)).state).to.equal(1n);
    });

    it("[SALE-12] [SETTLE-1] are an escrowed total of 2^96 - 1", async () => {
      const product = await dearest({ wholesale: 0n, volume: 0n, window: WINDOW });
      const lines = [
        { product, quantity: MANY },
        { product: UNIT_ESCROWED, quantity: REST },
      ];
      const sale = await market.escrow(seller, product, { lines });
      expect(sale).to.deep.include({ total: MAX_AMOUNT, profit: MAX_PRICE * MANY });
      await market.passWindows();
      await market.settle(sale);
      expect(await market.core.balanceOf(seller.id)).to.equal(MAX_PRICE * MANY + REST / 10n);
    });

    it("[SETTLE-3] are a batch of 2^96 - 1 in all, in which no sum runs over into its neighbour", async () => {
      const product = await dearest({ wholesale: 0n, volume: 0n, window: WINDOW });
      const sales: EscrowedSale[] = [];
      const eighth = { product, quantity: MANY / 8n };
      sales.push(await market.escrow(seller, product, { lines: [eighth, { product: UNIT_ESCROWED, quantity: REST }] }));
      for (let i = 1; i < 8; ++i) sales.push(await market.escrow(seller, product, { lines: [eighth] }));
      await market.passWindows();
      await market.settleMany(sales);
      expect(await market.balancesOf(sponsor, seller)).to.deep.equal([
        (REST * 8n) / 100n,
        MAX_PRICE * MANY + REST / 10n,
      ]);
    });
  });

  describe("of activity", () => {
    const RETAIL_VOLUMES = [
      { quantity: 1n, counted: MAX_PRICE },
      { quantity: 2n, counted: MAX_PRICE },
      { quantity: MANY, counted: MAX_PRICE },
    ];

    for (const { quantity, counted } of RETAIL_VOLUMES) {
      it(`[ACT-2] [SETTLE-1] is ${counted} for a CV of ${quantity} times that, in escrow, which can be settled`, async () => {
        const sale = await market.escrow(seller, await dearest({ window: WINDOW }), { quantity });
        expect(sale).to.deep.include({ activityVolume: counted, threshold: MAX_PRICE });
        await market.passWindows();
        await market.settle(sale);
        const { volume, activeNext, sponsor: above } = await distributor(seller);
        expect({ volume, activeNext, above }).to.deep.equal({ volume: counted, activeNext: true, above: sponsor.id });
      });

      it(`[ACT-2] is ${counted} for a CV of ${quantity} times that, final at once`, async () => {
        const period = await market.core.currentPeriod();
        await market.buy(seller, await dearest(), { quantity });
        const word = await distributor(seller);
        expect(word).to.deep.include({ volume: counted, activeNext: true, period, sponsor: sponsor.id });
        await market.buy(seller, UNIT, { quantity: 10n });
        expect(await distributor(seller)).to.deep.equal({ ...word, balance: word.balance + 1n });
      });
    }

    it("[ACT-1] is reached at a threshold of 2^80 - 1 by exactly that", async () => {
      await market.buy(seller, await dearest({ volume: MAX_PRICE - 1n }));
      expect((await distributor(seller)).activeNext).to.equal(false);
      await market.buy(seller, UNIT);
      expect(await distributor(seller)).to.deep.include({ volume: MAX_PRICE, activeNext: true });
    });

    it("[QUOTE-1] [ACT-2] is quoted as it will count", async () => {
      const product = await dearest({ window: WINDOW });
      const quote = await market.quote(orderOf(seller.id, product, { quantity: 3n }));
      expect(quote).to.deep.include({ volume: 3n * MAX_PRICE, activityVolume: MAX_PRICE });
    });

    it("[SETTLE-3] [ACT-2] saturates over a batch", async () => {
      const product = await dearest({ window: WINDOW });
      const sales = [await market.escrow(seller, product), await market.escrow(seller, product)];
      await market.passWindows();
      await market.settleMany(sales);
      expect((await distributor(seller)).volume).to.equal(MAX_PRICE);
    });
  });

  describe("of shares", () => {
    const allToPool = stageWith(plan({ rates: [], threshold: 0n }));

    it("[SALE-7] are a pool of 2^96 - 1, beside which the run contract stays", async () => {
      await stage(allToPool);
      await market.setPlan(plan({ rates: [], poolShare: 10_000 }));
      const product = await dearest();
      const lines = [
        { product, quantity: MANY },
        { product: UNIT, quantity: REST },
      ];
      expect(await market.buy(seller, product, { lines })).to.deep.include({ pool: MAX_AMOUNT, company: 0n });
      expect(await market.core.poolBalance()).to.equal(MAX_AMOUNT);
      const run = await market.impersonated(market.run);
      await market.core.connect(run).spendPool(market.stranger, MAX_AMOUNT);
      expect(await market.core.poolBalance()).to.equal(0n);
      await market.buy(seller, UNIT);
      expect(await market.core.poolBalance()).to.equal(1n);
    });

    it("[SALE-7] are all of the price, of which the company gets the dust alone", async () => {
      await stage(allToPool);
      const rates = [3_333, 3_333];
      await market.setPlan(plan({ rates, poolShare: 3_334 }));
      const paid = async (quantity: bigint) => (await market.buy(seller, UNIT, { quantity })).company;
      expect(await paid(10_000n)).to.equal(0n);
      expect(await paid(9_999n)).to.equal(2n);
      expect(await paid(2n), "0.6666, 0.6666 and 0.6668").to.equal(2n);
      expect(await paid(3n), "0.9999, 0.9999 and 1.0002").to.equal(2n);
      expect(await paid(1n)).to.equal(1n);
      const priced = await dearest();
      const share = (rate: bigint) => (MAX_PRICE * rate) / 10_000n;
      const dust = MAX_PRICE - 2n * share(3_333n) - share(3_334n);
      expect((await market.buy(seller, priced)).company).to.equal(dust);
    });

    it("[SALE-7] are sales of one unit, of which every share is rounded to nothing", async () => {
      await market.setPlan(plan({ rates: [5_000, 4_000], poolShare: 1_000 }));
      for (const product of [UNIT, UNIT_ESCROWED]) {
        const sale = await market.buy(seller, product);
        expect(sale).to.deep.include({ total: 1n, company: 1n, pool: 0n, credits: [] });
        if (sale.final) continue;
        await market.passWindows();
        await market.settle(sale);
      }
      expect(await market.balancesOf(market.company, sponsor, seller)).to.deep.equal([2n, 0n, 0n]);
    });

    it("[SALE-7] are rates of one basis point", async () => {
      await market.setPlan(plan({ rates: [1, 1], poolShare: 1 }));
      const shares = async (quantity: bigint) => {
        const { pool, credits, company } = await market.buy(seller, UNIT, { quantity });
        return [pool, company, ...credits.map(({ amount }) => amount)];
      };
      expect(await shares(9_999n)).to.deep.equal([0n, 9_999n]);
      expect(await shares(10_000n)).to.deep.equal([1n, 9_997n, 1n, 1n]);
      expect(await shares(19_999n)).to.deep.equal([1n, 19_996n, 1n, 1n]);
    });
  });

  describe("of what belongs to whom", () => {
    it("[PAY-3] leave tokens that came without a sale to nobody", async () => {
      donated = 7n;
      await market.token.connect(market.customer).transfer(market.address, donated);
      await market.buy(seller, UNIT);
      expect(await market.balancesOf(market.company, sponsor, seller)).to.deep.equal([1n, 0n, 0n]);
    });

    it("[SALE-6] count tokens that came without a sale against the limit", async () => {
      donated = MAX_AMOUNT;
      await market.token.connect(market.customer).transfer(market.address, donated);
      await expect(market.send(orderOf(seller.id, UNIT)))
        .to.be.revertedWithCustomError(market.core, "TokenBalanceTooLarge")
        .withArgs(MAX_AMOUNT + 1n, MAX_AMOUNT);
    });
  });
});
