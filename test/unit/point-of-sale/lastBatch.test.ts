import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { fixture } from "../../helpers/fixture.ts";
import { FINAL, type Market } from "../../helpers/market.ts";
import { openTill, type Till } from "../../helpers/records.ts";

describe("lastBatch", () => {
  const loaded = fixture(openTill);
  let market: Market;
  let till: Till;

  beforeEach(async () => {
    ({ market, till } = await loaded());
  });

  it("[POS-5] is 0 before a recorder's first batch, and for everybody else", async () => {
    for (const account of [till.clerk.address, market.stranger.address, ZeroAddress]) {
      expect(await market.core.lastBatch(account)).to.equal(0n);
    }
  });

  it("[POS-5] is the number of the last one, with sales or without", async () => {
    for (const [i, sales] of [[till.sale()], [], [till.sale(FINAL, { quantity: 0n })]].entries()) {
      await till.record(sales);
      expect(await market.core.lastBatch(till.clerk)).to.equal(BigInt(i) + 1n);
    }
    expect(await market.core.lastBatch(market.operator)).to.equal(0n);
  });

  it("[POS-5] stays when a batch fails, and when the role is gone and given again", async () => {
    const { core } = market;
    await till.record([till.sale()]);
    await till.expectRefused(() => till.record([till.sale()], 9n), "BatchOutOfStep", 9n, 2n);
    const role = await core.RECORD_ROLE();
    await core.revokeRole(role, till.clerk);
    expect(await core.lastBatch(till.clerk)).to.equal(1n);
    await core.grantRole(role, till.clerk);
    await till.expectRefused(() => till.record([till.sale()], 1n), "BatchOutOfStep", 1n, 2n);
    await till.record([till.sale()], 2n);
    expect(await core.lastBatch(till.clerk)).to.equal(2n);
  });
});
