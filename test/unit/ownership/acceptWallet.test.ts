import { expect } from "chai";
import { ZeroAddress } from "ethers";
import {
  COMPANY_ID,
  FINAL,
  fields,
  invite,
  ONE,
  openStage,
  order,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  sku,
} from "../../helpers/stage.ts";

/** What a sale of the stage's final product gives the seller: 7 of profit, 10 % of 10. */
const EARNED = 8n * ONE;

describe("Ownership.acceptWallet", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  /** The seller moves to another wallet. */
  async function move(from = stage.seller, to = stage.newcomer) {
    await core.connect(from).proposeWallet(to.address);
    return core.connect(to).acceptWallet(from.address);
  }

  describe("when the proposed wallet calls", () => {
    it("[WALLET-1] moves the id and tells so", async () => {
      const { seller, newcomer } = stage;
      await expect(move()).to.emit(core, "WalletMoved").withArgs(SELLER_ID, seller.address, newcomer.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([SELLER_ID, true]);
      expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, false]);
      expect(await core.proposalOf(seller.address)).to.equal(ZeroAddress);
    });

    it("[WALLET-1] changes nothing of the distributor", async () => {
      const { seller, operator, buyer } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await core.connect(operator).setRanks([{ id: SELLER_ID, rank: 7 }], sku("evidence"));
      await core.connect(seller).setPushOff(true);
      const before = fields(await core.distributor(SELLER_ID));
      await move();
      expect(fields(await core.distributor(SELLER_ID))).to.deep.equal(before);
      expect(await core.lastDistributorId()).to.equal(SELLER_ID);
    });

    it("[WALLET-1] gives the new wallet the balance, and the former nothing any more", async () => {
      const { seller, newcomer, buyer, token } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await move();
      await expect(core.connect(seller).claim())
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(seller.address, SELLER_ID);
      await core.connect(buyer).buy(order(FINAL));
      await core.connect(newcomer).claim();
      expect(await token.balanceOf(newcomer)).to.equal(2n * EARNED);
    });

    it("[WALLET-1] moves the company's treasury, which claims its share", async () => {
      const { treasury, newcomer, buyer, token } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await expect(move(treasury, newcomer))
        .to.emit(core, "WalletMoved")
        .withArgs(COMPANY_ID, treasury.address, newcomer.address);
      await expect(core.connect(treasury).claim())
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(treasury.address, COMPANY_ID);
      await core.connect(newcomer).claim();
      // 20 less 8 for the seller and 0.8 for his sponsor.
      expect(await token.balanceOf(newcomer)).to.equal(11_200_000n);
    });

    it("[WALLET-1] moves again, from wallet to wallet", async () => {
      const { seller, newcomer, stranger } = stage;
      await move();
      await move(newcomer, stranger);
      expect(await core.idOf(stranger.address)).to.deep.equal([SELLER_ID, true]);
      for (const former of [seller, newcomer]) {
        expect(await core.idOf(former.address)).to.deep.equal([SELLER_ID, false]);
      }
    });

    it("[WALLET-6] ends a pending recovery, and pushes go on", async () => {
      const { seller, sponsor, newcomer, stranger, buyer, token } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await core.connect(seller).setGuardian(sponsor.address, 7 * 86_400);
      await core.connect(sponsor).startRecovery(seller.address, stranger.address);
      await move();
      expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ recovering: false });
      await stage.networkHelpers.time.increase(7 * 86_400);
      await expect(core.connect(stranger).finishRecovery(seller.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(seller.address, SELLER_ID);
      await core.push([seller.address, newcomer.address]);
      expect(await token.balanceOf(newcomer)).to.equal(EARNED);
    });

    it("[LIFE-3] works while the programme is paused", async () => {
      await core.connect(stage.operator).setPaused(true);
      await expect(move()).to.emit(core, "WalletMoved");
    });
  });

  describe("is refused", () => {
    const refused = async (caller: Stage["seller"], from: string, proposed: string) =>
      expect(core.connect(caller).acceptWallet(from))
        .to.be.revertedWithCustomError(core, "WalletNotProposed")
        .withArgs(from, caller.address, proposed);

    it("[WALLET-1] to who was not proposed, the present wallet and the admin included", async () => {
      const { seller, sponsor, newcomer, stranger, admin, operator, treasury } = stage;
      for (const caller of [stranger, seller]) await refused(caller, seller.address, ZeroAddress);
      await core.connect(seller).proposeWallet(newcomer.address);
      for (const caller of [stranger, seller, sponsor, admin, operator, treasury]) {
        await refused(caller, seller.address, newcomer.address);
      }
    });

    it("[WALLET-1] for another's proposal", async () => {
      const { seller, sponsor, newcomer } = stage;
      await core.connect(seller).proposeWallet(newcomer.address);
      await refused(newcomer, sponsor.address, ZeroAddress);
    });

    it("[WALLET-1] from a wallet that is no distributor's", async () => {
      const { stranger, newcomer } = stage;
      await expect(core.connect(newcomer).acceptWallet(stranger.address))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });

    it("[WALLET-3] from a former wallet, whatever it proposed", async () => {
      const { seller, newcomer, stranger, extras } = stage;
      await core.connect(seller).proposeWallet(stranger.address);
      await core.connect(seller).proposeWallet(newcomer.address);
      await core.connect(newcomer).acceptWallet(seller.address);
      for (const caller of [newcomer, stranger, extras[0]!]) {
        await expect(core.connect(caller).acceptWallet(seller.address))
          .to.be.revertedWithCustomError(core, "WalletNotBound")
          .withArgs(seller.address, SELLER_ID);
      }
    });

    it("[WALLET-2] to a wallet that was bound since it was proposed", async () => {
      const { seller, sponsor, newcomer, scope } = stage;
      await core.connect(seller).proposeWallet(newcomer.address);
      await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
      await expect(core.connect(newcomer).acceptWallet(seller.address))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(newcomer.address, 4n);
      expect(await core.idOf(seller.address)).to.deep.equal([SELLER_ID, true]);
    });

    it("[WALLET-2] to a wallet that two proposed and that took the other one", async () => {
      const { seller, sponsor, newcomer } = stage;
      await core.connect(seller).proposeWallet(newcomer.address);
      await core.connect(sponsor).proposeWallet(newcomer.address);
      await core.connect(newcomer).acceptWallet(sponsor.address);
      await expect(core.connect(newcomer).acceptWallet(seller.address))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(newcomer.address, SPONSOR_ID);
    });

    it("[WALLET-2] back to where the id came from: from A to B to A is impossible", async () => {
      const { seller, newcomer, sponsor, scope } = stage;
      await move();
      for (const from of [newcomer, sponsor]) {
        await expect(core.connect(from).proposeWallet(seller.address))
          .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
          .withArgs(seller.address, SELLER_ID);
      }
      await expect(core.connect(seller).enrol(...(await invite(scope, sponsor))))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(seller.address, SELLER_ID);
    });
  });
});
