import { expect } from "chai";
import { toBeHex } from "ethers";
import {
  distributorSlot,
  productSlot,
  SLOTS,
  unpackAccounts,
  unpackDistributor,
  unpackPlanTerms,
  unpackProduct,
  unpackRates,
  unpackRun,
} from "../../../packages/protocol/src/index.ts";
import { NOTICE, PERIOD, plan } from "../../helpers/programme.ts";
import {
  FINAL,
  HOUR,
  now,
  openStage,
  order,
  product,
  SELLER_ID,
  type Stage,
  setRun,
  sku,
  takeOver,
} from "../../helpers/stage.ts";

/** All bits of a distributor that have a meaning. */
const ALL = (1n << 239n) - 1n;

describe("Packed words in storage", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
  });

  const word = async (slot: string) => BigInt((await core.extsload([slot]))[0]!);
  const write = (slot: string, value: bigint) =>
    stage.networkHelpers.setStorageAt(stage.address, slot, toBeHex(value, 32));

  it("a rank is changed in a distributor whose every bit is set, and nothing else", async () => {
    const period = await core.currentPeriod();
    const full = (ALL & ~(0xffffn << 208n)) | (period << 208n);
    await write(distributorSlot(SELLER_ID), full);
    await operator.setRanks([{ id: SELLER_ID, rank: 0 }], sku("evidence"));
    expect(unpackDistributor(await word(distributorSlot(SELLER_ID)))).to.deep.equal({
      sponsor: 2n ** 32n - 1n,
      balance: 2n ** 96n - 1n,
      volume: 2n ** 80n - 1n,
      period,
      activeNow: true,
      activeNext: true,
      rankNow: 15n,
      rankNext: 0n,
      pushOff: true,
      held: true,
      unbound: true,
      imported: true,
      recovering: true,
    });
  });

  it("a distributor of an earlier period keeps sponsor, balance, rank and his wish, and starts his volume anew", async () => {
    const period = await core.currentPeriod();
    const full = (ALL & ~(0xffffn << 208n) & ~(1n << 225n)) | ((period - 1n) << 208n);
    await write(distributorSlot(SELLER_ID), full);
    await operator.setRanks([{ id: SELLER_ID, rank: 1 }], sku("evidence"));
    expect(unpackDistributor(await word(distributorSlot(SELLER_ID)))).to.deep.equal({
      sponsor: 2n ** 32n - 1n,
      balance: 2n ** 96n - 1n,
      volume: 0n,
      period,
      activeNow: false,
      activeNext: false,
      rankNow: 15n,
      rankNext: 1n,
      pushOff: true,
      held: true,
      unbound: true,
      imported: true,
      recovering: true,
    });
  });

  it("a product whose every price is the largest closes and reopens, and nothing else", async () => {
    const most = 2n ** 80n - 1n;
    await operator.addProducts(
      [product({ retail: most, wholesale: most, volume: most, window: 8_784n * HOUR })],
      [sku("dear")],
    );
    const open = { retail: most, wholesale: most, volume: most, terms: 8_784n, closed: false };
    expect(unpackProduct(await word(productSlot(4n)))).to.deep.equal(open);
    await operator.setProductsClosed([4n], true);
    expect(unpackProduct(await word(productSlot(4n)))).to.deep.equal({ ...open, closed: true });
    await operator.setProductsClosed([4n], false);
    expect(unpackProduct(await word(productSlot(4n)))).to.deep.equal(open);
  });

  it("a plan whose every term is the largest is scheduled, paused and cancelled, each in its own bits", async () => {
    const rates = Array(16).fill(109);
    const rankRates = Array(16).fill(1_744);
    const largest = plan({
      rates,
      rankRates,
      openRanks: Array(16).fill(15),
      threshold: 2n ** 80n - 1n,
      poolShare: 12,
      walk: 32,
      compression: 2,
      personalPays: true,
    });
    const [opened] = await core.queryFilter(core.filters.ProgrammeOpened());
    const opening = BigInt((await opened!.getBlock()).timestamp) / BigInt(PERIOD);
    await setRun(stage);
    await takeOver(stage, largest);
    await core.activatePlan();
    const inForce = {
      openRanks: Array(16).fill(15n),
      threshold: 2n ** 80n - 1n,
      poolShare: 12n,
      walk: 32n,
      compression: "dynamic",
      families: 3n,
      personalPays: true,
      version: 2n,
      opening,
      changeAt: 0n,
      paused: false,
    };
    expect(unpackPlanTerms(await word(SLOTS.planTerms))).to.deep.equal(inForce);
    expect(unpackRates(await word(SLOTS.planLevelRates))).to.deep.equal(rates.map(BigInt));
    expect(unpackRates(await word(SLOTS.planRankRates))).to.deep.equal(rankRates.map(BigInt));

    const last = 2n ** 40n - 1n;
    await operator.schedulePlan(plan({ rates: [1], walk: 1, compression: 0 }), last, "");
    await operator.setPaused(true);
    expect(unpackPlanTerms(await word(SLOTS.planTerms))).to.deep.equal({ ...inForce, changeAt: last, paused: true });
    await operator.cancelPlan();
    expect(unpackPlanTerms(await word(SLOTS.planTerms))).to.deep.equal({ ...inForce, paused: true });
    for (const slot of [SLOTS.nextPlanTerms, SLOTS.nextPlanLevelRates, SLOTS.nextPlanRankRates]) {
      expect(await word(slot)).to.equal(0n);
    }
  });

  it("a plan always names the family of levels, and that of ranks where it has rates for it", async () => {
    const families = async () => unpackPlanTerms(await word(SLOTS.nextPlanTerms)).families;
    await operator.schedulePlan(plan({ rates: [1] }), 2n ** 40n - 1n, "");
    expect(await families()).to.equal(1n);
    await operator.cancelPlan();
    await operator.schedulePlan(plan({ rates: [], rankRates: [1] }), 2n ** 40n - 1n, "");
    expect(await families()).to.equal(3n);
  });

  it("the plan that took over leaves nothing behind in the slots of the next", async () => {
    const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
    await operator.schedulePlan(plan({ rates: [1], rankRates: [2] }), from, "");
    const slots = [SLOTS.nextPlanTerms, SLOTS.nextPlanLevelRates, SLOTS.nextPlanRankRates];
    for (const slot of slots) expect(await word(slot)).not.to.equal(0n);
    await stage.networkHelpers.time.increaseTo(from);
    await core.activatePlan();
    for (const slot of slots) expect(await word(slot)).to.equal(0n);
  });

  it("run contract and pool share a word, where sales write and views read", async () => {
    await setRun(stage);
    await takeOver(stage, plan({ poolShare: 500 }));
    const run = await stage.run.getAddress();
    expect(unpackRun(await word(SLOTS.run))).to.deep.equal({ run, pool: 0n });
    await core.connect(stage.buyer).buy(order(FINAL));
    expect(unpackRun(await word(SLOTS.run))).to.deep.equal({ run, pool: 500_000n });
    expect(await core.poolBalance()).to.equal(500_000n);
  });

  it("head and company's share share a word, and a claim empties the share alone", async () => {
    await core.connect(stage.buyer).buy(order(FINAL));
    const { head, company } = unpackAccounts(await word(SLOTS.accounts));
    expect([head, company]).to.deep.equal([await core.journalHead(), await core.balanceOf(1n)]);
    expect(company).to.equal(11_200_000n);
    await core.connect(stage.treasury).claim();
    const after = unpackAccounts(await word(SLOTS.accounts));
    expect(after).to.deep.equal({ head: await core.journalHead(), company: 0n });
  });
});
