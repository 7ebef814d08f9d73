import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { ABSENT_ID, agree, legacyStage, vouch } from "../../helpers/legacy.ts";
import { DAY } from "../../helpers/programme.ts";
import { ScreenAction, setScreen } from "../../helpers/screens.ts";
import {
  COMPANY_ID,
  consent,
  FINAL,
  invite,
  order,
  placeInEscrow,
  RETURNABLE,
  SELLER_ID,
  SPONSOR_ID,
  setStage,
  sku,
} from "../../helpers/stage.ts";

const { Enrol, Claim, Push, Move } = ScreenAction;
const ACTIONS = [Enrol, Claim, Push, Move];
const EARNED = 8_000_000n;

describe("The screen", () => {
  const screened = fixture(async () => {
    const stage = await setStage();
    const screen = await stage.ethers.deployContract("ListScreen");
    await stage.core.connect(stage.buyer).buy(order(FINAL));
    await setScreen(stage, screen);
    return { ...stage, screen };
  });
  let stage: Awaited<ReturnType<typeof screened>>;
  let core: typeof stage.core;

  beforeEach(async () => {
    stage = await screened();
    core = stage.core;
  });

  /** Refuses somebody these actions. */
  async function refuse({ address }: { address: string }, ...actions: readonly ScreenAction[]): Promise<void> {
    for (const action of actions) await stage.screen.refuse(address, action, true);
  }

  const refused = (call: Promise<unknown>, { address }: { address: string }, action: ScreenAction) =>
    expect(call).to.be.revertedWithCustomError(core, "ScreenRefused").withArgs(address, action);

  const others = (action: ScreenAction) => ACTIONS.filter((other) => other !== action);

  describe("is asked about a newcomer", () => {
    it("[SCREEN-1] who enrols, by himself or by another", async () => {
      const { scope, sponsor, newcomer } = stage;
      await refuse(newcomer, Enrol);
      const papers = await invite(scope, sponsor);
      await refused(core.connect(newcomer).enrol(...papers), newcomer, Enrol);
      const own = await consent(scope, newcomer, sponsor.address);
      await refused(core.enrolFor(...papers, ...own), newcomer, Enrol);
      expect(await core.lastDistributorId()).to.equal(SELLER_ID);
    });

    it("[SCREEN-1] who binds an imported id, by himself or by another", async () => {
      const legacy = await legacyStage();
      const { scope, operator, newcomer, networkHelpers, ethers } = legacy;
      const screen = await ethers.deployContract("ListScreen");
      await setScreen({ core: legacy.core, admin: legacy.admin, networkHelpers }, screen);
      await screen.refuse(newcomer.address, Enrol, true);
      const papers = await vouch(scope, operator, newcomer.address, ABSENT_ID);
      const own = await agree(scope, newcomer, ABSENT_ID);
      for (const call of [legacy.core.connect(newcomer).bind(...papers), legacy.core.bindFor(...papers, ...own)]) {
        await expect(call)
          .to.be.revertedWithCustomError(legacy.core, "ScreenRefused")
          .withArgs(newcomer.address, Enrol);
      }
      await screen.refuse(newcomer.address, Enrol, false);
      await legacy.core.connect(newcomer).bind(...papers);
    });

    it("[SCREEN-1] and neither about his sponsor nor about the sender", async () => {
      const { scope, sponsor, newcomer, stranger } = stage;
      for (const person of [sponsor, stranger]) await refuse(person, ...ACTIONS);
      await refuse(newcomer, ...others(Enrol));
      const papers = [...(await invite(scope, sponsor)), ...(await consent(scope, newcomer, sponsor.address))] as const;
      await expect(core.connect(stranger).enrolFor(...papers)).to.emit(core, "DistributorEnrolled");
    });
  });

  describe("is asked about a claim", () => {
    it("[SCREEN-1] to the own wallet and to another address: about him who claims", async () => {
      const { seller, stranger } = stage;
      await refuse(seller, Claim);
      await refused(core.connect(seller).claim(), seller, Claim);
      await refused(core.connect(seller).claimTo(stranger.address), seller, Claim);
      expect(await core.balanceOf(SELLER_ID)).to.equal(EARNED);
    });

    it("[SCREEN-1] and about the recipient whom he names", async () => {
      const { seller, stranger, newcomer, token } = stage;
      await refuse(stranger, Claim);
      await refused(core.connect(seller).claimTo(stranger.address), stranger, Claim);
      await core.connect(seller).claimTo(newcomer.address);
      expect(await token.balanceOf(newcomer)).to.equal(EARNED);
    });

    it("[SCREEN-1] by the company too", async () => {
      const { treasury, stranger } = stage;
      await refuse(treasury, Claim);
      await refused(core.connect(treasury).claim(), treasury, Claim);
      await refused(core.connect(treasury).claimTo(stranger.address), treasury, Claim);
      expect(await core.balanceOf(COMPANY_ID)).to.equal(11_200_000n);
    });

    it("[SCREEN-1] and about no other action of the two", async () => {
      const { seller, stranger, token } = stage;
      for (const person of [seller, stranger]) await refuse(person, ...others(Claim));
      await core.connect(seller).claimTo(stranger.address);
      expect(await token.balanceOf(stranger)).to.equal(EARNED);
    });
  });

  describe("is asked about a push", () => {
    it("[SCREEN-1] of each wallet by itself; who is refused keeps his balance, the others are paid", async () => {
      const { seller, sponsor, token } = stage;
      await refuse(seller, Push);
      const wallets = [seller.address, sponsor.address];
      expect(await core.push.staticCall(wallets)).to.deep.equal([7n, 0n]);
      const pushed = core.push(wallets);
      await expect(pushed).to.emit(core, "Paid").withArgs(SPONSOR_ID, sponsor.address, 800_000n);
      expect([await core.balanceOf(SELLER_ID), await token.balanceOf(seller)]).to.deep.equal([EARNED, 0n]);
    });

    it("[SCREEN-1] and neither about the sender nor about another action", async () => {
      const { seller, stranger, token } = stage;
      await refuse(stranger, ...ACTIONS);
      await refuse(seller, ...others(Push));
      await core.connect(stranger).push([seller.address]);
      expect(await token.balanceOf(seller)).to.equal(EARNED);
    });

    it("[SCREEN-1] [HOLD-1] after all that tells without it: no number, pushes off, recovery, nothing due, hold", async () => {
      const { seller, sponsor, treasury, stranger, newcomer, operator, extras, networkHelpers } = stage;
      for (const person of [seller, sponsor, treasury, stranger]) await refuse(person, Push);
      const result = async (wallet: string) => (await core.push.staticCall([wallet]))[0];
      expect(await result(stranger.address)).to.equal(2n);
      expect(await result(treasury.address)).to.equal(4n);
      expect(await result(seller.address)).to.equal(7n);
      const until = BigInt(await networkHelpers.time.latest()) + 1_000n;
      await core.connect(operator).placeHold(SELLER_ID, until, sku("reason"), sku("evidence"));
      expect(await result(seller.address)).to.equal(6n);
      await core.connect(seller).setGuardian(extras[0]!.address, 7 * DAY);
      await core.connect(extras[0]!).startRecovery(seller.address, newcomer.address);
      expect(await result(seller.address)).to.equal(8n);
      await core.connect(seller).setPushOff(true);
      expect(await result(seller.address)).to.equal(3n);
    });
  });

  describe("is asked about a move", () => {
    it("[SCREEN-1] by proposal: about both wallets, so that nobody refused goes on under another", async () => {
      const { seller, newcomer } = stage;
      await core.connect(seller).proposeWallet(newcomer.address);
      const accept = () => core.connect(newcomer).acceptWallet(seller.address);
      for (const person of [seller, newcomer]) {
        await refuse(person, Move);
        await refused(accept(), person, Move);
        await stage.screen.refuse(person.address, Move, false);
        await refuse(person, ...others(Move));
      }
      await expect(accept()).to.emit(core, "WalletMoved");
    });

    it("[SCREEN-1] by recovery: about both wallets, and not about the guardian", async () => {
      const { seller, sponsor, newcomer, networkHelpers } = stage;
      await core.connect(seller).setGuardian(sponsor.address, 7 * DAY);
      await refuse(sponsor, ...ACTIONS);
      await core.connect(sponsor).startRecovery(seller.address, newcomer.address);
      await networkHelpers.time.increase(7 * DAY);
      const finish = () => core.connect(newcomer).finishRecovery(seller.address);
      for (const person of [seller, newcomer]) {
        await refuse(person, Move);
        await refused(finish(), person, Move);
        await stage.screen.refuse(person.address, Move, false);
      }
      await expect(finish()).to.emit(core, "WalletMoved");
    });

    it("[SCREEN-1] of the company's treasury too", async () => {
      const { treasury, newcomer } = stage;
      await core.connect(treasury).proposeWallet(newcomer.address);
      await refuse(newcomer, Move);
      await refused(core.connect(newcomer).acceptWallet(treasury.address), newcomer, Move);
    });
  });

  it("[SCREEN-1] is asked about nothing else: who is refused everything sells, buys, returns, proposes and is paid for", async () => {
    const { seller, sponsor, buyer, stranger } = stage;
    for (const person of [seller, sponsor, buyer, stranger]) await refuse(person, ...ACTIONS);
    await core.connect(buyer).buy(order(FINAL));
    const returned = await placeInEscrow(stage);
    await core.connect(buyer).requestReturn(returned);
    const settled = await placeInEscrow(stage);
    await stage.networkHelpers.time.increase(14 * DAY);
    await core.settle(settled);
    await core.connect(buyer).buyFor(stranger.address, order(RETURNABLE));
    await core.connect(seller).proposeWallet(stranger.address);
    await core.connect(seller).setGuardian(sponsor.address, 7 * DAY);
    await core.connect(seller).setPushOff(true);
    expect(await core.balanceOf(SELLER_ID)).to.equal(3n * EARNED);
  });

  it("[SCREEN-1] lets through again whom it refuses no longer, with all that he earned", async () => {
    const { seller, buyer, screen, token } = stage;
    await refuse(seller, Claim);
    await core.connect(buyer).buy(order(FINAL));
    await refused(core.connect(seller).claim(), seller, Claim);
    await screen.refuse(seller.address, Claim, false);
    await core.connect(seller).claim();
    expect(await token.balanceOf(seller)).to.equal(2n * EARNED);
  });
});
