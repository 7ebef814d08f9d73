import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { COMPANY, type PlacedSale } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import {
  ARBITER,
  CAMPAIGN,
  ESCROWED,
  FINAL,
  GOODS,
  GOODS_WINDOW,
  type Market,
  type Member,
  openLine,
  orderOf,
  REF,
  UNIT,
  WINDOW,
} from "../../helpers/market.ts";
import { deployUnopened, plan } from "../../helpers/programme.ts";

/** Rates of 10, 8, 5, 3, 2 and 1 % of a CV of 50 tokens, from the seller up. */
const LEVELS = [5_000_000n, 4_000_000n, 2_500_000n, 1_500_000n, 1_000_000n, 500_000n];
const PROFIT = 30_000_000n;

describe("buy", () => {
  const loaded = fixture(() => openLine(7));
  let market: Market;
  let line: Member[];
  /** Has six uplines; five levels above him pay. */
  let seller: Member;

  beforeEach(async () => {
    ({ market, line } = await loaded());
    seller = line[6]!;
  });

  afterEach(() => expectConserved(market));

  describe("order", () => {
    it("[SALE-1] [SALE-16] places lines, seller, campaign and reference as ordered", async () => {
      const lines = [
        { product: FINAL, quantity: 2n },
        { product: UNIT, quantity: 7n },
      ];
      const sale = await market.placed(market.send(orderOf(seller.id, FINAL, { lines })));
      expect(sale).to.deep.include({ seller: 8n, campaign: CAMPAIGN, ref: REF, total: 200_000_007n, plan: 1n });
      expect(sale).to.deep.include({ buyer: market.customer.address, payer: market.customer.address });
      expect(sale.lines).to.deep.equal([
        { product: FINAL, quantity: 2n, unitPrice: 100_000_000n },
        { product: UNIT, quantity: 7n, unitPrice: 1n },
      ]);
    });

    it("[SALE-1] passes at the most that the buyer pays, and fails one unit above it", async () => {
      const order = (maxTotal: bigint) => orderOf(seller.id, FINAL, { quantity: 3n, maxTotal });
      await expect(market.send(order(299_999_999n)))
        .to.be.revertedWithCustomError(market.core, "OrderTotalAboveLimit")
        .withArgs(300_000_000n, 299_999_999n);
      expect((await market.placed(market.send(order(300_000_000n)))).total).to.equal(300_000_000n);
    });

    it("[SALE-1] needs a line", async () => {
      await expect(market.send(orderOf(seller.id, FINAL, { lines: [] })))
        .to.be.revertedWithCustomError(market.core, "OrderLinesInvalid")
        .withArgs(0n, 255n);
    });

    it("[SALE-1] takes 255 lines and refuses 256", async () => {
      const lines = (count: number) => Array.from({ length: count }, (_, i) => ({ product: UNIT, quantity: i + 1 }));
      await expect(market.send(orderOf(seller.id, UNIT, { lines: lines(256) })))
        .to.be.revertedWithCustomError(market.core, "OrderLinesInvalid")
        .withArgs(256n, 255n);
      const sale = await market.placed(market.send(orderOf(seller.id, UNIT, { lines: lines(255) })));
      expect(sale.total).to.equal((255n * 256n) / 2n);
      expect(sale.lines.map(({ quantity }) => quantity)).to.deep.equal(
        lines(255).map(({ quantity }) => BigInt(quantity)),
      );
      expect(sale.credits.map(({ id, amount }) => [id, amount])).to.deep.equal([
        [8n, 3_264n],
        [7n, 2_611n],
        [6n, 1_632n],
        [5n, 979n],
        [4n, 652n],
        [3n, 326n],
      ]);
    });

    it("[SALE-1] refuses a quantity of 0 and names the line", async () => {
      const lines = [
        { product: FINAL, quantity: 1n },
        { product: UNIT, quantity: 0n },
      ];
      await expect(market.send(orderOf(seller.id, FINAL, { lines })))
        .to.be.revertedWithCustomError(market.core, "OrderQuantityInvalid")
        .withArgs(1n, 0n);
    });

    it("[SALE-1] refuses a product that does not exist", async () => {
      const last = await market.core.lastProduct();
      for (const unknown of [0n, last + 1n, 2n ** 32n - 1n]) {
        await expect(market.send(orderOf(seller.id, unknown)), `product ${unknown}`)
          .to.be.revertedWithCustomError(market.core, "ProductUnknown")
          .withArgs(unknown, last);
      }
    });

    it("[SALE-1] [CAT-4] refuses a closed product, also on a later line, until it is reopened", async () => {
      const lines = [
        { product: FINAL, quantity: 1n },
        { product: UNIT, quantity: 1n },
      ];
      const order = orderOf(seller.id, FINAL, { lines });
      await market.core.setProductsClosed([UNIT], true);
      await expect(market.send(order)).to.be.revertedWithCustomError(market.core, "ProductIsClosed").withArgs(UNIT);
      await market.core.setProductsClosed([UNIT], false);
      expect((await market.placed(market.send(order))).total).to.equal(100_000_001n);
    });

    it("refuses a seller who does not exist", async () => {
      for (const unknown of [0n, 9n, 2n ** 32n - 1n]) {
        await expect(market.send(orderOf(unknown, FINAL)), `seller ${unknown}`)
          .to.be.revertedWithCustomError(market.core, "DistributorUnknown")
          .withArgs(unknown, 8n);
      }
    });

    it("[SALE-5] refuses lines of different return terms, and names the line and both products", async () => {
      const otherArbiter = await market.addProduct({ window: GOODS_WINDOW, kind: 1n, arbiter: market.operator });
      const automatic = await market.addProduct({ window: GOODS_WINDOW });
      const pairs = [
        [FINAL, ESCROWED],
        [ESCROWED, FINAL],
        [ESCROWED, automatic],
        [GOODS, automatic],
        [GOODS, otherArbiter],
      ] as const;
      for (const [first, other] of pairs) {
        const lines = [first, first, other].map((product) => ({ product, quantity: 1n }));
        await expect(market.send(orderOf(seller.id, first, { lines })), `${first} with ${other}`)
          .to.be.revertedWithCustomError(market.core, "OrderTermsDiffer")
          .withArgs(2n, other, first);
      }
    });

    it("[SALE-5] takes lines of different products with the same return terms", async () => {
      const another = await market.addProduct({
        window: GOODS_WINDOW,
        kind: 1n,
        arbiter: ARBITER,
        retail: 90_000_000n,
      });
      const lines = [GOODS, another, GOODS].map((product) => ({ product, quantity: 1n }));
      const sale = await market.escrow(seller, GOODS, { lines });
      expect(sale).to.deep.include({ total: 290_000_000n, profit: 80_000_000n });
      expect(sale).to.deep.include({ window: GOODS_WINDOW, returnKind: "goods", arbiter: ARBITER });
    });
  });

  describe("when the programme does not sell", () => {
    it("[LIFE-2] is refused before the programme opens", async () => {
      const { core, token, others } = await deployUnopened();
      const [buyer] = others;
      const unit = { retail: 1n, wholesale: 1n, volume: 1n, window: 0n, kind: 0n, arbiter: ZeroAddress };
      await core.addProducts([unit], [REF]);
      await token.mint(buyer!, 1n);
      await token.connect(buyer!).approve(core, 1n);
      await expect(core.connect(buyer!).buy(orderOf(COMPANY, 1n))).to.be.revertedWithCustomError(
        core,
        "ProgrammeNotOpen",
      );
    });

    it("[LIFE-3] is refused while the programme is paused", async () => {
      await market.core.setPaused(true);
      await expect(market.send(orderOf(seller.id, FINAL))).to.be.revertedWithCustomError(
        market.core,
        "ProgrammePaused",
      );
      await market.core.setPaused(false);
      expect((await market.buy(seller, FINAL)).total).to.equal(100_000_000n);
    });
  });

  describe("kind and price", () => {
    const priceOf = ({ lines }: PlacedSale) => lines[0]!.unitPrice;

    it("[SALE-3] [SALE-4] is Retail at the retail price, with profit, if the buyer was never a distributor", async () => {
      const sale = await market.buy(seller, FINAL);
      expect(sale).to.deep.include({ kind: "retail", profit: PROFIT, total: 100_000_000n });
      expect(priceOf(sale)).to.equal(100_000_000n);
    });

    it("[SALE-3] [SALE-4] is Personal at wholesale, without profit, if the seller buys", async () => {
      await market.fund(seller.wallet, 70_000_000n);
      const sale = await market.buy(seller, FINAL, { payer: seller.wallet });
      expect(sale).to.deep.include({ kind: "personal", profit: 0n, total: 70_000_000n });
      expect(priceOf(sale)).to.equal(70_000_000n);
    });

    it("[SALE-3] [SALE-4] is Distributor at retail, with profit, if another distributor buys", async () => {
      for (const buyer of [line[5]!, line[0]!, market.company]) {
        await market.fund(buyer.wallet, 100_000_000n);
        const sale = await market.buy(seller, FINAL, { payer: buyer.wallet });
        expect(sale).to.deep.include({ kind: "distributor", profit: PROFIT, total: 100_000_000n });
        expect(priceOf(sale)).to.equal(100_000_000n);
      }
    });

    it("[SALE-3] is Personal if the company buys from itself", async () => {
      await market.fund(market.company.wallet, 70_000_000n);
      const sale = await market.buy(market.company, FINAL, { payer: market.company.wallet });
      expect(sale).to.deep.include({ kind: "personal", total: 70_000_000n, company: 70_000_000n, credits: [] });
    });

    it("[SALE-3] becomes Distributor for the same wallet once it has enrolled", async () => {
      const buyer = await market.wallet();
      await market.fund(buyer, 200_000_000n);
      expect((await market.buy(seller, FINAL, { payer: buyer })).kind).to.equal("retail");
      await market.core.connect(buyer).enrol({ sponsor: seller.wallet, newcomer: ZeroAddress, deadline: 0n }, "0x");
      expect((await market.buy(seller, FINAL, { payer: buyer })).kind).to.equal("distributor");
    });

    it("[SALE-4] costs nothing where the wholesale price is 0 and the seller buys", async () => {
      const free = await market.addProduct({ wholesale: 0n, volume: 0n });
      const sale = await market.buy(seller, free, { payer: seller.wallet });
      expect(sale).to.deep.include({ kind: "personal", total: 0n, company: 0n, credits: [] });
    });
  });

  describe("payment", () => {
    it("[SALE-6] takes exactly the total from the payer", async () => {
      await expect(market.send(orderOf(seller.id, FINAL, { quantity: 3n }))).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.customer, market.address],
        [-300_000_000n, 300_000_000n],
      );
    });

    it("[SALE-6] fails with the token's own error if allowance or funds are too small", async () => {
      const buyer = await market.wallet();
      const order = orderOf(seller.id, FINAL);
      await market.token.mint(buyer, 99_999_999n);
      await market.token.connect(buyer).approve(market.address, 99_999_999n);
      await expect(market.send(order, { payer: buyer }))
        .to.be.revertedWithCustomError(market.token, "ERC20InsufficientAllowance")
        .withArgs(market.address, 99_999_999n, 100_000_000n);
      await market.token.connect(buyer).approve(market.address, MaxUint256);
      await expect(market.send(order, { payer: buyer }))
        .to.be.revertedWithCustomError(market.token, "ERC20InsufficientBalance")
        .withArgs(buyer, 99_999_999n, 100_000_000n);
    });
  });

  describe("split", () => {
    it("[SALE-7] pays profit and each level to the unit, and the rest to the company", async () => {
      const sale = await market.buy(seller, FINAL);
      expect(sale.credits).to.deep.equal([
        { id: 8n, amount: PROFIT + LEVELS[0]! },
        { id: 7n, amount: LEVELS[1] },
        { id: 6n, amount: LEVELS[2] },
        { id: 5n, amount: LEVELS[3] },
        { id: 4n, amount: LEVELS[4] },
        { id: 3n, amount: LEVELS[5] },
      ]);
      expect(sale.company).to.equal(70_000_000n - 14_500_000n);
      const [first, ...paid] = await market.balancesOf(...line);
      expect(first, "the sixth upline, above the last level").to.equal(0n);
      expect(paid.reverse()).to.deep.equal(sale.credits.map(({ amount }) => amount));
      expect(await market.core.balanceOf(COMPANY)).to.equal(55_500_000n);
    });

    it("[SALE-7] sums the CV of all lines before it rounds, and rounds each level down", async () => {
      const small = await market.addProduct({ retail: 20n, wholesale: 20n, volume: 19n });
      const lines = [small, small, UNIT].map((product) => ({ product, quantity: 1n }));
      const sale = await market.buy(seller, small, { lines });
      // A CV of 39: 3.9, 3.12, 1.95, 1.17, 0.78 and 0.39. Line by line it would be 1.9 + 1.9 + 0.1 and so on.
      expect(sale.credits.map(({ id, amount }) => [id, amount])).to.deep.equal([
        [8n, 3n],
        [7n, 3n],
        [6n, 1n],
        [5n, 1n],
      ]);
      expect(sale.company).to.equal(41n - 8n);
    });

    it("[SALE-7] takes the pool's share from the company's part", async () => {
      await market.setPlan(plan({ poolShare: 333 }));
      const sale = await market.buy(seller, FINAL);
      expect(sale).to.deep.include({ pool: 1_665_000n, company: 55_500_000n - 1_665_000n, plan: 2n });
      expect(await market.core.poolBalance()).to.equal(1_665_000n);
    });

    it("[SALE-7] adds to balances that are not empty", async () => {
      await market.setPlan(plan({ poolShare: 100 }));
      for (let times = 1n; times <= 3n; ++times) {
        await market.buy(seller, FINAL);
        expect(await market.balancesOf(seller, line[5]!, market.company)).to.deep.equal([
          times * 35_000_000n,
          times * 4_000_000n,
          times * 55_000_000n,
        ]);
        expect(await market.core.poolBalance()).to.equal(times * 500_000n);
      }
    });

    it("[SALE-8] pays the profit to a seller who is inactive, and keeps his level 0 as breakage", async () => {
      await market.setPlan(plan({ threshold: 1n }));
      await market.startPeriod();
      const sale = await market.buy(seller, FINAL);
      expect(sale.credits).to.deep.equal([{ id: 8n, amount: PROFIT }]);
      expect(sale.company).to.equal(70_000_000n);
    });

    it("[SALE-8] pays no level 0 to a seller whose rank does not open it, and does not move it", async () => {
      await market.setPlan(plan({ openRanks: [3] }));
      await market.setRanks([seller, 2], [line[5]!, 3]);
      await market.startPeriod();
      const sale = await market.buy(seller, FINAL);
      expect(sale.credits[0]).to.deep.equal({ id: 8n, amount: PROFIT });
      expect(sale.credits[1]).to.deep.equal({ id: 7n, amount: LEVELS[1] });
      expect(sale.company).to.equal(55_500_000n + LEVELS[0]!);
    });

    it("[SALE-8] gives no credit to a seller who gets nothing", async () => {
      const atCost = await market.addProduct({ retail: 70_000_000n });
      await market.setPlan(plan({ rates: [0, 800] }));
      const sale = await market.buy(seller, atCost);
      expect(sale.credits).to.deep.equal([{ id: 7n, amount: LEVELS[1] }]);
      expect(sale.company).to.equal(66_000_000n);
    });

    it("[SALE-9] pays no commissions and no pool share on a personal sale, unless the plan pays them", async () => {
      const own = { payer: seller.wallet };
      await market.fund(seller.wallet, 140_000_000n);
      await market.setPlan(plan({ poolShare: 100 }));
      const unpaid = await market.buy(seller, FINAL, own);
      expect(unpaid).to.deep.include({ kind: "personal", pool: 0n, company: 70_000_000n, credits: [] });

      await market.setPlan(plan({ poolShare: 100, personalPays: true }));
      const paid = await market.buy(seller, FINAL, own);
      expect(paid).to.deep.include({ kind: "personal", pool: 500_000n, company: 55_000_000n });
      expect(paid.credits.map(({ amount }) => amount)).to.deep.equal(LEVELS);
    });

    it("[SALE-10] [PAY-4] leaves everything but the pool's share to the company if it sells", async () => {
      await market.setPlan(plan({ poolShare: 100 }));
      const sale = await market.buy(market.company, FINAL);
      expect(sale).to.deep.include({
        seller: COMPANY,
        profit: PROFIT,
        pool: 500_000n,
        company: 99_500_000n,
        credits: [],
      });
      expect(await market.core.balanceOf(COMPANY)).to.equal(99_500_000n);
    });
  });

  describe("settlement", () => {
    it("[SALE-11] pays a sale without return window in the same transaction", async () => {
      const id = await market.core.journalHead();
      await market.buy(seller, FINAL);
      expect(await market.core.saleState(id)).to.deep.equal([0n, 0n]);
      expect(await market.core.balanceOf(seller.id)).to.equal(35_000_000n);
    });

    it("[SALE-12] keeps a sale with a return window in escrow, and changes nobody's balance", async () => {
      await market.setPlan(plan({ poolShare: 100 }));
      const sale = await market.escrow(seller);
      const placedAt = await market.now();
      expect(await market.core.saleState(sale.id)).to.deep.equal([1n, placedAt + WINDOW]);
      expect(new Set((await market.balances()).values())).to.deep.equal(new Set([0n]));
      expect(await market.core.poolBalance()).to.equal(0n);
      expect(sale).to.deep.include({ total: 100_000_000n, pool: 500_000n, company: 55_000_000n, window: WINDOW });
      expect(sale).to.deep.include({ returnKind: "automatic", arbiter: ZeroAddress, activityVolume: 50_000_000n });
    });

    it("[SALE-14] has the journal's head before its event as its id, and returns it", async () => {
      for (const product of [FINAL, ESCROWED]) {
        const head = await market.core.journalHead();
        const order = orderOf(seller.id, product);
        expect(await market.core.connect(market.customer).buy.staticCall(order)).to.equal(head);
        const sale = await market.buy(seller, product);
        if (!sale.final) expect(sale.id).to.equal(head);
      }
    });
  });
});
