import { expect } from "chai";
import { fixture } from "../helpers/fixture.ts";
import {
  ABSENT_ID,
  LEADER_ID,
  legacyPerson,
  openLegacy,
  RECRUIT_ID,
  setLegacyStage,
  VETERAN_ID,
  vouch,
} from "../helpers/legacy.ts";
import { FINAL, invite, order } from "../helpers/stage.ts";

/**
 * The import role wants a share of what others built: it has a wallet of its own, and the leader's whole line is
 * imported. What it may do is to import people below, before the opening.
 */
describe("attack: the import is used to sit on top of others", () => {
  const loaded = fixture(() => setLegacyStage());
  let stage: Awaited<ReturnType<typeof loaded>>;
  let core: (typeof stage)["core"];

  beforeEach(async () => {
    stage = await loaded();
    ({ core } = stage);
  });

  const sponsors = () =>
    Promise.all([LEADER_ID, ABSENT_ID, VETERAN_ID, RECRUIT_ID].map(async (id) => (await core.distributor(id)).sponsor));

  /** Nobody got another sponsor, and a sale of the veteran's pays the old line, of whom nobody was pushed aside. */
  async function expectTheOldLine(): Promise<void> {
    expect(await sponsors()).to.deep.equal([1n, LEADER_ID, ABSENT_ID, VETERAN_ID]);
    if (!(await core.isOpen())) await openLegacy(stage);
    await core.connect(stage.buyer).buy(order(FINAL, { seller: VETERAN_ID }));
    const ids = [VETERAN_ID, ABSENT_ID, LEADER_ID];
    expect(await Promise.all(ids.map((id) => core.balanceOf(id)))).to.deep.equal([8_000_000n, 800_000n, 500_000n]);
    for (let id = RECRUIT_ID + 1n; id <= (await core.lastDistributorId()); ++id) {
      expect(await core.balanceOf(id), `of ${id}`).to.equal(0n);
    }
  }

  it("by importing an id again with another sponsor", async () => {
    const usurper = legacyPerson({ wallet: stage.stranger.address, sponsor: 1n, rank: 15n });
    for (const first of [1n, LEADER_ID, ABSENT_ID, RECRUIT_ID]) {
      await expect(stage.own.importDistributors(first, [usurper, usurper]))
        .to.be.revertedWithCustomError(core, "ImportOutOfStep")
        .withArgs(first, RECRUIT_ID + 1n);
    }
    await expectTheOldLine();
  });

  it("by importing oneself as high as one likes: nobody who is there moves below", async () => {
    await stage.own.importDistributors(RECRUIT_ID + 1n, [
      legacyPerson({ wallet: stage.stranger.address, sponsor: 1n, rank: 15n }),
    ]);
    await expectTheOldLine();
  });

  it("by importing a wallet again, to take its id over", async () => {
    const [next, wallet] = [RECRUIT_ID + 1n, stage.seller.address];
    await expect(stage.own.importDistributors(next, [legacyPerson({ wallet })]))
      .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
      .withArgs(wallet, VETERAN_ID);
    await expectTheOldLine();
  });

  it("by importing somebody under who comes later, so that a line can be closed into a circle", async () => {
    const next = RECRUIT_ID + 1n;
    for (const sponsor of [next, next + 1n, 2n ** 32n - 1n, 0n]) {
      await expect(stage.own.importDistributors(next, [legacyPerson({ sponsor })]))
        .to.be.revertedWithCustomError(core, "ImportSponsorInvalid")
        .withArgs(next, sponsor);
    }
    await expectTheOldLine();
  });

  it("after the opening, when people enrol under whom they choose", async () => {
    await openLegacy(stage);
    const usurper = legacyPerson({ wallet: stage.stranger.address });
    await expect(stage.own.importDistributors(RECRUIT_ID + 1n, [usurper])).to.be.revertedWithCustomError(
      core,
      "ImportTooLate",
    );
    await core.connect(stage.newcomer).enrol(...(await invite(stage.scope, stage.seller)));
    expect((await core.distributor(RECRUIT_ID + 1n)).sponsor).to.equal(VETERAN_ID);
    await expectTheOldLine();
  });

  it("by a voucher for who has a wallet, or for the company", async () => {
    await openLegacy(stage);
    for (const id of [1n, LEADER_ID, VETERAN_ID]) {
      const voucher = await vouch(stage.scope, stage.operator, stage.stranger.address, id);
      await expect(core.connect(stage.stranger).bind(...voucher))
        .to.be.revertedWithCustomError(core, "VoucherUsed")
        .withArgs(id);
    }
    await expectTheOldLine();
  });
});
