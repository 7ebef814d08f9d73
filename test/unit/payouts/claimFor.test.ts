import { expect } from "chai";
import { type Signer, ZeroAddress } from "ethers";
import {
  CLAIM_TYPES,
  COMPANY,
  claimDigest,
  type SignedClaim,
  signClaim,
} from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { elsewhere, signedForOthers } from "../../helpers/foreign.ts";
import { expectReplayed } from "../../helpers/journal.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, GAS, type Market, type Member, REF, type Wallet } from "../../helpers/market.ts";
import { enrolSigner, FOREVER, openOffers } from "../../helpers/offers.ts";
import { DAY } from "../../helpers/programme.ts";

/** What the seller has of one sale. */
const EARNED = 35_000_000n;

describe("claimFor", () => {
  const loaded = fixture(async () => {
    const { market, desk, networkHelpers } = await openOffers();
    await market.buy(desk.seller, FINAL);
    return { market, networkHelpers, seller: desk.seller, rival: desk.rival, chainId: desk.chainId };
  });
  let market: Market;
  let seller: Member;
  let rival: Member;
  let recipient: Wallet;
  let scope: { address: string; chainId: bigint };

  beforeEach(async () => {
    const stage = await loaded();
    ({ market, seller, rival } = stage);
    recipient = await market.wallet();
    scope = { address: market.address, chainId: stage.chainId };
  });

  afterEach(async () => {
    await expectConserved(market);
    await expectReplayed(market);
  });

  /** The seller's claim of what he has, to the recipient, but for `changes`. */
  const terms = (changes: Partial<SignedClaim> = {}): SignedClaim => ({
    wallet: seller.wallet.address,
    recipient: recipient.address,
    atLeast: EARNED,
    nonce: 0n,
    deadline: FOREVER,
    ...changes,
  });
  const sign = (claim: SignedClaim, signer: Signer = seller.wallet) =>
    signClaim(signer, scope.address, scope.chainId, claim);
  const send = ({ nonce: _nonce, ...signed }: SignedClaim, signature: string, by: Wallet = market.stranger) =>
    market.core.connect(by).claimFor(signed, signature, GAS);
  const use = async (claim: SignedClaim, signer?: Signer) => send(claim, await sign(claim, signer));

  /** The core asks for the wallet's signature over exactly this, which has the wallet's present nonce. */
  async function expectInvalid(sent: Promise<unknown>, claim: SignedClaim, why?: string): Promise<void> {
    await expect(sent, why)
      .to.be.revertedWithCustomError(market.core, "SignatureInvalid")
      .withArgs(claim.wallet, claimDigest(scope.address, scope.chainId, claim));
  }

  describe("with the wallet's signature", () => {
    it("[PAYSIG-1] pays the whole balance to the recipient, whoever sends it, and tells the claim before the payout", async () => {
      const signature = await sign(terms());
      const { nonce: _nonce, ...signed } = terms();
      expect(await market.core.connect(market.stranger).claimFor.staticCall(signed, signature)).to.equal(EARNED);
      const sent = send(terms(), signature);
      await expect(sent).to.changeTokenBalances(
        market.ethers,
        market.token,
        [market.address, recipient, seller.wallet, market.stranger],
        [-EARNED, EARNED, 0n, 0n],
      );
      expect(await eventsOf(market, sent)).to.deep.equal([
        ["ClaimSigned", seller.wallet.address, 0n],
        ["Paid", seller.id, recipient.address, EARNED],
      ]);
      expect(await market.core.balanceOf(seller.id)).to.equal(0n);
    });

    it("[PAYSIG-1] pays the wallet itself", async () => {
      const before = await market.token.balanceOf(seller.wallet);
      await use(terms({ recipient: seller.wallet.address }));
      expect(await market.token.balanceOf(seller.wallet)).to.equal(before + EARNED);
    });

    it("[PAYSIG-1] pays the company's share", async () => {
      const { wallet } = market.company;
      await use(terms({ wallet: wallet.address, atLeast: 1n }), wallet);
      expect(await market.core.balanceOf(COMPANY)).to.equal(0n);
      expect(await market.token.balanceOf(recipient)).to.equal(58_000_000n);
    });

    it("[PAYSIG-1] touches no other balance, the sender's included", async () => {
      await market.buy(rival, FINAL);
      const before = await market.balancesOf(rival, market.company);
      await send(terms(), await sign(terms()), rival.wallet);
      expect(await market.balancesOf(rival, market.company)).to.deep.equal(before);
    });

    it("[PAYSIG-1] goes on while the programme is paused and with pushes off", async () => {
      await market.core.setPaused(true);
      await market.core.connect(seller.wallet).setPushOff(true);
      await use(terms());
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-3] counts in the last second of its deadline and not after", async () => {
      const deadline = (await market.now()) + BigInt(DAY);
      const [claim, snapshot] = [terms({ deadline }), await market.networkHelpers.takeSnapshot()];
      await market.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(use(claim))
        .to.be.revertedWithCustomError(market.core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
      await snapshot.restore();
      await market.networkHelpers.time.setNextBlockTimestamp(deadline);
      await use(claim);
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-1] pays at least what was asked for, or nothing, and then nothing is used up", async () => {
      await expect(use(terms({ atLeast: EARNED + 1n })))
        .to.be.revertedWithCustomError(market.core, "PayoutTooSmall")
        .withArgs(EARNED, EARNED + 1n);
      expect(await market.core.claimNonce(seller.wallet)).to.equal(0n);
      await use(terms({ atLeast: EARNED }));
      await market.buy(seller, FINAL);
      await use(terms({ atLeast: 0n, nonce: 1n }));
      expect(await market.token.balanceOf(recipient)).to.equal(2n * EARNED);
    });
  });

  describe("once", () => {
    it("[PAYSIG-2] a relayer who sends it a second time, after more was earned, is refused", async () => {
      const signature = await sign(terms());
      await send(terms(), signature);
      await market.buy(seller, FINAL);
      await expectInvalid(send(terms(), signature), terms({ nonce: 1n }));
      expect(await market.core.balanceOf(seller.id)).to.equal(EARNED);
    });

    it("[PAYSIG-2] the nonce counts up from 0, a wallet at a time", async () => {
      for (const nonce of [0n, 1n, 2n]) {
        expect(await market.core.claimNonce(seller.wallet)).to.equal(nonce);
        if (nonce > 0n) await market.buy(seller, FINAL);
        expect((await eventsOf(market, use(terms({ nonce }))))[0]).to.deep.equal([
          "ClaimSigned",
          seller.wallet.address,
          nonce,
        ]);
      }
      expect(await market.core.claimNonce(seller.wallet)).to.equal(3n);
      expect(await market.core.claimNonce(rival.wallet)).to.equal(0n);
    });

    it("[PAYSIG-2] no claim can be sent before its turn", async () => {
      const claim = terms({ nonce: 1n });
      await expectInvalid(use(claim), terms());
    });

    it("[PAYSIG-2] what the wallet takes back is void, also while nothing is claimable", async () => {
      const signature = await sign(terms());
      await market.core.connect(seller.wallet).claim();
      const cancelled = market.core.connect(seller.wallet).cancelClaims();
      expect(await eventsOf(market, cancelled)).to.deep.equal([["ClaimsCancelled", seller.wallet.address, 0n]]);
      await market.buy(seller, FINAL);
      await expectInvalid(send(terms(), signature), terms({ nonce: 1n }));
      expect(await market.core.claimNonce(rival.wallet)).to.equal(0n);
      await use(terms({ nonce: 1n }));
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-2] a claim that the owner makes himself uses no nonce, and leaves nothing for the signed one", async () => {
      const signature = await sign(terms());
      await market.core.connect(seller.wallet).claim();
      await expect(send(terms(), signature))
        .to.be.revertedWithCustomError(market.core, "PayoutNothingDue")
        .withArgs(seller.id);
      expect(await market.core.claimNonce(seller.wallet)).to.equal(0n);
    });
  });

  describe("altered on the way", () => {
    it("[PAYSIG-2] a relayer who names himself, asks for less or makes it last longer is refused", async () => {
      const signature = await sign(terms({ deadline: FOREVER - 1n }));
      for (const changes of [
        { recipient: market.stranger.address },
        { recipient: seller.wallet.address },
        { atLeast: 0n },
        { atLeast: EARNED - 1n },
        { deadline: FOREVER },
        { deadline: FOREVER - 2n },
        { wallet: rival.wallet.address },
        { wallet: market.company.wallet.address },
      ]) {
        const altered = terms({ deadline: FOREVER - 1n, ...changes });
        await expectInvalid(send(altered, signature), altered, Object.keys(changes)[0]);
      }
    });

    it("[PAYSIG-2] nobody else signs for the wallet, whatever he may otherwise do", async () => {
      for (const forger of [market.stranger, market.operator, market.company.wallet, rival.wallet]) {
        await expectInvalid(use(terms(), forger), terms());
      }
      await expectInvalid(send(terms(), "0x"), terms());
    });

    for (const place of ["another core", "another chain"] as const) {
      it(`[PAYSIG-4] a claim from ${place} is none here`, async () => {
        const there = elsewhere(scope, market.run)[place];
        const signature = await signClaim(seller.wallet, there.address, there.chainId, terms());
        await expectInvalid(send(terms(), signature), terms());
      });
    }

    it("[PAYSIG-4] what the wallet signed for any other purpose is no claim", async () => {
      const { wallet, recipient: to, atLeast, nonce, deadline } = terms();
      const values = { addresses: [wallet, to], numbers: [atLeast, nonce, deadline] };
      const others = await signedForOthers(seller.wallet, scope, CLAIM_TYPES, values);
      expect(others.size).to.equal(7);
      for (const [name, signature] of others) await expectInvalid(send(terms(), signature), terms(), name);
    });

    it("[PAYSIG-1] refuses the zero address and the core as recipient, though they were signed for", async () => {
      for (const nobody of [ZeroAddress, market.address]) {
        await expect(use(terms({ recipient: nobody })))
          .to.be.revertedWithCustomError(market.core, "PayoutRecipientInvalid")
          .withArgs(nobody);
      }
    });
  });

  describe("of a wallet that is not the present one", () => {
    it("[PAYSIG-3] a claim that was signed before the wallet moved is void, also for who has its key", async () => {
      const signature = await sign(terms());
      await market.core.connect(seller.wallet).proposeWallet(market.stranger);
      await market.core.connect(market.stranger).acceptWallet(seller.wallet);
      await expect(send(terms(), signature))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(seller.wallet, seller.id);
      await use(terms({ wallet: market.stranger.address }), market.stranger);
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-3] somebody without a number has nothing to claim", async () => {
      await expect(use(terms({ wallet: market.stranger.address }), market.stranger))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(market.stranger, 0n);
    });

    it("[PAYSIG-3] a pending recovery stops no claim by the wallet; once it is finished, the lost wallet's are void", async () => {
      const delay = BigInt(7 * DAY);
      const { core } = market;
      await core.connect(seller.wallet).setGuardian(rival.wallet, delay);
      await core.connect(rival.wallet).startRecovery(seller.wallet, market.stranger);
      await use(terms());
      await market.buy(seller, FINAL);
      const later = terms({ nonce: 1n });
      const signature = await sign(later);
      await market.networkHelpers.time.increase(delay);
      await core.connect(market.stranger).finishRecovery(seller.wallet);
      await expect(send(later, signature))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(seller.wallet, seller.id);
    });
  });

  describe("where something stops a claim", () => {
    it("[PAYSIG-3] a hold stops it as it stops the owner, and the signature serves afterwards", async () => {
      const until = (await market.now()) + BigInt(10 * DAY);
      await market.core.placeHold(seller.id, until, REF, REF);
      await expect(use(terms()))
        .to.be.revertedWithCustomError(market.core, "DistributorHeld")
        .withArgs(seller.id, until);
      await market.networkHelpers.time.increaseTo(until);
      await use(terms());
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-3] the screen is asked about wallet and recipient, not about the sender", async () => {
      const oracle = await market.ethers.deployContract("MockSanctionsList");
      const screen = await market.ethers.deployContract("SanctionsScreen", [oracle]);
      await market.core.scheduleScreen(screen);
      await market.core.setScreen();
      for (const listed of [seller.wallet, recipient]) {
        await oracle.set(listed, true);
        await expect(use(terms())).to.be.revertedWithCustomError(market.core, "ScreenRefused").withArgs(listed, 1n);
        await oracle.set(listed, false);
      }
      await oracle.set(market.stranger, true);
      await use(terms());
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });
  });

  describe("of contract wallets (ERC-1271)", () => {
    /** A distributor whose wallet is a contract, and who has earned. */
    async function contractMember(name: string, args: unknown[] = []): Promise<Member> {
      const wallet = await market.ethers.deployContract(name, args);
      const member = await enrolSigner(market, await market.impersonated(await wallet.getAddress()));
      await market.buy(member, FINAL);
      return member;
    }

    it("[PAYSIG-5] the wallet's owner signs for it, and nobody else", async () => {
      const member = await contractMember("SmartWallet", [market.stranger.address]);
      const claim = terms({ wallet: member.wallet.address });
      await expectInvalid(use(claim), claim);
      await use(claim, market.stranger);
      expect(await market.token.balanceOf(recipient)).to.equal(EARNED);
    });

    it("[PAYSIG-5] a wallet that approved the claim needs no bytes, once", async () => {
      const member = await contractMember("PreapprovedWallet");
      const wallet = await market.ethers.getContractAt("PreapprovedWallet", member.wallet);
      const claim = terms({ wallet: member.wallet.address });
      await wallet.setApproved(claimDigest(scope.address, scope.chainId, claim), true);
      await send(claim, "0x");
      await market.buy(member, FINAL);
      await expectInvalid(send(claim, "0x"), { ...claim, nonce: 1n });
    });

    it("[PAYSIG-5] a wallet that reverts, burns its gas or answers garbage has not signed", async () => {
      for (const [name, ...args] of [["RevertingWallet"], ["GasBurnerWallet"], ["GarbageWallet", 2]] as const) {
        const { wallet } = await contractMember(name, [...args]);
        const claim = terms({ wallet: wallet.address });
        await expectInvalid(send(claim, "0x"), claim, name);
      }
    });
  });
});
