import { expect } from "chai";
import { concat, dataLength, dataSlice } from "ethers";
import { plan } from "../../../test/helpers/programme.ts";
import {
  COMPANY,
  decodeCredits,
  decodeRankChanges,
  decodeReceipt,
  decodeSale,
  decodeSaleFinal,
  decodeSaleIds,
  decodeSalePlaced,
  EventUnexpected,
  encodeCredits,
  type FoundEscrow,
  type FoundSale,
  PackedDataMalformed,
  type Quote,
  saleDigest,
  saleFromEvent,
  saleSlot,
  unpackSaleSlot,
} from "../src/index.ts";
import { BOX, DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, WINDOW } from "./helpers/shop.ts";

describe("receipt", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ plan: plan({ threshold: 123n }) });
    await shop.token.connect(shop.buyer).approve(shop.address, 10_000n * ONE);
  });

  /** Places an order of the buyer for `payer`'s money, and returns the sale with the quote just before it. */
  async function place(product: bigint, quantity: bigint, seller = 5n): Promise<{ quote: Quote; sale: FoundSale }> {
    const wanted = order(seller, product, quantity);
    const quote = await shop.client.quote(shop.stranger.address, wanted);
    const sent = await shop.connect(shop.buyer).buy(wanted, { buyer: shop.stranger.address });
    const { blockNumber } = (await sent.wait())!;
    const [sale] = await shop.client.placedSales({ from: blockNumber, to: blockNumber });
    return { quote, sale: sale! };
  }

  /** As `place`, of a product with a return window. */
  async function escrow(product: bigint, quantity: bigint, seller = 5n): Promise<{ quote: Quote; sale: FoundEscrow }> {
    const { quote, sale } = await place(product, quantity, seller);
    if (sale.final) throw new Error("the product has no return window");
    return { quote, sale };
  }

  for (const [name, product] of [
    ["final at once", DOWNLOAD],
    ["in escrow", LICENCE],
    ["of goods", BOX],
  ] as const) {
    it(`is read as quoted, of a sale ${name}`, async () => {
      const head = await shop.core.journalHead();
      const { quote, sale } = await place(product, 3n);
      const { kind, returnKind, arbiter, total, profit, pool, company, activityVolume, window, plan } = quote;
      const parties = { buyer: shop.stranger.address, payer: shop.buyer.address, seller: 5n };
      const texts = { campaign: 7n, ref: `0x${"ab".repeat(32)}` };
      expect(sale).to.deep.include({ ...parties, ...texts, kind, total, profit, pool, company, plan });
      expect(sale.final).to.equal(window === 0n);
      if (!sale.final) {
        expect(sale).to.deep.include({ id: head, returnKind, arbiter, activityVolume, threshold: 123n, window });
      }
      expect(sale.lines).to.deep.equal([{ product, quantity: 3n, unitPrice: 20n * ONE }]);
      expect(sale.credits).to.deep.equal(quote.credits.map(({ id, amount }) => ({ id, amount })));
      expect(sale.credits.map(({ id }) => id)).to.deep.equal([5n, 4n, 3n, 2n]);
      const parts = sale.credits.reduce((sum, { amount }) => sum + amount, sale.pool + sale.company);
      expect(parts).to.equal(sale.total);
    });
  }

  it("is read with several lines, and with nobody to credit", async () => {
    const wanted = {
      ...order(COMPANY, DOWNLOAD),
      lines: [1n, 2n, 3n].map((quantity) => ({ product: DOWNLOAD, quantity })),
    };
    const sent = await shop.connect(shop.buyer).buy(wanted);
    const [sale] = await shop.client.placedSales({ from: sent.blockNumber ?? (await sent.wait())!.blockNumber });
    expect(sale!.lines.map(({ quantity }) => quantity)).to.deep.equal([1n, 2n, 3n]);
    expect(sale!.credits).to.deep.equal([]);
    expect(sale!.company).to.equal(120n * ONE);
  });

  it("gives the digest that the sale's slot holds", async () => {
    const { sale } = await escrow(BOX, 2n);
    const [word] = await shop.core.extsload([saleSlot(sale.id)]);
    const digest = BigInt(saleDigest(shop.address, await shop.client.chainId(), sale));
    expect(unpackSaleSlot(BigInt(word!)).digest).to.equal(digest >> 48n);
  });

  it("gives the values that settle accepts, and SalesSettled names the sales", async () => {
    const placed = [await escrow(LICENCE, 1n), await escrow(LICENCE, 4n, 3n), await escrow(BOX, 2n, 4n)];
    const logs = await shop.core.queryFilter(shop.core.filters.SalePlaced());
    const sales = logs.slice(-3).map(saleFromEvent);
    await shop.networkHelpers.time.increase(2n * WINDOW);

    await shop.core.settle(sales[0]!);
    await shop.core.settleMany(sales.slice(1));

    const settled = await shop.core.queryFilter(shop.core.filters.SalesSettled());
    expect(settled.map(({ args }) => decodeSaleIds(args.ids))).to.deep.equal([
      [placed[0]!.sale.id],
      [placed[1]!.sale.id, placed[2]!.sale.id],
    ]);
  });

  it("packs credits as the core does", async () => {
    const { sale } = await escrow(LICENCE, 1n);
    const logs = await shop.core.queryFilter(shop.core.filters.SalePlaced());
    const { receipt } = logs.at(-1)!.args;
    const packed = dataSlice(receipt, dataLength(receipt) - sale.credits.length * 16);
    expect(encodeCredits(sale.credits)).to.equal(packed);
    expect(decodeCredits(packed)).to.deep.equal(sale.credits);
    expect(encodeCredits([])).to.equal("0x");
    expect(() => encodeCredits([{ id: 2n ** 32n, amount: 1n }])).to.throw("exceeds width");
  });

  it("reads the ranks that RanksSet packs", async () => {
    const changes = [
      { id: 2n, rank: 15n },
      { id: 5n, rank: 4n },
    ];
    await shop.core.connect(shop.operator).setRanks(changes, `0x${"00".repeat(32)}`);
    const [log] = await shop.core.queryFilter(shop.core.filters.RanksSet());
    expect(decodeRankChanges(log!.args.changes)).to.deep.equal(changes);
    expect((await shop.client.distributor(2n))?.rankNext).to.equal(15n);
  });

  it("is refused if bytes are missing or left over", async () => {
    await escrow(LICENCE, 1n);
    const logs = await shop.core.queryFilter(shop.core.filters.SalePlaced());
    const { receipt } = logs.at(-1)!.args;
    expect(() => decodeReceipt(dataSlice(receipt, 0, 100))).to.throw(PackedDataMalformed, "the receipt has 100 bytes");
    expect(() => decodeReceipt(concat([receipt, "0x00"]))).to.throw(PackedDataMalformed, "and a multiple of 16");
    expect(() => decodeSaleIds("0x1234")).to.throw(PackedDataMalformed, "the sale ids has 2 bytes");
  });

  it("is refused of another event", async () => {
    const [other] = await shop.core.queryFilter(shop.core.filters.ProductAdded());
    const [final] = await shop.core.queryFilter(shop.core.filters.SaleFinal());
    expect(() => decodeSalePlaced(other!)).to.throw(EventUnexpected, "expected that of SalePlaced");
    expect(() => saleFromEvent(final!)).to.throw(EventUnexpected, "expected that of SalePlaced");
    expect(() => decodeSaleFinal(other!)).to.throw(EventUnexpected, "expected that of SaleFinal");
    expect(() => decodeSale(other!)).to.throw(EventUnexpected, "expected that of SalePlaced");
    expect(() => saleFromEvent({ topics: [], data: "0x" })).to.throw(EventUnexpected, "topic is missing");
  });
});
