import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { network } from "hardhat";
import UplineLocalUnopenedModule from "../../../deploy/modules/UplineLocalUnopened.ts";
import UplineUnopenedModule from "../../../deploy/modules/UplineUnopened.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { legacyPerson } from "../../helpers/legacy.ts";
import { CAP, type Connection, DAY, DECISION, MARKUP, NOTICE, PERIOD, plan, RULING } from "../../helpers/programme.ts";
import { ROLES, throughTimelock } from "../../helpers/stage.ts";

/** A chain, its people, and all parameters but the token. */
async function prepared() {
  const connection = await network.create();
  const [deployer, treasury, operator, proposer, stranger] = await connection.ethers.getSigners();
  if (!deployer || !treasury || !operator || !proposer || !stranger) throw new Error("too few accounts");
  const parameters = {
    ...{ start: 0, periodLength: PERIOD, notice: NOTICE, decisionTime: DECISION, rulingTime: RULING },
    ...{ cap: CAP, markup: MARKUP, openToAll: false, treasury: treasury.address },
    ...{ plan: plan() as never, planDocument: "{}", timelockDelay: 2 * DAY },
    ...{ proposers: [proposer.address], executors: [ZeroAddress] },
    ...Object.fromEntries(Object.values(OPERATORS).map((name) => [name, operator.address])),
  };
  return { ...connection, connection, deployer, operator, proposer, stranger, parameters };
}

type Prepared = Awaited<ReturnType<typeof prepared>>;

/** By module: how it is deployed. */
const MODULES = {
  UplineUnopened: async ({ connection, parameters }: Prepared) => {
    const token = await connection.ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
    const UplineUnopened = { ...parameters, token: await token.getAddress() };
    return connection.ignition.deploy(UplineUnopenedModule, { parameters: { UplineUnopened } });
  },
  UplineLocalUnopened: async ({ connection, parameters }: Prepared) =>
    connection.ignition.deploy(UplineLocalUnopenedModule, { parameters: { UplineLocalUnopened: parameters } }),
} satisfies Record<string, (world: Prepared) => ReturnType<Connection["ignition"]["deploy"]>>;

for (const [name, deploy] of Object.entries(MODULES)) {
  describe(`Ignition module ${name}`, () => {
    it("[ROLE-2] [LIFE-2] leaves the opening to the timelock, with the plan scheduled and no role for the deployer", async () => {
      const world = await prepared();
      const { ethers, deployer, operator } = world;
      const { upline, timelock } = await deploy(world);
      const core = await ethers.getContractAt("Upline", await upline.getAddress());
      expect(await core.isOpen()).to.equal(false);
      expect((await core.planScheduled()).version).to.equal(1n);
      const admin = await core.DEFAULT_ADMIN_ROLE();
      expect(await core.getRoleMembers(admin)).to.deep.equal([await timelock.getAddress()]);
      for (const role of ROLES) {
        expect(await core.getRoleMembers(await core[role]()), role).to.deep.equal([operator.address]);
      }
      await expect(core.connect(deployer).open())
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(deployer.address, admin);
    });

    it("[IMPORT-1] [LIFE-2] lets people be imported, and then the timelock opens it", async () => {
      const world = await prepared();
      const { upline, timelock } = await deploy(world);
      const address = await upline.getAddress();
      const core = await world.ethers.getContractAt("Upline", address);
      await core.connect(world.operator).importDistributors(2n, [legacyPerson(), legacyPerson({ sponsor: 2n })]);
      const opening = core.interface.encodeFunctionData("open");
      await expect(await throughTimelock({ ...world, timelock, address }, opening))
        .to.emit(core, "ProgrammeOpened")
        .withArgs(1n);
      expect([await core.isOpen(), await core.lastDistributorId()]).to.deep.equal([true, 3n]);
    });
  });
}
