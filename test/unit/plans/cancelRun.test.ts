import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { SLOTS, unpackNextRun } from "../../../packages/protocol/src/index.ts";
import { NOTICE } from "../../helpers/programme.ts";
import { openStage, type Stage, setRun, throughTimelock } from "../../helpers/stage.ts";

describe("PlanBook.cancelRun", () => {
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

  it("[PLAN-6] withdraws the contract that was named, and tells so", async () => {
    await admin.scheduleRun(run);
    await expect(admin.cancelRun()).to.emit(core, "RunCancelled").withArgs(run);
    expect(await named()).to.deep.equal({ run: ZeroAddress, from: 0n });
    await stage.networkHelpers.time.increase(NOTICE);
    await expect(core.setRun()).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(ZeroAddress);
  });

  it("[PLAN-6] withdraws it after the notice too, as long as it is not set", async () => {
    await admin.scheduleRun(run);
    await stage.networkHelpers.time.increase(2 * NOTICE);
    await expect(admin.cancelRun()).to.emit(core, "RunCancelled").withArgs(run);
  });

  it("[PLAN-6] lets another be named", async () => {
    await admin.scheduleRun(run);
    await admin.cancelRun();
    await setRun(stage);
    expect(await named()).to.deep.equal({ run: ZeroAddress, from: 0n });
  });

  it("[ROLE-4] is open to a revoker, at once", async () => {
    const { operator } = stage;
    await admin.scheduleRun(run);
    await expect(core.connect(operator).cancelRun()).to.emit(core, "RunCancelled").withArgs(run);
  });

  it("[ROLE-2] comes through the timelock", async () => {
    await admin.scheduleRun(run);
    const call = core.interface.encodeFunctionData("cancelRun");
    await expect(await throughTimelock(stage, call))
      .to.emit(core, "RunCancelled")
      .withArgs(run);
  });

  it("[PLAN-6] is refused where none is named, or once it is set", async () => {
    await expect(admin.cancelRun()).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(ZeroAddress);
    await setRun(stage);
    await expect(admin.cancelRun()).to.be.revertedWithCustomError(core, "RunInvalid").withArgs(ZeroAddress);
  });

  it("[ROLE-1] is refused to everybody else", async () => {
    await admin.scheduleRun(run);
    for (const caller of [stage.deployer, stage.proposer, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).cancelRun())
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
  });
});
