import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { SLOTS, unpackNextRun, unpackRun } from "../../../packages/protocol/src/index.ts";
import { NOTICE, plan } from "../../helpers/programme.ts";
import { now, openStage, type Stage, unopenedStage } from "../../helpers/stage.ts";

describe("PlanBook.setRun", () => {
  let stage: Stage;
  let core: Stage["core"];
  let run: string;
  let from: bigint;

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    run = await stage.run.getAddress();
  });

  const words = async () => {
    const [set, next] = await core.extsload([SLOTS.run, SLOTS.nextRun]);
    return { ...unpackRun(BigInt(set!)), next: unpackNextRun(BigInt(next!)) };
  };

  describe("when a contract is named", () => {
    beforeEach(async () => {
      await core.connect(stage.admin).scheduleRun(run);
      from = (await now(stage)) + BigInt(NOTICE);
    });

    it("[PLAN-6] sets it after the notice, whoever calls, and tells so", async () => {
      await stage.networkHelpers.time.setNextBlockTimestamp(from);
      await expect(core.connect(stage.stranger).setRun()).to.emit(core, "RunSet").withArgs(run);
      expect(await words()).to.deep.equal({ run, pool: 0n, next: { run: ZeroAddress, from: 0n } });
    });

    it("[PLAN-6] is refused a second before", async () => {
      await stage.networkHelpers.time.setNextBlockTimestamp(from - 1n);
      await expect(core.setRun())
        .to.be.revertedWithCustomError(core, "RunNotDue")
        .withArgs(from - 1n, from);
    });

    it("[PLAN-6] is refused a second time", async () => {
      await stage.networkHelpers.time.increaseTo(from);
      await core.setRun();
      await expect(core.setRun()).to.be.revertedWithCustomError(core, "RunAlreadySet").withArgs(run);
    });
  });

  it("[PLAN-6] is refused where none is named", async () => {
    await expect(core.setRun()).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(ZeroAddress);
  });

  it("[LIFE-2] works at once before opening", async () => {
    const unopened = await unopenedStage();
    const own = await unopened.run.getAddress();
    await unopened.core.connect(unopened.operator).scheduleRun(own);
    await expect(unopened.core.setRun()).to.emit(unopened.core, "RunSet").withArgs(own);
  });

  it("[PLAN-6] waits for the notice if the programme opened since it was named", async () => {
    const unopened = await unopenedStage();
    const { operator, networkHelpers } = unopened;
    await unopened.core.connect(operator).scheduleRun(await unopened.run.getAddress());
    const due = (await now(unopened)) + BigInt(NOTICE);
    await unopened.core.connect(operator).schedulePlan(plan(), 0, "{}");
    await unopened.core.connect(operator).open();
    await networkHelpers.time.setNextBlockTimestamp(due - 1n);
    await expect(unopened.core.setRun())
      .to.be.revertedWithCustomError(unopened.core, "RunNotDue")
      .withArgs(due - 1n, due);
    await networkHelpers.time.setNextBlockTimestamp(due);
    await expect(unopened.core.setRun()).to.emit(unopened.core, "RunSet");
  });
});
