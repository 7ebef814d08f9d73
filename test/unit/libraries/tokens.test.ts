import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { PUSH_RESULTS } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { expectConserved } from "../../helpers/ledger.ts";
import { ESCROWED, FINAL, type Market, type Member, openLine, orderOf } from "../../helpers/market.ts";
import { type ProgrammeOptions, plan } from "../../helpers/programme.ts";

/** What a sale of one product pays seller and sponsor. */
const OWN = 35_000_000n;
const ABOVE = 4_000_000n;

describe("tokens", () => {
  /** A market with a line of two and this token. */
  const stageWith = (token: string, changes: ProgrammeOptions = {}) =>
    fixture(() => openLine(2, { plan: plan({ poolShare: 100 }), token, ...changes }));

  let market: Market;
  let sponsor: Member;
  let seller: Member;

  async function stage(loaded: ReturnType<typeof stageWith>): Promise<void> {
    const { line, ...loadedStage } = await loaded();
    market = loadedStage.market;
    [sponsor, seller] = line as [Member, Member];
  }

  const buying = (product = FINAL) => market.send(orderOf(seller.id, product));
  const claiming = ({ wallet }: Member) => market.core.connect(wallet).claim();

  async function push(...members: readonly Member[]): Promise<string[]> {
    const wallets = members.map(({ wallet }) => wallet.address);
    const results = await market.core.push.staticCall(wallets);
    await market.core.push(wallets);
    return results.map((result) => PUSH_RESULTS[Number(result)]!);
  }

  /** That nothing came of purchases that failed. */
  async function expectUntouched(): Promise<void> {
    expect(await market.token.balanceOf(market.address)).to.equal(0n);
    expect(await market.balancesOf(market.company, sponsor, seller)).to.deep.equal([0n, 0n, 0n]);
    expect(await market.core.poolBalance()).to.equal(0n);
    await expectConserved(market);
  }

  describe("without return values", () => {
    const loaded = stageWith("NoReturnToken");
    beforeEach(() => stage(loaded));

    it("[SALE-6] [PAY-1] [PAY-2] [PAY-5] work on every way that money takes", async () => {
      const sale = await market.escrow(seller);
      await market.buy(seller, FINAL);
      await market.passWindows();
      await market.settle(sale);
      await claiming(seller);
      expect(await push(sponsor)).to.deep.equal(["paid"]);
      await market.core.connect(market.company.wallet).claimTo(market.stranger);
      await market.core.connect(await market.impersonated(market.run)).spendPool(market.operator, 1_000_000n);
      const held = [seller.wallet, sponsor.wallet, market.stranger, market.operator, market.address];
      expect(await Promise.all(held.map((wallet) => market.token.balanceOf(wallet)))).to.deep.equal([
        2n * OWN,
        2n * ABOVE,
        200_000_000n - 2n * (OWN + ABOVE) - 1_000_000n,
        1_000_000n,
        0n,
      ]);
      await expectConserved(market);
    });

    it("[SALE-6] fail with their own error if the allowance is too small", async () => {
      const token = await market.ethers.getContractAt("NoReturnToken", market.token);
      await token.connect(market.customer).approve(market.address, 0n);
      await expect(buying())
        .to.be.revertedWithCustomError(token, "NoReturnTokenInsufficientAllowance")
        .withArgs(100_000_000n, 0n);
      await expectUntouched();
    });
  });

  describe("that return false", () => {
    const loaded = stageWith("FalseReturnToken");
    beforeEach(() => stage(loaded));

    const setFailing = async (failing: boolean) =>
      (await market.ethers.getContractAt("FalseReturnToken", market.token)).setFailing(failing);

    const expectFailed = (sent: Promise<unknown>) =>
      expect(sent).to.be.revertedWithCustomError(market.core, "SafeERC20FailedOperation").withArgs(market.token);

    it("[SALE-6] sell nothing", async () => {
      await market.token.connect(market.customer).approve(market.address, 99_999_999n);
      await expectFailed(buying());
      await market.token.connect(market.customer).approve(market.address, MaxUint256);
      await setFailing(true);
      await expectFailed(buying());
      await expectFailed(buying(ESCROWED));
      await expectUntouched();
    });

    it("[PAY-1] [PAY-2] [PAY-5] leave every balance as it is", async () => {
      await market.buy(seller, FINAL);
      await setFailing(true);
      await expectFailed(claiming(seller));
      await expectFailed(claiming(market.company));
      await expectFailed(market.core.connect(seller.wallet).claimTo(market.stranger));
      await expectFailed(
        market.core.connect(await market.impersonated(market.run)).spendPool(market.stranger, 500_000n),
      );
      expect(await push(seller, sponsor)).to.deep.equal(["failed", "failed"]);
      await expectConserved(market);
      await setFailing(false);
      expect(await push(seller, sponsor)).to.deep.equal(["paid", "paid"]);
      expect(await market.token.balanceOf(seller.wallet)).to.equal(OWN);
      await expectConserved(market);
    });
  });

  describe("with a fee on transfers", () => {
    const loaded = stageWith("FeeOnTransferToken", { tokenArguments: () => [0] });
    beforeEach(() => stage(loaded));

    const setFee = async (basisPoints: number) =>
      (await market.ethers.getContractAt("FeeOnTransferToken", market.token)).setFee(basisPoints);

    it("[SALE-6] sell nothing, whether in escrow or at once", async () => {
      for (const [fee, received] of [
        [100, 99_000_000n],
        [1, 99_990_000n],
        [10_000, 0n],
      ] as const) {
        await setFee(fee);
        for (const product of [FINAL, ESCROWED]) {
          await expect(buying(product), `fee ${fee}`)
            .to.be.revertedWithCustomError(market.core, "TokenAmountWrong")
            .withArgs(received, 100_000_000n);
        }
      }
      await expectUntouched();
    });

    it("[SALE-6] sell while they take none, and what is too small for one", async () => {
      await market.buy(seller, FINAL);
      await setFee(1);
      const small = await market.addProduct({ retail: 9_999n, wholesale: 9_999n, volume: 9_999n });
      expect((await market.buy(seller, small)).total).to.equal(9_999n);
      await expectConserved(market);
    });
  });

  describe("that pretend to transfer", () => {
    const loaded = stageWith("LiarToken");
    beforeEach(() => stage(loaded));

    it("[SALE-6] sell nothing, also when the core holds tokens already", async () => {
      const token = await market.ethers.getContractAt("LiarToken", market.token);
      for (const _ of ["with an empty core", "with tokens in it"]) {
        await token.setLying(true);
        for (const product of [FINAL, ESCROWED]) {
          await expect(buying(product))
            .to.be.revertedWithCustomError(market.core, "TokenAmountWrong")
            .withArgs(0n, 100_000_000n);
        }
        await token.setLying(false);
        await market.buy(seller, FINAL);
        await expectConserved(market);
      }
    });
  });

  describe("whose balances cannot be read", () => {
    const loaded = stageWith("BalanceRevertingToken");
    beforeEach(() => stage(loaded));

    const setUnreadable = async (unreadable: boolean) =>
      (await market.ethers.getContractAt("BalanceRevertingToken", market.token)).setUnreadable(unreadable);

    it("[SALE-6] sell nothing", async () => {
      await setUnreadable(true);
      for (const product of [FINAL, ESCROWED]) {
        await expect(buying(product))
          .to.be.revertedWithCustomError(market.core, "TokenUnreadable")
          .withArgs(market.token);
      }
      await setUnreadable(false);
      await expectUntouched();
    });

    it("[PAY-1] [PAY-2] pay out all the same", async () => {
      await market.buy(seller, FINAL);
      await setUnreadable(true);
      await claiming(seller);
      expect(await push(sponsor)).to.deep.equal(["paid"]);
      await setUnreadable(false);
      expect(await market.token.balanceOf(seller.wallet)).to.equal(OWN);
      expect(await market.token.balanceOf(sponsor.wallet)).to.equal(ABOVE);
      await expectConserved(market);
    });
  });

  describe("that move more than was asked", () => {
    const AFTER_MOVE = 2n;
    const loaded = stageWith("ReentrantToken");
    beforeEach(() => stage(loaded));

    it("[SALE-6] sell nothing if more arrives than the total", async () => {
      const token = await market.ethers.getContractAt("ReentrantToken", market.token);
      await token.arm(token, token.interface.encodeFunctionData("mint", [market.address, 5n]), AFTER_MOVE);
      await expect(buying())
        .to.be.revertedWithCustomError(market.core, "TokenAmountWrong")
        .withArgs(100_000_005n, 100_000_000n);
    });

    it("[SALE-6] sell nothing if the core holds less afterwards than before", async () => {
      await market.buy(seller, FINAL);
      const token = await market.ethers.getContractAt("ReentrantToken", market.token);
      await token.connect(await market.impersonated(market.address)).approve(token, MaxUint256);
      const theft = [market.address, market.stranger.address, 100_000_001n] as const;
      await token.arm(token, token.interface.encodeFunctionData("transferFrom", [...theft]), AFTER_MOVE);
      await expect(buying()).to.be.revertedWithCustomError(market.core, "TokenAmountWrong").withArgs(0n, 100_000_000n);
      await expectConserved(market);
    });
  });

  describe("of a large issuer", () => {
    const loaded = stageWith("TestStablecoin", { tokenArguments: (deployer) => [deployer] });
    beforeEach(() => stage(loaded));

    const stablecoin = () => market.ethers.getContractAt("TestStablecoin", market.token);

    it("[SALE-6] sell nothing while they are paused, or to a barred payer", async () => {
      const token = await stablecoin();
      await token.pause();
      await expect(buying()).to.be.revertedWithCustomError(token, "EnforcedPause");
      await token.unpause();
      await token.blacklist(market.customer);
      await expect(buying())
        .to.be.revertedWithCustomError(token, "TestStablecoinBlacklisted")
        .withArgs(market.customer);
      await expectUntouched();
    });

    it("[PAY-2] let a push pass over all while they are paused, and keep every balance", async () => {
      const token = await stablecoin();
      await market.buy(seller, FINAL);
      await token.pause();
      expect(await push(seller, sponsor)).to.deep.equal(["failed", "failed"]);
      await expect(claiming(seller)).to.be.revertedWithCustomError(token, "EnforcedPause");
      expect(await market.balancesOf(sponsor, seller)).to.deep.equal([ABOVE, OWN]);
      await token.unpause();
      await expectConserved(market);
      expect(await push(seller, sponsor)).to.deep.equal(["paid", "paid"]);
    });

    it("[PAY-1] [PAY-2] let who is barred keep his balance, and claim it to another address", async () => {
      const token = await stablecoin();
      await market.buy(seller, FINAL);
      await token.blacklist(seller.wallet);
      const pushed = market.core.push([seller.wallet, sponsor.wallet]);
      await expect(pushed).to.emit(market.core, "PayoutFailed").withArgs(seller.id, seller.wallet, OWN);
      await expect(pushed).to.emit(market.core, "Paid").withArgs(sponsor.id, sponsor.wallet, ABOVE);
      expect(await market.balancesOf(sponsor, seller)).to.deep.equal([0n, OWN]);
      await expect(claiming(seller))
        .to.be.revertedWithCustomError(token, "TestStablecoinBlacklisted")
        .withArgs(seller.wallet);
      await market.core.connect(seller.wallet).claimTo(market.stranger);
      expect(await market.token.balanceOf(market.stranger)).to.equal(OWN);
      await expectConserved(market);
    });

    it("[SETTLE-1] settle sales while they are paused, since that moves no token", async () => {
      const token = await stablecoin();
      const sale = await market.escrow(seller);
      await market.passWindows();
      await token.pause();
      await market.settle(sale);
      await token.unpause();
      expect(await market.core.balanceOf(seller.id)).to.equal(OWN);
      await expectConserved(market);
    });

    it("[PAY-3] lose nothing if the core itself is barred for a time", async () => {
      const token = await stablecoin();
      await market.buy(seller, FINAL);
      await token.blacklist(market.address);
      expect(await push(seller)).to.deep.equal(["failed"]);
      await expect(market.core.connect(seller.wallet).claimTo(market.stranger))
        .to.be.revertedWithCustomError(token, "TestStablecoinBlacklisted")
        .withArgs(market.address);
      await token.unBlacklist(market.address);
      await claiming(seller);
      expect(await token.balanceOf(seller.wallet)).to.equal(OWN);
      await expectConserved(market);
    });
  });
});
