import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { id as hashOf } from "ethers";
import { openStage, ROLES, type Stage, throughTimelock } from "../../helpers/stage.ts";

/** Every role that a revoker may take away. */
const OPERATIONAL = ROLES.filter((name) => name !== "REVOKER_ROLE");

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

  describe("when a revoker calls who holds no other role", () => {
    let revoker: HardhatEthersSigner;

    beforeEach(async () => {
      revoker = stage.extras[0]!;
      await core.connect(stage.admin).grantRole(await core.REVOKER_ROLE(), revoker.address);
    });

    for (const name of OPERATIONAL) {
      it(`[ROLE-4] takes ${name} away at once and tells so`, async () => {
        const { operator } = stage;
        const role = await core[name]();
        await expect(core.connect(revoker).revokeRole(role, operator.address))
          .to.emit(core, "RoleRevoked")
          .withArgs(role, operator.address, revoker.address);
        expect(await core.getRoleMembers(role)).to.deep.equal([]);
      });
    }

    it("[ROLE-4] takes a role away that the core knows nothing of", async () => {
      const role = hashOf("A_ROLE_OF_ITS_OWN");
      await core.connect(stage.admin).grantRole(role, stage.stranger.address);
      await core.connect(revoker).revokeRole(role, stage.stranger.address);
      expect(await core.hasRole(role, stage.stranger.address)).to.equal(false);
    });

    for (const name of ["DEFAULT_ADMIN_ROLE", "REVOKER_ROLE"] as const) {
      it(`[ROLE-4] is refused ${name}, whoever holds it`, async () => {
        const role = await core[name]();
        const admin = await core.DEFAULT_ADMIN_ROLE();
        for (const holder of [stage.admin, stage.operator, revoker, stage.stranger]) {
          await expect(core.connect(revoker).revokeRole(role, holder.address))
            .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
            .withArgs(revoker.address, admin);
        }
        expect(await core.getRoleMembers(admin)).to.deep.equal([stage.admin.address]);
        expect(await core.hasRole(await core.REVOKER_ROLE(), revoker.address)).to.equal(true);
      });
    }

    it("[ROLE-4] grants none, not even what it took away", async () => {
      for (const name of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
        await expect(core.connect(revoker).grantRole(await core[name](), revoker.address), name)
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(revoker.address, await core.DEFAULT_ADMIN_ROLE());
      }
      const role = await core.PAUSE_ROLE();
      await core.connect(revoker).revokeRole(role, stage.operator.address);
      await expect(core.connect(revoker).grantRole(role, stage.operator.address)).to.be.revertedWithCustomError(
        core,
        "AccessControlUnauthorizedAccount",
      );
    });

    it("[ROLE-4] takes nothing any more once the admin has taken the role away", async () => {
      await core.connect(stage.admin).revokeRole(await core.REVOKER_ROLE(), revoker.address);
      await expect(core.connect(revoker).revokeRole(await core.PLAN_ROLE(), stage.operator.address))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(revoker.address, await core.DEFAULT_ADMIN_ROLE());
    });

    it("changes nothing for who has no such role", async () => {
      const head = await core.journalHead();
      await core.connect(revoker).revokeRole(await core.PLAN_ROLE(), stage.stranger.address);
      expect(await core.journalHead()).to.equal(head);
    });
  });

  it("[ROLE-2] refuses everybody else, whatever other roles they hold", async () => {
    const { admin, deployer, proposer, treasury, seller, stranger } = stage;
    for (const name of OPERATIONAL) await core.connect(admin).grantRole(await core[name](), stranger.address);
    const role = await core.RANK_ROLE();
    for (const caller of [deployer, proposer, treasury, seller, stranger]) {
      await expect(core.connect(caller).revokeRole(role, stage.operator.address))
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
    expect(await core.hasRole(role, stage.operator.address)).to.equal(true);
  });
});
