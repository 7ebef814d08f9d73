import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  GOODS_TERMS,
  goodsTermsSlot,
  productSlot,
  SLOTS,
  unpackCounters,
  unpackProduct,
  unpackReturnTerms,
} from "../../../packages/protocol/src/index.ts";
import { counted } from "../../helpers/counters.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  BOXED,
  fields,
  HOUR,
  ONE,
  openStage,
  PRICES,
  product,
  RETURN_WINDOW,
  type Stage,
  sku,
} from "../../helpers/stage.ts";

const NEXT = 4n;
const YEAR = 366n * BigInt(DAY);
const MAX_PRICE = 2n ** 80n - 1n;
const MAX_GOODS_TERMS = 2n ** 14n;

describe("Catalogue.addProducts", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];
  let goods: { window: bigint; kind: bigint; arbiter: string };

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
    goods = { window: RETURN_WINDOW, kind: 1n, arbiter: stage.arbiter.address };
  });

  const add = (...terms: ReturnType<typeof product>[]) =>
    operator.addProducts(
      terms,
      terms.map((_, i) => sku(`product ${i}`)),
    );
  const wordOf = async (number: bigint) => unpackProduct(BigInt((await core.extsload([productSlot(number)]))[0]!));
  const counters = async () => unpackCounters(BigInt((await core.extsload([SLOTS.counters]))[0]!));

  describe("a batch", () => {
    it("[CAT-3] numbers products in the order given and answers the first number", async () => {
      const batch = [product(), product({ retail: 21n * ONE }), product({ ...goods, volume: 0n })];
      const codes = ["A", "B", "C"].map(sku);
      expect(await operator.addProducts.staticCall(batch, codes)).to.equal(NEXT);
      await operator.addProducts(batch, codes);
      expect(await core.lastProduct()).to.equal(NEXT + 2n);
      for (const [i, terms] of batch.entries()) {
        expect(fields((await core.product(NEXT + BigInt(i))).terms)).to.deep.equal(terms);
      }
    });

    it("[CAT-3] tells number, code and all terms of each", async () => {
      const batch = [product({ window: HOUR }), product(goods)];
      const codes = ["A", "B"].map(sku);
      const receipt = await (await operator.addProducts(batch, codes)).wait();
      const events = receipt!.logs.map((log) => core.interface.parseLog(log)!);
      expect(events.map(({ name }) => name)).to.deep.equal(["ProductAdded", "ProductAdded"]);
      for (const [i, { args }] of events.entries()) {
        expect([args.product, args.sku, fields(args.terms)]).to.deep.equal([NEXT + BigInt(i), codes[i], batch[i]]);
      }
    });

    it("[CAT-3] may have the same terms and the same code twice: each is a product of its own", async () => {
      await operator.addProducts([product(), product()], [sku("A"), sku("A")]);
      expect(await core.lastProduct()).to.equal(NEXT + 1n);
    });

    it("may be empty, and answers the number that comes next", async () => {
      const head = await core.journalHead();
      expect(await operator.addProducts.staticCall([], [])).to.equal(NEXT);
      await operator.addProducts([], []);
      expect(await core.lastProduct()).to.equal(NEXT - 1n);
      expect(await core.journalHead()).to.equal(head);
    });

    it("[CAT-3] is refused without a code for each product", async () => {
      for (const [products, codes] of [
        [2, 1],
        [1, 2],
        [1, 0],
        [0, 1],
      ] as const) {
        await expect(operator.addProducts(Array(products).fill(product()), Array(codes).fill(sku("A"))))
          .to.be.revertedWithCustomError(core, "ProductCodesMissing")
          .withArgs(codes, products);
      }
    });

    it("is refused whole, and the error tells which product is wrong", async () => {
      await expect(add(product(), product({ retail: 0n, wholesale: 0n, volume: 0n }), product()))
        .to.be.revertedWithCustomError(core, "ProductPricesInvalid")
        .withArgs(1n, 0n, 0n, 0n);
      await expect(add(product(), product(), product({ window: HOUR - 1n })))
        .to.be.revertedWithCustomError(core, "ProductWindowInvalid")
        .withArgs(2n, HOUR - 1n, YEAR);
      await expect(add(product(), product({ kind: 1n })))
        .to.be.revertedWithCustomError(core, "ProductTermsInvalid")
        .withArgs(1n, 0n, 1n, ZeroAddress);
      expect(await core.lastProduct()).to.equal(NEXT - 1n);
    });
  });

  describe("prices", () => {
    it("[CAT-1] may all be equal, the largest, or nothing but a retail price", async () => {
      for (const prices of [
        { retail: 1n, wholesale: 1n, volume: 1n },
        { retail: 1n, wholesale: 0n, volume: 0n },
        { retail: 2n, wholesale: 1n, volume: 0n },
        { retail: MAX_PRICE, wholesale: MAX_PRICE, volume: MAX_PRICE },
        { retail: MAX_PRICE, wholesale: 0n, volume: 0n },
      ]) {
        await add(product(prices));
        expect(fields((await core.product(await core.lastProduct())).terms)).to.deep.equal(product(prices));
      }
    });

    it("[CAT-1] are refused without a retail price", async () => {
      await expect(add(product({ retail: 0n, wholesale: 0n, volume: 0n })))
        .to.be.revertedWithCustomError(core, "ProductPricesInvalid")
        .withArgs(0n, 0n, 0n, 0n);
    });

    it("[CAT-1] are refused with wholesale above retail", async () => {
      const { retail, volume } = PRICES;
      await expect(add(product({ wholesale: retail + 1n })))
        .to.be.revertedWithCustomError(core, "ProductPricesInvalid")
        .withArgs(0n, retail, retail + 1n, volume);
    });

    it("[CAT-1] are refused with a volume above wholesale", async () => {
      const { retail, wholesale } = PRICES;
      await expect(add(product({ volume: wholesale + 1n })))
        .to.be.revertedWithCustomError(core, "ProductPricesInvalid")
        .withArgs(0n, retail, wholesale, wholesale + 1n);
    });
  });

  describe("windows", () => {
    it("[CAT-2] may be nothing, an hour, or 366 days, for goods as well", async () => {
      for (const terms of [
        { window: 0n },
        { window: HOUR },
        { window: YEAR },
        { ...goods, window: HOUR },
        { ...goods, window: YEAR },
      ]) {
        await add(product(terms));
        expect(fields((await core.product(await core.lastProduct())).terms)).to.deep.equal(product(terms));
      }
    });

    it("[CAT-2] are refused above 366 days, for goods as well", async () => {
      for (const window of [YEAR + 1n, YEAR + HOUR, 2n ** 40n - 1n]) {
        for (const terms of [{ window }, { ...goods, window }]) {
          await expect(add(product(terms)))
            .to.be.revertedWithCustomError(core, "ProductWindowInvalid")
            .withArgs(0n, window, YEAR);
        }
      }
    });

    it("[CAT-2] are refused unless they are whole hours, for goods as well", async () => {
      for (const window of [1n, HOUR - 1n, HOUR + 1n, YEAR - 1n]) {
        for (const terms of [{ window }, { ...goods, window }]) {
          await expect(add(product(terms)))
            .to.be.revertedWithCustomError(core, "ProductWindowInvalid")
            .withArgs(0n, window, YEAR);
        }
      }
    });
  });

  describe("kinds of return", () => {
    it("[CAT-2] goods are refused without an arbiter or without a window", async () => {
      for (const terms of [
        { ...goods, arbiter: ZeroAddress },
        { ...goods, window: 0n },
      ]) {
        await expect(add(product(terms)))
          .to.be.revertedWithCustomError(core, "ProductTermsInvalid")
          .withArgs(0n, terms.window, terms.kind, terms.arbiter);
      }
    });

    it("[CAT-2] the automatic kind is refused with an arbiter", async () => {
      for (const window of [0n, HOUR]) {
        const { arbiter } = goods;
        await expect(add(product({ window, arbiter })))
          .to.be.revertedWithCustomError(core, "ProductTermsInvalid")
          .withArgs(0n, window, 0n, arbiter);
      }
    });

    it("[CAT-2] a kind that there is not is refused", async () => {
      await expect(add(product({ ...goods, kind: 2n }))).to.be.revertedWithoutReason(stage.ethers);
    });
  });

  describe("numbers of return terms", () => {
    it("[SALE-5] are the window in hours for the automatic kind", async () => {
      await add(product({ window: 0n }), product({ window: HOUR }), product({ window: YEAR }));
      expect((await wordOf(NEXT)).terms).to.equal(0n);
      expect((await wordOf(NEXT + 1n)).terms).to.equal(1n);
      expect((await wordOf(NEXT + 2n)).terms).to.equal(8_784n);
      expect((await counters()).goodsTerms).to.equal(1n);
    });

    it("[SALE-5] are equal for goods of equal terms, and only for them", async () => {
      await add(
        product(goods),
        product({ ...goods, retail: 50n * ONE }),
        product({ ...goods, window: HOUR }),
        product({ ...goods, arbiter: stage.stranger.address }),
        product({ ...goods, window: HOUR }),
      );
      const numbers = await Promise.all([BOXED, 4n, 5n, 6n, 7n, 8n].map(async (id) => (await wordOf(id)).terms));
      expect(numbers.map((number) => number - GOODS_TERMS)).to.deep.equal([0n, 0n, 0n, 1n, 2n, 1n]);
      expect((await counters()).goodsTerms).to.equal(3n);
      const [word] = await core.extsload([goodsTermsSlot(GOODS_TERMS + 2n)]);
      expect(unpackReturnTerms(BigInt(word!))).to.deep.equal({
        window: RETURN_WINDOW,
        kind: "goods",
        arbiter: stage.stranger.address,
      });
    });

    it("run out at 16,384 different goods terms; terms that have a number still serve", async () => {
      await counted(stage, { goodsTerms: MAX_GOODS_TERMS - 1n });
      const last = { ...goods, window: 2n * HOUR };
      await add(product(last));
      expect((await wordOf(NEXT)).terms).to.equal(2n * GOODS_TERMS - 1n);
      expect(fields((await core.product(NEXT)).terms)).to.deep.equal(product(last));
      await expect(add(product({ ...goods, window: 3n * HOUR })))
        .to.be.revertedWithCustomError(core, "ProductTermsExhausted")
        .withArgs(MAX_GOODS_TERMS);
      await add(product(last), product(goods), product({ window: 3n * HOUR }));
      expect(await core.lastProduct()).to.equal(NEXT + 3n);
    });
  });

  it("[CAT-3] gives no number above 32 bits", async () => {
    await counted(stage, { products: 2n ** 32n - 2n });
    await add(product());
    expect(await core.lastProduct()).to.equal(2n ** 32n - 1n);
    expect(fields((await core.product(2n ** 32n - 1n)).terms)).to.deep.equal(product());
    await expect(add(product())).to.be.revertedWithPanic(0x11);
  });

  it("[CAT-1] changes no product that is there: a changed price is a new product", async () => {
    const before = await Promise.all([1n, 2n, 3n].map((number) => core.product(number)));
    await operator.addProducts([product({ retail: 99n * ONE })], [sku("final")]);
    expect(await Promise.all([1n, 2n, 3n].map((number) => core.product(number)))).to.deep.equal(before);
  });

  it("[ROLE-1] refuses everybody without the catalogue role, for an empty batch too", async () => {
    for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).addProducts([], []))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.CATALOGUE_ROLE());
    }
  });
});
