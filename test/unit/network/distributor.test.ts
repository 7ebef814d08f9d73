import { expect } from "chai";
import { deployUnopened, PERIOD, plan } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  fields,
  nextPeriod,
  openStage,
  order,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  setStage,
  sku,
} from "../../helpers/stage.ts";

const HOUR_AGO = 3_600;

/** The flags of somebody who enrolled by himself and about whom nobody did anything. */
const NOTHING_SPECIAL = { pushOff: false, imported: false, unbound: false, recovering: false, held: false };

describe("Network.distributor", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  const stateOf = async (id: bigint) => fields(await core.distributor(id));

  it("[NET-5] answers who enrolled: his sponsor, active in this period, nothing else yet", async () => {
    expect(await stateOf(SELLER_ID)).to.deep.equal({
      sponsor: SPONSOR_ID,
      balance: 0n,
      active: true,
      activeNext: false,
      volume: 0n,
      rank: 0n,
      rankNext: 0n,
      ...NOTHING_SPECIAL,
    });
  });

  it("[NET-5] answers the company: no sponsor, its share, always active", async () => {
    const company = {
      sponsor: 0n,
      balance: 0n,
      active: true,
      activeNext: true,
      volume: 0n,
      rank: 0n,
      rankNext: 0n,
      ...NOTHING_SPECIAL,
    };
    expect(await stateOf(COMPANY_ID)).to.deep.equal(company);
    await core.connect(stage.buyer).buy(order(FINAL));
    await stage.networkHelpers.time.increase(5 * PERIOD);
    expect(await stateOf(COMPANY_ID)).to.deep.equal({ ...company, balance: 11_200_000n });
  });

  it("[RANK-1] answers ranks of this period and the next, and his wish about pushes", async () => {
    await core.connect(stage.operator).setRanks([{ id: SELLER_ID, rank: 9 }], sku("evidence"));
    await core.connect(stage.seller).setPushOff(true);
    expect(await stateOf(SELLER_ID)).to.deep.include({ rank: 0n, rankNext: 9n, pushOff: true });
    await stage.networkHelpers.time.increaseTo(await nextPeriod({ core }));
    expect(await stateOf(SELLER_ID)).to.deep.include({ rank: 9n, rankNext: 9n, pushOff: true, sponsor: SPONSOR_ID });
  });

  it("[IMPORT-2] answers that who was imported is inactive before the opening, in the first period too", async () => {
    const start = Math.floor(Date.now() / 1000) - HOUR_AGO;
    const { core: unopened, others } = await deployUnopened({ start });
    const people = [{ wallet: others[0]!.address, sponsor: COMPANY_ID, rank: 3, legacyId: sku("1") }];
    await unopened.importDistributors(2n, people);
    expect(await unopened.currentPeriod()).to.equal(0n);
    const { active, imported, rank } = await unopened.distributor(2n);
    expect([active, imported, rank]).to.deep.equal([false, true, 3n]);
  });

  it("[ACT-1] answers volume and activity as of the present period, though nothing was written since", async () => {
    stage = await setStage({ plan: plan({ threshold: 20_000_000n }) });
    core = stage.core;
    const { networkHelpers, buyer } = stage;
    const activity = async () => {
      const { active, activeNext, volume } = await core.distributor(SELLER_ID);
      return [active, activeNext, volume];
    };
    await networkHelpers.time.increaseTo(await nextPeriod({ core }));
    expect(await activity()).to.deep.equal([false, false, 0n]);
    await core.connect(buyer).buy(order(FINAL));
    expect(await activity()).to.deep.equal([false, false, 10_000_000n]);
    await core.connect(buyer).buy(order(FINAL));
    expect(await activity()).to.deep.equal([false, true, 20_000_000n]);
    const next = await nextPeriod({ core });
    await networkHelpers.time.increaseTo(next - 1n);
    expect(await activity()).to.deep.equal([false, true, 20_000_000n]);
    await networkHelpers.time.increaseTo(next);
    expect(await activity()).to.deep.equal([true, false, 0n]);
    await networkHelpers.time.increaseTo(await nextPeriod({ core }));
    expect(await activity()).to.deep.equal([false, false, 0n]);
  });

  it("answers the balance that `balanceOf` answers", async () => {
    await core.connect(stage.buyer).buy(order(FINAL));
    for (const id of [COMPANY_ID, SPONSOR_ID, SELLER_ID]) {
      expect((await core.distributor(id)).balance)
        .to.equal(await core.balanceOf(id))
        .and.to.be.greaterThan(0n);
    }
  });

  it("refuses an id that nobody has", async () => {
    for (const id of [0n, SELLER_ID + 1n, 2n ** 32n + SELLER_ID, 2n ** 256n - 1n]) {
      await expect(core.distributor(id))
        .to.be.revertedWithCustomError(core, "DistributorUnknown")
        .withArgs(id, SELLER_ID);
    }
  });
});
