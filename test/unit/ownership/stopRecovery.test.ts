import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import { FINAL, fields, openStage, order, SELLER_ID, type Stage } from "../../helpers/stage.ts";

const DELAY = 10n * BigInt(DAY);

describe("Ownership.stopRecovery", () => {
  /** The seller's guardian, a stranger to the network, has begun a recovery to the newcomer. */
  const recovering = fixture(async () => {
    const stage = await openStage();
    const { core, seller, newcomer, extras } = stage;
    const [guardian] = extras;
    if (!guardian) throw new Error("the local network has too few accounts");
    await core.connect(seller).setGuardian(guardian.address, DELAY);
    await core.connect(guardian).startRecovery(seller.address, newcomer.address);
    return { ...stage, guardian };
  });
  let stage: Awaited<ReturnType<typeof recovering>>;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await recovering();
    core = stage.core;
  });

  for (const who of ["seller", "guardian"] as const) {
    it(`[WALLET-6] ends it when the ${who === "seller" ? "wallet" : "guardian"} calls, and tells by whom`, async () => {
      const { seller, guardian } = stage;
      const caller = stage[who];
      await expect(core.connect(caller).stopRecovery(seller.address))
        .to.emit(core, "RecoveryStopped")
        .withArgs(SELLER_ID, caller.address);
      expect(await core.guardianOf(seller.address)).to.deep.equal([guardian.address, DELAY, ZeroAddress, 0n]);
      expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ recovering: false });
    });
  }

  it("[WALLET-6] leaves nothing to finish, however late", async () => {
    const { seller, newcomer, networkHelpers } = stage;
    await core.connect(seller).stopRecovery(seller.address);
    await networkHelpers.time.increase(10n * DELAY);
    await expect(core.connect(newcomer).finishRecovery(seller.address))
      .to.be.revertedWithCustomError(core, "RecoveryNotPending")
      .withArgs(seller.address, newcomer.address, ZeroAddress);
  });

  it("[WALLET-6] vetoes after the delay too, as long as it is not finished", async () => {
    const { seller, newcomer, networkHelpers } = stage;
    await networkHelpers.time.increase(2n * DELAY);
    await expect(core.connect(seller).stopRecovery(seller.address)).to.emit(core, "RecoveryStopped");
    await expect(core.connect(newcomer).finishRecovery(seller.address)).to.be.revertedWithCustomError(
      core,
      "RecoveryNotPending",
    );
  });

  it("[WALLET-6] clears one that has lapsed as well", async () => {
    const { seller, guardian, networkHelpers } = stage;
    await networkHelpers.time.increase(DELAY + 31n * BigInt(DAY));
    await expect(core.connect(seller).stopRecovery(seller.address)).to.emit(core, "RecoveryStopped");
    expect(await core.guardianOf(seller.address)).to.deep.equal([guardian.address, DELAY, ZeroAddress, 0n]);
  });

  it("[WALLET-7] lets pushes go on", async () => {
    const { seller, buyer, token } = stage;
    await core.connect(buyer).buy(order(FINAL));
    await core.connect(seller).stopRecovery(seller.address);
    await core.push([seller.address]);
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });

  it("[LIFE-3] works while the programme is paused", async () => {
    await core.connect(stage.operator).setPaused(true);
    await expect(core.connect(stage.seller).stopRecovery(stage.seller.address)).to.emit(core, "RecoveryStopped");
  });

  describe("is refused", () => {
    it("[WALLET-6] to everybody else, the new wallet, the company and the admin included", async () => {
      const { seller, sponsor, treasury, admin, operator, stranger, newcomer, guardian } = stage;
      for (const caller of [sponsor, treasury, admin, operator, stranger, newcomer]) {
        await expect(core.connect(caller).stopRecovery(seller.address))
          .to.be.revertedWithCustomError(core, "GuardianExpected")
          .withArgs(caller.address, guardian.address);
      }
      expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ recovering: true });
    });

    it("[WALLET-6] where none is pending, a second time included", async () => {
      const { seller, sponsor, guardian } = stage;
      await core.connect(guardian).stopRecovery(seller.address);
      for (const caller of [seller, guardian]) {
        await expect(core.connect(caller).stopRecovery(seller.address))
          .to.be.revertedWithCustomError(core, "RecoveryNotPending")
          .withArgs(seller.address, caller.address, ZeroAddress);
      }
      await expect(core.connect(sponsor).stopRecovery(sponsor.address))
        .to.be.revertedWithCustomError(core, "RecoveryNotPending")
        .withArgs(sponsor.address, sponsor.address, ZeroAddress);
    });

    it("[WALLET-6] for a wallet that is no distributor's", async () => {
      const { stranger, guardian } = stage;
      await expect(core.connect(guardian).stopRecovery(stranger.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });

    it("[WALLET-5] to both once it is finished", async () => {
      const { seller, newcomer, guardian, networkHelpers } = stage;
      await networkHelpers.time.increase(DELAY);
      await core.connect(newcomer).finishRecovery(seller.address);
      for (const caller of [seller, guardian]) {
        await expect(core.connect(caller).stopRecovery(seller.address))
          .to.be.revertedWithCustomError(core, "WalletNotBound")
          .withArgs(seller.address, SELLER_ID);
      }
    });
  });
});
