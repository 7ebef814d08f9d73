import { expect } from "chai";
import { type Plan as PlanTerms, planFromStruct } from "../../../packages/protocol/src/index.ts";
import { counted } from "../../helpers/counters.ts";
import { CAP, Compression, DAY, NOTICE, type Plan, plan } from "../../helpers/programme.ts";
import {
  FINAL,
  fields,
  HOUR,
  now,
  openStage,
  order,
  type Stage,
  setRun,
  setStage,
  takeOver,
  type UnopenedStage,
  unopenedStage,
} from "../../helpers/stage.ts";

/** As bigints, as the contract answers it. */
const asAnswered = (terms: Plan) => ({
  ...terms,
  rates: terms.rates.map(BigInt),
  openRanks: terms.openRanks.map(BigInt),
  threshold: BigInt(terms.threshold),
  poolShare: BigInt(terms.poolShare),
  walk: BigInt(terms.walk),
  compression: BigInt(terms.compression),
});

const DOCUMENT = '{"name":"Unilevel 2027","pays":"jeden Monat","🎯":"as published"}';

describe("PlanBook.schedulePlan", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];
  /** A time that leaves the notice. */
  let from: bigint;

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
    from = (await now(stage)) + BigInt(NOTICE) + HOUR;
  });

  const scheduled = async (): Promise<PlanTerms> => planFromStruct((await core.planScheduled()).plan);

  describe("a plan", () => {
    it("[PLAN-1] has every term that it was given", async () => {
      const terms = plan({
        rates: [900, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
        openRanks: [15, 0, 14, 1, 13, 2, 12, 3, 11, 4, 10, 5, 9, 6, 8, 7],
        threshold: 123_456_789n,
        walk: 17,
        compression: Compression.Standard,
        personalPays: true,
      });
      await operator.schedulePlan(terms, from, DOCUMENT);
      const answer = await core.planScheduled();
      expect([answer.version, answer.from]).to.deep.equal([2n, from]);
      expect(fields(answer.plan)).to.deep.equal(asAnswered(terms));
    });

    it("[PLAN-1] has them again once it is in force, in the slots of the plan before or its own", async () => {
      const terms = plan({ rates: [1, 2, 3], openRanks: [3, 2, 1], threshold: 5n, walk: 1, compression: 0 });
      await takeOver(stage, terms);
      expect(fields((await core.planInForce()).plan)).to.deep.equal(asAnswered(terms));
      await core.activatePlan();
      expect(fields((await core.planInForce()).plan)).to.deep.equal(asAnswered(terms));
    });

    it("[PLAN-1] takes each term at its bounds, without a trace in its neighbours", async () => {
      const least = { rates: [], walk: 1, compression: Compression.None };
      for (const changes of [
        { openRanks: Array(16).fill(15) },
        { threshold: 2n ** 80n - 1n },
        { walk: 32 },
        { compression: Compression.Dynamic },
        { personalPays: true },
        { rates: [CAP] },
        { rates: [...Array(15).fill(0), CAP] },
      ]) {
        const terms = plan({ ...least, ...changes });
        await operator.schedulePlan(terms, from, "");
        expect(fields((await core.planScheduled()).plan), JSON.stringify(Object.keys(changes))).to.deep.equal(
          asAnswered(terms),
        );
        await operator.cancelPlan();
      }
    });

    it("[PLAN-5] is published whole, with its document to the byte", async () => {
      const terms = plan({ rates: [1, 2, 3], openRanks: [0, 5], threshold: 9n });
      const long = DOCUMENT.repeat(150);
      for (const [version, document] of [DOCUMENT, "", long].entries()) {
        const receipt = await (await operator.schedulePlan(terms, from, document)).wait();
        const [event] = receipt!.logs.map((log) => core.interface.parseLog(log)!);
        expect(event!.name).to.equal("PlanScheduled");
        expect([event!.args.version, event!.args.from, fields(event!.args.plan), event!.args.document]).to.deep.equal([
          BigInt(version + 2),
          from,
          asAnswered(terms),
          document,
        ]);
        await operator.cancelPlan();
      }
    });

    it("[PLAN-8] is numbered after all before it, those cancelled included", async () => {
      expect(await operator.schedulePlan.staticCall(plan(), from, "")).to.equal(2n);
      await operator.schedulePlan(plan(), from, "");
      await operator.cancelPlan();
      expect(await operator.schedulePlan.staticCall(plan(), from, "")).to.equal(3n);
    });

    it("has no number above 16 bits", async () => {
      await counted(stage, { plans: 65_534n });
      await operator.schedulePlan(plan(), from, "");
      expect((await core.planScheduled()).version).to.equal(65_535n);
      await operator.cancelPlan();
      await expect(operator.schedulePlan(plan(), from, "")).to.be.revertedWithPanic(0x11);
    });
  });

  describe("the notice", () => {
    it("[PLAN-3] is enough to the second", async () => {
      const time = (await now(stage)) + 100n;
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await operator.schedulePlan(plan(), time + BigInt(NOTICE), "");
      expect((await core.planScheduled()).from).to.equal(time + BigInt(NOTICE));
    });

    it("[PLAN-3] is too short by a second", async () => {
      const time = (await now(stage)) + 100n;
      const earliest = time + BigInt(NOTICE);
      await stage.networkHelpers.time.setNextBlockTimestamp(time);
      await expect(operator.schedulePlan(plan(), earliest - 1n, ""))
        .to.be.revertedWithCustomError(core, "PlanNoticeTooShort")
        .withArgs(earliest - 1n, earliest);
    });

    it("[PLAN-3] is too short for now, for the past and for zero", async () => {
      const time = (await now(stage)) + 100n;
      for (const [i, wanted] of [time, time - 1_000n, 0n].entries()) {
        const at = time + BigInt(i);
        await stage.networkHelpers.time.setNextBlockTimestamp(at);
        await expect(operator.schedulePlan(plan(), wanted, ""))
          .to.be.revertedWithCustomError(core, "PlanNoticeTooShort")
          .withArgs(wanted, at + BigInt(NOTICE));
      }
    });

    it("[PLAN-3] ends at the last second of 40 bits", async () => {
      const last = 2n ** 40n - 1n;
      for (const beyond of [last + 1n, 2n ** 208n + from, 2n ** 256n - 1n]) {
        await expect(operator.schedulePlan(plan(), beyond, ""))
          .to.be.revertedWithCustomError(core, "PlanTooLate")
          .withArgs(beyond, last);
      }
      await operator.schedulePlan(plan(), last, "");
      expect((await core.planScheduled()).from).to.equal(last);
    });

    it("[PLAN-3] is a second in a programme without notice: no second has two plans", async () => {
      stage = await setStage({ notice: 0 });
      const time = (await now(stage)) + 100n;
      const { time: clock } = stage.networkHelpers;
      await clock.setNextBlockTimestamp(time);
      await expect(stage.core.connect(stage.operator).schedulePlan(plan({ rates: [77] }), time, ""))
        .to.be.revertedWithCustomError(core, "PlanNoticeTooShort")
        .withArgs(time, time + 1n);
      await clock.setNextBlockTimestamp(time + 1n);
      await stage.core.connect(stage.operator).schedulePlan(plan({ rates: [77] }), time + 2n, "");
      expect((await stage.core.planInForce()).version).to.equal(1n);
      await clock.increaseTo(time + 2n);
      expect((await stage.core.planInForce()).plan.rates[0]).to.equal(77n);
    });
  });

  describe("one at a time", () => {
    it("[PLAN-3] refuses a second while one is scheduled, until its last second", async () => {
      await operator.schedulePlan(plan(), from, "");
      await stage.networkHelpers.time.setNextBlockTimestamp(from - 1n);
      await expect(operator.schedulePlan(plan(), from + BigInt(NOTICE), ""))
        .to.be.revertedWithCustomError(core, "PlanAlreadyScheduled")
        .withArgs(2n, from);
    });

    it("[PLAN-3] moves one that is in force already, and schedules the next", async () => {
      const due = await takeOver(stage, plan({ rates: [1] }));
      const next = due + BigInt(NOTICE) + HOUR;
      const scheduling = operator.schedulePlan(plan({ rates: [2] }), next, "");
      await expect(scheduling).to.emit(core, "PlanActivated").withArgs(2n);
      await expect(scheduling).to.emit(core, "PlanScheduled");
      expect((await core.planInForce()).version).to.equal(2n);
      const { version, from: takesOver } = await core.planScheduled();
      expect([version, takesOver]).to.deep.equal([3n, next]);
      expect((await scheduled()).rates).to.deep.equal([2n]);
    });

    it("[PLAN-3] changes nothing of the plan in force", async () => {
      const before = await core.planInForce();
      await operator.schedulePlan(plan({ rates: [1] }), from, "");
      expect(await core.planInForce()).to.deep.equal(before);
      expect((await core.quote(stage.buyer.address, order(FINAL))).plan).to.equal(1n);
    });
  });

  describe("is refused", () => {
    const refused = (changes: Parameters<typeof plan>[0], error: string, ...args: unknown[]) =>
      expect(operator.schedulePlan(plan(changes), from, ""), JSON.stringify(Object.keys(changes ?? {})))
        .to.be.revertedWithCustomError(core, error)
        .withArgs(...args);
    const at = (level: number, value: number) => Array.from({ length: 16 }, (_, i) => (i === level ? value : 0));

    it("[PLAN-2] one basis point above the cap, at any level and over all", async () => {
      const one = BigInt(CAP) + 1n;
      for (const level of [0, 1, 15]) await refused({ rates: at(level, CAP + 1) }, "PlanAboveCap", one, CAP);
      await refused({ rates: [CAP, 1] }, "PlanAboveCap", one, CAP);
      await refused({ rates: [1, ...Array(14).fill(0), CAP] }, "PlanAboveCap", one, CAP);
      await refused({ rates: Array(16).fill(10_000) }, "PlanAboveCap", 160_000n, CAP);
      await operator.schedulePlan(plan({ rates: [CAP - 1, ...Array(14).fill(0), 1] }), from, "");
    });

    it("[PLAN-2] above the cap by its pool share", async () => {
      await setRun(stage);
      from = (await now(stage)) + BigInt(NOTICE) + HOUR;
      await refused({ rates: [3_000], poolShare: 501 }, "PlanAboveCap", BigInt(CAP) + 1n, CAP);
      await refused({ rates: [], poolShare: CAP + 1 }, "PlanAboveCap", BigInt(CAP) + 1n, CAP);
      await refused({ rates: [], poolShare: 65_535 }, "PlanAboveCap", 65_535n, CAP);
      await operator.schedulePlan(plan({ rates: [3_000], poolShare: 500 }), from, "");
      expect((await scheduled()).poolShare).to.equal(500n);
    });

    it("[PLAN-2] with a rate above 10,000 basis points, the first of them named", async () => {
      await refused({ rates: at(0, 10_001) }, "PlanRateInvalid", 0n, 10_001n);
      await refused({ rates: at(15, 65_535) }, "PlanRateInvalid", 15n, 65_535n);
      await refused({ rates: [0, 20_000, 30_000] }, "PlanRateInvalid", 1n, 20_000n);
    });

    it("[PLAN-2] with an opening rank above 15, the first of them named", async () => {
      await refused({ openRanks: at(0, 16) }, "PlanRankInvalid", 0n, 16n);
      await refused({ openRanks: at(15, 255) }, "PlanRankInvalid", 15n, 255n);
      await refused({ openRanks: [15, 17, 18] }, "PlanRankInvalid", 1n, 17n);
    });

    it("[PLAN-2] with a longest walk of 0 or above 32", async () => {
      for (const walk of [0, 33, 255]) await refused({ walk }, "PlanWalkInvalid", walk, 32n);
    });

    it("[PLAN-2] with a compression that there is not", async () => {
      for (const compression of [3, 255]) {
        await expect(operator.schedulePlan(plan({ compression }), from, "")).to.be.revertedWithoutReason(stage.ethers);
      }
    });

    it("[PLAN-6] with a pool share while no run contract is set, one that is only named included", async () => {
      await refused({ poolShare: 1 }, "PlanPoolWithoutRun", 1n);
      await core.connect(stage.admin).scheduleRun(await stage.run.getAddress());
      await stage.networkHelpers.time.increase(NOTICE);
      await refused({ poolShare: 1 }, "PlanPoolWithoutRun", 1n);
      await core.setRun();
      from = (await now(stage)) + BigInt(NOTICE) + HOUR;
      await operator.schedulePlan(plan({ poolShare: 1 }), from, "");
    });

    it("[ROLE-1] to everybody without the plan role", async () => {
      for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
        await expect(core.connect(caller).schedulePlan(plan(), from, ""))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.PLAN_ROLE());
      }
    });

    it("leaving no number used", async () => {
      await refused({ walk: 0 }, "PlanWalkInvalid", 0n, 32n);
      expect(await operator.schedulePlan.staticCall(plan(), from, "")).to.equal(2n);
    });
  });

  describe("with other caps", () => {
    it("[PLAN-2] [PLAN-7] pays all of the CV where the cap is 10,000, and nothing where it is 0", async () => {
      for (const [cap, most] of [
        [10_000, 10_000],
        [0, 0],
      ] as const) {
        const own = await setStage({ cap, plan: plan({ rates: [] }) });
        const as = own.core.connect(own.operator);
        const at = (await now(own)) + BigInt(NOTICE + DAY);
        await expect(as.schedulePlan(plan({ rates: [most, 1] }), at, ""))
          .to.be.revertedWithCustomError(core, "PlanAboveCap")
          .withArgs(BigInt(most) + 1n, cap);
        await as.schedulePlan(plan({ rates: [most] }), at, "");
        expect((await own.core.planScheduled()).plan.rates[0]).to.equal(most);
      }
    });
  });

  describe("before opening", () => {
    let unopened: UnopenedStage;
    let admin: UnopenedStage["core"];

    beforeEach(async () => {
      unopened = await unopenedStage();
      admin = unopened.core.connect(unopened.operator);
    });

    it("[PLAN-3] needs no notice: what it is told as the time is ignored", async () => {
      for (const wanted of [0n, 1n, 2n ** 256n - 1n]) {
        const receipt = await (await admin.schedulePlan(plan(), wanted, DOCUMENT)).wait();
        const [event] = receipt!.logs.map((log) => core.interface.parseLog(log)!);
        expect([event!.name, event!.args.from]).to.deep.equal(["PlanScheduled", 0n]);
        expect((await unopened.core.planScheduled()).from).to.equal(0n);
        await admin.cancelPlan();
      }
    });

    it("[PLAN-3] refuses a second while one is scheduled", async () => {
      await admin.schedulePlan(plan(), 0, "");
      await expect(admin.schedulePlan(plan(), 0, ""))
        .to.be.revertedWithCustomError(core, "PlanAlreadyScheduled")
        .withArgs(1n, 0n);
    });

    it("[PLAN-2] is bound by the cap as well", async () => {
      await expect(admin.schedulePlan(plan({ rates: [CAP + 1] }), 0, ""))
        .to.be.revertedWithCustomError(core, "PlanAboveCap")
        .withArgs(BigInt(CAP) + 1n, CAP);
    });

    it("waits for the opening", async () => {
      await admin.schedulePlan(plan(), 0, "");
      await unopened.networkHelpers.time.increase(10 * DAY);
      expect((await unopened.core.planInForce()).version).to.equal(0n);
      expect((await unopened.core.planScheduled()).version).to.equal(1n);
    });
  });
});
