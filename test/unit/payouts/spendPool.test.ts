import { expect } from "chai";
import { MaxUint256, ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { plan } from "../../helpers/programme.ts";
import {
  FINAL,
  impersonated,
  ONE,
  openStage,
  order,
  placeInEscrow,
  RETURN_WINDOW,
  setRun,
  setStage,
  takeOver,
} from "../../helpers/stage.ts";

/** 5 % of the CV of one sale, 10. */
const SHARE = ONE / 2n;

describe("Payouts.spendPool", () => {
  /** A plan with a pool share, two final sales, and a third in escrow whose window is over. */
  const pooled = fixture(async () => {
    const stage = await setStage();
    await setRun(stage);
    await takeOver(stage, plan({ poolShare: 500 }));
    const buyer = stage.core.connect(stage.buyer);
    await buyer.buy(order(FINAL));
    await buyer.buy(order(FINAL));
    const sale = await placeInEscrow(stage);
    await stage.networkHelpers.time.increase(RETURN_WINDOW);
    const runner = await impersonated(stage, await stage.run.getAddress());
    return { ...stage, sale, contract: stage.run, run: stage.core.connect(runner) };
  });
  let stage: Awaited<ReturnType<typeof pooled>>;

  beforeEach(async () => {
    stage = await pooled();
  });

  describe("when the run contract calls", () => {
    it("[PAY-5] pays from the pool to whom it says, and tells so", async () => {
      const { core, run, token, newcomer } = stage;
      expect(await core.poolBalance()).to.equal(2n * SHARE);
      await expect(run.spendPool(newcomer.address, 400_000n))
        .to.emit(core, "PoolSpent")
        .withArgs(newcomer.address, 400_000n);
      expect(await core.poolBalance()).to.equal(2n * SHARE - 400_000n);
      expect(await token.balanceOf(newcomer.address)).to.equal(400_000n);
    });

    it("[PAY-5] touches no balance, and takes exactly that much out of the core", async () => {
      const { core, run, token, newcomer } = stage;
      const balances = async () => Promise.all([1n, 2n, 3n].map((id) => core.balanceOf(id)));
      const before = await balances();
      const held = await token.balanceOf(core);
      await run.spendPool(newcomer.address, 400_000n);
      expect(await balances()).to.deep.equal(before);
      expect(await token.balanceOf(core)).to.equal(held - 400_000n);
    });

    it("[PAY-5] spends all of it and not a unit more", async () => {
      const { core, run, newcomer } = stage;
      const pool = 2n * SHARE;
      for (const amount of [pool + 1n, 2n ** 96n, 2n ** 96n + 1n, MaxUint256]) {
        await expect(run.spendPool(newcomer.address, amount))
          .to.be.revertedWithCustomError(core, "PoolTooSmall")
          .withArgs(amount, pool);
      }
      await run.spendPool(newcomer.address, pool);
      expect(await core.poolBalance()).to.equal(0n);
      await expect(run.spendPool(newcomer.address, 1n))
        .to.be.revertedWithCustomError(core, "PoolTooSmall")
        .withArgs(1n, 0n);
    });

    it("[PAY-5] spends nothing of a sale in escrow before it is settled", async () => {
      const { core, run, newcomer, sale } = stage;
      await run.spendPool(newcomer.address, 2n * SHARE);
      await expect(run.spendPool(newcomer.address, SHARE)).to.be.revertedWithCustomError(core, "PoolTooSmall");
      await core.settle(sale);
      expect(await core.poolBalance()).to.equal(SHARE);
      await run.spendPool(newcomer.address, SHARE);
      expect(await core.poolBalance()).to.equal(0n);
    });

    it("keeps being the run contract, whatever it spends", async () => {
      const { core, run, newcomer } = stage;
      await run.spendPool(newcomer.address, 2n * SHARE);
      await core.connect(stage.buyer).buy(order(FINAL));
      await run.spendPool(newcomer.address, SHARE);
      expect(await stage.token.balanceOf(newcomer.address)).to.equal(3n * SHARE);
    });

    it("[PAY-5] refuses the zero address and the core itself as recipients", async () => {
      const { core, run, address } = stage;
      for (const recipient of [ZeroAddress, address]) {
        await expect(run.spendPool(recipient, 1n))
          .to.be.revertedWithCustomError(core, "PayoutRecipientInvalid")
          .withArgs(recipient);
      }
    });

    it("[PAY-5] keeps the pool where the token refuses", async () => {
      const { core, run, token, newcomer, networkHelpers } = stage;
      await networkHelpers.setCode(await token.getAddress(), "0x60006000fd");
      await expect(run.spendPool(newcomer.address, 1n)).to.be.revertedWithoutReason(stage.ethers);
      expect(await core.poolBalance()).to.equal(2n * SHARE);
    });
  });

  describe("when anybody else calls", () => {
    it("[PAY-5] refuses, whatever his roles", async () => {
      const { core, admin, operator, treasury, seller, stranger } = stage;
      const run = await stage.contract.getAddress();
      for (const caller of [admin, operator, treasury, seller, stranger]) {
        await expect(core.connect(caller).spendPool(caller.address, 1n))
          .to.be.revertedWithCustomError(core, "PoolNotForCaller")
          .withArgs(caller.address, run);
      }
    });

    it("[PAY-5] refuses everybody before there is a run contract, one that is only named included", async () => {
      const { core, admin, run, stranger, ...plain } = await openStage();
      const address = await run.getAddress();
      await core.connect(admin).scheduleRun(address);
      for (const caller of [admin, stranger, await impersonated(plain, address)]) {
        await expect(core.connect(caller).spendPool(stranger.address, 0n))
          .to.be.revertedWithCustomError(core, "PoolNotForCaller")
          .withArgs(caller.address, ZeroAddress);
      }
    });
  });
});
