import { expect } from "chai";
import { toBeHex } from "ethers";
import { fixture } from "../../../test/helpers/fixture.ts";
import { DAY, NOTICE, plan as testPlan } from "../../../test/helpers/programme.ts";
import {
  automaticTerms,
  batchSlot,
  COMPANY,
  GOODS_TERMS,
  goodsTermsSlot,
  planFromStruct,
  productSlot,
  SLOTS,
  saleSlot,
  unpackAccounts,
  unpackCounters,
  unpackNextRun,
  unpackNextScreen,
  unpackPlanTerms,
  unpackProduct,
  unpackRates,
  unpackReturnTerms,
  unpackRun,
  unpackSaleSlot,
} from "../src/index.ts";
import { BOX, DOWNLOAD, type LegacyShop, LICENCE, ONE, openLegacyShop, order, WINDOW } from "./helpers/shop.ts";
import { readWord } from "./helpers/storage.ts";

const PLAN = testPlan({ threshold: 30n * ONE, rates: [1000, 700], openRanks: [0, 0, 3], rankRates: [0, 100, 250] });

describe("storage of the programme", () => {
  let shop: LegacyShop;
  const opened = fixture(() => openLegacyShop([], { plan: PLAN }));

  beforeEach(async () => {
    shop = await opened();
    await shop.token.connect(shop.buyer).approve(shop.address, 10_000n * ONE);
  });

  const word = (slot: string) => readWord(shop, slot);

  it("has head and company's share", async () => {
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD));
    const { head, company } = unpackAccounts(await word(SLOTS.accounts));
    expect(head).to.equal(await shop.core.journalHead());
    expect(company)
      .to.equal(await shop.core.balanceOf(COMPANY))
      .and.to.be.greaterThan(0n);
  });

  describe("has the plans:", () => {
    const wordsInForce = [SLOTS.planTerms, SLOTS.planLevelRates, SLOTS.planRankRates] as const;
    const wordsNext = [SLOTS.nextPlanTerms, SLOTS.nextPlanLevelRates, SLOTS.nextPlanRankRates] as const;

    /** All fields of a plan's three words, without the zeros at the end of its lists. */
    async function fieldsOf([terms, levels, ranks]: typeof wordsInForce | typeof wordsNext) {
      const { openRanks, ...rest } = unpackPlanTerms(await word(terms));
      const lists = { rates: unpackRates(await word(levels)), openRanks, rankRates: unpackRates(await word(ranks)) };
      for (const list of Object.values(lists)) expect(list).to.have.length(16);
      const trimmed = Object.entries(lists).map(([name, list]) => [name, withoutZerosAtEnd(list)]);
      return { ...rest, ...Object.fromEntries(trimmed) };
    }

    const withoutZerosAtEnd = (list: readonly bigint[]) => list.slice(0, list.findLastIndex((rate) => rate !== 0n) + 1);

    it("the one in force", async () => {
      const { version, plan } = await shop.client.plan();
      const opening = await shop.core.currentPeriod();
      const rest = { version: 1n, opening, families: 3n, changeAt: 0n, paused: false };
      expect(await fieldsOf(wordsInForce)).to.deep.equal({ ...plan, ...rest });
      expect(version).to.equal(1n);
      for (const slot of wordsNext) expect(await word(slot)).to.equal(0n);
    });

    it("the scheduled one, and when it takes over", async () => {
      const { core, operator } = shop;
      const opening = await core.currentPeriod();
      const from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE + DAY);
      const next = { walk: 9, compression: 1, personalPays: true, rates: [1, 2, 3], openRanks: [15] } as const;
      const nextPlan = testPlan({ ...next, rates: [...next.rates], openRanks: [...next.openRanks], threshold: 5n });
      await core.connect(operator).schedulePlan(nextPlan, from, "{}");
      await core.connect(operator).setPaused(true);

      expect(await fieldsOf(wordsInForce)).to.deep.include({ changeAt: from, paused: true, version: 1n });
      const { plan } = await core.planScheduled();
      const rest = { version: 2n, opening, families: 1n, changeAt: 0n, paused: false };
      expect(await fieldsOf(wordsNext)).to.deep.equal({ ...planFromStruct(plan), ...rest });
    });

    it("the rates by rank of a scheduled one", async () => {
      const from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE + DAY);
      const rankRates = Array.from({ length: 16 }, (_, rank) => 100 + rank);
      await shop.core.connect(shop.operator).schedulePlan(testPlan({ rates: [], rankRates }), from, "{}");
      expect(unpackRates(await word(SLOTS.nextPlanRankRates))).to.deep.equal(rankRates.map(BigInt));
      expect(await word(SLOTS.nextPlanLevelRates)).to.equal(0n);
    });
  });

  it("has the counters, and the screen beside them", async () => {
    const numbers = {
      distributors: await shop.core.lastDistributorId(),
      products: await shop.core.lastProduct(),
      goodsTerms: 1n,
      plans: 1n,
    };
    expect(unpackCounters(await word(SLOTS.counters))).to.deep.equal({ ...numbers, screen: shop.ethers.ZeroAddress });
    const screen = await (await shop.ethers.deployContract("MockRun")).getAddress();
    const admin = shop.connect(shop.operator).screen;
    await admin.schedule(screen);
    const { next } = await admin.state();
    expect(unpackNextScreen(await word(SLOTS.nextScreen))).to.deep.equal({ screen, from: next!.from });
    expect(next!.from).to.equal(BigInt((await shop.networkHelpers.time.latest()) + NOTICE));
    await shop.networkHelpers.time.increaseTo(next!.from);
    await admin.set();
    expect(unpackCounters(await word(SLOTS.counters))).to.deep.equal({ ...numbers, screen });
    expect(await word(SLOTS.nextScreen)).to.equal(0n);
  });

  it("has run contract and pool", async () => {
    const { core, operator, ethers, networkHelpers } = shop;
    const run = await (await ethers.deployContract("MockRun")).getAddress();
    await core.connect(operator).scheduleRun(run);
    const [scheduled] = await core.queryFilter(core.filters.RunScheduled());
    const { from } = scheduled!.args;
    expect(unpackNextRun(await word(SLOTS.nextRun))).to.deep.equal({ run, from });

    await networkHelpers.time.increase(NOTICE);
    await core.setRun();
    expect(await word(SLOTS.nextRun)).to.equal(0n);
    const takesOver = BigInt(await networkHelpers.time.latest()) + BigInt(NOTICE + DAY);
    await core.connect(operator).schedulePlan(testPlan({ poolShare: 100 }), takesOver, "{}");
    await networkHelpers.time.increaseTo(takesOver);
    const { company } = await shop.client.quote(shop.buyer.address, order(5n, DOWNLOAD));
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD));
    expect((await shop.client.placedSales()).at(-1)).to.deep.include({ total: 20n * ONE, pool: ONE / 10n, company });
    expect(unpackRun(await word(SLOTS.run))).to.deep.equal({ run, pool: await core.poolBalance() });
    expect(await core.poolBalance()).to.equal(ONE / 10n);
  });

  it("has the number of each recorder's last batch", async () => {
    const { core, operator, stranger } = shop;
    await core.connect(operator).grantRole(await core.RECORD_ROLE(), stranger.address);
    for (const batch of [1n, 2n, 3n]) await shop.connect(operator).pointOfSale.record(batch, []);
    await shop.connect(stranger).pointOfSale.record(1n, []);
    expect(await word(batchSlot(operator.address))).to.equal(3n);
    expect(await word(batchSlot(stranger.address))).to.equal(1n);
    expect(await word(batchSlot(shop.buyer.address))).to.equal(0n);
  });

  it("has the products and their return terms", async () => {
    const { terms: box } = await shop.core.product(BOX);
    const { retail, wholesale, volume, kind, window } = box;
    const other = { retail, wholesale, volume, kind, window: window + 3_600n, arbiter: shop.buyer.address };
    await shop.core.connect(shop.operator).addProducts([other], [shop.ethers.ZeroHash]);
    await shop.core.connect(shop.operator).setProductsClosed([LICENCE], true);
    for (const number of [DOWNLOAD, LICENCE, BOX, 4n]) {
      const { terms: answered, closed } = await shop.core.product(number);
      const { terms, ...product } = unpackProduct(await word(productSlot(number)));
      const { retail, wholesale, volume } = answered;
      expect(product).to.deep.equal({ retail, wholesale, volume, closed });
      const returned =
        terms < GOODS_TERMS ? automaticTerms(terms) : unpackReturnTerms(await word(goodsTermsSlot(terms)));
      expect(returned.window).to.equal(answered.window);
      expect(returned.arbiter).to.equal(answered.arbiter);
      expect(returned.kind).to.equal(answered.kind === 1n ? "goods" : "automatic");
    }
  });

  it("has the sales, in each state", async () => {
    const buyer = shop.connect(shop.buyer);
    for (const product of [LICENCE, LICENCE, BOX, BOX]) await buyer.buy(order(5n, product));
    const [settled, refunded, requested, disputed] = await shop.client.escrowedSales();
    const slots = [settled!, refunded!, requested!, disputed!].map(({ id }) => saleSlot(id));
    const digests = await Promise.all(slots.map(async (slot) => unpackSaleSlot(await word(slot)).digest));
    for (const sale of [refunded!, requested!, disputed!]) await buyer.returns.request(sale);
    await shop.connect(shop.operator).returns.reject(disputed!, `0x${"01".repeat(32)}`);
    await shop.networkHelpers.time.increase(WINDOW);
    await shop.connect(shop.stranger).settle(settled!);

    const states = ["settled", "refunded", "requested", "disputed"] as const;
    for (const [i, sale] of [settled!, refunded!, requested!, disputed!].entries()) {
      const { deadline } = await shop.client.sale(sale.id);
      expect(unpackSaleSlot(await word(slots[i]!))).to.deep.equal({ state: states[i], deadline, digest: digests[i] });
    }
    expect(toBeHex(digests[0]!, 26)).to.match(/^0x[0-9a-f]{52}$/);
    expect(new Set(digests).size).to.equal(4);
  });
});
