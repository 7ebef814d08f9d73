import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { ABSENT_ID, legacyStage, vouch } from "../../helpers/legacy.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  fields,
  invite,
  now,
  openStage,
  order,
  placeInEscrow,
  RETURN_WINDOW,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  sku,
} from "../../helpers/stage.ts";

const MOST = 90n * BigInt(DAY);
/** Over how many seconds holds are counted. */
const MEMORY = 730n * BigInt(DAY);
const EARNED = 8_000_000n;
const [REASON, EVIDENCE] = [sku("reason"), sku("evidence")];

describe("Payouts.placeHold", () => {
  const earned = fixture(async () => {
    const stage = await openStage();
    await stage.core.connect(stage.buyer).buy(order(FINAL));
    return stage;
  });
  let stage: Stage;
  let core: Stage["core"];
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await earned();
    core = stage.core;
    own = core.connect(stage.operator);
  });

  const at = (time: bigint) => stage.networkHelpers.time.setNextBlockTimestamp(time);
  /** Places a hold in the second given. */
  async function hold(time: bigint, until: bigint, id = SELLER_ID) {
    await at(time);
    return own.placeHold(id, until, REASON, EVIDENCE);
  }

  describe("when the hold role calls", () => {
    it("[HOLD-3] tells reason, evidence and end", async () => {
      const time = (await now(stage)) + 100n;
      await expect(hold(time, time + MOST))
        .to.emit(core, "HoldPlaced")
        .withArgs(SELLER_ID, REASON, EVIDENCE, time + MOST);
      expect(await core.holdOf(SELLER_ID)).to.deep.equal([time + MOST, [time, 0n, 0n, 0n]]);
      expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ held: true });
    });

    it("[HOLD-1] stops claims and pushes until its last second, and nothing from the next one on", async () => {
      const { seller, stranger, token } = stage;
      const time = (await now(stage)) + 100n;
      const until = time + 1_000n;
      await hold(time, until);
      const claimant = core.connect(seller);
      for (const [second, claim] of [
        [time + 1n, () => claimant.claim()],
        [time + 2n, () => claimant.claimTo(stranger.address)],
        [until - 1n, () => claimant.claim()],
      ] as const) {
        await at(second);
        await expect(claim()).to.be.revertedWithCustomError(core, "DistributorHeld").withArgs(SELLER_ID, until);
      }
      await at(until);
      await claimant.claim();
      expect(await token.balanceOf(seller)).to.equal(EARNED);
    });

    it("[HOLD-1] [PAY-2] is told by a push, which pays all others", async () => {
      const { seller, sponsor, token } = stage;
      const time = (await now(stage)) + 100n;
      await hold(time, time + MOST);
      const wallets = [seller.address, sponsor.address];
      expect(await core.push.staticCall(wallets)).to.deep.equal([6n, 0n]);
      const pushed = core.push(wallets);
      await expect(pushed).to.emit(core, "Paid").withArgs(SPONSOR_ID, sponsor.address, 800_000n);
      await expect(pushed).not.to.emit(core, "PayoutFailed");
      expect([await core.balanceOf(SELLER_ID), await token.balanceOf(seller)]).to.deep.equal([EARNED, 0n]);
      await at(time + MOST);
      await core.push(wallets);
      expect(await token.balanceOf(seller)).to.equal(EARNED);
    });

    it("[HOLD-1] never stops earning: sales, settlements, ranks, activity and invitations go on", async () => {
      const { seller, buyer, newcomer, scope, networkHelpers } = stage;
      const waiting = await placeInEscrow(stage);
      const time = (await now(stage)) + 100n;
      await hold(time, time + MOST);
      await core.connect(buyer).buy(order(FINAL));
      await core.connect(newcomer).enrol(...(await invite(scope, seller)));
      await core.connect(buyer).buy(order(FINAL, { seller: 4n }));
      await own.setRanks([{ id: SELLER_ID, rank: 5 }], EVIDENCE);
      await networkHelpers.time.increase(RETURN_WINDOW);
      await core.settle(waiting);
      // Three sales of his own and 8 % of 10 of the newcomer's.
      expect(await core.balanceOf(SELLER_ID)).to.equal(3n * EARNED + 800_000n);
      expect((await core.distributor(SELLER_ID)).volume).to.equal(30_000_000n);
      await at(time + MOST);
      await core.connect(seller).claim();
      expect(await stage.token.balanceOf(seller)).to.equal(3n * EARNED + 800_000n);
    });

    it("[HOLD-1] stops nobody else, the company and his upline included", async () => {
      const { treasury, sponsor, token } = stage;
      const time = (await now(stage)) + 100n;
      await hold(time, time + MOST);
      await core.connect(sponsor).claim();
      await core.connect(treasury).claim();
      expect(await token.balanceOf(sponsor)).to.equal(800_000n);
      expect(await token.balanceOf(treasury)).to.equal(11_200_000n);
    });

    it("[HOLD-1] goes with the id to another wallet", async () => {
      const { seller, newcomer } = stage;
      const time = (await now(stage)) + 100n;
      await hold(time, time + MOST);
      await core.connect(seller).proposeWallet(newcomer.address);
      await core.connect(newcomer).acceptWallet(seller.address);
      await expect(core.connect(newcomer).claim())
        .to.be.revertedWithCustomError(core, "DistributorHeld")
        .withArgs(SELLER_ID, time + MOST);
    });

    it("[HOLD-1] may last from one second to 90 days", async () => {
      const time = (await now(stage)) + 100n;
      await hold(time, time + 1n);
      await hold(time + 10n, time + 10n + MOST, SPONSOR_ID);
      expect((await core.holdOf(SELLER_ID)).until).to.equal(time + 1n);
      expect((await core.holdOf(SPONSOR_ID)).until).to.equal(time + 10n + MOST);
    });

    it("[HOLD-2] may follow the last one in the second in which that lapses", async () => {
      const time = (await now(stage)) + 100n;
      await hold(time, time + 50n);
      await hold(time + 50n, time + 90n);
      expect(await core.holdOf(SELLER_ID)).to.deep.equal([time + 90n, [time + 50n, time, 0n, 0n]]);
    });

    it("[HOLD-2] may begin again 730 days after the fourth last began", async () => {
      const first = (await now(stage)) + 100n;
      const starts = [first, first + 1_000n, first + 5_000n, first + 2n * MOST];
      for (const start of starts) await hold(start, start + 500n);
      await hold(first + MEMORY, first + MEMORY + MOST);
      const [, second, third, fourth] = starts;
      expect((await core.holdOf(SELLER_ID)).starts).to.deep.equal([first + MEMORY, fourth, third, second]);
    });

    it("[HOLD-3] needs no evidence, and works while the programme is paused", async () => {
      await own.setPaused(true);
      const until = (await now(stage)) + MOST;
      await expect(own.placeHold(SELLER_ID, until, REASON, ZeroHash))
        .to.emit(core, "HoldPlaced")
        .withArgs(SELLER_ID, REASON, ZeroHash, until);
    });

    it("[HOLD-1] stops an imported id before and after it is bound", async () => {
      const legacy = await legacyStage();
      const { scope, operator, newcomer, buyer } = legacy;
      const until = (await now(legacy)) + MOST;
      await legacy.own.placeHold(ABSENT_ID, until, REASON, EVIDENCE);
      await legacy.core.connect(buyer).buy(order(FINAL, { seller: ABSENT_ID }));
      await legacy.core.connect(newcomer).bind(...(await vouch(scope, operator, newcomer.address, ABSENT_ID)));
      await expect(legacy.core.connect(newcomer).claim())
        .to.be.revertedWithCustomError(legacy.core, "DistributorHeld")
        .withArgs(ABSENT_ID, until);
    });
  });

  describe("is refused", () => {
    it("[HOLD-1] for an end that is not in the future, or after 90 days", async () => {
      const first = (await now(stage)) + 100n;
      const ends = [(time: bigint) => time, (time: bigint) => time - 1n, () => 0n, () => MaxUint256];
      for (const [i, endOf] of [...ends, (time: bigint) => time + MOST + 1n, () => 2n ** 40n].entries()) {
        const time = first + BigInt(i);
        await expect(hold(time, endOf(time)))
          .to.be.revertedWithCustomError(core, "HoldTimeInvalid")
          .withArgs(endOf(time), time + MOST);
      }
    });

    it("[HOLD-2] while one is in force, to its last second", async () => {
      const time = (await now(stage)) + 100n;
      const until = time + 1_000n;
      await hold(time, until);
      for (const second of [time + 1n, until - 1n]) {
        await expect(hold(second, second + MOST))
          .to.be.revertedWithCustomError(core, "HoldPresent")
          .withArgs(SELLER_ID, until);
      }
    });

    it("[HOLD-2] after four in 730 days, to the last second, lifted ones included", async () => {
      const first = (await now(stage)) + 100n;
      for (const start of [first, first + 100n, first + 200n, first + 300n]) {
        await hold(start, start + MOST);
        await own.liftHold(SELLER_ID);
      }
      for (const second of [first + 400n, first + MEMORY - 1n]) {
        await expect(hold(second, second + MOST))
          .to.be.revertedWithCustomError(core, "HoldTooOften")
          .withArgs(SELLER_ID, first + MEMORY);
      }
      await hold(first + MEMORY, first + MEMORY + 50n);
      await expect(hold(first + MEMORY + 60n, first + MEMORY + 70n))
        .to.be.revertedWithCustomError(core, "HoldTooOften")
        .withArgs(SELLER_ID, first + MEMORY + 100n);
      await hold(first + MEMORY + 70n, first + MEMORY + 80n, SPONSOR_ID);
    });

    it("[HOLD-3] without a reason", async () => {
      await expect(own.placeHold(SELLER_ID, (await now(stage)) + MOST, ZeroHash, EVIDENCE))
        .to.be.revertedWithCustomError(core, "HoldReasonMissing")
        .withArgs(SELLER_ID);
    });

    it("[HOLD-3] for the company", async () => {
      await expect(
        own.placeHold(COMPANY_ID, (await now(stage)) + MOST, REASON, EVIDENCE),
      ).to.be.revertedWithCustomError(core, "HoldOfCompany");
    });

    it("[HOLD-1] for who does not exist", async () => {
      for (const id of [0n, SELLER_ID + 1n, 2n ** 32n + SELLER_ID, MaxUint256]) {
        await expect(own.placeHold(id, (await now(stage)) + MOST, REASON, EVIDENCE))
          .to.be.revertedWithCustomError(core, "DistributorUnknown")
          .withArgs(id, SELLER_ID);
      }
    });

    it("[ROLE-1] to everybody without the hold role, the admin included", async () => {
      const { admin, treasury, sponsor, seller, stranger } = stage;
      for (const caller of [admin, treasury, sponsor, seller, stranger]) {
        await expect(core.connect(caller).placeHold(SELLER_ID, (await now(stage)) + MOST, REASON, EVIDENCE))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.HOLD_ROLE());
      }
    });
  });
});
