import { expect } from "chai";
import { ZeroHash } from "ethers";
import { fixture } from "../helpers/fixture.ts";
import { DAY, NOTICE } from "../helpers/programme.ts";
import { setStage, throughTimelock } from "../helpers/stage.ts";

const DELAY = 2n * BigInt(DAY);

describe("attack: the timelock is bypassed", () => {
  const loaded = fixture(async () => {
    const stage = await setStage();
    const lock = await stage.ethers.getContractAt("Timelock", await stage.timelock.getAddress());
    const { deployer, proposer, operator, treasury, seller, stranger } = stage;
    const everybody = { deployer, proposer, operator, treasury, seller, stranger };
    const call = stage.core.interface.encodeFunctionData("grantRole", [ZeroHash, stranger.address]);
    return { ...stage, lock, everybody, call };
  });
  let stage: Awaited<ReturnType<typeof loaded>>;

  beforeEach(async () => {
    stage = await loaded();
  });

  afterEach(async () => {
    const { core, timelock } = stage;
    expect(await core.getRoleMembers(ZeroHash), "the admin is the timelock alone").to.deep.equal([
      await timelock.getAddress(),
    ]);
  });

  /** An operation that makes a stranger the admin. */
  const operation = (data = stage.call) => [stage.address, 0n, data, ZeroHash, ZeroHash] as const;
  const at = (time: bigint) => stage.networkHelpers.time.setNextBlockTimestamp(time);

  /** Proposes it, and tells when it can be executed. */
  async function propose(): Promise<bigint> {
    const { lock, proposer } = stage;
    await lock.connect(proposer).schedule(...operation(), DELAY);
    return lock.getTimestamp(await lock.hashOperation(...operation()));
  }

  it("by asking the core directly: nobody is its admin but the timelock", async () => {
    const { core, everybody, stranger } = stage;
    for (const [name, who] of Object.entries(everybody)) {
      for (const attempt of [
        () => core.connect(who).grantRole(ZeroHash, stranger.address),
        () => core.connect(who).scheduleRun(stage.token),
        () => core.connect(who).scheduleScreen(stage.token),
        () => core.connect(who).open(),
      ]) {
        await expect(attempt(), name).to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount");
      }
    }
  });

  it("by executing what nobody proposed", async () => {
    const { lock, everybody } = stage;
    for (const [name, who] of Object.entries(everybody)) {
      const attempt = lock.connect(who).execute(...operation());
      await expect(attempt, name).to.be.revertedWithCustomError(lock, "TimelockUnexpectedOperationState");
    }
  });

  it("by executing a second too early", async () => {
    const { lock, stranger, proposer } = stage;
    const ready = await propose();
    for (const who of [proposer, stranger]) {
      const snapshot = await stage.networkHelpers.takeSnapshot();
      await at(ready - 1n);
      const attempt = lock.connect(who).execute(...operation());
      await expect(attempt).to.be.revertedWithCustomError(lock, "TimelockUnexpectedOperationState");
      await snapshot.restore();
    }
  });

  it("by executing something else than was proposed, or in another order", async () => {
    const { lock, stranger, core, proposer } = stage;
    await at(await propose());
    const other = core.interface.encodeFunctionData("grantRole", [ZeroHash, proposer.address]);
    const [target, value, data, before, salt] = operation();
    for (const attempt of [
      () => lock.connect(stranger).execute(...operation(other)),
      () => lock.connect(stranger).execute(target, value, data, before, `0x${"01".repeat(32)}`),
      () => lock.connect(stranger).executeBatch([target, target], [value, value], [data, data], before, salt),
    ]) {
      await expect(attempt()).to.be.revertedWithCustomError(lock, "TimelockUnexpectedOperationState");
    }
  });

  it("by proposing with a shorter delay, or without being the proposer", async () => {
    const { lock, everybody, proposer } = stage;
    await expect(lock.connect(proposer).schedule(...operation(), DELAY - 1n))
      .to.be.revertedWithCustomError(lock, "TimelockInsufficientDelay")
      .withArgs(DELAY - 1n, DELAY);
    for (const who of Object.values(everybody)) {
      if (who.address === proposer.address) continue;
      const attempt = lock.connect(who).schedule(...operation(), DELAY);
      await expect(attempt).to.be.revertedWithCustomError(lock, "AccessControlUnauthorizedAccount");
    }
  });

  it("by shortening the delay, or by naming another proposer: the timelock alone can, after its own delay", async () => {
    const { lock, everybody, stranger, proposer, networkHelpers } = stage;
    const proposerRole = await lock.PROPOSER_ROLE();
    for (const who of Object.values(everybody)) {
      const shorten = lock.connect(who).updateDelay(0n);
      await expect(shorten).to.be.revertedWithCustomError(lock, "TimelockUnauthorizedCaller");
      const name = lock.connect(who).grantRole(proposerRole, stranger.address);
      await expect(name).to.be.revertedWithCustomError(lock, "AccessControlUnauthorizedAccount");
    }
    const ready = await propose();
    const target = await lock.getAddress();
    const data = lock.interface.encodeFunctionData("updateDelay", [0n]);
    const shorten = [target, 0n, data, ZeroHash, ZeroHash] as const;
    await lock.connect(proposer).schedule(...shorten, DELAY);
    await networkHelpers.time.increase(DELAY);
    await lock.connect(stranger).execute(...shorten);
    expect(
      await lock.getTimestamp(await lock.hashOperation(...operation())),
      "what was proposed keeps its time",
    ).to.equal(ready);
  });

  it("by the timelock itself: a screen and a run contract wait for the core's notice after it", async () => {
    const { core, run, networkHelpers } = stage;
    const target = await run.getAddress();
    await throughTimelock(stage, core.interface.encodeFunctionData("scheduleScreen", [target]));
    await throughTimelock(stage, core.interface.encodeFunctionData("scheduleRun", [target]));
    await networkHelpers.time.increase(BigInt(NOTICE) - DELAY - 10n);
    await expect(core.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotDue");
    await expect(core.setRun()).to.be.revertedWithCustomError(core, "RunNotDue");
  });
});
