import { expect } from "chai";
import { readQuote } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { ABSENT_ID, LEADER_ID, openLegacy, RECRUIT_ID, setLegacyStage, VETERAN_ID } from "../../helpers/legacy.ts";
import { Compression, NOTICE, PERIOD, type Plan, plan } from "../../helpers/programme.ts";
import { FINAL, invite, nextPeriod, now, ONE, order, PRICES } from "../../helpers/stage.ts";

/** 10 % for the seller and 8, 5, 3 % for three uplines, who must have sold for a CV of 10 to be active. */
const STRICT = plan({ rates: [1000, 800, 500, 300], threshold: PRICES.volume, compression: Compression.None });
const EVERYBODY = [LEADER_ID, ABSENT_ID, VETERAN_ID, RECRUIT_ID];

describe("Imported people", () => {
  const legacy = fixture(() => setLegacyStage());
  let stage: Awaited<ReturnType<typeof legacy>>;
  let core: typeof stage.core;

  beforeEach(async () => {
    stage = await legacy();
    core = stage.core;
  });

  /** Lets so many periods pass, to half a day into the one after. */
  async function pass(periods: number): Promise<void> {
    const start = await nextPeriod({ core });
    await stage.networkHelpers.time.increaseTo(start + BigInt((periods - 1) * PERIOD) + 43_200n);
  }

  const open = (first: Plan = STRICT) => openLegacy(stage, first);

  /** Who of a sale by the recruit is paid, and who is passed over for what, by id. */
  async function paidAndPassed(seller = RECRUIT_ID) {
    const quote = readQuote(await core.quote(stage.buyer.address, order(FINAL, { seller })));
    return {
      paid: Object.fromEntries(quote.credits.map(({ id, amount }) => [`${id}`, amount])),
      passed: Object.fromEntries(quote.skipped.map(({ id, reason }) => [`${id}`, reason])),
    };
  }

  const ALL_PAID = {
    paid: { 5: 8n * ONE, 4: 800_000n, 3: 500_000n, 2: 300_000n },
    passed: {},
  };
  const NOBODY_ACTIVE = {
    paid: { 5: 7n * ONE },
    passed: { 5: "inactive", 4: "inactive", 3: "inactive", 2: "inactive" },
  };

  /** Whether each is active, now and in the next period. */
  async function activity(): Promise<[boolean, boolean][]> {
    const states = await Promise.all(EVERYBODY.map((id) => core.distributor(id)));
    return states.map(({ active, activeNext }) => [active, activeNext]);
  }

  const all = (active: boolean) => EVERYBODY.map(() => [active, false]);

  for (const [when, periods] of [
    ["in which they were imported", 0],
    ["after it", 1],
    ["long after it", 7],
  ] as const) {
    describe(`when the programme opens in the period ${when}`, () => {
      beforeEach(async () => {
        if (periods > 0) await pass(periods);
      });

      it("[IMPORT-2] are not active before", async () => {
        expect(await activity()).to.deep.equal(all(false));
      });

      it("[IMPORT-2] are active until the last second of the opening period", async () => {
        await open();
        expect(await activity()).to.deep.equal(all(true));
        expect(await paidAndPassed()).to.deep.equal(ALL_PAID);
        await stage.networkHelpers.time.increaseTo((await nextPeriod({ core })) - 2n);
        expect(await activity()).to.deep.equal(all(true));
        await core.connect(stage.buyer).buy(order(FINAL, { seller: RECRUIT_ID }));
        expect(await now(stage)).to.equal((await nextPeriod({ core })) - 1n);
        const balances = await Promise.all(EVERYBODY.map((id) => core.balanceOf(id)));
        expect(balances).to.deep.equal([300_000n, 500_000n, 800_000n, 8n * ONE]);
      });

      it("[IMPORT-2] are not from the first second of the next one on", async () => {
        await open();
        await stage.networkHelpers.time.increaseTo(await nextPeriod({ core }));
        expect(await activity()).to.deep.equal(all(false));
        expect(await paidAndPassed()).to.deep.equal(NOBODY_ACTIVE);
        await pass(4);
        expect(await paidAndPassed()).to.deep.equal(NOBODY_ACTIVE);
      });

      it("[IMPORT-2] [ACT-1] are active again in the next by what they sold in the opening period", async () => {
        await open();
        const buyer = core.connect(stage.buyer);
        await buyer.buy(order(FINAL, { seller: ABSENT_ID }));
        expect((await activity())[1]).to.deep.equal([true, true]);
        await pass(1);
        expect(await activity()).to.deep.equal([
          [false, false],
          [true, false],
          [false, false],
          [false, false],
        ]);
        await pass(1);
        expect(await activity()).to.deep.equal(all(false));
      });
    });
  }

  it("[IMPORT-2] are always active where the plan has no threshold", async () => {
    await open(plan({ rates: [1000, 800, 500, 300] }));
    await pass(9);
    expect(await paidAndPassed()).to.deep.equal(ALL_PAID);
  });

  it("[IMPORT-2] are active in the opening period under another plan that takes over in it, moved or not", async () => {
    stage = await setLegacyStage({ notice: 0 });
    core = stage.core;
    await open();
    const from = (await now(stage)) + 1_000n;
    await stage.own.schedulePlan({ ...STRICT, rates: STRICT.rates.map((rate) => Number(rate) / 2) }, from, "{}");
    await stage.networkHelpers.time.increaseTo(from);
    const half = { paid: { 5: 7_500_000n, 4: 400_000n, 3: 250_000n, 2: 150_000n }, passed: {} };
    expect(await paidAndPassed()).to.deep.equal(half);
    await core.activatePlan();
    expect(await paidAndPassed()).to.deep.equal(half);
    expect(await activity()).to.deep.equal(all(true));
    await pass(1);
    expect((await paidAndPassed()).paid).to.deep.equal({ 5: 7n * ONE });
  });

  it("[IMPORT-2] are not active in a period in which only another plan begins", async () => {
    await open();
    const from = (await now(stage)) + BigInt(NOTICE) + 3_600n;
    await stage.own.schedulePlan(STRICT, from, "{}");
    await stage.networkHelpers.time.increaseTo(from);
    await core.activatePlan();
    expect(await paidAndPassed()).to.deep.equal(NOBODY_ACTIVE);
  });

  it("[ACT-1] who enrols in the opening period is active in it like them, and later not", async () => {
    await open();
    const { scope, sponsor, newcomer } = stage;
    await core.connect(newcomer).enrol(...(await invite(scope, sponsor)));
    const own = RECRUIT_ID + 1n;
    expect((await paidAndPassed(own)).paid).to.deep.equal({ 6: 8n * ONE, 2: 800_000n });
    await pass(1);
    expect((await paidAndPassed(own)).passed).to.deep.equal({ 6: "inactive", 2: "inactive" });
  });

  it("[IMPORT-1] [RANK-1] have their rank at once, in every period, until another is set", async () => {
    await stage.own.setRanks([{ id: LEADER_ID, rank: 4 }], stage.people[0]!.legacyId);
    const ranks = async () => (await Promise.all(EVERYBODY.map((id) => core.distributor(id)))).map(({ rank }) => rank);
    expect(await ranks()).to.deep.equal([3n, 1n, 0n, 15n]);
    await pass(1);
    expect(await ranks()).to.deep.equal([4n, 1n, 0n, 15n]);
    await open(plan({ rates: [1000, 800, 500, 300], openRanks: [15, 0, 1, 5], compression: Compression.None }));
    expect(await paidAndPassed()).to.deep.equal({
      paid: { 5: 8n * ONE, 4: 800_000n, 3: 500_000n },
      passed: { 2: "rankTooLow" },
    });
  });
});
