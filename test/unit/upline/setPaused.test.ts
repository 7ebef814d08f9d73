import { expect } from "chai";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  BOXED,
  consent,
  FINAL,
  invite,
  now,
  openStage,
  order,
  placeInEscrow,
  product,
  RETURN_WINDOW,
  SELLER_ID,
  type Stage,
  setRun,
  sku,
  takeOver,
} from "../../helpers/stage.ts";

describe("Upline.setPaused", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
  });

  it("[ROLE-1] tells who paused, and who let it go on", async () => {
    await expect(operator.setPaused(true)).to.emit(core, "ProgrammePausedSet").withArgs(stage.operator.address, true);
    await expect(operator.setPaused(false)).to.emit(core, "ProgrammePausedSet").withArgs(stage.operator.address, false);
  });

  it("refuses what is so already", async () => {
    await expect(operator.setPaused(false))
      .to.be.revertedWithCustomError(core, "ProgrammePauseUnchanged")
      .withArgs(false);
    await operator.setPaused(true);
    await expect(operator.setPaused(true))
      .to.be.revertedWithCustomError(core, "ProgrammePauseUnchanged")
      .withArgs(true);
  });

  it("changes no term of the plan", async () => {
    const from = (await now(stage)) + BigInt(NOTICE + DAY);
    await operator.schedulePlan(plan({ rates: [5], openRanks: [15] }), from, "{}");
    const terms = async () => [await core.planInForce(), await core.planScheduled()];
    const before = await terms();
    await operator.setPaused(true);
    expect(await terms()).to.deep.equal(before);
    await operator.setPaused(false);
    expect(await terms()).to.deep.equal(before);
  });

  describe("while it is paused", () => {
    it("[LIFE-3] nobody enrols", async () => {
      const { scope, sponsor, newcomer } = stage;
      const invitation = await invite(scope, sponsor);
      await operator.setPaused(true);
      await expect(core.connect(newcomer).enrol(...invitation)).to.be.revertedWithCustomError(core, "ProgrammePaused");
      const own = await consent(scope, newcomer, sponsor.address);
      await expect(core.enrolFor(...invitation, ...own)).to.be.revertedWithCustomError(core, "ProgrammePaused");
    });

    it("[LIFE-3] nothing is sold or quoted", async () => {
      const { buyer, stranger } = stage;
      await operator.setPaused(true);
      for (const attempt of [
        () => core.connect(buyer).buy(order(FINAL)),
        () => core.connect(buyer).buyFor(stranger.address, order(FINAL)),
        () => core.quote(buyer.address, order(FINAL)),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(core, "ProgrammePaused");
      }
    });

    it("[LIFE-3] settling goes on", async () => {
      const first = await placeInEscrow(stage);
      const second = await placeInEscrow(stage);
      await operator.setPaused(true);
      await stage.networkHelpers.time.increase(RETURN_WINDOW);
      await core.settle(first);
      await expect(core.settleMany([second])).to.emit(core, "SalesSettled");
    });

    it("[LIFE-3] claiming and pushing go on", async () => {
      const { buyer, seller, sponsor, treasury, token } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await operator.setPaused(true);
      await expect(core.connect(seller).claim()).to.emit(core, "Paid");
      await expect(core.push([sponsor.address])).to.emit(core, "Paid");
      await expect(core.connect(treasury).claimTo(buyer.address)).to.emit(core, "Paid");
      expect(await token.balanceOf(core)).to.equal(0n);
      await expect(core.connect(seller).setPushOff(true)).to.emit(core, "PushSwitched");
    });

    it("[LIFE-3] products, ranks, roles, plans and the run contract go on", async () => {
      const { admin, stranger } = stage;
      await operator.setPaused(true);
      await operator.addProducts([product()], [sku("another")]);
      await operator.setProductsClosed([BOXED], true);
      await operator.setRanks([{ id: SELLER_ID, rank: 4 }], sku("evidence"));
      await core.connect(admin).grantRole(await core.RANK_ROLE(), stranger.address);
      await setRun(stage);
      await operator.schedulePlan(plan(), (await now(stage)) + BigInt(NOTICE + DAY), "{}");
      await operator.cancelPlan();
    });

    it("[LIFE-3] a plan takes over and stays paused, until the pause ends", async () => {
      const { buyer } = stage;
      await operator.setPaused(true);
      await takeOver(stage, plan({ rates: [1_500] }));
      await expect(core.quote(buyer.address, order(FINAL))).to.be.revertedWithCustomError(core, "ProgrammePaused");
      await core.activatePlan();
      await expect(core.quote(buyer.address, order(FINAL))).to.be.revertedWithCustomError(core, "ProgrammePaused");
      await operator.setPaused(false);
      expect((await core.quote(buyer.address, order(FINAL))).plan).to.equal(2n);
    });

    it("[LIFE-3] ends before a due plan is moved", async () => {
      await operator.setPaused(true);
      await takeOver(stage, plan({ rates: [1_500] }));
      await operator.setPaused(false);
      expect((await core.quote(stage.buyer.address, order(FINAL))).plan).to.equal(2n);
      await core.activatePlan();
      expect((await core.quote(stage.buyer.address, order(FINAL))).plan).to.equal(2n);
    });
  });

  it("[LIFE-3] lets enrolments and sales go on afterwards", async () => {
    const { scope, sponsor, newcomer, buyer } = stage;
    await operator.setPaused(true);
    await operator.setPaused(false);
    await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
    await expect(core.connect(buyer).buy(order(FINAL))).to.emit(core, "SaleFinal");
  });

  it("[ROLE-1] refuses everybody without the pause role, the admin included", async () => {
    for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).setPaused(true))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.PAUSE_ROLE());
    }
  });
});
