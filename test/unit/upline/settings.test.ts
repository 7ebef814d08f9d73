import { expect } from "chai";
import { CAP, DAY, DECISION, MARKUP, NOTICE, PERIOD, plan, RULING } from "../../helpers/programme.ts";
import { fields, now, openStage, product, sku } from "../../helpers/stage.ts";

describe("Upline.settings", () => {
  it("[LIFE-1] answers what was fixed at deployment", async () => {
    const { core, token } = await openStage();
    expect(fields(await core.settings())).to.deep.equal({
      token: await token.getAddress(),
      start: 0n,
      periodLength: BigInt(PERIOD),
      notice: BigInt(NOTICE),
      decisionTime: BigInt(DECISION),
      rulingTime: BigInt(RULING),
      cap: BigInt(CAP),
      markup: BigInt(MARKUP),
      openToAll: false,
    });
  });

  it("[LIFE-1] answers the same after plans, products, ranks, pauses and periods", async () => {
    const stage = await openStage();
    const { core, operator, networkHelpers } = stage;
    const before = fields(await core.settings());
    const own = core.connect(operator);
    await own.schedulePlan(plan({ rates: [1] }), (await now(stage)) + BigInt(NOTICE + DAY), "{}");
    await own.addProducts([product()], [sku("another")]);
    await own.setRanks([{ id: 2, rank: 15 }], sku("evidence"));
    await own.setPaused(true);
    await networkHelpers.time.increase(10 * PERIOD);
    await own.activatePlan();
    expect(fields(await core.settings())).to.deep.equal(before);
  });
});
