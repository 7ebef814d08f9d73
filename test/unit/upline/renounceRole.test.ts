import { expect } from "chai";
import { openStage, type Stage } from "../../helpers/stage.ts";

describe("Upline.renounceRole", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  it("[ROLE-2] gives up one's own role and tells so", async () => {
    const { operator } = stage;
    const role = await core.PLAN_ROLE();
    await expect(core.connect(operator).renounceRole(role, operator.address))
      .to.emit(core, "RoleRevoked")
      .withArgs(role, operator.address, operator.address);
    expect(await core.hasRole(role, operator.address)).to.equal(false);
    expect(await core.hasRole(await core.RANK_ROLE(), operator.address)).to.equal(true);
  });

  it("lets the admin role go, so that nobody grants any more", async () => {
    const { admin } = stage;
    const role = await core.DEFAULT_ADMIN_ROLE();
    await core.connect(admin).renounceRole(role, admin.address);
    expect(await core.getRoleMembers(role)).to.deep.equal([]);
    await expect(core.connect(admin).grantRole(role, admin.address))
      .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
      .withArgs(admin.address, role);
  });

  it("changes nothing for who has no such role", async () => {
    const { stranger } = stage;
    const head = await core.journalHead();
    await core.connect(stranger).renounceRole(await core.PLAN_ROLE(), stranger.address);
    expect(await core.journalHead()).to.equal(head);
  });

  it("[ROLE-2] refuses to give up another's role, for the admin too", async () => {
    const role = await core.PLAN_ROLE();
    for (const caller of [stage.admin, stage.stranger]) {
      await expect(core.connect(caller).renounceRole(role, stage.operator.address)).to.be.revertedWithCustomError(
        core,
        "AccessControlBadConfirmation",
      );
    }
    expect(await core.hasRole(role, stage.operator.address)).to.equal(true);
  });
});
