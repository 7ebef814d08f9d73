import { expect } from "chai";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import { FINAL, HOUR, now, openStage, order, type Stage, takeOver, unopenedStage } from "../../helpers/stage.ts";

describe("PlanBook.cancelPlan", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];
  let from: bigint;

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
    from = (await now(stage)) + BigInt(NOTICE) + HOUR;
  });

  const planOfSale = async () => (await core.quote(stage.buyer.address, order(FINAL))).plan;

  describe("while a plan is scheduled", () => {
    beforeEach(async () => {
      await operator.schedulePlan(plan({ rates: [1] }), from, "");
    });

    it("[PLAN-3] withdraws it and tells so", async () => {
      await expect(operator.cancelPlan()).to.emit(core, "PlanCancelled").withArgs(2n);
      const scheduled = await core.planScheduled();
      expect([scheduled.version, scheduled.from]).to.deep.equal([0n, 0n]);
    });

    it("[PLAN-3] works until the last second before it takes over, and then not", async () => {
      const { networkHelpers } = stage;
      const before = await networkHelpers.takeSnapshot();
      await networkHelpers.time.setNextBlockTimestamp(from);
      await expect(operator.cancelPlan()).to.be.revertedWithCustomError(core, "PlanNotDue").withArgs(from, from);
      await before.restore();
      await networkHelpers.time.setNextBlockTimestamp(from - 1n);
      await expect(operator.cancelPlan()).to.emit(core, "PlanCancelled");
    });

    it("[PLAN-3] leaves sales with the plan in force, beyond the time of the other", async () => {
      const before = await core.planInForce();
      await operator.cancelPlan();
      await stage.networkHelpers.time.increaseTo(from + BigInt(DAY));
      expect(await core.planInForce()).to.deep.equal(before);
      expect(await planOfSale()).to.equal(1n);
      await expect(core.activatePlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    });

    it("[PLAN-3] makes room for another, with the whole notice", async () => {
      await operator.cancelPlan();
      const time = (await now(stage)) + 100n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(operator.schedulePlan(plan(), time + BigInt(NOTICE) - 1n, ""))
        .to.be.revertedWithCustomError(core, "PlanNoticeTooShort")
        .withArgs(time + BigInt(NOTICE) - 1n, time + BigInt(NOTICE));
      await operator.schedulePlan(plan(), time + BigInt(NOTICE) + HOUR, "");
      expect((await core.planScheduled()).version).to.equal(3n);
    });

    it("keeps a pause", async () => {
      await operator.setPaused(true);
      await operator.cancelPlan();
      await expect(planOfSale()).to.be.revertedWithCustomError(core, "ProgrammePaused");
    });

    it("[ROLE-4] is open to a revoker, who schedules none", async () => {
      const { admin, stranger } = stage;
      await core.connect(admin).grantRole(await core.REVOKER_ROLE(), stranger.address);
      await expect(core.connect(stranger).cancelPlan()).to.emit(core, "PlanCancelled").withArgs(2n);
      await expect(core.connect(stranger).schedulePlan(plan(), 0n, "{}"))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(stranger.address, await core.PLAN_ROLE());
    });

    it("[ROLE-1] is refused to everybody without the plan role", async () => {
      for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
        await expect(core.connect(caller).cancelPlan())
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.PLAN_ROLE());
      }
    });
  });

  describe("is refused", () => {
    it("[PLAN-3] while none is scheduled, and a second time", async () => {
      await expect(operator.cancelPlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
      await operator.schedulePlan(plan(), from, "");
      await operator.cancelPlan();
      await expect(operator.cancelPlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    });

    it("[PLAN-4] once it is in force, moved or not", async () => {
      const due = await takeOver(stage, plan({ rates: [1] }));
      const time = due + 50n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(operator.cancelPlan()).to.be.revertedWithCustomError(core, "PlanNotDue").withArgs(time, due);
      await core.activatePlan();
      await expect(operator.cancelPlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
      expect(await planOfSale()).to.equal(2n);
    });
  });

  it("[LIFE-2] withdraws the first plan before opening", async () => {
    const unopened = await unopenedStage();
    const admin = unopened.core.connect(unopened.operator);
    await admin.schedulePlan(plan(), 0, "");
    await unopened.networkHelpers.time.increase(DAY);
    await expect(admin.cancelPlan()).to.emit(unopened.core, "PlanCancelled").withArgs(1n);
    expect((await unopened.core.planScheduled()).version).to.equal(0n);
  });
});
