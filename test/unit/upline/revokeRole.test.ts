import { expect } from "chai";
import { openStage, ROLES, type Stage, throughTimelock } from "../../helpers/stage.ts";

describe("Upline.revokeRole", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  describe("when the admin calls", () => {
    it("[ROLE-2] takes each role away and tells so", async () => {
      const { admin, operator } = stage;
      for (const name of ROLES) {
        const role = await core[name]();
        await expect(core.connect(admin).revokeRole(role, operator.address))
          .to.emit(core, "RoleRevoked")
          .withArgs(role, operator.address, admin.address);
        expect(await core.hasRole(role, operator.address), name).to.equal(false);
      }
      await expect(core.connect(operator).setPaused(true))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(operator.address, await core.PAUSE_ROLE());
    });

    it("takes one person's role and leaves the others'", async () => {
      const { admin, operator, stranger } = stage;
      const role = await core.RANK_ROLE();
      await core.connect(admin).grantRole(role, stranger.address);
      await core.connect(admin).revokeRole(role, operator.address);
      expect(await core.getRoleMembers(role)).to.deep.equal([stranger.address]);
    });

    it("changes nothing for who has no such role", async () => {
      const head = await core.journalHead();
      const revoked = core.connect(stage.admin).revokeRole(await core.PLAN_ROLE(), stage.stranger.address);
      await expect(revoked).not.to.emit(core, "RoleRevoked");
      expect(await core.journalHead()).to.equal(head);
    });
  });

  it("[ROLE-2] comes through the timelock", async () => {
    const role = await core.PAUSE_ROLE();
    const revoke = core.interface.encodeFunctionData("revokeRole", [role, stage.operator.address]);
    await expect(await throughTimelock(stage, revoke))
      .to.emit(core, "RoleRevoked")
      .withArgs(role, stage.operator.address, await stage.timelock.getAddress());
    expect(await core.getRoleMemberCount(role)).to.equal(0n);
  });

  it("[ROLE-2] refuses everybody but the admin", async () => {
    const role = await core.RANK_ROLE();
    for (const caller of [stage.operator, stage.deployer, stage.proposer, stage.treasury, stage.stranger]) {
      await expect(core.connect(caller).revokeRole(role, stage.operator.address))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
    expect(await core.hasRole(role, stage.operator.address)).to.equal(true);
  });
});
