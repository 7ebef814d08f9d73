import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { DAY } from "../../helpers/programme.ts";
import { COMPANY_ID, fields, now, openStage, SELLER_ID, SPONSOR_ID, type Stage } from "../../helpers/stage.ts";

const LEAST = 7n * BigInt(DAY);
const MOST = 90n * BigInt(DAY);

describe("Ownership.setGuardian", () => {
  let stage: Stage;
  let core: Stage["core"];
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    own = core.connect(stage.seller);
  });

  describe("when the present wallet calls", () => {
    it("[WALLET-4] names who may recover it, with a delay of 7 to 90 days, and tells so", async () => {
      const { seller, sponsor } = stage;
      for (const delay of [LEAST, LEAST + 1n, MOST]) {
        await expect(own.setGuardian(sponsor.address, delay))
          .to.emit(core, "GuardianSet")
          .withArgs(SELLER_ID, seller.address, sponsor.address, delay);
        expect(await core.guardianOf(seller.address)).to.deep.equal([sponsor.address, delay, ZeroAddress, 0n]);
      }
    });

    it("[WALLET-4] may name anybody: the company's wallet, a stranger, a contract", async () => {
      const { seller, treasury, stranger, timelock } = stage;
      for (const guardian of [treasury.address, stranger.address, await timelock.getAddress()]) {
        await own.setGuardian(guardian, LEAST);
        expect((await core.guardianOf(seller.address)).guardian).to.equal(guardian);
      }
    });

    it("[WALLET-4] takes the former guardian's power", async () => {
      const { seller, sponsor, stranger, newcomer } = stage;
      await own.setGuardian(sponsor.address, LEAST);
      await own.setGuardian(stranger.address, LEAST);
      await expect(core.connect(sponsor).startRecovery(seller.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "GuardianExpected")
        .withArgs(sponsor.address, stranger.address);
      await core.connect(stranger).startRecovery(seller.address, newcomer.address);
    });

    it("[WALLET-4] removes him with the zero address, whatever the delay says", async () => {
      const { seller, sponsor, newcomer } = stage;
      for (const delay of [0n, 1n, LEAST, MaxUint256]) {
        await own.setGuardian(sponsor.address, LEAST);
        await expect(own.setGuardian(ZeroAddress, delay))
          .to.emit(core, "GuardianSet")
          .withArgs(SELLER_ID, seller.address, ZeroAddress, 0n);
        expect(await core.guardianOf(seller.address)).to.deep.equal([ZeroAddress, 0n, ZeroAddress, 0n]);
      }
      await expect(core.connect(sponsor).startRecovery(seller.address, newcomer.address))
        .to.be.revertedWithCustomError(core, "GuardianExpected")
        .withArgs(sponsor.address, ZeroAddress);
    });

    it("[WALLET-6] ends a pending recovery, and tells that first", async () => {
      const { seller, sponsor, newcomer, networkHelpers } = stage;
      for (const [next, delay] of [
        [ZeroAddress, 0n],
        [stage.stranger.address, MOST],
        [sponsor.address, LEAST],
      ] as const) {
        await own.setGuardian(sponsor.address, LEAST);
        await core.connect(sponsor).startRecovery(seller.address, newcomer.address);
        const changed = own.setGuardian(next, delay);
        await expect(changed).to.emit(core, "RecoveryStopped").withArgs(SELLER_ID, seller.address);
        await expect(changed).to.emit(core, "GuardianSet").withArgs(SELLER_ID, seller.address, next, delay);
        const logs = (await (await changed).wait())!.logs.map((log) => core.interface.parseLog(log)!.name);
        expect(logs).to.deep.equal(["RecoveryStopped", "GuardianSet"]);
        expect(await core.guardianOf(seller.address)).to.deep.equal([next, delay, ZeroAddress, 0n]);
        expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ recovering: false });
        await networkHelpers.time.increase(MOST);
        await expect(core.connect(newcomer).finishRecovery(seller.address))
          .to.be.revertedWithCustomError(core, "RecoveryNotPending")
          .withArgs(seller.address, newcomer.address, ZeroAddress);
      }
    });

    it("keeps the guardians of others", async () => {
      const { sponsor, seller, stranger, newcomer } = stage;
      await core.connect(sponsor).setGuardian(stranger.address, MOST);
      await own.setGuardian(newcomer.address, LEAST);
      await own.setGuardian(ZeroAddress, 0n);
      expect((await core.guardianOf(sponsor.address)).guardian).to.equal(stranger.address);
      expect((await core.guardianOf(seller.address)).guardian).to.equal(ZeroAddress);
    });

    it("[LIFE-3] works while the programme is paused", async () => {
      await core.connect(stage.operator).setPaused(true);
      await expect(own.setGuardian(stage.sponsor.address, LEAST)).to.emit(core, "GuardianSet");
    });
  });

  describe("is refused", () => {
    it("[WALLET-4] for a delay shorter than 7 days or longer than 90", async () => {
      for (const delay of [0n, LEAST - 1n, MOST + 1n, 2n ** 40n + LEAST, MaxUint256]) {
        await expect(own.setGuardian(stage.sponsor.address, delay))
          .to.be.revertedWithCustomError(core, "GuardianDelayInvalid")
          .withArgs(delay, LEAST, MOST);
      }
    });

    it("[WALLET-4] for oneself, and for the core", async () => {
      for (const guardian of [stage.seller.address, stage.address]) {
        await expect(own.setGuardian(guardian, LEAST))
          .to.be.revertedWithCustomError(core, "GuardianInvalid")
          .withArgs(SELLER_ID, guardian);
      }
    });

    it("[WALLET-4] to the company, whomever it names", async () => {
      const { treasury, sponsor } = stage;
      for (const guardian of [sponsor.address, ZeroAddress]) {
        await expect(core.connect(treasury).setGuardian(guardian, LEAST))
          .to.be.revertedWithCustomError(core, "GuardianInvalid")
          .withArgs(COMPANY_ID, guardian);
      }
    });

    it("[WALLET-4] to who is no distributor, the guardian included", async () => {
      const { stranger, sponsor, newcomer } = stage;
      await own.setGuardian(stranger.address, LEAST);
      for (const caller of [stranger, newcomer]) {
        await expect(core.connect(caller).setGuardian(sponsor.address, LEAST))
          .to.be.revertedWithCustomError(core, "WalletNotBound")
          .withArgs(caller.address, 0n);
      }
    });
  });

  it("[WALLET-4] two may be each other's guardians", async () => {
    const { seller, sponsor, newcomer } = stage;
    await own.setGuardian(sponsor.address, LEAST);
    await core.connect(sponsor).setGuardian(seller.address, LEAST);
    await own.startRecovery(sponsor.address, newcomer.address);
    await stage.networkHelpers.time.increaseTo((await now(stage)) + LEAST);
    await core.connect(newcomer).finishRecovery(sponsor.address);
    expect(await core.idOf(newcomer.address)).to.deep.equal([SPONSOR_ID, true]);
  });
});
