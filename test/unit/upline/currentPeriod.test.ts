import { expect } from "chai";
import { network } from "hardhat";
import { deployModules, settings } from "../../helpers/core.ts";
import { fixture } from "../../helpers/fixture.ts";
import { DAY, PERIOD } from "../../helpers/programme.ts";
import { now } from "../../helpers/stage.ts";

describe("Upline.currentPeriod", () => {
  const bare = fixture(async () => {
    const connection = await network.create();
    const [deployer] = await connection.ethers.getSigners();
    const token = await connection.ethers.deployContract("MockToken", ["Test Dollar", "TUSD", 6]);
    return { ...connection, connection, deployer: deployer!.address, token: await token.getAddress() };
  });

  /** A core whose period 0 began `age` seconds ago. */
  async function deploy(age: bigint, periodLength: number) {
    const world = await bare();
    const start = (await now(world)) - age;
    const of = settings(world.token, { start, periodLength });
    const modules = await deployModules(world.connection, of);
    const core = await world.ethers.deployContract("Upline", [of, modules, world.deployer, world.deployer]);
    return { ...world, core, modules, start };
  }

  for (const length of [DAY, PERIOD, 366 * DAY]) {
    it(`[LIFE-4] is ⌊(time − start) / length⌋ to the second, for periods of ${length / DAY} days`, async () => {
      const { core, start, networkHelpers } = await deploy(0n, length);
      expect(await core.currentPeriod()).to.equal(0n);
      for (const period of [1n, 2n, 13n]) {
        const begins = start + period * BigInt(length);
        await networkHelpers.time.increaseTo(begins - 1n);
        expect(await core.currentPeriod()).to.equal(period - 1n);
        await networkHelpers.time.increaseTo(begins);
        expect(await core.currentPeriod()).to.equal(period);
      }
    });
  }

  it("[LIFE-4] counts from a start before the deployment", async () => {
    const { core, networkHelpers, start } = await deploy(BigInt(100 * PERIOD) - 1_000n, PERIOD);
    expect(await core.currentPeriod()).to.equal(99n);
    await networkHelpers.time.increaseTo(start + BigInt(100 * PERIOD));
    expect(await core.currentPeriod()).to.equal(100n);
  });

  it("[LIFE-4] is the same in every module", async () => {
    const { core, modules, ethers, networkHelpers } = await deploy(5n, PERIOD);
    await networkHelpers.time.increase(7 * PERIOD + DAY);
    expect(await core.currentPeriod()).to.equal(7n);
    for (const address of Object.values(modules)) {
      const part = await ethers.getContractAt("Network", address);
      expect(await part.currentPeriod()).to.equal(7n);
    }
  });
});
