import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  fields,
  now,
  openStage,
  order,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
} from "../../helpers/stage.ts";

const DELAY = 10n * BigInt(DAY);
/** How long a recovery that is ready can be finished. */
const WINDOW = 30n * BigInt(DAY);

describe("Ownership.startRecovery", () => {
  /** The seller's guardian is a stranger to the network. */
  const guarded = fixture(async () => {
    const stage = await openStage();
    const [guardian] = stage.extras;
    if (!guardian) throw new Error("the local network has too few accounts");
    await stage.core.connect(stage.seller).setGuardian(guardian.address, DELAY);
    return { ...stage, guardian };
  });
  let stage: Awaited<ReturnType<typeof guarded>>;
  let core: Stage["core"];
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await guarded();
    core = stage.core;
    own = core.connect(stage.guardian);
  });

  describe("when the guardian calls", () => {
    it("[WALLET-5] begins the recovery, to be finished after the delay, and tells so", async () => {
      const { seller, newcomer, guardian } = stage;
      const time = (await now(stage)) + 100n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(own.startRecovery(seller.address, newcomer.address))
        .to.emit(core, "RecoveryStarted")
        .withArgs(SELLER_ID, seller.address, newcomer.address, time + DELAY);
      const pending = [guardian.address, DELAY, newcomer.address, time + DELAY];
      expect(await core.guardianOf(seller.address)).to.deep.equal(pending);
    });

    it("[WALLET-5] moves nothing yet", async () => {
      const { seller, newcomer } = stage;
      const before = fields(await core.distributor(SELLER_ID));
      await own.startRecovery(seller.address, newcomer.address);
      expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, true]);
      expect(await core.idOf(newcomer.address)).to.deep.equal([0n, false]);
      expect(fields(await core.distributor(SELLER_ID))).to.deep.equal({ ...before, recovering: true });
    });

    it("[WALLET-7] stops pushes and nothing else: the wallet still sells and claims", async () => {
      const { seller, newcomer, buyer, token } = stage;
      await own.startRecovery(seller.address, newcomer.address);
      await core.connect(buyer).buy(order(FINAL));
      expect(await core.push.staticCall([seller.address])).to.deep.equal([8n]);
      await core.push([seller.address]);
      expect(await core.balanceOf(SELLER_ID)).to.equal(8_000_000n);
      await core.connect(seller).claim();
      expect(await token.balanceOf(seller)).to.equal(8_000_000n);
    });

    it("[WALLET-5] may recover it to himself", async () => {
      const { seller, guardian } = stage;
      await own.startRecovery(seller.address, guardian.address);
      expect((await core.guardianOf(seller.address)).to).to.equal(guardian.address);
    });

    it("[WALLET-5] begins again from the second on in which the last one lapsed", async () => {
      const { seller, newcomer, stranger } = stage;
      await own.startRecovery(seller.address, newcomer.address);
      const { readyAt } = await core.guardianOf(seller.address);
      const time = readyAt + WINDOW;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(own.startRecovery(seller.address, stranger.address))
        .to.emit(core, "RecoveryStarted")
        .withArgs(SELLER_ID, seller.address, stranger.address, time + DELAY);
      await stage.networkHelpers.time.increase(DELAY);
      await expect(core.connect(newcomer).finishRecovery(seller.address))
        .to.be.revertedWithCustomError(core, "RecoveryNotPending")
        .withArgs(seller.address, newcomer.address, stranger.address);
      await core.connect(stranger).finishRecovery(seller.address);
    });

    it("[WALLET-7] stops pushes until the second in which it lapses, if nobody finishes it", async () => {
      const { seller, newcomer, buyer, token } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await own.startRecovery(seller.address, newcomer.address);
      const { readyAt } = await core.guardianOf(seller.address);
      await stage.networkHelpers.time.setNextBlockTimestamp(readyAt + WINDOW - 1n);
      await core.push([seller.address]);
      expect(await token.balanceOf(seller)).to.equal(0n);
      await stage.networkHelpers.time.setNextBlockTimestamp(readyAt + WINDOW);
      await core.push([seller.address]);
      expect(await token.balanceOf(seller)).to.equal(8_000_000n);
    });

    it("[WALLET-6] begins again after a veto, and the whole delay runs anew", async () => {
      const { seller, newcomer } = stage;
      await own.startRecovery(seller.address, newcomer.address);
      await stage.networkHelpers.time.increase(DELAY);
      await core.connect(seller).stopRecovery(seller.address);
      const time = (await now(stage)) + 100n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await own.startRecovery(seller.address, newcomer.address);
      expect((await core.guardianOf(seller.address)).readyAt).to.equal(time + DELAY);
    });
  });

  describe("is refused", () => {
    it("[WALLET-5] to everybody else, the wallet, the company and the admin included", async () => {
      const { seller, sponsor, treasury, admin, operator, stranger, newcomer, guardian } = stage;
      for (const caller of [seller, sponsor, treasury, admin, operator, stranger, newcomer]) {
        await expect(core.connect(caller).startRecovery(seller.address, newcomer.address))
          .to.be.revertedWithCustomError(core, "GuardianExpected")
          .withArgs(caller.address, guardian.address);
      }
    });

    it("[WALLET-5] for a wallet that named nobody, the company's included", async () => {
      const { sponsor, treasury, newcomer, guardian } = stage;
      for (const { address } of [sponsor, treasury]) {
        await expect(own.startRecovery(address, newcomer.address))
          .to.be.revertedWithCustomError(core, "GuardianExpected")
          .withArgs(guardian.address, ZeroAddress);
      }
    });

    it("[WALLET-5] for a wallet that is no distributor's, or no longer", async () => {
      const { seller, stranger, newcomer, extras } = stage;
      await expect(own.startRecovery(stranger.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
      await core.connect(seller).proposeWallet(extras[1]!.address);
      await core.connect(extras[1]!).acceptWallet(seller.address);
      await expect(own.startRecovery(seller.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(seller.address, SELLER_ID);
    });

    it("[WALLET-5] while another is pending, to the same wallet as well", async () => {
      const { seller, newcomer, stranger } = stage;
      await own.startRecovery(seller.address, newcomer.address);
      for (const to of [stranger.address, newcomer.address]) {
        await expect(own.startRecovery(seller.address, to))
          .to.be.revertedWithCustomError(core, "RecoveryPending")
          .withArgs(seller.address, newcomer.address);
      }
      const { readyAt } = await core.guardianOf(seller.address);
      for (const time of [readyAt, readyAt + WINDOW - 1n]) {
        await stage.networkHelpers.time.setNextBlockTimestamp(time);
        await expect(own.startRecovery(seller.address, stranger.address))
          .to.be.revertedWithCustomError(core, "RecoveryPending")
          .withArgs(seller.address, newcomer.address);
      }
    });

    it("[WALLET-3] to a guardian who left his wallet, until the new one is named", async () => {
      const { seller, sponsor, newcomer, stranger } = stage;
      await core.connect(seller).setGuardian(sponsor.address, DELAY);
      await core.connect(sponsor).proposeWallet(stranger.address);
      await core.connect(stranger).acceptWallet(sponsor.address);
      await expect(core.connect(sponsor).startRecovery(seller.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(sponsor.address, SPONSOR_ID);
      await expect(core.connect(stranger).startRecovery(seller.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "GuardianExpected")
        .withArgs(stranger.address, sponsor.address);
      await core.connect(seller).setGuardian(stranger.address, DELAY);
      await core.connect(stranger).startRecovery(seller.address, newcomer.address);
    });

    it("[WALLET-2] to a wallet that is or was anybody's, the lost one included", async () => {
      const { seller, sponsor, treasury } = stage;
      for (const [{ address }, id] of [
        [seller, SELLER_ID],
        [sponsor, SPONSOR_ID],
        [treasury, COMPANY_ID],
      ] as const) {
        await expect(own.startRecovery(seller.address, address))
          .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
          .withArgs(address, id);
      }
    });

    it("[WALLET-2] to the zero address and the core", async () => {
      for (const to of [ZeroAddress, stage.address]) {
        await expect(own.startRecovery(stage.seller.address, to))
          .to.be.revertedWithCustomError(core, "WalletInvalid")
          .withArgs(to);
      }
    });
  });
});
