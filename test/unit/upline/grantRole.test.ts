import { expect } from "chai";
import { ZeroHash } from "ethers";
import { DAY } from "../../helpers/programme.ts";
import { openStage, ROLES, type Stage, throughTimelock } from "../../helpers/stage.ts";

describe("Upline.grantRole", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  describe("when the admin calls", () => {
    it("[ROLE-2] gives each role and tells so", async () => {
      const { admin, stranger } = stage;
      for (const name of ROLES) {
        const role = await core[name]();
        await expect(core.connect(admin).grantRole(role, stranger.address))
          .to.emit(core, "RoleGranted")
          .withArgs(role, stranger.address, admin.address);
        expect(await core.hasRole(role, stranger.address), name).to.equal(true);
      }
      await core.connect(stranger).setPaused(true);
    });

    it("[ROLE-2] gives the admin role, which gives in turn", async () => {
      const { admin, stranger, newcomer } = stage;
      const role = await core.DEFAULT_ADMIN_ROLE();
      await core.connect(admin).grantRole(role, stranger.address);
      await core.connect(stranger).grantRole(role, newcomer.address);
      expect(await core.getRoleMembers(role)).to.deep.equal([admin.address, stranger.address, newcomer.address]);
    });

    it("changes nothing for who has the role already", async () => {
      const { admin, operator } = stage;
      const role = await core.PLAN_ROLE();
      const head = await core.journalHead();
      await expect(core.connect(admin).grantRole(role, operator.address)).not.to.emit(core, "RoleGranted");
      expect(await core.getRoleMembers(role)).to.deep.equal([operator.address]);
      expect(await core.journalHead()).to.equal(head);
    });
  });

  describe("when it comes through the timelock", () => {
    it("[ROLE-2] waits for the delay and then gives the role, whoever executes", async () => {
      const role = await core.RANK_ROLE();
      const grant = core.interface.encodeFunctionData("grantRole", [role, stage.newcomer.address]);
      await expect(await throughTimelock(stage, grant))
        .to.emit(core, "RoleGranted")
        .withArgs(role, stage.newcomer.address, await stage.timelock.getAddress());
      expect(await core.hasRole(role, stage.newcomer.address)).to.equal(true);
    });

    it("[ROLE-2] fails before the delay is over", async () => {
      const { timelock, proposer, stranger, address, ethers, networkHelpers } = stage;
      const lock = await ethers.getContractAt("Timelock", await timelock.getAddress());
      const grant = core.interface.encodeFunctionData("grantRole", [await core.RANK_ROLE(), stranger.address]);
      const operation = [address, 0, grant, ZeroHash, ZeroHash] as const;
      await lock.connect(proposer).schedule(...operation, 2 * DAY);
      const id = await lock.hashOperation(...operation);
      const ready = await lock.getTimestamp(id);
      await networkHelpers.time.setNextBlockTimestamp(ready - 1n);
      await expect(lock.connect(stranger).execute(...operation))
        .to.be.revertedWithCustomError(lock, "TimelockUnexpectedOperationState")
        .withArgs(id, `0x${"4".padStart(64, "0")}`);
      await networkHelpers.time.setNextBlockTimestamp(ready);
      await expect(lock.connect(stranger).execute(...operation)).to.emit(core, "RoleGranted");
    });

    it("[ROLE-2] can be scheduled by the proposer alone, with the whole delay", async () => {
      const { timelock, proposer, operator, stranger, address, ethers } = stage;
      const lock = await ethers.getContractAt("Timelock", await timelock.getAddress());
      const grant = core.interface.encodeFunctionData("grantRole", [await core.RANK_ROLE(), stranger.address]);
      const operation = [address, 0, grant, ZeroHash, ZeroHash] as const;
      for (const caller of [operator, stranger]) {
        await expect(lock.connect(caller).schedule(...operation, 2 * DAY))
          .to.be.revertedWithCustomError(lock, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await lock.PROPOSER_ROLE());
      }
      await expect(lock.connect(proposer).schedule(...operation, 2 * DAY - 1))
        .to.be.revertedWithCustomError(lock, "TimelockInsufficientDelay")
        .withArgs(2 * DAY - 1, 2 * DAY);
    });
  });

  it("[ROLE-2] refuses everybody but the admin, those who have the role included", async () => {
    const role = await core.RANK_ROLE();
    for (const caller of [stage.operator, stage.deployer, stage.proposer, stage.treasury, stage.stranger]) {
      await expect(core.connect(caller).grantRole(role, caller.address))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
  });
});
