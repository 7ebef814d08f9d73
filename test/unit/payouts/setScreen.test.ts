import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { NOTICE, plan } from "../../helpers/programme.ts";
import { ScreenAction } from "../../helpers/screens.ts";
import { FINAL, now, order, setStage, unopenedStage } from "../../helpers/stage.ts";

describe("Payouts.setScreen", () => {
  /** A screen that is named and refuses the seller's claims; the seller has earned. */
  const named = fixture(async () => {
    const stage = await setStage();
    const { core, admin, buyer, seller, ethers } = stage;
    const screen = await ethers.deployContract("ListScreen");
    await screen.refuse(seller.address, ScreenAction.Claim, true);
    await core.connect(buyer).buy(order(FINAL));
    await core.connect(admin).scheduleScreen(screen);
    return { ...stage, contract: screen, screen: await screen.getAddress(), from: (await now(stage)) + BigInt(NOTICE) };
  });
  let stage: Awaited<ReturnType<typeof named>>;
  let core: typeof stage.core;

  beforeEach(async () => {
    stage = await named();
    core = stage.core;
  });

  const at = (time: bigint) => stage.networkHelpers.time.setNextBlockTimestamp(time);

  it("[SCREEN-2] sets the screen from the second on in which its notice ends, whoever calls, and tells so", async () => {
    const { screen, from, stranger } = stage;
    await at(from);
    await expect(core.connect(stranger).setScreen()).to.emit(core, "ScreenSet").withArgs(screen);
    expect(await core.screening()).to.deep.equal([screen, ZeroAddress, 0n]);
  });

  it("[SCREEN-2] has it asked from then on and not before", async () => {
    const { seller, from } = stage;
    const own = core.connect(seller);
    await stage.networkHelpers.time.increaseTo(from);
    expect(await own.claim.staticCall()).to.equal(8_000_000n);
    await core.setScreen();
    await expect(own.claim())
      .to.be.revertedWithCustomError(core, "ScreenRefused")
      .withArgs(seller.address, ScreenAction.Claim);
  });

  it("[SCREEN-2] everybody can claim what he has within the notice", async () => {
    const { seller, from, token } = stage;
    await at(from - 1n);
    await core.connect(seller).claim();
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });

  it("[SCREEN-2] removes the present one after the notice, and nobody is asked any more", async () => {
    const { admin, seller, from, token } = stage;
    await stage.networkHelpers.time.increaseTo(from);
    await core.setScreen();
    await core.connect(admin).scheduleScreen(ZeroAddress);
    const end = (await now(stage)) + BigInt(NOTICE);
    await at(end - 1n);
    await expect(core.connect(seller).claim()).to.be.revertedWithCustomError(core, "ScreenRefused");
    await at(end);
    await expect(core.setScreen()).to.emit(core, "ScreenSet").withArgs(ZeroAddress);
    expect(await core.screening()).to.deep.equal([ZeroAddress, ZeroAddress, 0n]);
    await core.connect(seller).claim();
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });

  it("[SCREEN-2] is refused a second too early", async () => {
    const { from } = stage;
    await at(from - 1n);
    await expect(core.setScreen())
      .to.be.revertedWithCustomError(core, "ScreenNotDue")
      .withArgs(from - 1n, from);
  });

  it("[SCREEN-2] is refused where none is named, a second time included", async () => {
    await stage.networkHelpers.time.increaseTo(stage.from);
    await core.setScreen();
    await expect(core.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotScheduled");
  });

  describe("before the opening", () => {
    const unopened = async () => {
      const world = await unopenedStage();
      const screen = await world.ethers.deployContract("ListScreen");
      const own = world.core.connect(world.operator);
      await own.scheduleScreen(screen);
      return { ...world, own, screen: await screen.getAddress(), from: (await now(world)) + BigInt(NOTICE) };
    };

    it("[LIFE-2] works at once", async () => {
      const { core, screen } = await unopened();
      await expect(core.setScreen()).to.emit(core, "ScreenSet").withArgs(screen);
      expect((await core.screening()).screen).to.equal(screen);
    });

    it("[SCREEN-2] not so if the programme opens in between: then it waits for its notice", async () => {
      const { core, own, from, networkHelpers } = await unopened();
      await own.schedulePlan(plan(), 0, "{}");
      await own.open();
      await networkHelpers.time.setNextBlockTimestamp(from - 1n);
      await expect(core.setScreen())
        .to.be.revertedWithCustomError(core, "ScreenNotDue")
        .withArgs(from - 1n, from);
      await networkHelpers.time.setNextBlockTimestamp(from);
      await expect(core.setScreen()).to.emit(core, "ScreenSet");
    });
  });
});
