import { expect } from "chai";
import { Wallet as Key, type Signer, ZeroAddress } from "ethers";
import {
  signWalletMove,
  WALLET_MOVE_TYPES,
  type WalletMove,
  walletMoveDigest,
} from "../../../packages/protocol/src/index.ts";
import { eventsOf } from "../../helpers/events.ts";
import { fixture } from "../../helpers/fixture.ts";
import { elsewhere, signedForOthers } from "../../helpers/foreign.ts";
import { expectReplayed } from "../../helpers/journal.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { FINAL, GAS, type Market, type Member } from "../../helpers/market.ts";
import { FOREVER, openOffers } from "../../helpers/offers.ts";
import { DAY } from "../../helpers/programme.ts";

describe("moveWalletFor", () => {
  const loaded = fixture(async () => {
    const { market, desk, networkHelpers } = await openOffers();
    return { market, networkHelpers, seller: desk.seller, rival: desk.rival, chainId: desk.chainId };
  });
  let market: Market;
  let seller: Member;
  let rival: Member;
  let scope: { address: string; chainId: bigint };
  /** Has a key and no ether, and was never here. */
  let to: Signer & { readonly address: string };

  beforeEach(async () => {
    const stage = await loaded();
    ({ market, seller, rival } = stage);
    scope = { address: market.address, chainId: stage.chainId };
    to = Key.createRandom();
  });

  afterEach(async () => {
    await expectConserved(market);
    await expectReplayed(market);
  });

  const terms = (changes: Partial<WalletMove> = {}): WalletMove => ({
    from: seller.wallet.address,
    to: to.address,
    deadline: FOREVER,
    ...changes,
  });
  const sign = (signer: Signer, move: WalletMove = terms()) =>
    signWalletMove(signer, scope.address, scope.chainId, move);
  const send = (move: WalletMove, consent: string, acceptance: string) =>
    market.core.connect(market.stranger).moveWalletFor(move.from, move.to, move.deadline, consent, acceptance, GAS);
  /** Both sign and a stranger sends it. */
  const use = async (move: WalletMove = terms(), from: Signer = seller.wallet, accepting: Signer = to) =>
    send(move, await sign(from, move), await sign(accepting, move));

  async function expectInvalid(sent: Promise<unknown>, signer: string, move = terms(), why?: string): Promise<void> {
    await expect(sent, why)
      .to.be.revertedWithCustomError(market.core, "SignatureInvalid")
      .withArgs(signer, walletMoveDigest(scope.address, scope.chainId, move));
  }
  const idOf = async (wallet: string) => {
    const { id, current } = await market.core.idOf(wallet);
    return [id, current];
  };

  describe("with both wallets' signatures", () => {
    it("[PAYSIG-7] moves the number, whoever sends it, and tells it once", async () => {
      expect(await eventsOf(market, use())).to.deep.equal([
        ["WalletMoved", seller.id, seller.wallet.address, to.address],
      ]);
      expect(await idOf(seller.wallet.address)).to.deep.equal([seller.id, false]);
      expect(await idOf(to.address)).to.deep.equal([seller.id, true]);
      expect(await idOf(market.stranger.address)).to.deep.equal([0n, false]);
    });

    it("[PAYSIG-7] moves no token and keeps the balance, which the new wallet claims", async () => {
      await market.buy(seller, FINAL);
      const sent = use();
      await expect(sent).to.changeTokenBalances(market.ethers, market.token, [market.address, seller.wallet], [0n, 0n]);
      await market.core.push([to.address]);
      expect(await market.token.balanceOf(to.address)).to.equal(35_000_000n);
    });

    it("[PAYSIG-7] moves the company", async () => {
      const { wallet, id } = market.company;
      await use(terms({ from: wallet.address }), wallet);
      expect(await idOf(to.address)).to.deep.equal([id, true]);
    });

    it("[PAYSIG-7] ends a pending recovery, and what the former wallet proposed", async () => {
      const { core } = market;
      await core.connect(seller.wallet).proposeWallet(market.stranger);
      await core.connect(seller.wallet).setGuardian(rival.wallet, BigInt(7 * DAY));
      await core.connect(rival.wallet).startRecovery(seller.wallet, market.customer);
      await use();
      await market.networkHelpers.time.increase(7 * DAY);
      for (const late of [
        core.connect(market.customer).finishRecovery(seller.wallet),
        core.connect(market.stranger).acceptWallet(seller.wallet),
      ]) {
        await expect(late).to.be.revertedWithCustomError(core, "WalletNotBound").withArgs(seller.wallet, seller.id);
      }
      await market.buy(seller, FINAL);
      await core.push([to.address]);
      expect(await market.token.balanceOf(to.address)).to.equal(35_000_000n);
    });

    it("[PAYSIG-3] counts in the last second of its deadline and not after", async () => {
      const deadline = (await market.now()) + BigInt(DAY);
      const [move, snapshot] = [terms({ deadline }), await market.networkHelpers.takeSnapshot()];
      await market.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(use(move))
        .to.be.revertedWithCustomError(market.core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
      await snapshot.restore();
      await market.networkHelpers.time.setNextBlockTimestamp(deadline);
      await use(move);
      expect(await idOf(to.address)).to.deep.equal([seller.id, true]);
    });
  });

  describe("without one of them", () => {
    it("[PAYSIG-7] a thief who has only the new wallet moves nothing", async () => {
      const acceptance = await sign(to);
      for (const consent of ["0x", acceptance, await sign(market.stranger), await sign(market.operator)]) {
        await expectInvalid(send(terms(), consent, acceptance), seller.wallet.address);
      }
    });

    it("[PAYSIG-7] nobody is made a distributor's wallet who did not accept it", async () => {
      const consent = await sign(seller.wallet);
      for (const acceptance of ["0x", consent, await sign(market.stranger)]) {
        await expectInvalid(send(terms(), consent, acceptance), to.address);
      }
    });

    it("[PAYSIG-7] the zero address and the core cannot accept", async () => {
      for (const nobody of [ZeroAddress, market.address]) {
        const move = terms({ to: nobody });
        await expectInvalid(use(move), nobody, move);
      }
    });
  });

  describe("altered on the way", () => {
    it("[PAYSIG-2] a relayer who moves it to his own wallet, from another, or later is refused", async () => {
      const signed = terms({ deadline: FOREVER - 1n });
      const [consent, acceptance] = [await sign(seller.wallet, signed), await sign(to, signed)];
      for (const changes of [
        { to: market.stranger.address },
        { from: rival.wallet.address },
        { from: market.company.wallet.address },
        { deadline: FOREVER },
        { deadline: FOREVER - 2n },
      ]) {
        const altered = terms({ deadline: FOREVER - 1n, ...changes });
        await expectInvalid(send(altered, consent, acceptance), altered.from, altered, Object.keys(changes)[0]);
      }
      const own = terms({ to: market.stranger.address, deadline: FOREVER - 1n });
      await expectInvalid(send(own, consent, await sign(market.stranger, own)), own.from, own);
    });

    for (const place of ["another core", "another chain"] as const) {
      it(`[PAYSIG-4] a move on ${place} is none here, on either side`, async () => {
        const there = elsewhere(scope, market.run)[place];
        const [consent, acceptance] = await Promise.all(
          [seller.wallet, to].map((signer) => signWalletMove(signer, there.address, there.chainId, terms())),
        );
        await expectInvalid(send(terms(), consent!, await sign(to)), seller.wallet.address);
        await expectInvalid(send(terms(), await sign(seller.wallet), acceptance!), to.address);
      });
    }

    it("[PAYSIG-4] what either wallet signed for any other purpose moves nothing", async () => {
      const values = { addresses: [seller.wallet.address, to.address], numbers: [FOREVER, FOREVER, FOREVER] };
      for (const [name, consent] of await signedForOthers(seller.wallet, scope, WALLET_MOVE_TYPES, values)) {
        await expectInvalid(send(terms(), consent, await sign(to)), seller.wallet.address, terms(), name);
      }
      for (const [name, acceptance] of await signedForOthers(to, scope, WALLET_MOVE_TYPES, values)) {
        await expectInvalid(send(terms(), await sign(seller.wallet), acceptance), to.address, terms(), name);
      }
    });
  });

  describe("a second time", () => {
    it("[PAYSIG-2] the same signatures move nothing", async () => {
      const [consent, acceptance] = [await sign(seller.wallet), await sign(to)];
      await send(terms(), consent, acceptance);
      await expect(send(terms(), consent, acceptance))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(seller.wallet, seller.id);
    });

    it("[PAYSIG-3] a wallet moved A to B does not come back to A, so that nothing that A signed revives", async () => {
      await use();
      const back = terms({ from: to.address, to: seller.wallet.address });
      await expect(use(back, to, seller.wallet))
        .to.be.revertedWithCustomError(market.core, "WalletAlreadyBound")
        .withArgs(seller.wallet, seller.id);
    });

    it("[PAYSIG-3] a former wallet's consent to a second place is void", async () => {
      const other = Key.createRandom();
      const move = terms({ to: other.address });
      const [consent, acceptance] = [await sign(seller.wallet, move), await sign(other, move)];
      await use();
      await expect(send(move, consent, acceptance))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(seller.wallet, seller.id);
    });
  });

  describe("where it cannot be", () => {
    it("[PAYSIG-7] refuses a wallet that is another's, and the same", async () => {
      for (const { wallet, id } of [rival, market.company, seller]) {
        await expect(use(terms({ to: wallet.address }), seller.wallet, wallet))
          .to.be.revertedWithCustomError(market.core, "WalletAlreadyBound")
          .withArgs(wallet, id);
      }
    });

    it("[PAYSIG-3] refuses who has no number", async () => {
      await expect(use(terms({ from: market.stranger.address }), market.stranger))
        .to.be.revertedWithCustomError(market.core, "WalletNotBound")
        .withArgs(market.stranger, 0n);
    });

    it("[PAYSIG-3] asks the screen about both wallets, not about the sender", async () => {
      const oracle = await market.ethers.deployContract("MockSanctionsList");
      const screen = await market.ethers.deployContract("SanctionsScreen", [oracle]);
      await market.core.scheduleScreen(screen);
      await market.core.setScreen();
      for (const listed of [seller.wallet.address, to.address]) {
        await oracle.set(listed, true);
        await expect(use()).to.be.revertedWithCustomError(market.core, "ScreenRefused").withArgs(listed, 3n);
        await oracle.set(listed, false);
      }
      await oracle.set(market.stranger, true);
      await use();
      expect(await idOf(to.address)).to.deep.equal([seller.id, true]);
    });
  });

  it("[PAYSIG-5] contract wallets (ERC-1271) consent and accept like any other", async () => {
    const owned = await market.ethers.deployContract("SmartWallet", [market.stranger.address]);
    const next = terms({ to: await owned.getAddress() });
    await expectInvalid(use(next), next.to, next);
    await use(next, seller.wallet, market.stranger);
    expect(await idOf(next.to)).to.deep.equal([seller.id, true]);

    const approving = await market.ethers.deployContract("PreapprovedWallet");
    const last = terms({ from: next.to, to: await approving.getAddress() });
    const consent = await sign(market.stranger, last);
    await expectInvalid(send(last, consent, "0x"), last.to, last);
    await approving.setApproved(walletMoveDigest(scope.address, scope.chainId, last), true);
    await send(last, consent, "0x");
    expect(await idOf(last.to)).to.deep.equal([seller.id, true]);
  });
});
