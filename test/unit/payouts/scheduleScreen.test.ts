import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { NOTICE } from "../../helpers/programme.ts";
import { setScreen } from "../../helpers/screens.ts";
import { now, setStage, throughTimelock, unopenedStage } from "../../helpers/stage.ts";

const NOBODY = [ZeroAddress, ZeroAddress, 0n];

describe("Payouts.scheduleScreen", () => {
  const prepared = fixture(async () => {
    const stage = await setStage();
    const screen = await stage.ethers.deployContract("ListScreen");
    const other = await stage.ethers.deployContract("ListScreen");
    return { ...stage, screen, address: await screen.getAddress(), other, otherAddress: await other.getAddress() };
  });
  let stage: Awaited<ReturnType<typeof prepared>>;
  let core: typeof stage.core;
  let admin: typeof stage.core;

  beforeEach(async () => {
    stage = await prepared();
    core = stage.core;
    admin = core.connect(stage.admin);
  });

  describe("when the admin calls", () => {
    it("[SCREEN-2] names a screen, to be set after the notice, and tells so", async () => {
      const { screen, address } = stage;
      const time = (await now(stage)) + 100n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(admin.scheduleScreen(screen))
        .to.emit(core, "ScreenScheduled")
        .withArgs(address, time + BigInt(NOTICE));
      expect(await core.screening()).to.deep.equal([ZeroAddress, address, time + BigInt(NOTICE)]);
    });

    it("[SCREEN-2] names another in its place, and the notice begins anew", async () => {
      const { screen, other, otherAddress, networkHelpers } = stage;
      await admin.scheduleScreen(screen);
      await networkHelpers.time.increase(NOTICE);
      await admin.scheduleScreen(other);
      const from = (await now(stage)) + BigInt(NOTICE);
      expect(await core.screening()).to.deep.equal([ZeroAddress, otherAddress, from]);
      await expect(core.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotDue");
    });

    it("[SCREEN-2] leaves the present screen in its place until then", async () => {
      const { screen, address, other, otherAddress } = stage;
      await setScreen(stage, screen);
      await admin.scheduleScreen(other);
      const [present, next] = await core.screening();
      expect([present, next]).to.deep.equal([address, otherAddress]);
    });

    it("[SCREEN-2] names none (zero) to remove the present one", async () => {
      const { screen, address } = stage;
      await setScreen(stage, screen);
      await expect(admin.scheduleScreen(ZeroAddress)).to.emit(core, "ScreenScheduled");
      const from = (await now(stage)) + BigInt(NOTICE);
      expect(await core.screening()).to.deep.equal([address, ZeroAddress, from]);
    });

    it("[SCREEN-2] comes through the timelock", async () => {
      const { address } = stage;
      const call = core.interface.encodeFunctionData("scheduleScreen", [address]);
      const executed = await throughTimelock({ ...stage, address: await core.getAddress() }, call);
      await expect(executed)
        .to.emit(core, "ScreenScheduled")
        .withArgs(address, (await now(stage)) + BigInt(NOTICE));
    });
  });

  it("[SCREEN-2] tells the notice before the opening as well", async () => {
    const unopened = await unopenedStage();
    const screen = await unopened.ethers.deployContract("ListScreen");
    const time = (await now(unopened)) + 100n;
    await unopened.networkHelpers.time.setNextBlockTimestamp(time);
    await expect(unopened.core.connect(unopened.operator).scheduleScreen(screen))
      .to.emit(unopened.core, "ScreenScheduled")
      .withArgs(await screen.getAddress(), time + BigInt(NOTICE));
  });

  describe("is refused", () => {
    it("[SCREEN-2] for an address without code", async () => {
      for (const { address } of [stage.stranger, stage.seller]) {
        await expect(admin.scheduleScreen(address))
          .to.be.revertedWithCustomError(core, "ScreenInvalid")
          .withArgs(address);
      }
    });

    it("[SCREEN-2] for none where there is none, another one being named or not", async () => {
      const refused = () =>
        expect(admin.scheduleScreen(ZeroAddress))
          .to.be.revertedWithCustomError(core, "ScreenInvalid")
          .withArgs(ZeroAddress);
      await refused();
      await admin.scheduleScreen(stage.screen);
      await refused();
    });

    it("[ROLE-1] to everybody but the admin", async () => {
      for (const caller of [stage.operator, stage.treasury, stage.seller, stage.stranger]) {
        await expect(core.connect(caller).scheduleScreen(stage.screen))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
      }
      expect(await core.screening()).to.deep.equal(NOBODY);
    });
  });
});
