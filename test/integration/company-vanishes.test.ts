import { expect } from "chai";
import type { ISales } from "../../packages/protocol/src/contracts/Upline.ts";
import { fixture } from "../helpers/fixture.ts";
import { replayed } from "../helpers/journal.ts";
import { DAY, DECISION, NOTICE, plan, RULING } from "../helpers/programme.ts";
import { setScreen } from "../helpers/screens.ts";
import {
  BOXED,
  FINAL,
  invite,
  now,
  ONE,
  order,
  PRICES,
  placeInEscrow,
  RETURN_WINDOW,
  RETURNABLE,
  SELLER_ID,
  SPONSOR_ID,
  setRun,
  setStage,
  sku,
} from "../helpers/stage.ts";

/** What one sale gives: 7 of profit and 10 % of 10 to the seller, 8 % to his sponsor, 2 % to the pool. */
const [SELLER, SPONSOR, POOL] = [8_000_000n, 800_000n, 200_000n];

/**
 * One day the company is gone: treasury, operator, admin, arbiter and keepers, with every key. It left sales in escrow, goods
 * on their way back, a hold, a screen, and a plan that is to come. From then on only its people and their customers act.
 */
async function vanished() {
  const stage = await setStage({ plan: plan({ rates: [1_000, 800] }) });
  const { core, operator, buyer, seller, sponsor, extras, newcomer } = stage;
  const company = core.connect(operator);
  const customer = core.connect(buyer);
  await setRun(stage);
  const screen = await stage.ethers.deployContract("ListScreen");
  await setScreen(stage, screen);
  const pooled = (await now(stage)) + BigInt(NOTICE) + 100n;
  await company.schedulePlan(plan({ rates: [1_000, 800], poolShare: 200 }), pooled, "{}");
  await stage.networkHelpers.time.increaseTo(pooled);

  await customer.buy(order(FINAL));
  const goods = { asked: await placeInEscrow(stage, BOXED), refused: await placeInEscrow(stage, BOXED) };
  await customer.requestReturn(goods.refused);
  await company.rejectReturn(goods.refused, sku("worn"));
  await customer.requestReturn(goods.asked);
  const kept = [await placeInEscrow(stage), await placeInEscrow(stage, BOXED)] as const;
  const regretted = await placeInEscrow(stage);
  await core.connect(seller).setGuardian(sponsor.address, 7 * DAY);
  await company.placeHold(SPONSOR_ID, (await now(stage)) + 90n * BigInt(DAY), sku("inquiry"), sku("file"));
  const next = (await now(stage)) + BigInt(NOTICE) + 1_000n;
  await company.schedulePlan(plan({ rates: [500], poolShare: 200 }), next, "{}");
  const [helper] = extras;
  if (!helper) throw new Error("the local network has too few accounts");
  return { ...stage, screen, goods, kept, regretted, next, helper, anna: sponsor, bert: seller, carla: newcomer };
}

describe("the company vanishes", () => {
  const loaded = fixture(vanished);
  let story: Awaited<ReturnType<typeof vanished>>;
  let core: typeof story.core;
  /** Somebody with some ether who helps. */
  let anybody: typeof story.core;

  beforeEach(async () => {
    story = await loaded();
    core = story.core;
    anybody = core.connect(story.helper);
  });

  const pass = (seconds: number | bigint) => story.networkHelpers.time.increase(seconds);
  const settleAll = (...sales: readonly ISales.SaleStruct[]) => anybody.settleMany([...sales]);

  it("[SETTLE-1] [PAY-2] sales are settled and everybody is paid, by whoever does it", async () => {
    const { kept, anna, bert, token } = story;
    await pass(RETURN_WINDOW);
    await settleAll(...kept);
    await pass(90 * DAY);
    await anybody.push([anna.address, bert.address]);
    expect(await token.balanceOf(bert)).to.equal(3n * SELLER);
    expect(await token.balanceOf(anna)).to.equal(3n * SPONSOR);
  });

  it("[RET-2] [RET-4] [RET-5] customers get their money back, though nobody decides and nobody rules", async () => {
    const { goods, regretted, buyer, token } = story;
    const customer = core.connect(buyer);
    const before = await token.balanceOf(buyer);
    await customer.requestReturn(regretted);
    expect(await token.balanceOf(buyer)).to.equal(before + PRICES.retail);
    await pass(DECISION);
    await anybody.refund(goods.asked);
    await pass(RULING - DECISION);
    await anybody.refund(goods.refused);
    expect(await token.balanceOf(buyer)).to.equal(before + 3n * PRICES.retail);
  });

  it("[HOLD-1] who was held waits 90 days at most, and then has all", async () => {
    const { kept, anna, token } = story;
    await pass(RETURN_WINDOW);
    await settleAll(...kept);
    await expect(core.connect(anna).claim()).to.be.revertedWithCustomError(core, "DistributorHeld");
    await pass(90 * DAY);
    await core.connect(anna).claim();
    expect(await token.balanceOf(anna)).to.equal(3n * SPONSOR);
  });

  it("[SCREEN-3] a screen whose operator is gone too stops nobody", async () => {
    const { screen, bert, token, networkHelpers } = story;
    await networkHelpers.setCode(await screen.getAddress(), "0x");
    await core.connect(bert).claim();
    expect(await token.balanceOf(bert)).to.equal(SELLER);
  });

  it("[SALE-11] [PLAN-4] [NET-3] people go on selling and inviting, by the plan that was announced", async () => {
    const { scope, bert, carla, buyer, next } = story;
    await story.networkHelpers.time.increaseTo(next);
    await core.connect(carla).enrol(...(await invite(scope, bert)));
    const before = await Promise.all([4n, SELLER_ID].map((id) => core.balanceOf(id)));
    await core.connect(buyer).buy(order(FINAL, { seller: 4n }));
    await core.connect(buyer).buy(order(RETURNABLE, { seller: 4n }));
    // 7 and 5 % of 10 for Carla; the new plan has no level above her.
    const after = await Promise.all([4n, SELLER_ID].map((id) => core.balanceOf(id)));
    expect(after.map((balance, i) => balance - before[i]!)).to.deep.equal([7_500_000n, 0n]);
  });

  it("[WALLET-1] [WALLET-5] people move their wallets, and recover the lost ones", async () => {
    const { anna, bert, carla, helper } = story;
    await core.connect(anna).startRecovery(bert.address, carla.address);
    await pass(7 * DAY);
    await core.connect(carla).finishRecovery(bert.address);
    await core.connect(anna).proposeWallet(helper.address);
    await core.connect(helper).acceptWallet(anna.address);
    expect(await core.idOf(carla.address)).to.deep.equal([SELLER_ID, true]);
    expect(await core.idOf(helper.address)).to.deep.equal([SPONSOR_ID, true]);
  });

  it("[LIFE-3] [RET-13] even if it stopped the programme before: nothing of what is owed stops", async () => {
    const { operator, kept, goods, regretted, buyer, bert, token } = story;
    await core.connect(operator).setPaused(true);
    await core.connect(buyer).requestReturn(regretted);
    await pass(RULING);
    await settleAll(...kept);
    for (const sale of Object.values(goods)) await anybody.refund(sale);
    await core.connect(bert).claim();
    expect(await token.balanceOf(bert)).to.equal(3n * SELLER);
    await expect(core.connect(buyer).buy(order(FINAL))).to.be.revertedWithCustomError(core, "ProgrammePaused");
  });

  it("[INV-1] [JRN-2] in the end the core holds the company's share and the pool, and not a unit that is somebody else's", async () => {
    const { kept, goods, regretted, buyer, anna, bert, token } = story;
    await core.connect(buyer).requestReturn(regretted);
    await pass(RULING);
    await settleAll(...kept);
    for (const sale of Object.values(goods)) await anybody.refund(sale);
    await pass(90 * DAY);
    await anybody.push([anna.address, bert.address]);
    const company = 3n * (20n * ONE - SELLER - SPONSOR - POOL);
    expect(await core.balanceOf(1n)).to.equal(company);
    expect(await core.poolBalance()).to.equal(3n * POOL);
    expect(await token.balanceOf(core)).to.equal(company + 3n * POOL);
    // Nobody can take that, and the history of all of it is whole.
    for (const taker of [anna, bert, buyer, story.helper]) {
      await expect(core.connect(taker).spendPool(taker.address, 1n)).to.be.revertedWithCustomError(
        core,
        "PoolNotForCaller",
      );
    }
    expect(await replayed(story)).to.equal(await core.journalHead());
  });
});
