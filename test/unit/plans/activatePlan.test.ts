import { expect } from "chai";
import { NOTICE, plan } from "../../helpers/programme.ts";
import {
  FINAL,
  fields,
  HOUR,
  now,
  openStage,
  order,
  placeInEscrow,
  RETURN_WINDOW,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  takeOver,
  unopenedStage,
} from "../../helpers/stage.ts";

describe("PlanBook.activatePlan", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
  });

  const quoted = async () => fields(await core.quote(stage.buyer.address, order(FINAL)));

  describe("when a scheduled plan is due", () => {
    /** The seller gets 20 % instead of 10 %, his sponsor 5 % instead of 8 %. */
    const next = plan({ rates: [2_000, 500] });

    it("[PLAN-4] moves it, whoever calls, and tells so", async () => {
      await takeOver(stage, next);
      await expect(core.connect(stage.stranger).activatePlan()).to.emit(core, "PlanActivated").withArgs(2n);
      expect((await core.planInForce()).version).to.equal(2n);
      expect((await core.planScheduled()).version).to.equal(0n);
    });

    it("[PLAN-4] changes nothing of what a sale pays", async () => {
      await takeOver(stage, next);
      const before = await quoted();
      expect(before).to.deep.include({ plan: 2n, company: 10_500_000n });
      await core.activatePlan();
      expect(await quoted()).to.deep.equal(before);
    });

    it("[PLAN-4] sales follow it from its first second on, moved or not, and the old one until then", async () => {
      const { buyer, networkHelpers } = stage;
      const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
      await operator.schedulePlan(next, from, "");
      const earned = async (at: bigint) => {
        const before = [await core.balanceOf(SELLER_ID), await core.balanceOf(SPONSOR_ID)] as const;
        await networkHelpers.time.setNextBlockTimestamp(at);
        await core.connect(buyer).buy(order(FINAL));
        return [(await core.balanceOf(SELLER_ID)) - before[0], (await core.balanceOf(SPONSOR_ID)) - before[1]];
      };
      expect(await earned(from - 1n)).to.deep.equal([8_000_000n, 800_000n]);
      expect(await earned(from)).to.deep.equal([9_000_000n, 500_000n]);
      await core.activatePlan();
      expect(await earned(from + 100n)).to.deep.equal([9_000_000n, 500_000n]);
    });

    it("[PLAN-4] changes nothing of a placed sale", async () => {
      const sale = await placeInEscrow(stage);
      await takeOver(stage, next);
      await core.activatePlan();
      await stage.networkHelpers.time.increase(RETURN_WINDOW);
      await core.settle(sale);
      expect(await core.balanceOf(SELLER_ID)).to.equal(8_000_000n);
      expect(await core.balanceOf(SPONSOR_ID)).to.equal(800_000n);
    });

    it("[PLAN-4] works in its first second", async () => {
      const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
      await operator.schedulePlan(next, from, "");
      await stage.networkHelpers.time.setNextBlockTimestamp(from);
      await expect(core.activatePlan()).to.emit(core, "PlanActivated").withArgs(2n);
    });

    it("works once", async () => {
      await takeOver(stage, next);
      await core.activatePlan();
      await expect(core.activatePlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    });

    it("makes room to schedule the one after it", async () => {
      await takeOver(stage, next);
      await core.activatePlan();
      await takeOver(stage, plan({ rates: [3] }));
      await expect(core.activatePlan()).to.emit(core, "PlanActivated").withArgs(3n);
      expect((await core.planInForce()).plan.rates[0]).to.equal(3n);
    });
  });

  describe("is refused", () => {
    it("[PLAN-3] a second before the plan is due", async () => {
      const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
      await operator.schedulePlan(plan(), from, "");
      await stage.networkHelpers.time.setNextBlockTimestamp(from - 1n);
      await expect(core.activatePlan())
        .to.be.revertedWithCustomError(core, "PlanNotDue")
        .withArgs(from - 1n, from);
      expect((await core.planInForce()).version).to.equal(1n);
    });

    it("while none is scheduled", async () => {
      await expect(core.activatePlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
    });

    it("[LIFE-2] before opening: the first plan takes over with it", async () => {
      const unopened = await unopenedStage();
      await unopened.core.connect(unopened.operator).schedulePlan(plan(), 0, "");
      await expect(unopened.core.activatePlan()).to.be.revertedWithCustomError(core, "PlanNotScheduled");
      expect(await unopened.core.isOpen()).to.equal(false);
    });
  });
});
