import { expect } from "chai";
import { Wallet } from "ethers";
import { fixture } from "../../../../test/helpers/fixture.ts";
import { DAY, deployUnopened, PERIOD, plan as testPlan } from "../../../../test/helpers/programme.ts";
import { UplineClient } from "../../src/index.ts";
import { DOWNLOAD, imported, type LegacyShop, ONE, openLegacyShop, order } from "../helpers/shop.ts";

const REASON = `0x${"01".repeat(32)}`;

describe("UplineClient: a distributor", () => {
  let shop: LegacyShop;

  // Ids 2 and 3 are imported, 3 without a wallet; the line has the ids 4 to 7. Activity needs 30 tokens of CV.
  const opened = fixture(() =>
    openLegacyShop([imported(1n, Wallet.createRandom().address, 4n), imported(2n)], {
      plan: testPlan({ threshold: 30n * ONE, rates: [1000, 700] }),
    }),
  );

  beforeEach(async () => {
    shop = await opened();
  });

  it("who was imported is shown with rank and flags, and is active in the period of the opening alone", async () => {
    const brought = {
      id: 2n,
      sponsor: 1n,
      balance: 0n,
      volume: 0n,
      active: true,
      activeNext: false,
      rankNow: 4n,
      rankNext: 4n,
      pushOff: false,
      imported: true,
      unbound: false,
      recovering: false,
      heldUntil: 0n,
    };
    expect(await shop.client.distributor(2n)).to.deep.equal(brought);
    expect(await shop.client.distributor(3n)).to.deep.equal({
      ...brought,
      id: 3n,
      sponsor: 2n,
      rankNow: 0n,
      rankNext: 0n,
      unbound: true,
    });
    await shop.networkHelpers.time.increase(PERIOD);
    expect(await shop.client.distributor(2n)).to.deep.equal({ ...brought, active: false });
  });

  it("is active as the contract pays it", async () => {
    const levelZero = async () => {
      const { credits } = await shop.client.quote(shop.buyer.address, order(2n, DOWNLOAD));
      return credits[0]!.amount - 7n * ONE;
    };
    expect([(await shop.client.distributor(2n))!.active, await levelZero()]).to.deep.equal([true, ONE]);
    await shop.networkHelpers.time.increase(PERIOD);
    expect([(await shop.client.distributor(2n))!.active, await levelZero()]).to.deep.equal([false, 0n]);
  });

  it("is active in the period of the opening though he was imported in an earlier one", async () => {
    const { core, ethers, networkHelpers } = await deployUnopened();
    await core.importDistributors(2n, [imported(1n)]);
    const client = UplineClient.connect(await core.getAddress(), ethers.provider);
    await networkHelpers.time.increase(PERIOD);
    await core.schedulePlan(testPlan({ threshold: 1n }), 0n, "{}");
    await core.open();
    expect((await client.distributor(2n))!.active).to.equal(true);
    await networkHelpers.time.increase(PERIOD);
    expect((await client.distributor(2n))!.active).to.equal(false);
  });

  it("is active in the next period once his retail volume reaches the threshold", async () => {
    const buyer = shop.connect(shop.buyer);
    await buyer.buy(order(7n, DOWNLOAD, 2n), { approve: true });
    expect(await shop.client.distributor(7n)).to.deep.include({ volume: 20n * ONE, active: true, activeNext: false });
    await buyer.buy(order(7n, DOWNLOAD), { approve: true });
    expect(await shop.client.distributor(7n)).to.deep.include({ volume: 30n * ONE, activeNext: true });
  });

  it("is held until the hold lapses or is lifted", async () => {
    const { holds } = shop.connect(shop.operator);
    const until = BigInt((await shop.networkHelpers.time.latest()) + 5 * DAY);
    await holds.place(5n, until, REASON, REASON);
    expect((await shop.client.distributor(5n))!.heldUntil).to.equal(until);
    await shop.networkHelpers.time.increaseTo(until);
    expect((await shop.client.distributor(5n))!.heldUntil).to.equal(0n);
    await holds.place(5n, until + BigInt(DAY), REASON, REASON);
    await holds.lift(5n);
    expect((await shop.client.distributor(5n))!.heldUntil).to.equal(0n);
  });

  it("shows what stops pushes: a recovery, and the owner's wish", async () => {
    const [lost, guardian] = [shop.line[0], shop.line[1]];
    await shop.connect(lost).wallets.setGuardian(guardian.address, BigInt(7 * DAY));
    await shop.connect(guardian).wallets.startRecovery(lost.address, shop.stranger.address);
    await shop.core.connect(lost).setPushOff(true);
    expect(await shop.client.distributor(4n)).to.deep.include({ recovering: true, pushOff: true });
    await shop.connect(lost).wallets.stopRecovery(lost.address);
    expect((await shop.client.distributor(4n))!.recovering).to.equal(false);
  });
});
