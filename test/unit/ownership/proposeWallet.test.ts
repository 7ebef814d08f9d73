import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { COMPANY_ID, fields, openStage, SELLER_ID, SPONSOR_ID, type Stage } from "../../helpers/stage.ts";

describe("Ownership.proposeWallet", () => {
  let stage: Stage;
  let core: Stage["core"];
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    own = core.connect(stage.seller);
  });

  describe("when the present wallet calls", () => {
    it("[WALLET-1] tells so and changes nothing yet", async () => {
      const { seller, newcomer } = stage;
      const before = fields(await core.distributor(SELLER_ID));
      await expect(own.proposeWallet(newcomer.address))
        .to.emit(core, "WalletProposed")
        .withArgs(SELLER_ID, seller.address, newcomer.address);
      expect(await core.proposalOf(seller.address)).to.equal(newcomer.address);
      expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, true]);
      expect(await core.idOf(newcomer.address)).to.deep.equal([0n, false]);
      expect(fields(await core.distributor(SELLER_ID))).to.deep.equal(before);
    });

    it("[WALLET-1] puts another wallet in the place of an earlier one", async () => {
      const { seller, newcomer, stranger } = stage;
      await own.proposeWallet(newcomer.address);
      await own.proposeWallet(stranger.address);
      expect(await core.proposalOf(seller.address)).to.equal(stranger.address);
      await expect(core.connect(newcomer).acceptWallet(seller.address))
        .to.be.revertedWithCustomError(core, "WalletNotProposed")
        .withArgs(seller.address, newcomer.address, stranger.address);
      await core.connect(stranger).acceptWallet(seller.address);
    });

    it("[WALLET-1] withdraws with the zero address", async () => {
      const { seller, newcomer } = stage;
      await own.proposeWallet(newcomer.address);
      await expect(own.proposeWallet(ZeroAddress))
        .to.emit(core, "WalletProposed")
        .withArgs(SELLER_ID, seller.address, ZeroAddress);
      expect(await core.proposalOf(seller.address)).to.equal(ZeroAddress);
      await expect(core.connect(newcomer).acceptWallet(seller.address))
        .to.be.revertedWithCustomError(core, "WalletNotProposed")
        .withArgs(seller.address, newcomer.address, ZeroAddress);
    });

    it("[WALLET-1] proposes for the company like for anybody", async () => {
      const { treasury, newcomer } = stage;
      await expect(core.connect(treasury).proposeWallet(newcomer.address))
        .to.emit(core, "WalletProposed")
        .withArgs(COMPANY_ID, treasury.address, newcomer.address);
      expect(await core.proposalOf(treasury.address)).to.equal(newcomer.address);
    });

    it("keeps the proposals of others", async () => {
      const { seller, sponsor, newcomer, stranger } = stage;
      await core.connect(sponsor).proposeWallet(stranger.address);
      await own.proposeWallet(newcomer.address);
      await own.proposeWallet(ZeroAddress);
      expect(await core.proposalOf(sponsor.address)).to.equal(stranger.address);
      expect(await core.proposalOf(seller.address)).to.equal(ZeroAddress);
    });

    it("[LIFE-3] works while the programme is paused", async () => {
      await core.connect(stage.operator).setPaused(true);
      await expect(own.proposeWallet(stage.newcomer.address)).to.emit(core, "WalletProposed");
    });
  });

  describe("is refused", () => {
    it("[WALLET-1] to who is no distributor", async () => {
      const { stranger, newcomer } = stage;
      await expect(core.connect(stranger).proposeWallet(newcomer.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });

    it("[WALLET-3] to a former wallet", async () => {
      const { seller, newcomer, stranger } = stage;
      await own.proposeWallet(newcomer.address);
      await core.connect(newcomer).acceptWallet(seller.address);
      for (const to of [stranger.address, ZeroAddress]) {
        await expect(own.proposeWallet(to))
          .to.be.revertedWithCustomError(core, "WalletNotBound")
          .withArgs(seller.address, SELLER_ID);
      }
    });

    it("[WALLET-2] for a wallet that is or was anybody's, the caller's own included", async () => {
      const { sponsor, seller, treasury, newcomer, stranger } = stage;
      await core.connect(sponsor).proposeWallet(newcomer.address);
      await core.connect(newcomer).acceptWallet(sponsor.address);
      const bound = [
        [seller, SELLER_ID],
        [newcomer, SPONSOR_ID],
        [sponsor, SPONSOR_ID],
        [treasury, COMPANY_ID],
      ] as const;
      for (const [{ address }, id] of bound) {
        await expect(own.proposeWallet(address))
          .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
          .withArgs(address, id);
      }
      await own.proposeWallet(stranger.address);
    });

    it("[WALLET-2] for the core itself", async () => {
      await expect(own.proposeWallet(stage.address))
        .to.be.revertedWithCustomError(core, "WalletInvalid")
        .withArgs(stage.address);
    });
  });
});
