import { expect } from "chai";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  fields,
  now,
  openStage,
  order,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  sku,
} from "../../helpers/stage.ts";

describe("Payouts.liftHold", () => {
  /** The seller has earned, and is held for 90 days. */
  const held = fixture(async () => {
    const stage = await openStage();
    const { core, operator, buyer } = stage;
    await core.connect(buyer).buy(order(FINAL));
    const until = (await now(stage)) + 90n * BigInt(DAY);
    await core.connect(operator).placeHold(SELLER_ID, until, sku("reason"), sku("evidence"));
    return { ...stage, until, start: await now(stage) };
  });
  let stage: Awaited<ReturnType<typeof held>>;
  let core: Stage["core"];
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await held();
    core = stage.core;
    own = core.connect(stage.operator);
  });

  const at = (time: bigint) => stage.networkHelpers.time.setNextBlockTimestamp(time);

  it("[HOLD-1] ends a hold at once, and tells so", async () => {
    const { seller, token, start } = stage;
    await at(start + 100n);
    await expect(own.liftHold(SELLER_ID)).to.emit(core, "HoldLifted").withArgs(SELLER_ID);
    expect(await core.holdOf(SELLER_ID)).to.deep.equal([start + 100n, [start, 0n, 0n, 0n]]);
    expect(fields(await core.distributor(SELLER_ID))).to.deep.include({ held: false });
    await core.connect(seller).claim();
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });

  it("[HOLD-1] lets pushes go on", async () => {
    const { seller, token } = stage;
    await own.liftHold(SELLER_ID);
    await core.push([seller.address]);
    expect(await token.balanceOf(seller)).to.equal(8_000_000n);
  });

  it("[HOLD-1] works in the last second of the hold", async () => {
    await at(stage.until - 1n);
    await expect(own.liftHold(SELLER_ID)).to.emit(core, "HoldLifted");
  });

  it("[ROLE-4] is open to a revoker, who places none", async () => {
    const { admin, stranger, until } = stage;
    await core.connect(admin).grantRole(await core.REVOKER_ROLE(), stranger.address);
    await expect(core.connect(stranger).liftHold(SELLER_ID)).to.emit(core, "HoldLifted");
    await expect(core.connect(stranger).placeHold(SELLER_ID, until, sku("reason"), sku("evidence")))
      .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
      .withArgs(stranger.address, await core.HOLD_ROLE());
  });

  describe("is refused", () => {
    const missing = (id = SELLER_ID) =>
      expect(own.liftHold(id)).to.be.revertedWithCustomError(core, "HoldMissing").withArgs(id);

    it("[HOLD-1] where none is, or a second time", async () => {
      await missing(SPONSOR_ID);
      await own.liftHold(SELLER_ID);
      await missing();
    });

    it("[HOLD-1] from the second on in which it lapsed", async () => {
      await at(stage.until);
      await missing();
      await at(stage.until + 1_000n);
      await missing();
    });

    it("[HOLD-3] for the company, and for who does not exist", async () => {
      await expect(own.liftHold(COMPANY_ID)).to.be.revertedWithCustomError(core, "HoldOfCompany");
      for (const id of [0n, SELLER_ID + 1n]) {
        await expect(own.liftHold(id))
          .to.be.revertedWithCustomError(core, "DistributorUnknown")
          .withArgs(id, SELLER_ID);
      }
    });

    it("[ROLE-1] to everybody else, the admin and the one who is held included", async () => {
      const { admin, treasury, sponsor, seller, stranger } = stage;
      for (const caller of [admin, treasury, sponsor, seller, stranger]) {
        await expect(core.connect(caller).liftHold(SELLER_ID))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.HOLD_ROLE());
      }
    });
  });
});
