import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { NOTICE } from "../../helpers/programme.ts";
import { setScreen } from "../../helpers/screens.ts";
import { setStage, throughTimelock } from "../../helpers/stage.ts";

describe("Payouts.cancelScreen", () => {
  /** A screen that is named, to be set after the notice. */
  const named = fixture(async () => {
    const stage = await setStage();
    const screen = await stage.ethers.deployContract("ListScreen");
    await stage.core.connect(stage.admin).scheduleScreen(screen);
    return { ...stage, screen: await screen.getAddress() };
  });
  let stage: Awaited<ReturnType<typeof named>>;
  let core: typeof stage.core;
  let admin: typeof stage.core;

  beforeEach(async () => {
    stage = await named();
    core = stage.core;
    admin = core.connect(stage.admin);
  });

  it("[SCREEN-2] withdraws the screen that is named, and tells so", async () => {
    await expect(admin.cancelScreen()).to.emit(core, "ScreenCancelled").withArgs(stage.screen);
    expect(await core.screening()).to.deep.equal([ZeroAddress, ZeroAddress, 0n]);
    await stage.networkHelpers.time.increase(NOTICE);
    await expect(core.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotScheduled");
  });

  it("[SCREEN-2] withdraws it after the notice too, as long as it is not set", async () => {
    await stage.networkHelpers.time.increase(2 * NOTICE);
    await expect(admin.cancelScreen()).to.emit(core, "ScreenCancelled").withArgs(stage.screen);
  });

  it("[SCREEN-2] withdraws a removal, and the present screen stays", async () => {
    const { networkHelpers, screen } = stage;
    await networkHelpers.time.increase(NOTICE);
    await core.setScreen();
    await admin.scheduleScreen(ZeroAddress);
    await expect(admin.cancelScreen()).to.emit(core, "ScreenCancelled").withArgs(ZeroAddress);
    expect(await core.screening()).to.deep.equal([screen, ZeroAddress, 0n]);
  });

  it("[ROLE-4] is open to a revoker, at once, who names none", async () => {
    const { stranger, screen } = stage;
    await admin.grantRole(await core.REVOKER_ROLE(), stranger.address);
    await expect(core.connect(stranger).cancelScreen()).to.emit(core, "ScreenCancelled").withArgs(screen);
    await expect(core.connect(stranger).scheduleScreen(screen)).to.be.revertedWithCustomError(
      core,
      "AccessControlUnauthorizedAccount",
    );
  });

  it("[SCREEN-2] comes through the timelock", async () => {
    const call = core.interface.encodeFunctionData("cancelScreen");
    await expect(await throughTimelock(stage, call))
      .to.emit(core, "ScreenCancelled")
      .withArgs(stage.screen);
  });

  it("[SCREEN-2] is refused where none is named, a second time and once it is set included", async () => {
    await admin.cancelScreen();
    await expect(admin.cancelScreen()).to.be.revertedWithCustomError(core, "ScreenNotScheduled");
    await setScreen(stage, await stage.ethers.getContractAt("ListScreen", stage.screen));
    await expect(admin.cancelScreen()).to.be.revertedWithCustomError(core, "ScreenNotScheduled");
    expect((await core.screening()).screen).to.equal(stage.screen);
  });

  it("[ROLE-1] is refused to everybody else", async () => {
    for (const caller of [stage.deployer, stage.proposer, stage.treasury, stage.seller, stage.stranger]) {
      await expect(core.connect(caller).cancelScreen())
        .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
        .withArgs(caller.address, await core.DEFAULT_ADMIN_ROLE());
    }
  });
});
