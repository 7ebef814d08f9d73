import { expect } from "chai";
import { NOTICE, plan } from "../../helpers/programme.ts";
import { fields, HOUR, now, openStage, unopenedStage } from "../../helpers/stage.ts";

describe("PlanBook.planScheduled", () => {
  it("[PLAN-3] is version 0 and time 0 where none is scheduled", async () => {
    const { core } = await openStage();
    const { version, from, plan: none } = await core.planScheduled();
    expect([version, from, none.walk, ...none.rates]).to.deep.equal(Array(19).fill(0n));
  });

  it("[PLAN-3] answers number, time and every term of the one that is", async () => {
    const stage = await openStage();
    const { core, operator } = stage;
    const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
    await core.connect(operator).schedulePlan(plan({ rates: [7], walk: 3, personalPays: true }), from, "");
    const answer = await core.planScheduled();
    expect([answer.version, answer.from]).to.deep.equal([2n, from]);
    expect(fields(answer.plan)).to.deep.include({ walk: 3n, personalPays: true, threshold: 0n, compression: 2n });
    expect(answer.plan.rates[0]).to.equal(7n);
  });

  it("[PLAN-4] is nothing again from its first second on, moved or not", async () => {
    const stage = await openStage();
    const { core, operator, networkHelpers } = stage;
    const from = (await now(stage)) + BigInt(NOTICE) + HOUR;
    const none = await core.planScheduled();
    await core.connect(operator).schedulePlan(plan({ rates: [7] }), from, "");
    await networkHelpers.time.increaseTo(from - 1n);
    expect((await core.planScheduled()).version).to.equal(2n);
    await networkHelpers.time.increaseTo(from);
    expect(await core.planScheduled()).to.deep.equal(none);
    await core.activatePlan();
    expect(await core.planScheduled()).to.deep.equal(none);
  });

  it("[LIFE-2] answers the first plan before opening, whose time is the opening", async () => {
    const { core, operator } = await unopenedStage();
    await core.connect(operator).schedulePlan(plan({ rates: [9] }), 0, "");
    const { version, from, plan: first } = await core.planScheduled();
    expect([version, from, first.rates[0]]).to.deep.equal([1n, 0n, 9n]);
  });
});
