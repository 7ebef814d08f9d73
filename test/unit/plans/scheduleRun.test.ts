import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { SLOTS, unpackNextRun, unpackRun } from "../../../packages/protocol/src/index.ts";
import { NOTICE } from "../../helpers/programme.ts";
import { now, openStage, type Stage, setRun, throughTimelock, unopenedStage } from "../../helpers/stage.ts";

describe("PlanBook.scheduleRun", () => {
  let stage: Stage;
  let core: Stage["core"];
  let admin: Stage["core"];
  let run: string;

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    admin = core.connect(stage.admin);
    run = await stage.run.getAddress();
  });

  const named = async () => unpackNextRun(BigInt((await core.extsload([SLOTS.nextRun]))[0]!));

  it("[PLAN-6] names the contract, to be set after the notice, and tells so", async () => {
    const time = (await now(stage)) + 100n;
    await stage.networkHelpers.time.setNextBlockTimestamp(time);
    await expect(admin.scheduleRun(run))
      .to.emit(core, "RunScheduled")
      .withArgs(run, time + BigInt(NOTICE));
    expect(await named()).to.deep.equal({ run, from: time + BigInt(NOTICE) });
    expect(unpackRun(BigInt((await core.extsload([SLOTS.run]))[0]!)).run).to.equal(ZeroAddress);
  });

  it("[PLAN-6] comes through the timelock", async () => {
    const call = core.interface.encodeFunctionData("scheduleRun", [run]);
    const executed = await throughTimelock(stage, call);
    const time = await now(stage);
    await expect(executed)
      .to.emit(core, "RunScheduled")
      .withArgs(run, time + BigInt(NOTICE));
  });

  it("[PLAN-6] may name another before it is set, and the notice begins anew", async () => {
    const { ethers, networkHelpers } = stage;
    const other = await (await ethers.deployContract("MockRun")).getAddress();
    await admin.scheduleRun(run);
    await networkHelpers.time.increase(NOTICE);
    const time = (await now(stage)) + 100n;
    await networkHelpers.time.setNextBlockTimestamp(time);
    await expect(admin.scheduleRun(other))
      .to.emit(core, "RunScheduled")
      .withArgs(other, time + BigInt(NOTICE));
    expect(await named()).to.deep.equal({ run: other, from: time + BigInt(NOTICE) });
    await expect(core.setRun()).to.be.revertedWithCustomError(core, "RunNotDue");
  });

  it("[PLAN-6] is refused for an address without code", async () => {
    for (const address of [ZeroAddress, stage.stranger.address]) {
      await expect(admin.scheduleRun(address)).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(address);
    }
  });

  it("[PLAN-6] is refused once a contract is set, for good", async () => {
    await setRun(stage);
    const other = await (await stage.ethers.deployContract("MockRun")).getAddress();
    for (const address of [other, run]) {
      await expect(admin.scheduleRun(address)).to.be.revertedWithCustomError(core, "RunAlreadySet").withArgs(run);
    }
  });

  it("[PLAN-6] tells the notice before opening as well, for those who open before it is set", async () => {
    const unopened = await unopenedStage();
    const time = (await now(unopened)) + 100n;
    await unopened.networkHelpers.time.setNextBlockTimestamp(time);
    const own = await unopened.run.getAddress();
    await expect(unopened.core.connect(unopened.operator).scheduleRun(own))
      .to.emit(unopened.core, "RunScheduled")
      .withArgs(own, time + BigInt(NOTICE));
  });

  it("[ROLE-1] is refused to everybody but the admin", async () => {
    for (const caller of [stage.operator, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).scheduleRun(run))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
  });
});
