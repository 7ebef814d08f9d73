import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import { FINAL, fields, invite, openStage, order, SELLER_ID, type Stage } from "../../helpers/stage.ts";

const DELAY = 10n * BigInt(DAY);
/** How long a recovery that is ready can be finished. */
const WINDOW = 30n * BigInt(DAY);

describe("Ownership.finishRecovery", () => {
  /** The seller's guardian, a stranger to the network, has begun a recovery to the newcomer; the seller earned. */
  const recovering = fixture(async () => {
    const stage = await openStage();
    const { core, seller, newcomer, buyer, extras } = stage;
    const [guardian] = extras;
    if (!guardian) throw new Error("the local network has too few accounts");
    await core.connect(buyer).buy(order(FINAL));
    await core.connect(seller).setGuardian(guardian.address, DELAY);
    await core.connect(guardian).startRecovery(seller.address, newcomer.address);
    const { readyAt } = await core.guardianOf(seller.address);
    return { ...stage, guardian, readyAt };
  });
  let stage: Awaited<ReturnType<typeof recovering>>;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await recovering();
    core = stage.core;
  });

  const at = (time: bigint) => stage.networkHelpers.time.setNextBlockTimestamp(time);
  const finish = (caller = stage.newcomer) => core.connect(caller).finishRecovery(stage.seller.address);

  describe("when the new wallet calls", () => {
    it("[WALLET-5] moves the id from the second on in which it is ready, and tells so", async () => {
      const { seller, newcomer, readyAt } = stage;
      await at(readyAt);
      await expect(finish()).to.emit(core, "WalletMoved").withArgs(SELLER_ID, seller.address, newcomer.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([SELLER_ID, true]);
      expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, false]);
    });

    it("[WALLET-5] changes nothing of the distributor but that the recovery is over", async () => {
      const before = fields(await core.distributor(SELLER_ID));
      await at(stage.readyAt);
      await finish();
      expect(fields(await core.distributor(SELLER_ID))).to.deep.equal({ ...before, recovering: false });
    });

    it("[WALLET-5] gives the new wallet the balance, and pushes go on", async () => {
      const { newcomer, buyer, token, readyAt } = stage;
      await at(readyAt);
      await finish();
      await core.connect(newcomer).claim();
      await core.connect(buyer).buy(order(FINAL));
      await core.push([newcomer.address]);
      expect(await token.balanceOf(newcomer)).to.equal(2n * 8_000_000n);
    });

    it("[WALLET-3] leaves the new wallet without a guardian", async () => {
      const { newcomer, guardian, stranger, readyAt } = stage;
      await at(readyAt);
      await finish();
      expect(await core.guardianOf(newcomer.address)).to.deep.equal([ZeroAddress, 0n, ZeroAddress, 0n]);
      await expect(core.connect(guardian).startRecovery(newcomer.address, stranger.address))
        .to.be.revertedWithCustomError(core, "GuardianExpected")
        .withArgs(guardian.address, ZeroAddress);
    });

    it("[WALLET-3] makes what the lost wallet proposed void", async () => {
      const { seller, stranger, readyAt } = stage;
      await core.connect(seller).proposeWallet(stranger.address);
      await at(readyAt);
      await finish();
      expect(await core.proposalOf(seller.address)).to.equal(ZeroAddress);
      await expect(core.connect(stranger).acceptWallet(seller.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(seller.address, SELLER_ID);
    });

    it("[WALLET-5] works until the last second of 30 days, and while the programme is paused", async () => {
      await core.connect(stage.operator).setPaused(true);
      await at(stage.readyAt + WINDOW - 1n);
      await expect(finish()).to.emit(core, "WalletMoved");
    });
  });

  describe("is refused", () => {
    it("[WALLET-5] a second too early", async () => {
      const { readyAt } = stage;
      await at(readyAt - 1n);
      await expect(finish())
        .to.be.revertedWithCustomError(core, "RecoveryNotReady")
        .withArgs(readyAt - 1n, readyAt);
    });

    it("[WALLET-5] from the second on in which it lapses, and then for good", async () => {
      const end = stage.readyAt + WINDOW;
      for (const time of [end, end + 1n, end + 3_650n * BigInt(DAY)]) {
        await at(time);
        await expect(finish()).to.be.revertedWithCustomError(core, "RecoveryLapsed").withArgs(time, end);
      }
    });

    it("[WALLET-5] to everybody else, the guardian and the wallet included", async () => {
      const { seller, sponsor, treasury, admin, operator, stranger, newcomer, guardian } = stage;
      await stage.networkHelpers.time.increaseTo(stage.readyAt);
      for (const caller of [guardian, seller, sponsor, treasury, admin, operator, stranger]) {
        await expect(finish(caller))
          .to.be.revertedWithCustomError(core, "RecoveryNotPending")
          .withArgs(seller.address, caller.address, newcomer.address);
      }
    });

    it("[WALLET-5] a second time", async () => {
      await at(stage.readyAt);
      await finish();
      await expect(finish())
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stage.seller.address, SELLER_ID);
    });

    it("[WALLET-5] of a wallet that nobody recovers", async () => {
      const { sponsor, newcomer } = stage;
      await expect(core.connect(newcomer).finishRecovery(sponsor.address))
        .to.be.revertedWithCustomError(core, "RecoveryNotPending")
        .withArgs(sponsor.address, newcomer.address, ZeroAddress);
    });

    it("[WALLET-2] if the new wallet was bound meanwhile; the guardian names another", async () => {
      const { seller, sponsor, newcomer, stranger, guardian, scope, networkHelpers, readyAt } = stage;
      await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
      await networkHelpers.time.increaseTo(readyAt);
      await expect(finish()).to.be.revertedWithCustomError(core, "WalletAlreadyBound").withArgs(newcomer.address, 4n);
      await core.connect(guardian).stopRecovery(seller.address);
      await core.connect(guardian).startRecovery(seller.address, stranger.address);
      await networkHelpers.time.increase(DELAY);
      await finish(stranger);
      expect(await core.idOf(stranger.address)).to.deep.equal([SELLER_ID, true]);
    });
  });

  it("[WALLET-6] a guardian who wants to seize the wallet is vetoed, as often as he tries", async () => {
    const { seller, guardian, stranger, networkHelpers, token } = stage;
    const thief = core.connect(guardian);
    await core.connect(seller).stopRecovery(seller.address);
    for (const to of [guardian, stranger]) {
      await thief.startRecovery(seller.address, to.address);
      await networkHelpers.time.increase(DELAY - 10n);
      await core.connect(seller).stopRecovery(seller.address);
      await networkHelpers.time.increase(DELAY);
      await expect(finish(to))
        .to.be.revertedWithCustomError(core, "RecoveryNotPending")
        .withArgs(seller.address, to.address, ZeroAddress);
    }
    await core.connect(seller).setGuardian(ZeroAddress, 0n);
    await expect(thief.startRecovery(seller.address, guardian.address))
      .to.be.revertedWithCustomError(core, "GuardianExpected")
      .withArgs(guardian.address, ZeroAddress);
    await core.connect(seller).claim();
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });
});
