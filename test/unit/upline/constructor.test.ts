import { expect } from "chai";
import { encodeBytes32String, getCreateAddress, ZeroAddress } from "ethers";
import { network } from "hardhat";
import {
  CONTRACTS,
  deployModule,
  deployModules,
  MODULES,
  type ModuleAddresses,
  type Settings,
  settings,
} from "../../helpers/core.ts";
import { fixture } from "../../helpers/fixture.ts";
import { CAP, DAY, DECISION, MARKUP, NOTICE, PERIOD, RULING } from "../../helpers/programme.ts";
import { COMPANY_ID, fields, now, ROLES } from "../../helpers/stage.ts";

const YEAR = 366 * DAY;
const QUARTER = 90 * DAY;

describe("Upline.constructor", () => {
  const bare = fixture(async () => {
    const connection = await network.create();
    const [deployer, treasury, admin] = await connection.ethers.getSigners();
    const token = await connection.ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
    return {
      ...connection,
      connection,
      deployer: deployer!,
      treasury: treasury!,
      admin: admin!,
      token: await token.getAddress(),
    };
  });
  let world: Awaited<ReturnType<typeof bare>>;
  let factory: Awaited<ReturnType<typeof getFactory>>;
  const getFactory = () => world.ethers.getContractFactory("Upline");

  beforeEach(async () => {
    world = await bare();
    factory = await getFactory();
  });

  const accepted = (changes: Partial<Settings> = {}) => settings(world.token, changes);

  /** Deploys modules and core. */
  async function deploy(of: Settings = accepted(), treasury = world.treasury.address, admin = world.admin.address) {
    return world.ethers.deployContract("Upline", [of, await deployModules(world.connection, of), treasury, admin]);
  }

  describe("when all arguments are within their bounds", () => {
    it("[LIFE-1] [RET-15] [OFFER-2] fixes token, times, cap, markup and whether enrolment is open to all", async () => {
      const start = await now(world);
      const times = { periodLength: 7 * DAY, notice: 3 * DAY, decisionTime: 2 * DAY, rulingTime: 5 * DAY };
      for (const openToAll of [false, true]) {
        const core = await deploy(accepted({ start, ...times, cap: 1_234, markup: 4_321, openToAll }));
        expect(fields(await core.settings())).to.deep.equal({
          token: world.token,
          start,
          periodLength: BigInt(times.periodLength),
          notice: BigInt(times.notice),
          decisionTime: BigInt(times.decisionTime),
          rulingTime: BigInt(times.rulingTime),
          cap: 1_234n,
          markup: 4_321n,
          openToAll,
        });
      }
    });

    it("[LIFE-1] [RET-15] [OFFER-2] accepts each setting at its bounds", async () => {
      const bounds = {
        periodLength: [DAY, YEAR],
        notice: [0, YEAR],
        decisionTime: [DAY, QUARTER],
        rulingTime: [DAY, QUARTER],
        cap: [0, 10_000],
        markup: [0, 10_000],
      } as const;
      for (const [setting, values] of Object.entries(bounds)) {
        for (const value of values) {
          const fixed = await (await deploy(accepted({ [setting]: value }))).settings();
          expect(fixed[setting as keyof typeof bounds], setting).to.equal(BigInt(value));
        }
      }
    });

    it("[LIFE-1] accepts a start in the second of its deployment", async () => {
      const start = (await now(world)) + 100n;
      await world.networkHelpers.time.setNextBlockTimestamp(start);
      const part = await deployModule(world.connection, "network", accepted({ start }));
      expect((await part.settings()).start).to.equal(start);
    });

    it("tells settings, modules, treasury and admin first, then enrols the company, then names the admin", async () => {
      const of = accepted();
      const modules = await deployModules(world.connection, of);
      const core = await factory.deploy(of, modules, world.treasury.address, world.admin.address);
      const receipt = await core.deploymentTransaction()!.wait();
      const events = receipt!.logs.map((log) => core.interface.parseLog(log)!);
      expect(events.map(({ name }) => name)).to.deep.equal(["ProgrammeCreated", "DistributorEnrolled", "RoleGranted"]);
      const [created, enrolled, granted] = events;
      expect(created!.args.toObject(true)).to.deep.equal({
        settings: fields(await core.settings()),
        modules,
        treasury: world.treasury.address,
        admin: world.admin.address,
      });
      expect(enrolled!.args.toArray()).to.deep.equal([COMPANY_ID, 0n, world.treasury.address]);
      expect(granted!.args.toArray()).to.deep.equal([
        await core.DEFAULT_ADMIN_ROLE(),
        world.admin.address,
        world.deployer.address,
      ]);
    });

    it("[NET-5] makes the treasury the company: id 1, the last one so far", async () => {
      const core = await deploy();
      expect(await core.idOf(world.treasury.address)).to.deep.equal([COMPANY_ID, true]);
      expect(await core.lastDistributorId()).to.equal(COMPANY_ID);
    });

    it("[ROLE-2] gives the admin role to the admin and no role to anybody else", async () => {
      const core = await deploy();
      expect(await core.getRoleMembers(await core.DEFAULT_ADMIN_ROLE())).to.deep.equal([world.admin.address]);
      for (const role of ROLES) expect(await core.getRoleMembers(await core[role]())).to.deep.equal([]);
    });

    it("[LIFE-2] is neither open nor has it a plan or a product", async () => {
      const core = await deploy();
      expect(await core.isOpen()).to.equal(false);
      expect((await core.planInForce()).version).to.equal(0n);
      expect((await core.planScheduled()).version).to.equal(0n);
      expect(await core.lastProduct()).to.equal(0n);
    });

    it("lets the treasury be the admin", async () => {
      const core = await deploy(accepted(), world.admin.address, world.admin.address);
      expect(await core.hasRole(await core.DEFAULT_ADMIN_ROLE(), world.admin.address)).to.equal(true);
    });
  });

  describe("when a setting is out of its bounds", () => {
    const modules = Object.fromEntries(MODULES.map((name) => [name, ZeroAddress])) as ModuleAddresses;

    /** The core checks its own settings before it looks at a module; each module does the same. */
    async function refuses(changes: Partial<Settings>, setting: string, value: bigint, limit: bigint) {
      const of = accepted(changes);
      const reason = [encodeBytes32String(setting), value, limit] as const;
      await expect(factory.deploy(of, modules, world.treasury.address, world.admin.address))
        .to.be.revertedWithCustomError(factory, "SettingInvalid")
        .withArgs(...reason);
      for (const name of MODULES) {
        await expect(deployModule(world.connection, name, of))
          .to.be.revertedWithCustomError(factory, "SettingInvalid")
          .withArgs(...reason);
      }
    }

    it("[LIFE-1] refuses a token without code", async () => {
      const { address } = world.deployer;
      await refuses({ token: address }, "token", BigInt(address), 0n);
      await refuses({ token: ZeroAddress }, "token", 0n, 0n);
    });

    it("[LIFE-1] refuses a start in the future", async () => {
      const time = (await now(world)) + 100n;
      await world.networkHelpers.time.setNextBlockTimestamp(time);
      const of = accepted({ start: time + 1n });
      await expect(factory.deploy(of, modules, world.treasury.address, world.admin.address))
        .to.be.revertedWithCustomError(factory, "SettingInvalid")
        .withArgs(encodeBytes32String("start"), time + 1n, time);
    });

    it("[LIFE-1] refuses a period shorter than a day or longer than 366 days", async () => {
      await refuses({ periodLength: DAY - 1 }, "periodLength", BigInt(DAY - 1), BigInt(DAY));
      await refuses({ periodLength: 0 }, "periodLength", 0n, BigInt(DAY));
      await refuses({ periodLength: YEAR + 1 }, "periodLength", BigInt(YEAR + 1), BigInt(YEAR));
    });

    it("[LIFE-1] refuses a notice longer than 366 days", async () => {
      await refuses({ notice: YEAR + 1 }, "notice", BigInt(YEAR + 1), BigInt(YEAR));
    });

    for (const setting of ["decisionTime", "rulingTime"] as const) {
      it(`[RET-15] refuses a ${setting} shorter than a day or longer than 90 days`, async () => {
        for (const short of [0, DAY - 1]) await refuses({ [setting]: short }, setting, BigInt(short), BigInt(DAY));
        await refuses({ [setting]: QUARTER + 1 }, setting, BigInt(QUARTER + 1), BigInt(QUARTER));
      });
    }

    it("[LIFE-1] refuses a cap above everything", async () => {
      await refuses({ cap: 10_001 }, "cap", 10_001n, 10_000n);
    });

    it("[OFFER-2] refuses a markup above the retail price itself", async () => {
      await refuses({ markup: 10_001 }, "markup", 10_001n, 10_000n);
    });
  });

  describe("when a module does not fit the core", () => {
    const others: Record<string, Partial<Settings>> = {
      start: { start: 1 },
      "period length": { periodLength: PERIOD + DAY },
      notice: { notice: NOTICE - 1 },
      "decision time": { decisionTime: DECISION + 1 },
      "ruling time": { rulingTime: RULING - 1 },
      cap: { cap: CAP + 1 },
      markup: { markup: MARKUP + 1 },
      openness: { openToAll: true },
    };

    for (const name of MODULES) {
      it(`[LIFE-1] refuses a ${name} module with any other setting`, async () => {
        const of = accepted();
        const modules = await deployModules(world.connection, of);
        const otherToken = await world.ethers.deployContract("MockToken", ["Other", "OTH", 6]);
        for (const changes of [...Object.values(others), { token: await otherToken.getAddress() }]) {
          const part = await (await deployModule(world.connection, name, accepted(changes))).getAddress();
          await expect(
            factory.deploy(of, { ...modules, [name]: part }, world.treasury.address, world.admin.address),
            JSON.stringify(changes),
          )
            .to.be.revertedWithCustomError(factory, "ModuleSettingsDiffer")
            .withArgs(part);
        }
      });

      it(`[LIFE-1] refuses anything else as the ${name} module: another module, or an address without code`, async () => {
        const of = accepted();
        const modules = await deployModules(world.connection, of);
        const others = MODULES.filter((other) => other !== name).map((other) => modules[other]);
        for (const part of [...others, ZeroAddress, world.deployer.address]) {
          await expect(factory.deploy(of, { ...modules, [name]: part }, world.treasury.address, world.admin.address))
            .to.be.revertedWithCustomError(factory, "ModuleInvalid")
            .withArgs(part, encodeBytes32String(CONTRACTS[name]));
        }
      });

      it(`[LIFE-1] refuses a contract that has no name as the ${name} module`, async () => {
        const of = accepted();
        const modules = await deployModules(world.connection, of);
        await expect(
          factory.deploy(of, { ...modules, [name]: world.token }, world.treasury.address, world.admin.address),
        ).to.be.revertedWithoutReason(world.ethers);
      });
    }
  });

  it("refuses to have no admin", async () => {
    const of = accepted();
    const modules = await deployModules(world.connection, of);
    await expect(factory.deploy(of, modules, world.treasury.address, ZeroAddress))
      .to.be.revertedWithCustomError(factory, "WalletInvalid")
      .withArgs(ZeroAddress);
  });

  describe("when the treasury cannot be a wallet", () => {
    it("[NET-6] refuses the zero address", async () => {
      const of = accepted();
      const modules = await deployModules(world.connection, of);
      await expect(factory.deploy(of, modules, ZeroAddress, world.admin.address))
        .to.be.revertedWithCustomError(factory, "WalletInvalid")
        .withArgs(ZeroAddress);
    });

    it("[NET-6] refuses the core itself", async () => {
      const of = accepted();
      const modules = await deployModules(world.connection, of);
      const from = world.deployer.address;
      const core = getCreateAddress({ from, nonce: await world.ethers.provider.getTransactionCount(from) });
      await expect(factory.deploy(of, modules, core, world.admin.address))
        .to.be.revertedWithCustomError(factory, "WalletInvalid")
        .withArgs(core);
    });
  });
});
