import { expect } from "chai";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  consent,
  FINAL,
  invite,
  now,
  order,
  product,
  sku,
  type UnopenedStage,
  unopenedStage,
} from "../../helpers/stage.ts";

describe("Upline.open", () => {
  let stage: UnopenedStage;
  let core: UnopenedStage["core"];
  let admin: UnopenedStage["core"];

  beforeEach(async () => {
    stage = await unopenedStage();
    core = stage.core;
    admin = core.connect(stage.admin);
  });

  describe("before it", () => {
    it("[LIFE-2] is not open", async () => {
      await admin.schedulePlan(plan(), 0, "{}");
      expect(await core.isOpen()).to.equal(false);
      expect((await core.planInForce()).version).to.equal(0n);
    });

    it("[LIFE-2] nobody enrols", async () => {
      const { scope, treasury, newcomer } = stage;
      await admin.schedulePlan(plan(), 0, "{}");
      const invitation = await invite(scope, treasury);
      await expect(core.connect(newcomer).enrol(...invitation)).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
      const own = await consent(scope, newcomer, treasury.address);
      await expect(core.enrolFor(...invitation, ...own)).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
    });

    it("[LIFE-2] nothing is sold or quoted", async () => {
      const { buyer, token, address } = stage;
      await admin.schedulePlan(plan(), 0, "{}");
      await admin.addProducts([product()], [sku("final")]);
      await token.mint(buyer.address, 10n ** 12n);
      await token.connect(buyer).approve(address, 10n ** 12n);
      const wanted = order(FINAL, { seller: 1n });
      for (const attempt of [
        () => core.connect(buyer).buy(wanted),
        () => core.connect(buyer).buyFor(stage.stranger.address, wanted),
        () => core.quote(buyer.address, wanted),
      ]) {
        await expect(attempt()).to.be.revertedWithCustomError(core, "ProgrammeNotOpen");
      }
    });

    it("[LIFE-2] products, roles, plan and run contract are set up without notice", async () => {
      const { run, newcomer } = stage;
      await admin.addProducts([product()], [sku("final")]);
      await admin.grantRole(await core.RANK_ROLE(), newcomer.address);
      await admin.scheduleRun(await run.getAddress());
      await core.setRun();
      await admin.schedulePlan(plan({ poolShare: 100 }), 0, "{}");
      await admin.open();
      expect((await core.planInForce()).plan.poolShare).to.equal(100n);
      expect(await core.lastProduct()).to.equal(1n);
      expect(await core.hasRole(await core.RANK_ROLE(), newcomer.address)).to.equal(true);
    });

    it("[LIFE-2] a plan can be cancelled and another scheduled", async () => {
      await admin.schedulePlan(plan(), 0, "{}");
      await admin.cancelPlan();
      await expect(admin.open()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
      await admin.schedulePlan(plan({ rates: [7] }), 0, "{}");
      await admin.open();
      const { version, plan: inForce } = await core.planInForce();
      expect([version, inForce.rates[0]]).to.deep.equal([2n, 7n]);
    });
  });

  describe("when a plan is scheduled and the admin calls", () => {
    beforeEach(async () => {
      await admin.schedulePlan(plan(), 0, "{}");
    });

    it("[LIFE-2] opens the programme with that plan", async () => {
      const opening = admin.open();
      await expect(opening).to.emit(core, "PlanActivated").withArgs(1n);
      await expect(opening).to.emit(core, "ProgrammeOpened").withArgs(1n);
      expect(await core.isOpen()).to.equal(true);
      expect((await core.planInForce()).version).to.equal(1n);
      expect((await core.planScheduled()).version).to.equal(0n);
    });

    it("[LIFE-2] lets people enrol and buy", async () => {
      const { scope, treasury, newcomer, buyer, token, address } = stage;
      await admin.addProducts([product()], [sku("final")]);
      await token.mint(buyer.address, 10n ** 12n);
      await token.connect(buyer).approve(address, 10n ** 12n);
      await admin.open();
      await core.connect(newcomer).enrol(...(await invite(scope, treasury)));
      await core.connect(buyer).buy(order(FINAL, { seller: 2n }));
      expect(await core.balanceOf(2n)).to.be.greaterThan(0n);
    });

    it("[LIFE-2] works once", async () => {
      await admin.open();
      await expect(admin.open()).to.be.revertedWithCustomError(core, "ProgrammeAlreadyOpen");
      await admin.schedulePlan(plan(), (await now(stage)) + BigInt(NOTICE + DAY), "{}");
      await expect(admin.open()).to.be.revertedWithCustomError(core, "ProgrammeAlreadyOpen");
    });

    it("[PLAN-3] asks every later plan for the notice", async () => {
      await admin.open();
      const time = (await now(stage)) + 10n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(admin.schedulePlan(plan(), time, "{}"))
        .to.be.revertedWithCustomError(core, "PlanNoticeTooShort")
        .withArgs(time, time + BigInt(NOTICE));
    });

    it("leaves a programme paused that was paused before", async () => {
      const { scope, treasury, newcomer } = stage;
      await admin.setPaused(true);
      await admin.open();
      const invitation = await invite(scope, treasury);
      await expect(core.connect(newcomer).enrol(...invitation)).to.be.revertedWithCustomError(core, "ProgrammePaused");
      await admin.setPaused(false);
      await core.connect(newcomer).enrol(...invitation);
    });
  });

  it("[LIFE-2] refuses to open without a plan", async () => {
    await expect(admin.open()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    expect(await core.isOpen()).to.equal(false);
  });

  it("[LIFE-2] refuses everybody but the admin", async () => {
    await admin.schedulePlan(plan(), 0, "{}");
    for (const caller of [stage.deployer, stage.treasury, stage.stranger]) {
      await expect(core.connect(caller).open())
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
  });
});
