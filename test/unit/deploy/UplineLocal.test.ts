import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import UplineLocalModule from "../../../deploy/modules/UplineLocal.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { CAP, DAY, DECISION, MARKUP, NOTICE, PERIOD, plan, RULING } from "../../helpers/programme.ts";
import { ROLES } from "../../helpers/stage.ts";

describe("Ignition module UplineLocal", () => {
  it("[ROLE-2] deploys an open programme over a test stablecoin of its own, with no role for the deployer", async () => {
    const { ethers, ignition } = await network.create();
    const [deployer, treasury, operator] = await ethers.getSigners();
    const { upline, timelock, stablecoin } = await ignition.deploy(UplineLocalModule, {
      parameters: {
        UplineLocal: {
          start: 0,
          periodLength: PERIOD,
          notice: NOTICE,
          decisionTime: DECISION,
          rulingTime: RULING,
          cap: CAP,
          markup: MARKUP,
          openToAll: false,
          treasury: treasury!.address,
          plan: plan() as never,
          planDocument: "{}",
          timelockDelay: 2 * DAY,
          proposers: [treasury!.address],
          executors: [ZeroAddress],
          ...Object.fromEntries(Object.values(OPERATORS).map((name) => [name, operator!.address])),
        },
      },
    });
    const core = await ethers.getContractAt("Upline", await upline.getAddress());
    const token = await ethers.getContractAt("TestStablecoin", await stablecoin.getAddress());
    expect(await core.isOpen()).to.equal(true);
    expect((await core.settings()).token).to.equal(await token.getAddress());
    expect(await token.decimals()).to.equal(6n);
    expect(await token.owner()).to.equal(deployer!.address);
    expect(await core.getRoleMembers(await core.DEFAULT_ADMIN_ROLE())).to.deep.equal([await timelock.getAddress()]);
    for (const name of ROLES) {
      expect(await core.getRoleMembers(await core[name]()), name).to.deep.equal([operator!.address]);
    }
  });
});
