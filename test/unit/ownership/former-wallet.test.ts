import { expect } from "chai";
import { ZeroAddress } from "ethers";
import type { ISales } from "../../../packages/protocol/src/contracts/Upline.ts";
import { decodeSale, signOffer } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  FINAL,
  FOREVER,
  invite,
  openStage,
  order,
  PRICES,
  RETURNABLE,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
} from "../../helpers/stage.ts";

describe("A former wallet", () => {
  /** The seller has moved to the newcomer's wallet; whatever the former one left, it left before. */
  const moved = fixture(async () => {
    const stage = await openStage();
    const { core, scope, seller, sponsor, newcomer, extras } = stage;
    const own = core.connect(seller);
    const invitations = await Promise.all([seller, newcomer].map((signer) => invite(scope, signer)));
    await own.setGuardian(sponsor.address, 7 * DAY);
    await own.proposeWallet(extras[0]!.address);
    await own.proposeWallet(newcomer.address);
    await core.connect(newcomer).acceptWallet(seller.address);
    return { ...stage, former: invitations[0]!, present: invitations[1]! };
  });
  let stage: Awaited<ReturnType<typeof moved>>;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await moved();
    core = stage.core;
  });

  const voidOf = (call: Promise<unknown>, wallet = stage.seller.address, id = SELLER_ID) =>
    expect(call).to.be.revertedWithCustomError(core, "WalletNotBound").withArgs(wallet, id);

  describe("is void in what it left", () => {
    it("[WALLET-3] [NET-4] an invitation", async () => {
      const { stranger, former } = stage;
      await voidOf(core.connect(stranger).enrol(...former));
    });

    it("[WALLET-3] [NET-4] and one that the present wallet signed before it was bound counts", async () => {
      const { stranger, present, newcomer } = stage;
      await expect(core.connect(stranger).enrol(...present))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(4n, SELLER_ID, stranger.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([SELLER_ID, true]);
    });

    it("[WALLET-3] an offer, and the present wallet's counts", async () => {
      const { buyer, scope, seller, newcomer } = stage;
      const terms = { product: FINAL, unitPrice: PRICES.wholesale, maxQuantity: 1n, campaign: 7n };
      const offerOf = async (signer: Stage["seller"]) => {
        const parties = { seller: signer.address, buyer: buyer.address };
        const offer = { ...parties, ...terms, nonce: 5n, deadline: FOREVER };
        return { line: 0, offer, signature: await signOffer(signer, scope.address, scope.chainId, offer) };
      };
      const own = core.connect(buyer);
      await voidOf(own.buyWithOffers(buyer.address, order(FINAL), [await offerOf(seller)]));
      await own.buyWithOffers(buyer.address, order(FINAL), [await offerOf(newcomer)]);
      expect(await stage.token.balanceOf(core)).to.equal(PRICES.wholesale);
    });

    it("[WALLET-3] an offer that it cancelled stays cancelled: nonces are the distributor's", async () => {
      const { buyer, scope, newcomer, stranger } = stage;
      await core.connect(newcomer).cancelOffers(0n, 1n << 5n);
      await core.connect(newcomer).proposeWallet(stranger.address);
      await core.connect(stranger).acceptWallet(newcomer.address);
      const terms = { product: FINAL, unitPrice: PRICES.wholesale, maxQuantity: 1n, campaign: 7n };
      const offer = { seller: stranger.address, buyer: buyer.address, ...terms, nonce: 5n, deadline: FOREVER };
      const signature = await signOffer(stranger, scope.address, scope.chainId, offer);
      const used = { line: 0, offer, signature };
      await expect(core.connect(buyer).buyWithOffers(buyer.address, order(FINAL), [used]))
        .to.be.revertedWithCustomError(core, "OfferEnded")
        .withArgs(0n, SELLER_ID, 5n);
    });

    it("[WALLET-3] a guardian, for both wallets", async () => {
      const { seller, sponsor, newcomer, stranger } = stage;
      for (const { address } of [seller, newcomer]) {
        expect(await core.guardianOf(address)).to.deep.equal([ZeroAddress, 0n, ZeroAddress, 0n]);
      }
      const guardian = core.connect(sponsor);
      await voidOf(guardian.startRecovery(seller.address, stranger.address));
      await expect(guardian.startRecovery(newcomer.address, stranger.address))
        .to.be.revertedWithCustomError(core, "GuardianExpected")
        .withArgs(sponsor.address, ZeroAddress);
    });

    it("[WALLET-3] a proposal", async () => {
      const { seller, extras } = stage;
      expect(await core.proposalOf(seller.address)).to.equal(ZeroAddress);
      await voidOf(core.connect(extras[0]!).acceptWallet(seller.address));
    });
  });

  it("[WALLET-3] does nothing for the distributor any more", async () => {
    const { seller, sponsor, stranger } = stage;
    const own = core.connect(seller);
    await voidOf(own.claim());
    await voidOf(own.claimTo(stranger.address));
    await voidOf(own.setPushOff(true));
    await voidOf(own.setGuardian(sponsor.address, 7 * DAY));
    await voidOf(own.stopRecovery(seller.address));
    await voidOf(own.cancelOffers(0n, 1n));
    await voidOf(own.proposeWallet(stranger.address));
  });

  it("[WALLET-3] is pushed nothing", async () => {
    const { seller, newcomer, buyer, token } = stage;
    await core.connect(buyer).buy(order(FINAL));
    expect(await core.push.staticCall([seller.address, newcomer.address])).to.deep.equal([2n, 0n]);
    await core.push([seller.address, newcomer.address]);
    expect([await token.balanceOf(seller), await token.balanceOf(newcomer)]).to.deep.equal([0n, 8_000_000n]);
  });

  describe("is the distributor's all the same when it buys", () => {
    /** What a purchase of this buyer is, quoted and placed. */
    async function kindOf(buyer: string, wanted: ISales.OrderStruct): Promise<string> {
      const { kind } = await core.quote(buyer, wanted);
      const sent = await core.connect(stage.buyer).buyFor(buyer, wanted);
      const placed = (await sent.wait())!.logs.find(({ address }) => address === stage.address);
      const sale = decodeSale(placed!);
      expect(["retail", "personal", "distributor"][Number(kind)]).to.equal(sale.kind);
      return sale.kind;
    }

    it("[WALLET-2] [SALE-3] from himself: a personal sale", async () => {
      for (const wallet of [stage.seller, stage.newcomer]) {
        for (const product of [FINAL, RETURNABLE]) {
          expect(await kindOf(wallet.address, order(product))).to.equal("personal");
        }
      }
    });

    it("[WALLET-2] [SALE-3] from another: a distributor's", async () => {
      for (const wallet of [stage.seller, stage.newcomer]) {
        expect(await kindOf(wallet.address, order(FINAL, { seller: SPONSOR_ID }))).to.equal("distributor");
      }
      expect(await kindOf(stage.stranger.address, order(FINAL))).to.equal("retail");
    });

    it("[WALLET-2] [ACT-2] and makes nobody active", async () => {
      const { seller } = stage;
      await core.connect(stage.buyer).buyFor(seller.address, order(FINAL));
      await core.connect(stage.buyer).buyFor(seller.address, order(FINAL, { seller: SPONSOR_ID }));
      for (const id of [SELLER_ID, SPONSOR_ID]) expect((await core.distributor(id)).volume).to.equal(0n);
    });
  });
});
