import { expect } from "chai";
import { MaxUint256 } from "ethers";
import { holdSlot } from "../../../packages/protocol/src/index.ts";
import { COMPANY_ID, now, openStage, SELLER_ID, SPONSOR_ID, sku } from "../../helpers/stage.ts";

/** Four holds may begin within this. */
const HOLD_MEMORY = 730n * 86_400n;
const NONE = [0n, [0n, 0n, 0n, 0n]];

describe("Payouts.holdOf", () => {
  it("[HOLD-3] answers zeros for who was never held", async () => {
    const { core } = await openStage();
    for (const id of [SPONSOR_ID, SELLER_ID]) expect(await core.holdOf(id)).to.deep.equal(NONE);
  });

  it("[HOLD-3] answers the end of the last hold, past it too, and when the last four began, the latest first", async () => {
    const stage = await openStage();
    const { core, operator, networkHelpers } = stage;
    const first = (await now(stage)) + 1_000n;
    const starts: bigint[] = [];
    for (let i = 0n; i < 4n; ++i) {
      const start = first + i * 1_000n;
      await networkHelpers.time.setNextBlockTimestamp(start);
      await core.connect(operator).placeHold(SELLER_ID, start + 10n, sku("reason"), sku("evidence"));
      starts.unshift(start);
      const expected = [...starts, 0n, 0n, 0n].slice(0, 4);
      expect(await core.holdOf(SELLER_ID)).to.deep.equal([start + 10n, expected]);
    }
    await networkHelpers.time.increase(10_000n);
    expect((await core.holdOf(SELLER_ID)).until).to.equal(first + 3_010n);
    expect(await core.holdOf(SPONSOR_ID)).to.deep.equal(NONE);
  });

  it("[HOLD-3] forgets the start of the fifth last without a trace", async () => {
    const stage = await openStage();
    const { core, operator, networkHelpers } = stage;
    const first = ((await now(stage)) | 1n) + 1_000n;
    const starts = [0n, 1_000n, 2_000n, 3_000n, HOLD_MEMORY].map((later) => first + later);
    for (const start of starts) {
      await networkHelpers.time.setNextBlockTimestamp(start);
      await core.connect(operator).placeHold(SELLER_ID, start + 10n, sku("reason"), sku("evidence"));
    }
    const [word] = await core.extsload([holdSlot(SELLER_ID)]);
    const kept = starts.slice(1).reduce((sum, start, i) => sum | (start << (160n - 40n * BigInt(i))), 0n);
    expect(BigInt(word!)).to.equal(kept | (first + HOLD_MEMORY + 10n));
  });

  it("is refused for the company, which has none, and for who does not exist", async () => {
    const { core } = await openStage();
    await expect(core.holdOf(COMPANY_ID)).to.be.revertedWithCustomError(core, "HoldOfCompany");
    for (const id of [0n, SELLER_ID + 1n, MaxUint256]) {
      await expect(core.holdOf(id)).to.be.revertedWithCustomError(core, "DistributorUnknown").withArgs(id, SELLER_ID);
    }
  });
});
