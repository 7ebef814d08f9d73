import { expect } from "chai";
import { decodeBytes32String, type Signer, toBeHex, ZeroAddress } from "ethers";
import { saleFromEvent } from "../../../packages/protocol/src/index.ts";
import { DAY, DECISION, NOTICE, plan, RULING } from "../../helpers/programme.ts";
import {
  BOXED,
  COMPANY_ID,
  FINAL,
  fields,
  HOUR,
  nextPeriod,
  now,
  openStage,
  order,
  PRICES,
  placeInEscrow,
  RETURN_WINDOW,
  SELLER_ID,
  type Stage,
  setRun,
  setUnopenedStage,
  sku,
  takeOver,
  unopenedStage,
} from "../../helpers/stage.ts";
import { setRefusal } from "./screen-setting.ts";

// What people look at, gathered in one call
// - a person: state, hold, move, guardian and recovery; a stranger and a former wallet
// - a sale: its next step in every state, before and from the deadline on; what a list holds in escrow
// - plans; powers with holders and delays, contracts in their places and named ones
// - what is owed against what is held; imported ids without wallet

enum Step {
  Nothing = 0,
  Wait = 1,
  Settle = 2,
  Decide = 3,
  Rule = 4,
  Refund = 5,
}

describe("Lens", () => {
  const lensOf = ({ ethers }: Pick<Stage, "ethers">) => ethers.deployContract("Lens");
  let stage: Stage;
  let lens: Awaited<ReturnType<typeof lensOf>>;

  beforeEach(async () => {
    stage = await openStage();
    lens = await lensOf(stage);
  });

  describe("person", () => {
    it("tells everything about a distributor", async () => {
      const { core, seller, operator, extras, networkHelpers } = stage;
      const [next, guardian, rescue] = extras;
      await core.connect(stage.buyer).buy(order(FINAL));
      await core.connect(seller).proposeWallet(next!);
      await core.connect(seller).setGuardian(guardian!, 7 * DAY);
      await core.connect(guardian!).startRecovery(seller, rescue!);
      const readyAt = (await now(stage)) + 7n * BigInt(DAY);
      const until = (await now(stage)) + 3n * BigInt(DAY);
      await core.connect(operator).placeHold(SELLER_ID, until, sku("reason"), sku("evidence"));
      const placed = await now(stage);

      const person = await lens.person(core, seller);
      const { state, holdStarts, ...rest } = fields(person);
      expect(state).to.deep.equal(fields(await core.distributor(SELLER_ID)));
      expect(person.state.balance).to.be.above(PRICES.retail - PRICES.wholesale);
      expect(holdStarts).to.deep.equal([placed, 0n, 0n, 0n]);
      expect(rest).to.deep.equal({
        id: SELLER_ID,
        current: true,
        heldUntil: until,
        proposed: next!.address,
        guardian: guardian!.address,
        guardianDelay: 7n * BigInt(DAY),
        recoveryTo: rescue!.address,
        recoveryAt: readyAt,
      });

      await networkHelpers.time.increaseTo(until);
      expect((await lens.person(core, seller)).heldUntil).to.equal(0n);
    });

    it("knows a former wallet, whose words are void", async () => {
      const { core, seller, extras } = stage;
      const [next] = extras;
      await core.connect(seller).setGuardian(stage.sponsor, 7 * DAY);
      await core.connect(seller).proposeWallet(next!);
      await core.connect(next!).acceptWallet(seller);
      const former = await lens.person(core, seller);
      expect([former.id, former.current, former.guardian, former.proposed]).to.deep.equal([
        SELLER_ID,
        false,
        ZeroAddress,
        ZeroAddress,
      ]);
      expect((await lens.person(core, next!)).current).to.equal(true);
    });

    it("tells by number what does not go by wallet", async () => {
      const { core, seller, operator } = stage;
      const until = (await now(stage)) + 3n * BigInt(DAY);
      await core.connect(operator).placeHold(SELLER_ID, until, sku("reason"), sku("evidence"));
      const [byNumber, byWallet] = [await lens.personById(core, SELLER_ID), await lens.person(core, seller)];
      expect(fields(byNumber)).to.deep.equal({ ...fields(byWallet), current: false });
      expect((await lens.personById(core, COMPANY_ID)).state.active).to.equal(true);
      await expect(lens.personById(core, 99))
        .to.be.revertedWithCustomError(core, "DistributorUnknown")
        .withArgs(99n, 3n);
    });

    it("knows the company, which has no hold, and nothing of a stranger", async () => {
      const { core, treasury, stranger } = stage;
      const company = await lens.person(core, treasury);
      expect([company.id, company.current, company.heldUntil]).to.deep.equal([COMPANY_ID, true, 0n]);
      const nobody = await lens.person(core, stranger);
      expect([nobody.id, nobody.current, nobody.state.sponsor]).to.deep.equal([0n, false, 0n]);
    });
  });

  describe("sale", () => {
    const goods = async () => {
      const transaction = await stage.core.connect(stage.buyer).buy(order(BOXED));
      return saleFromEvent((await transaction.wait())!.logs.find(({ address }) => address === stage.address)!);
    };
    const stepOf = async (placed: Awaited<ReturnType<typeof goods>>) =>
      Number((await lens.sale(stage.core, placed)).step);

    it("waits for the window's end, and can be settled from then on", async () => {
      const placed = await goods();
      const deadline = (await now(stage)) + RETURN_WINDOW;
      expect(fields(await lens.sale(stage.core, placed))).to.deep.equal({
        state: 1n,
        deadline,
        step: BigInt(Step.Wait),
      });
      await stage.networkHelpers.time.increaseTo(deadline - 1n);
      expect(await stepOf(placed)).to.equal(Step.Wait);
      await stage.networkHelpers.time.increaseTo(deadline);
      expect(await stepOf(placed)).to.equal(Step.Settle);
      await stage.core.settle(placed);
      expect(await stepOf(placed)).to.equal(Step.Nothing);
    });

    it("is the company's to decide, and due when it is silent", async () => {
      const placed = await goods();
      await stage.core.connect(stage.buyer).requestReturn(placed);
      expect(await stepOf(placed)).to.equal(Step.Decide);
      await stage.networkHelpers.time.increase(DECISION);
      expect(await stepOf(placed)).to.equal(Step.Refund);
      await stage.core.refund(placed);
      expect(await stepOf(placed)).to.equal(Step.Nothing);
    });

    it("is the arbiter's to rule, and due when he is silent", async () => {
      const placed = await goods();
      await stage.core.connect(stage.buyer).requestReturn(placed);
      await stage.core.connect(stage.operator).rejectReturn(placed, sku("used"));
      expect(await stepOf(placed)).to.equal(Step.Rule);
      await stage.networkHelpers.time.increase(RULING);
      expect(await stepOf(placed)).to.equal(Step.Refund);
    });

    it("fails for values that were never placed", async () => {
      const placed = { ...(await goods()), total: 1n };
      await expect(lens.sale(stage.core, placed)).to.be.revertedWithCustomError(stage.core, "SaleUnknown");
    });

    it("sums up what a list holds in escrow", async () => {
      const list = [await placeInEscrow(stage), await goods(), await goods()];
      expect(await lens.escrowed(stage.core, list)).to.equal(3n * PRICES.retail);
      await stage.core.connect(stage.buyer).requestReturn(list[0]!);
      await stage.core.connect(stage.buyer).requestReturn(list[1]!);
      expect(await lens.escrowed(stage.core, list)).to.equal(2n * PRICES.retail);
      await stage.networkHelpers.time.increase(RETURN_WINDOW);
      await stage.core.settle(list[2]!);
      expect(await lens.escrowed(stage.core, list)).to.equal(PRICES.retail);
    });
  });

  it("tells the plan in force and the one scheduled", async () => {
    const { core, operator } = stage;
    const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
    await core.connect(operator).schedulePlan(plan({ rates: [500], rankRates: [100, 200] }), from, "{}");
    const told = await lens.plans(core);
    expect([told.version, told.nextVersion, told.from]).to.deep.equal([1n, 2n, from]);
    expect(fields(told.plan)).to.deep.equal(fields((await core.planInForce()).plan));
    expect(fields(told.next)).to.deep.equal(fields((await core.planScheduled()).plan));
  });

  describe("powers", () => {
    const told = async () =>
      (await lens.powers(stage.core)).map(({ power, holder, delay, from }) => ({
        power: decodeBytes32String(power),
        holder,
        delay,
        from,
      }));

    it("lists every role with its holder and delay", async () => {
      const operator = stage.operator.address;
      const left = (await nextPeriod(stage)) - (await now(stage));
      const holding = (power: string, delay = 0n) => ({ power, holder: operator, delay, from: 0n });
      expect(await told()).to.deep.equal([
        { power: "DEFAULT_ADMIN_ROLE", holder: await stage.timelock.getAddress(), delay: 2n * BigInt(DAY), from: 0n },
        holding("CATALOGUE_ROLE"),
        holding("PLAN_ROLE", BigInt(NOTICE)),
        holding("RANK_ROLE", left),
        holding("PAUSE_ROLE"),
        holding("RETURNS_ROLE"),
        holding("RECORD_ROLE"),
        holding("HOLD_ROLE"),
        holding("IMPORT_ROLE"),
        holding("REVOKER_ROLE"),
      ]);
    });

    it("lists several holders of a role, and one that is a contract without delay", async () => {
      const { core, admin, stranger, token } = stage;
      const role = await core.PAUSE_ROLE();
      await core.connect(admin).grantRole(role, stranger);
      await core.connect(admin).grantRole(role, token);
      const holders = (await told()).filter(({ power }) => power === "PAUSE_ROLE");
      expect(holders.map(({ holder, delay }) => [holder, delay])).to.deep.equal([
        [stage.operator.address, 0n],
        [stranger.address, 0n],
        [await token.getAddress(), 0n],
      ]);
    });

    it("takes no delay from a holder that answers as no timelock does", async () => {
      const { core, admin, networkHelpers } = stage;
      const role = await core.PAUSE_ROLE();
      // The word 1, stored, then given back: once, twice as long, or as the reason of a revert.
      const codes = {
        answers: "0x600160005260206000f3",
        long: "0x600160005260406000f3",
        reverts: "0x600160005260206000fd",
      };
      for (const [i, code] of Object.values(codes).entries()) {
        const holder = toBeHex(0xc0de00 + i, 20);
        await networkHelpers.setCode(holder, code);
        await core.connect(admin).grantRole(role, holder);
      }
      const holders = (await told()).filter(({ power }) => power === "PAUSE_ROLE");
      expect(holders.map(({ delay }) => delay)).to.deep.equal([0n, 1n, 0n, 0n]);
    });

    it("counts the time until ranks count from where the programme's periods begin", async () => {
      const shifted = await setUnopenedStage({ start: 12_345 });
      const { start, periodLength } = await shifted.core.settings();
      const powers = await (await lensOf(shifted)).powers(shifted.core);
      const ranks = powers.find(({ power }) => decodeBytes32String(power) === "RANK_ROLE");
      const next = start + ((await shifted.core.currentPeriod()) + 1n) * periodLength;
      expect(start).to.equal(12_345n);
      expect(ranks?.delay).to.equal(next - (await now(shifted)));
    });

    it("lists run contract and screen, in their places and named", async () => {
      const { core, admin, run, ethers, networkHelpers } = stage;
      const screen = await ethers.deployContract("MockRun");
      const contracts = async () =>
        (await told()).slice(10).map(({ power, holder, delay, from }) => [power, holder, delay, from]);
      await core.connect(admin).scheduleRun(run);
      const runFrom = (await now(stage)) + BigInt(NOTICE);
      await core.connect(admin).scheduleScreen(screen);
      const screenFrom = (await now(stage)) + BigInt(NOTICE);
      const [runAddress, screenAddress] = [await run.getAddress(), await screen.getAddress()];
      expect(await contracts()).to.deep.equal([
        ["RUN", runAddress, BigInt(NOTICE), runFrom],
        ["SCREEN", screenAddress, BigInt(NOTICE), screenFrom],
      ]);
      await networkHelpers.time.increase(NOTICE + 1);
      await core.setRun();
      await core.setScreen();
      await core.connect(admin).scheduleScreen(ZeroAddress);
      const removedFrom = (await now(stage)) + BigInt(NOTICE);
      expect(await contracts()).to.deep.equal([
        ["RUN", runAddress, 0n, 0n],
        ["SCREEN", screenAddress, 0n, 0n],
        ["SCREEN", ZeroAddress, BigInt(NOTICE), removedFrom],
      ]);
    });
  });

  it("sets what is owed against what is held, to the unit", async () => {
    const { core, buyer, token } = stage;
    await setRun(stage);
    await takeOver(stage, plan({ poolShare: 500 }));
    await core.connect(buyer).buy(order(FINAL));
    await placeInEscrow(stage);
    await token.mint(stage.address, 5n);
    const [two, three] = [await core.balanceOf(2), await core.balanceOf(3)];
    const company = await core.balanceOf(COMPANY_ID);
    expect(two * three).to.be.above(0n);
    const pool = (PRICES.volume * 5n) / 100n;
    expect(two + three + company + pool).to.equal(PRICES.retail);
    const held = 2n * PRICES.retail + 5n;
    const rest = PRICES.retail + 5n;
    const all = { held, balances: two + three, company, pool, rest };
    expect(fields(await lens.owed(core, 2, 99))).to.deep.equal(all);
    for (const first of [0, 1]) expect(fields(await lens.owed(core, first, 3))).to.deep.equal(all);
    expect(fields(await lens.owed(core, 3, 3))).to.deep.equal({ ...all, balances: three, rest: rest + two });
    expect(fields(await lens.owed(core, 4, 3))).to.deep.equal({ ...all, balances: 0n, rest: rest + two + three });
  });

  it("[IMPORT-5] lists imported ids without wallet", async () => {
    const unopened = await unopenedStage();
    const { core, operator, extras } = unopened;
    const person = (wallet: Signer | undefined, name: string) => ({
      wallet: wallet ?? ZeroAddress,
      sponsor: 1,
      rank: 0,
      legacyId: sku(name),
    });
    const people = [person(undefined, "a"), person(extras[0], "b"), person(undefined, "c"), person(undefined, "d")];
    await core.connect(operator).importDistributors(2, people);
    const other = await lensOf(unopened);
    expect([...(await other.unbound(core, 2, 99))]).to.deep.equal([2n, 4n, 5n]);
    expect([...(await other.unbound(core, 0, 4))]).to.deep.equal([2n, 4n]);
    expect([...(await other.unbound(core, 4, 5))]).to.deep.equal([4n, 5n]);
    expect([...(await other.unbound(core, 5, 5))]).to.deep.equal([5n]);
    expect([...(await other.unbound(core, 6, 9))]).to.deep.equal([]);
  });

  it("tells a screen that is set before the opening", async () => {
    const unopened = await unopenedStage();
    const { screen } = await setRefusal({ ...unopened, core: unopened.core.connect(unopened.operator) } as never);
    const powers = await (await lensOf(unopened)).powers(unopened.core);
    expect(powers.at(-1)?.holder).to.equal(await screen.getAddress());
  });
});
