import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { saleFromEvent } from "../../packages/protocol/src/index.ts";
import { fixture } from "../helpers/fixture.ts";
import { replayed } from "../helpers/journal.ts";
import { ABSENT_ID, LEADER_ID, openLegacy, setLegacyStage, VETERAN_ID, vouch } from "../helpers/legacy.ts";
import { DAY, DECISION, NOTICE, plan, RULING } from "../helpers/programme.ts";
import { ScreenAction } from "../helpers/screens.ts";
import {
  BOXED,
  FINAL,
  impersonated,
  now,
  order,
  PRICES,
  product,
  RETURN_WINDOW,
  RETURNABLE,
  ROLES,
  type RoleName,
  sku,
} from "../helpers/stage.ts";

/** What one sale of the veteran's pays, in token units, by id; the company is 1. */
const PAID = new Map([
  [1n, 10_200_000n],
  [LEADER_ID, 500_000n],
  [ABSENT_ID, 800_000n],
  [VETERAN_ID, 8_000_000n],
]);
const POOL = 500_000n;
const IDS = [...PAID.keys()];
const LONG = BigInt(NOTICE + DAY);
/** By then every return is decided or refundable, and every hold is over. */
const LATER = 90n * BigInt(DAY);

/**
 * Each power in the hands of somebody who uses it as badly as it can be used. Two sales were paid, one waits in escrow,
 * and a buyer wants to return another; the people are those of an imported network, of whom the absent one has no wallet.
 */
describe("attack: a role does its worst", () => {
  const loaded = fixture(async () => {
    const stage = await setLegacyStage();
    const { own, core, run, buyer, extras } = stage;
    await own.scheduleRun(run);
    await own.setRun();
    await openLegacy(stage, plan({ poolShare: 500 }));
    const villain = extras[5];
    if (!villain) throw new Error("the local network has too few accounts");
    const buys = core.connect(buyer);
    for (let i = 0; i < 2; ++i) await buys.buy(order(FINAL, { seller: VETERAN_ID }));
    const place = async (of: bigint) => {
      const receipt = await (await buys.buy(order(of, { seller: VETERAN_ID }))).wait();
      return saleFromEvent(receipt!.logs.find(({ address }) => address === stage.address)!);
    };
    const waiting = await place(RETURNABLE);
    const boxed = await place(BOXED);
    await buys.requestReturn(boxed);
    const worlds = { ...stage, villain, evil: core.connect(villain), waiting, boxed };
    return { ...worlds, before: await balancesOf(core), spent: await stage.token.balanceOf(buyer) };
  });
  let world: Awaited<ReturnType<typeof loaded>>;
  let core: (typeof world)["core"];
  let evil: (typeof world)["evil"];

  beforeEach(async () => {
    world = await loaded();
    ({ core, evil } = world);
  });

  async function balancesOf(of: { balanceOf: (id: bigint) => Promise<bigint> }): Promise<Map<bigint, bigint>> {
    return new Map(await Promise.all(IDS.map(async (id) => [id, await of.balanceOf(id)] as const)));
  }

  /** Gives the villain a role, and nothing else. */
  async function appoint(role: RoleName): Promise<void> {
    await world.own.grantRole(await core[role](), world.villain.address);
  }

  const later = (seconds: bigint) => world.networkHelpers.time.increase(seconds);

  /** Every balance is what it was, and `more` sales' shares. */
  async function expectBalances(more: bigint): Promise<void> {
    const expected = IDS.map((id) => [id, world.before.get(id)! + more * PAID.get(id)!]);
    expect([...(await balancesOf(core))]).to.deep.equal(expected);
    expect(await core.poolBalance()).to.equal((2n + more) * POOL);
  }

  /** Nobody's balance fell; what waits is paid as placed; who wants his money back gets it; everybody is paid out. */
  async function expectUnharmed(): Promise<void> {
    const { token, buyer, seller, sponsor, treasury, waiting, boxed, spent } = world;
    await expectBalances(0n);
    await later(LATER);
    await core.settle(waiting);
    await core.refund(boxed);
    await expectBalances(1n);
    expect(await token.balanceOf(buyer)).to.equal(spent + PRICES.retail);
    await core.push([seller.address]);
    await core.connect(sponsor).claim();
    await core.connect(treasury).claim();
    const payees = [treasury, sponsor, seller].map((who) => token.balanceOf(who));
    expect(await Promise.all(payees)).to.deep.equal([1n, LEADER_ID, VETERAN_ID].map((id) => 3n * PAID.get(id)!));
    await expectNothingGained();
  }

  async function expectNothingGained(): Promise<void> {
    expect(await world.token.balanceOf(world.villain)).to.equal(0n);
    expect(await replayed(world)).to.equal(await core.journalHead());
  }

  it("the catalogue role closes everything, and sells what pays nobody with an arbiter of its own", async () => {
    await appoint("CATALOGUE_ROLE");
    await evil.setProductsClosed([FINAL, RETURNABLE, BOXED], true);
    const terms = { retail: PRICES.retail, wholesale: 0n, volume: 0n, window: RETURN_WINDOW };
    await evil.addProducts([product({ ...terms, kind: 1n, arbiter: world.villain.address })], [sku("trap")]);
    await expect(evil.ruleReturn(world.boxed, false)).to.be.revertedWithCustomError(core, "ReturnNotByArbiter");
    await expectUnharmed();
  });

  it("the plan role cancels a good plan and, after the notice, pays nobody", async () => {
    await world.own.schedulePlan(plan(), (await now(world)) + LONG, "{}");
    await appoint("PLAN_ROLE");
    await evil.cancelPlan();
    const nothing = plan({ rates: [], threshold: 2n ** 80n - 1n });
    const soon = (await now(world)) + BigInt(NOTICE);
    await expect(evil.schedulePlan(nothing, soon, "{}")).to.be.revertedWithCustomError(core, "PlanNoticeTooShort");
    const from = (await now(world)) + LONG;
    await evil.schedulePlan(nothing, from, "{}");
    await world.networkHelpers.time.increaseTo(from);
    await evil.activatePlan();
    await expectUnharmed();
  });

  it("the rank role takes everybody's rank, and gives a friend the highest", async () => {
    await appoint("RANK_ROLE");
    await evil.setRanks(
      [LEADER_ID, ABSENT_ID, VETERAN_ID].map((id) => ({ id, rank: 0 })),
      sku("none"),
    );
    await evil.setRanks([{ id: 5n, rank: 15 }], sku("none"));
    await later(LONG);
    await expectUnharmed();
  });

  it("the pause role stops the programme for good", async () => {
    await appoint("PAUSE_ROLE");
    await evil.setPaused(true);
    await expectUnharmed();
  });

  it("the returns role rejects what it should accept, and says nothing to the rest", async () => {
    await appoint("RETURNS_ROLE");
    await evil.rejectReturn(world.boxed, sku("no"));
    await expect(evil.acceptReturn(world.waiting)).to.be.revertedWithCustomError(core, "ReturnStateInvalid");
    await later(BigInt(DECISION + RULING));
    await expectUnharmed();
  });

  it("the returns role accepts what it should reject: the buyer gets his own money, from that sale alone", async () => {
    const { token, buyer, boxed, spent } = world;
    await appoint("RETURNS_ROLE");
    await evil.acceptReturn(boxed);
    expect(await token.balanceOf(buyer)).to.equal(spent + PRICES.retail);
    await expectBalances(0n);
    await expectNothingGained();
  });

  it("the record role records sales that never happened: with its own money, and nobody else's", async () => {
    const { token, villain, buyer } = world;
    await appoint("RECORD_ROLE");
    const slip = { order: order(FINAL, { seller: VETERAN_ID }), unitPrices: [PRICES.retail] };
    expect(await token.allowance(buyer, core)).to.be.greaterThan(PRICES.retail);
    await expect(evil.recordSales(1n, [slip])).to.be.revertedWithCustomError(token, "ERC20InsufficientAllowance");
    await token.mint(villain, PRICES.retail);
    await token.connect(villain).approve(core, PRICES.retail);
    await evil.recordSales(1n, [slip]);
    await expectBalances(1n);
    const { volume } = await core.distributor(VETERAN_ID);
    expect(volume, "the two sales to customers alone count").to.equal(2n * PRICES.volume);
    await expectNothingGained();
  });

  it("the hold role holds everybody as long and as often as it can: four times 90 days in two years", async () => {
    const { seller, token } = world;
    await appoint("HOLD_ROLE");
    for (let i = 0; i < 4; ++i) {
      const until = (await now(world)) + 90n * BigInt(DAY);
      for (const id of [LEADER_ID, VETERAN_ID]) await evil.placeHold(id, until, sku("no reason"), sku("no evidence"));
      await expect(core.connect(seller).claim()).to.be.revertedWithCustomError(core, "DistributorHeld");
      await world.networkHelpers.time.increaseTo(until);
    }
    const again = evil.placeHold(VETERAN_ID, (await now(world)) + BigInt(DAY), sku("no reason"), sku("no evidence"));
    await expect(again).to.be.revertedWithCustomError(core, "HoldTooOften");
    await expect(evil.placeHold(1n, 0n, sku("x"), sku("x"))).to.be.revertedWithCustomError(core, "HoldOfCompany");
    expect(await token.balanceOf(seller)).to.equal(0n);
    await expectUnharmed();
  });

  it("the import role imports nobody any more, and binds nobody who has a wallet", async () => {
    const { scope, villain, stranger } = world;
    await appoint("IMPORT_ROLE");
    const person = { wallet: stranger.address, sponsor: 1n, rank: 15n, legacyId: sku("thief") };
    await expect(evil.importDistributors(6n, [person])).to.be.revertedWithCustomError(core, "ImportTooLate");
    for (const id of [1n, LEADER_ID, VETERAN_ID]) {
      const voucher = await vouch(scope, villain, stranger.address, id);
      await expect(core.connect(stranger).bind(...voucher)).to.be.revertedWithCustomError(core, "VoucherUsed");
    }
    await expectUnharmed();
  });

  it("the import role binds who has no wallet to its own: the one thing that rests on trust, as the lens shows", async () => {
    const { scope, villain, token } = world;
    await appoint("IMPORT_ROLE");
    await evil.bind(...(await vouch(scope, villain, villain.address, ABSENT_ID)));
    await expectBalances(0n);
    await evil.claim();
    expect(await token.balanceOf(villain), "what the absent one earned, and nothing of anybody else").to.equal(
      2n * PAID.get(ABSENT_ID)!,
    );
    for (const id of [1n, LEADER_ID, VETERAN_ID]) expect(await core.balanceOf(id)).to.equal(world.before.get(id));
  });

  it("the revoker takes every role away, and back what was scheduled", async () => {
    const { own, operator, run } = world;
    await own.schedulePlan(plan(), (await now(world)) + LONG, "{}");
    await own.scheduleScreen(run);
    await appoint("REVOKER_ROLE");
    for (const role of ROLES) {
      if (role !== "REVOKER_ROLE") await evil.revokeRole(await core[role](), operator.address);
    }
    await evil.cancelPlan();
    await evil.cancelScreen();
    const admin = await core.DEFAULT_ADMIN_ROLE();
    const refused = evil.revokeRole(admin, operator.address);
    await expect(refused).to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount");
    await expectUnharmed();
  });

  it("the admin gives itself every role, and after the notice lets a screen refuse everybody: what is owed stays owed", async () => {
    const { villain, ethers, seller, sponsor, waiting, boxed, own } = world;
    await appoint("DEFAULT_ADMIN_ROLE");
    for (const role of ROLES) await evil.grantRole(await core[role](), villain.address);
    const screen = await ethers.deployContract("ListScreen");
    for (const { address } of [seller, sponsor]) {
      for (const action of [ScreenAction.Claim, ScreenAction.Push]) await screen.refuse(address, action, true);
    }
    await evil.scheduleScreen(screen);
    await expect(evil.setScreen()).to.be.revertedWithCustomError(core, "ScreenNotDue");
    await later(BigInt(NOTICE));
    await evil.setScreen();
    await expect(core.connect(seller).claim()).to.be.revertedWithCustomError(core, "ScreenRefused");
    await expectBalances(0n);
    await core.settle(waiting);
    await core.refund(boxed);
    await expectBalances(1n);
    await own.scheduleScreen(ZeroAddress);
    await later(BigInt(NOTICE));
    await core.setScreen();
    await core.connect(seller).claim();
    expect(await world.token.balanceOf(seller)).to.equal(3n * PAID.get(VETERAN_ID)!);
    await expectNothingGained();
  });

  it("an arbiter rules for whom he likes: buyer or company, and never for himself", async () => {
    const { core: anybody, arbiter, own, boxed, token, buyer, spent, networkHelpers } = world;
    await own.rejectReturn(boxed, sku("no"));
    const snapshot = await networkHelpers.takeSnapshot();
    await anybody.connect(arbiter).ruleReturn(boxed, true);
    expect(await token.balanceOf(buyer)).to.equal(spent + PRICES.retail);
    await expectBalances(0n);
    await snapshot.restore();
    await anybody.connect(arbiter).ruleReturn(boxed, false);
    await expectBalances(1n);
    expect(await token.balanceOf(arbiter)).to.equal(0n);
    await expect(anybody.connect(arbiter).ruleReturn(world.waiting, true)).to.be.revertedWithCustomError(
      core,
      "ReturnNotByArbiter",
    );
  });

  it("a guardian begins again and again: a wallet that vetoes keeps all, and nothing else of it stops meanwhile", async () => {
    const { seller, villain, stranger } = world;
    await core.connect(seller).setGuardian(villain.address, 7 * DAY);
    for (let i = 0; i < 3; ++i) {
      await evil.startRecovery(seller.address, stranger.address);
      await later(BigInt(7 * DAY));
      await core.connect(seller).stopRecovery(seller.address);
      await expect(core.connect(stranger).finishRecovery(seller.address)).to.be.revertedWithCustomError(
        core,
        "RecoveryNotPending",
      );
    }
    await expect(evil.startRecovery(world.sponsor.address, stranger.address)).to.be.revertedWithCustomError(
      core,
      "GuardianExpected",
    );
    await expectUnharmed();
  });

  it("the run contract spends the pool to the last unit, and not one that is anybody's", async () => {
    const { run, token, stranger } = world;
    const runner = core.connect(await impersonated(world, await run.getAddress()));
    await expect(runner.spendPool(stranger.address, 2n * POOL + 1n)).to.be.revertedWithCustomError(
      core,
      "PoolTooSmall",
    );
    await runner.spendPool(stranger.address, 2n * POOL);
    expect(await token.balanceOf(stranger)).to.equal(2n * POOL);
    await expect(runner.spendPool(stranger.address, 1n)).to.be.revertedWithCustomError(core, "PoolTooSmall");
    expect([...(await balancesOf(core))]).to.deep.equal([...world.before]);
    await later(LATER);
    await core.settle(world.waiting);
    await core.refund(world.boxed);
  });
});
