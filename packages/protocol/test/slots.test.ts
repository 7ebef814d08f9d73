import { expect } from "chai";
import { toBeHex } from "ethers";
import { DAY, NOTICE, PERIOD, plan as testPlan } from "../../../test/helpers/programme.ts";
import {
  automaticTerms,
  COMPANY,
  distributorSlot,
  GOODS_TERMS,
  goodsTermsSlot,
  inPeriod,
  planFromStruct,
  productSlot,
  SLOTS,
  saleSlot,
  unpackAccounts,
  unpackBinding,
  unpackCounters,
  unpackDistributor,
  unpackNextRun,
  unpackPlanTerms,
  unpackProduct,
  unpackRates,
  unpackReturnTerms,
  unpackRun,
  unpackSaleSlot,
  walletSlot,
} from "../src/index.ts";
import { BOX, DOWNLOAD, LICENCE, ONE, openShop, order, type Shop, WINDOW } from "./helpers/shop.ts";

const THRESHOLD = 30n * ONE;

describe("storage", () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop({ plan: testPlan({ threshold: THRESHOLD, rates: [1000, 700], openRanks: [0, 0, 3] }) });
    await shop.token.connect(shop.buyer).approve(shop.address, 10_000n * ONE);
  });

  /** Reads a word by `extsload`, after seeing that the node's own storage has the same. */
  async function word(slot: string): Promise<bigint> {
    const [read] = await shop.core.extsload([slot]);
    expect(await shop.ethers.provider.getStorage(shop.address, slot)).to.equal(read);
    return BigInt(read!);
  }

  it("has head and company's share", async () => {
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD));
    const { head, company } = unpackAccounts(await word(SLOTS.accounts));
    expect(head).to.equal(await shop.core.journalHead());
    expect(company)
      .to.equal(await shop.core.balanceOf(COMPANY))
      .and.to.be.greaterThan(0n);
  });

  it("has the plan in force and the scheduled one", async () => {
    const { core, operator } = shop;
    const { version, plan } = await shop.client.plan();
    const terms = unpackPlanTerms(await word(SLOTS.planTerms));
    expect({
      ...terms,
      openRanks: terms.openRanks.slice(0, 3),
      rates: unpackRates(await word(SLOTS.planLevelRates)).slice(0, 2),
    }).to.deep.equal({ ...plan, version, families: 1n, changeAt: 0n, paused: false });
    expect(await word(SLOTS.planRankRates)).to.equal(0n);
    expect(await word(SLOTS.nextPlanTerms)).to.equal(0n);

    const from = BigInt((await shop.networkHelpers.time.latest()) + NOTICE + DAY);
    const next = testPlan({
      threshold: 5n,
      walk: 9,
      compression: 1,
      personalPays: true,
      rates: [1, 2, 3],
      openRanks: [15],
    });
    await core.connect(operator).schedulePlan(next, from, "{}");
    await core.connect(operator).setPaused(true);

    expect(unpackPlanTerms(await word(SLOTS.planTerms))).to.deep.include({ changeAt: from, paused: true, version });
    const scheduled = await core.planScheduled();
    const {
      version: nextVersion,
      changeAt,
      paused,
      families,
      ...rest
    } = unpackPlanTerms(await word(SLOTS.nextPlanTerms));
    const rates = unpackRates(await word(SLOTS.nextPlanLevelRates));
    expect({ nextVersion, changeAt, paused, families }).to.deep.equal({
      nextVersion: 2n,
      changeAt: 0n,
      paused: false,
      families: 1n,
    });
    expect({ ...rest, openRanks: [rest.openRanks[0]], rates: rates.slice(0, 3) }).to.deep.equal(
      planFromStruct(scheduled.plan),
    );
    expect(await word(SLOTS.nextPlanRankRates)).to.equal(0n);
  });

  it("has the counters", async () => {
    expect(unpackCounters(await word(SLOTS.counters))).to.deep.equal({
      distributors: await shop.core.lastDistributorId(),
      products: await shop.core.lastProduct(),
      goodsTerms: 1n,
      plans: (await shop.client.plan()).version,
    });
  });

  it("has run contract and pool", async () => {
    const { core, timelock, proposer, ethers, networkHelpers } = shop;
    const run = await (await ethers.deployContract("MockRun")).getAddress();
    const lock = await ethers.getContractAt("Timelock", await timelock.getAddress());
    const call = core.interface.encodeFunctionData("scheduleRun", [run]);
    const none = ethers.ZeroHash;
    await lock.connect(proposer).schedule(shop.address, 0, call, none, none, 2 * DAY);
    await networkHelpers.time.increase(2 * DAY);
    await lock.execute(shop.address, 0, call, none, none);
    const [scheduled] = await core.queryFilter(core.filters.RunScheduled());
    expect(unpackNextRun(await word(SLOTS.nextRun))).to.deep.equal({ run, from: scheduled!.args.from });

    await networkHelpers.time.increase(NOTICE);
    await core.setRun();
    expect(unpackNextRun(await word(SLOTS.nextRun))).to.deep.equal({ run: ethers.ZeroAddress, from: 0n });
    await core
      .connect(shop.operator)
      .schedulePlan(
        testPlan({ poolShare: 100 }),
        BigInt(await networkHelpers.time.latest()) + BigInt(NOTICE + DAY),
        "{}",
      );
    await networkHelpers.time.increase(NOTICE + DAY);
    const { company } = await shop.client.quote(shop.buyer.address, order(5n, DOWNLOAD));
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD));
    expect((await shop.client.placedSales()).at(-1)).to.deep.include({ total: 20n * ONE, pool: ONE / 10n, company });
    expect(unpackRun(await word(SLOTS.run))).to.deep.equal({ run, pool: await core.poolBalance() });
    expect(await core.poolBalance()).to.equal(ONE / 10n);
  });

  it("has the wallets", async () => {
    for (const { address } of [shop.treasury, ...shop.line, shop.stranger]) {
      const [id, current] = await shop.core.idOf(address);
      expect(unpackBinding(await word(walletSlot(address)))).to.deep.equal({ id, current });
    }
    expect(unpackBinding(await word(walletSlot(shop.line[3].address)))).to.deep.equal({ id: 5n, current: true });
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

  it("has the sales", async () => {
    await shop.connect(shop.buyer).buy(order(5n, LICENCE));
    const [sale] = await shop.client.escrowedSales();
    const slot = saleSlot(sale!.id);
    const { state, deadline } = unpackSaleSlot(await word(slot));
    expect({ state, deadline }).to.deep.equal({
      state: "escrowed",
      deadline: (await shop.core.saleState(sale!.id)).deadline,
    });
    await shop.networkHelpers.time.increase(WINDOW);
    await shop.connect(shop.stranger).settle(sale!);
    const after = unpackSaleSlot(await word(slot));
    expect(after).to.deep.equal({
      ...unpackSaleSlot(await word(slot)),
      state: "settled",
      deadline: BigInt(await shop.networkHelpers.time.latest()),
    });
    expect(toBeHex(after.digest, 26)).to.match(/^0x[0-9a-f]{52}$/);
  });

  it("has the distributors, seen from any period as the contract sees them", async () => {
    const { core, operator, networkHelpers, line } = shop;
    const start = BigInt(await networkHelpers.time.latest());
    const nextPeriod = (start / BigInt(PERIOD) + 1n) * BigInt(PERIOD);
    await networkHelpers.time.increaseTo(nextPeriod + 10n);
    const period = await core.currentPeriod();
    await shop.connect(shop.buyer).buy(order(5n, DOWNLOAD, 4n));
    await core.connect(operator).setRanks([{ id: 5, rank: 7 }], `0x${"00".repeat(32)}`);
    await core.connect(line[3]).setPushOff(true);

    const seen = unpackDistributor(await word(distributorSlot(5n)));
    expect(seen).to.deep.equal({
      sponsor: 4n,
      balance: await core.balanceOf(5n),
      volume: 40n * ONE,
      period,
      activeNow: false,
      activeNext: true,
      rankNow: 0n,
      rankNext: 7n,
      pushOff: true,
    });
    expect(inPeriod(seen, period)).to.equal(seen);
    const next = { volume: 0n, period: period + 1n, activeNow: true, activeNext: false, rankNow: 7n, rankNext: 7n };
    expect(inPeriod(seen, period + 1n)).to.deep.equal({ ...seen, ...next });
    expect(inPeriod(seen, period + 2n)).to.deep.equal({ ...seen, ...next, period: period + 2n, activeNow: false });

    // The contract pays level 0 in the next period, when the seller is active, and not in this one or the one after.
    const paid = async () =>
      (await shop.client.quote(shop.buyer.address, order(5n, DOWNLOAD))).credits[0]!.amount - 7n * ONE;
    expect(await paid()).to.equal(0n);
    await networkHelpers.time.increaseTo(nextPeriod + BigInt(PERIOD));
    expect(await paid()).to.equal(ONE);
    await networkHelpers.time.increaseTo(nextPeriod + 2n * BigInt(PERIOD));
    expect(await paid()).to.equal(0n);
  });
});
