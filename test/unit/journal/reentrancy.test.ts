import { expect } from "chai";
import { type FunctionFragment, type Interface, id } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { replayed } from "../../helpers/journal.ts";
import { agree, legacyPerson, vouch } from "../../helpers/legacy.ts";
import { DAY, NOTICE, plan } from "../../helpers/programme.ts";
import {
  consent,
  FINAL,
  impersonated,
  invite,
  now,
  order,
  placeInEscrow,
  product,
  RETURN_WINDOW,
  ROLES,
  SELLER_ID,
  setRun,
  setStage,
  sku,
  takeOver,
} from "../../helpers/stage.ts";

/** As in `ReentrantToken.Moment`. */
const MOMENTS = { "before it moves": 1, "after it moved": 2 } as const;
const REENTRANT_CALL = id("ReentrancyGuardReentrantCall()").slice(0, 10);

describe("Journal against re-entry", () => {
  /**
   * A token that calls back, and may do everything: it is a distributor, holds every role, and has what every function
   * asks for. Balances, a pool, a sale that is due.
   */
  const hooked = fixture(async () => {
    const stage = await setStage({ token: "ReentrantToken" });
    const { core, admin, sponsor, scope, ethers } = stage;
    const token = await ethers.getContractAt("ReentrantToken", await stage.token.getAddress());
    const tokenAddress = await token.getAddress();
    await setRun(stage);
    await takeOver(stage, plan({ poolShare: 500 }));
    const actor = await impersonated(stage, tokenAddress);
    await core.connect(actor).enrol(...(await invite(scope, sponsor)));
    for (const role of [...ROLES, "DEFAULT_ADMIN_ROLE"] as const) {
      await core.connect(admin).grantRole(await core[role](), tokenAddress);
    }
    const buyer = core.connect(stage.buyer);
    await buyer.buy(order(FINAL));
    await buyer.buy(order(FINAL, { seller: 4n }));
    const sale = await placeInEscrow(stage);
    await stage.networkHelpers.time.increase(RETURN_WINDOW);
    const runner = await impersonated(stage, await stage.run.getAddress());
    return { ...stage, token, tokenAddress, sale, runner };
  });
  let stage: Awaited<ReturnType<typeof hooked>>;

  beforeEach(async () => {
    stage = await hooked();
  });

  /** What each function takes, so that nothing but the guard refuses it. */
  async function argumentsOf(): Promise<Record<string, readonly unknown[]>> {
    const { core, scope, sponsor, operator, newcomer, stranger, tokenAddress, sale, seller, run } = stage;
    const invitation = await invite(scope, sponsor);
    const voucher = await vouch(scope, operator, newcomer.address, SELLER_ID);
    const until = (await now(stage)) + BigInt(DAY);
    const role = await core.RANK_ROLE();
    return {
      open: [],
      setPaused: [true],
      enrol: invitation,
      enrolFor: [...invitation, ...(await consent(scope, newcomer, sponsor.address))],
      setRanks: [[{ id: SELLER_ID, rank: 3 }], sku("evidence")],
      addProducts: [[product()], [sku("more")]],
      setProductsClosed: [[FINAL], true],
      schedulePlan: [plan(), (await now(stage)) + 2n * BigInt(NOTICE), "{}"],
      cancelPlan: [],
      activatePlan: [],
      scheduleRun: [await run.getAddress()],
      cancelRun: [],
      setRun: [],
      grantRole: [role, stranger.address],
      revokeRole: [role, stage.operator.address],
      renounceRole: [role, tokenAddress],
      buy: [order(FINAL)],
      buyFor: [stranger.address, order(FINAL)],
      settle: [sale],
      settleMany: [[sale]],
      claim: [],
      claimTo: [stranger.address],
      claimFor: [{ wallet: seller.address, recipient: stranger.address, atLeast: 0n, deadline: until }, "0x"],
      cancelClaims: [],
      push: [[seller.address]],
      setPushOff: [true],
      spendPool: [stranger.address, 1n],
      importDistributors: [5n, [legacyPerson({ wallet: stranger.address })]],
      bind: voucher,
      bindFor: [...voucher, ...(await agree(scope, newcomer, SELLER_ID))],
      proposeWallet: [newcomer.address],
      acceptWallet: [seller.address],
      moveWalletFor: [seller.address, newcomer.address, until, "0x", "0x"],
      setGuardian: [newcomer.address, 7 * DAY],
      startRecovery: [seller.address, newcomer.address],
      stopRecovery: [seller.address],
      finishRecovery: [seller.address],
      buyWithOffers: [stranger.address, order(FINAL), []],
      cancelOffers: [0n, 1n],
      recordSales: [1n, []],
      requestReturn: [sale],
      requestReturnFor: [sale, until, "0x"],
      withdrawReturn: [sale],
      acceptReturn: [sale],
      rejectReturn: [sale, sku("worn")],
      ruleReturn: [sale, true],
      refund: [sale],
      refundTo: [sale, stranger.address],
      placeHold: [SELLER_ID, until, sku("reason"), sku("evidence")],
      liftHold: [SELLER_ID],
      scheduleScreen: [await run.getAddress()],
      cancelScreen: [],
      setScreen: [],
    };
  }

  /** Arms the token with a call of the core, makes the outer call, and expects the inner one to have been refused. */
  async function tries(inner: string, values: readonly unknown[], moment: number, outer: () => Promise<unknown>) {
    const { core, token, address } = stage;
    const data = (core.interface as Interface).encodeFunctionData(inner, [...values]);
    await token.arm(address, data, moment);
    await outer();
    expect(await token.calls(), inner).to.equal(1n);
    expect(await token.succeeded(), inner).to.equal(false);
    expect(await token.returnData(), inner).to.equal(REENTRANT_CALL);
  }

  it("[JRN-3] covers every function that changes something", async () => {
    const changing = stage.core.interface.fragments
      .filter((fragment): fragment is FunctionFragment => fragment.type === "function")
      .filter(({ constant }) => !constant)
      .map(({ name }) => name);
    expect(Object.keys(await argumentsOf())).to.have.members(changing);
  });

  for (const [when, moment] of Object.entries(MOMENTS)) {
    it(`[JRN-3] refuses every function while a purchase pays, ${when}`, async () => {
      const buyer = stage.core.connect(stage.buyer);
      for (const [name, values] of Object.entries(await argumentsOf())) {
        await tries(name, values, moment, () => buyer.buy(order(FINAL)));
      }
      expect(await replayed(stage)).to.equal(await stage.core.journalHead());
    });

    it(`[JRN-3] refuses every function while a claim is paid, ${when}`, async () => {
      const seller = stage.core.connect(stage.seller);
      for (const [name, values] of Object.entries(await argumentsOf())) {
        await tries(name, values, moment, () => seller.claim());
        await stage.core.connect(stage.buyer).buy(order(FINAL));
      }
      expect(await replayed(stage)).to.equal(await stage.core.journalHead());
    });
  }
});
