import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { DeploymentResultType } from "@nomicfoundation/ignition-core";
import { expect } from "chai";
import { id as hashOf, ZeroAddress, ZeroHash } from "ethers";
import { network } from "hardhat";
import UplineModule from "../../../deploy/modules/Upline.ts";
import { OPERATORS } from "../../../deploy/parts/programme.ts";
import { fixture } from "../../helpers/fixture.ts";
import { Interrupted, RecordedDeployment } from "../../helpers/ignition.ts";
import { journalOf, replayed } from "../../helpers/journal.ts";
import { CAP, type Connection, DAY, DECISION, MARKUP, NOTICE, PERIOD, plan, RULING } from "../../helpers/programme.ts";
import { ROLES } from "../../helpers/stage.ts";

const DOCUMENT = '{"name":"the first plan"}';

/** A chain with the accounts that a company would use, and the module's parameters for them. */
async function company() {
  const connection = await network.create();
  const [deployer, treasury, proposer, ...others] = await connection.ethers.getSigners();
  if (!deployer || !treasury || !proposer) throw new Error("the local network has no accounts");
  const token = await connection.ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
  const holders = Object.entries(OPERATORS).map(([role, name], i) => ({ role, name, address: others[i]!.address }));
  const parameters = {
    Upline: {
      token: await token.getAddress(),
      start: 0,
      periodLength: PERIOD,
      notice: NOTICE,
      decisionTime: DECISION,
      rulingTime: RULING,
      cap: CAP,
      markup: MARKUP,
      openToAll: false,
      treasury: treasury.address,
      plan: plan() as never,
      planDocument: DOCUMENT,
      timelockDelay: 2 * DAY,
      proposers: [proposer.address],
      executors: [ZeroAddress],
      ...Object.fromEntries(holders.map(({ name, address }) => [name, address])),
    },
  };
  const deployment = new RecordedDeployment(connection, UplineModule, parameters);
  return { connection, deployer, treasury, proposer, holders, token, deployment };
}

type Deployed = Awaited<ReturnType<RecordedDeployment["run"]>>;

/** Addresses by the name that the module gives them. */
function addressesOf(result: Deployed): Record<string, string> {
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) throw new Error(JSON.stringify(result));
  return Object.fromEntries(Object.entries(result.contracts).map(([id, { address }]) => [id, address]));
}

async function contractsOf({ ethers }: Connection, result: Deployed) {
  const addresses = addressesOf(result);
  const core = await ethers.getContractAt("Upline", addresses["Upline#Upline"]!);
  const timelock = await ethers.getContractAt("Timelock", addresses["Upline#Timelock"]!);
  return { core, timelock, addresses };
}

/** What the core tells of its deployment, in order; the addresses of new contracts may differ. */
async function storyOf(connection: Connection, result: Deployed): Promise<readonly string[]> {
  const { core } = await contractsOf(connection, result);
  const address = await core.getAddress();
  const { chainId } = await connection.ethers.provider.getNetwork();
  const logs = await journalOf({ ...connection, address, chainId });
  return logs.map(({ topics, data }) => core.interface.parseLog({ topics: [...topics], data })!.name);
}

/** How many transactions an account has sent. */
const sentBy = ({ ethers }: Connection, { address }: HardhatEthersSigner) =>
  ethers.provider.getTransactionCount(address);

describe("Ignition module Upline", () => {
  let world: Awaited<ReturnType<typeof company>>;

  afterEach(() => world.deployment.forget());

  describe("when it has run", () => {
    const deployed = fixture(async () => {
      const prepared = await company();
      const { connection, deployment } = prepared;
      return { ...connection, ...prepared, ...(await contractsOf(connection, await deployment.run())) };
    });
    let done: Awaited<ReturnType<typeof deployed>>;

    beforeEach(async () => {
      done = await deployed();
      world = done;
    });

    it("[ROLE-2] has left the deployer no role, and the timelock is the only admin", async () => {
      const { core, timelock, deployer } = done;
      for (const name of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
        expect(await core.hasRole(await core[name](), deployer.address), name).to.equal(false);
      }
      expect(await core.getRoleMembers(ZeroHash)).to.deep.equal([await timelock.getAddress()]);
    });

    it("[ROLE-1] has given each role to its operator and to nobody else", async () => {
      const { core, holders } = done;
      expect(holders.map(({ role }) => role)).to.have.members([...ROLES]);
      for (const { role, address } of holders) {
        expect(await core.getRoleMembers(hashOf(role)), role).to.deep.equal([address]);
      }
    });

    it("[ROLE-2] has a timelock of its own: with a delay, proposed to by the proposer alone, and without an admin", async () => {
      const { timelock, deployer, proposer } = done;
      expect(await timelock.getMinDelay()).to.equal(2 * DAY);
      const roles = [await timelock.PROPOSER_ROLE(), await timelock.CANCELLER_ROLE()];
      for (const role of roles) expect(await timelock.hasRole(role, proposer.address)).to.equal(true);
      expect(await timelock.hasRole(await timelock.EXECUTOR_ROLE(), ZeroAddress)).to.equal(true);
      for (const role of [...roles, await timelock.EXECUTOR_ROLE(), ZeroHash]) {
        expect(await timelock.hasRole(role, deployer.address)).to.equal(false);
      }
      const admins = await timelock.queryFilter(timelock.filters.RoleGranted(ZeroHash));
      expect(admins.map(({ args }) => args.account)).to.deep.equal([await timelock.getAddress()]);
    });

    it("[LIFE-2] has opened the programme with the first plan and its document", async () => {
      const { core, treasury, token } = done;
      expect(await core.isOpen()).to.equal(true);
      expect((await core.planInForce()).version).to.equal(1n);
      const [scheduled] = await core.queryFilter(core.filters.PlanScheduled());
      expect(scheduled!.args.document).to.equal(DOCUMENT);
      expect(await core.idOf(treasury.address)).to.deep.equal([1n, true]);
      expect((await core.settings()).token).to.equal(await token.getAddress());
    });

    it("[JRN-1] has left a journal that replays", async () => {
      const { core, ethers } = done;
      const { chainId } = await ethers.provider.getNetwork();
      const address = await core.getAddress();
      expect(await replayed({ ethers, address, chainId })).to.equal(await core.journalHead());
    });
  });

  it("a rerun sends nothing and finds the same contracts", async () => {
    world = await company();
    const { connection, deployer, deployment } = world;
    const first = addressesOf(await deployment.run());
    const sent = await sentBy(connection, deployer);
    const block = await connection.ethers.provider.getBlockNumber();
    expect(addressesOf(await deployment.run())).to.deep.equal(first);
    expect(await sentBy(connection, deployer)).to.equal(sent);
    expect(await connection.ethers.provider.getBlockNumber()).to.equal(block);
  });

  it("interrupted after whatever it sends, it resumes and does nothing twice", async () => {
    world = await company();
    const { connection, deployer, deployment } = world;
    const untouched = await connection.networkHelpers.takeSnapshot();
    const undisturbed = await storyOf(connection, await deployment.run());
    const sent = await sentBy(connection, deployer);
    await untouched.restore();
    deployment.forget();

    const attempt = () =>
      deployment.run(true).catch((error) => {
        if (error instanceof Interrupted) return undefined;
        throw error;
      });
    let runs = 1;
    let result = await attempt();
    for (; result === undefined && runs < sent; ++runs) result = await attempt();
    expect(runs).to.be.greaterThan(5);
    expect(await storyOf(connection, result!)).to.deep.equal(undisturbed);
    expect(await sentBy(connection, deployer)).to.equal(sent);
  });
});
