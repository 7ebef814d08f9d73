import { expect } from "chai";
import { NOTICE, plan } from "../../helpers/programme.ts";
import { fields, HOUR, now, openStage, unopenedStage } from "../../helpers/stage.ts";

describe("PlanBook.planInForce", () => {
  it("[LIFE-2] is version 0, without a rate, before opening", async () => {
    const { core, operator } = await unopenedStage();
    await core.connect(operator).schedulePlan(plan(), 0, "");
    const { version, plan: none } = await core.planInForce();
    expect([version, none.walk, ...none.rates]).to.deep.equal(Array(18).fill(0n));
  });

  it("[PLAN-1] is the plan that the programme opened with, every term of it", async () => {
    const { core } = await openStage();
    const { version, plan: answered } = await core.planInForce();
    expect(version).to.equal(1n);
    expect(fields(answered)).to.deep.equal({
      rates: [1000n, 800n, 500n, 300n, 200n, 100n, ...Array(10).fill(0n)],
      openRanks: Array(16).fill(0n),
      rankRates: Array(16).fill(0n),
      threshold: 0n,
      poolShare: 0n,
      walk: 32n,
      compression: 2n,
      personalPays: false,
    });
  });

  it("[PLAN-4] changes in the first second of the scheduled plan, and not when that is moved", async () => {
    const stage = await openStage();
    const { core, operator, networkHelpers } = stage;
    const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
    await core.connect(operator).schedulePlan(plan({ rates: [7] }), from, "");
    await networkHelpers.time.increaseTo(from - 1n);
    expect((await core.planInForce()).version).to.equal(1n);
    await networkHelpers.time.increaseTo(from);
    const inForce = await core.planInForce();
    expect([inForce.version, inForce.plan.rates[0]]).to.deep.equal([2n, 7n]);
    await core.activatePlan();
    expect(await core.planInForce()).to.deep.equal(inForce);
  });
});
