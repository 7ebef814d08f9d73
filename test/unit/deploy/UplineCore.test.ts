import { expect } from "chai";
import { network } from "hardhat";
import UplineCoreModule from "../../../deploy/modules/UplineCore.ts";
import { CAP, DECISION, MARKUP, NOTICE, PERIOD, RULING } from "../../helpers/programme.ts";
import { ROLES } from "../../helpers/stage.ts";

describe("Ignition module UplineCore", () => {
  it("[ROLE-2] deploys a core that is not open, administered by whom it is told, with no role for the deployer", async () => {
    const { ethers, ignition } = await network.create();
    const [deployer, treasury, admin] = await ethers.getSigners();
    const token = await ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
    const { upline } = await ignition.deploy(UplineCoreModule, {
      parameters: {
        UplineCore: {
          token: await token.getAddress(),
          start: 0,
          periodLength: PERIOD,
          notice: NOTICE,
          decisionTime: DECISION,
          rulingTime: RULING,
          cap: CAP,
          markup: MARKUP,
          openToAll: true,
          treasury: treasury!.address,
          admin: admin!.address,
        },
      },
    });
    const core = await ethers.getContractAt("Upline", await upline.getAddress());
    expect(await core.isOpen()).to.equal(false);
    expect((await core.settings()).openToAll).to.equal(true);
    expect(await core.idOf(treasury!.address)).to.deep.equal([1n, true]);
    expect(await core.getRoleMembers(await core.DEFAULT_ADMIN_ROLE())).to.deep.equal([admin!.address]);
    for (const name of ROLES) expect(await core.getRoleMembers(await core[name]()), name).to.deep.equal([]);
    expect(await core.hasRole(await core.DEFAULT_ADMIN_ROLE(), deployer!.address)).to.equal(false);
  });
});
