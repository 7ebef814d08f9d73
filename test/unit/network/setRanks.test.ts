import { expect } from "chai";
import { decodeRankChanges, distributorSlot, unpackDistributor } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { PERIOD, plan } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  nextPeriod,
  openStage,
  order,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  setStage,
  sku,
} from "../../helpers/stage.ts";

const EVIDENCE = sku("figures of the period");

describe("Network.setRanks", () => {
  let stage: Stage;
  let core: Stage["core"];
  let operator: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    operator = core.connect(stage.operator);
  });

  const slotOf = async (id: bigint) => unpackDistributor(BigInt((await core.extsload([distributorSlot(id)]))[0]!));

  describe("a batch", () => {
    it("[RANK-1] sets ranks to count from the next period on", async () => {
      await operator.setRanks([{ id: SELLER_ID, rank: 4 }], EVIDENCE);
      expect(await slotOf(SELLER_ID)).to.deep.include({ rankNow: 0n, rankNext: 4n });
    });

    it("[RANK-1] names what it rests on, and every change in order", async () => {
      const changes = [
        { id: SELLER_ID, rank: 15n },
        { id: SPONSOR_ID, rank: 1n },
        { id: SELLER_ID, rank: 2n },
      ];
      const receipt = await (await operator.setRanks(changes, EVIDENCE)).wait();
      const [event] = receipt!.logs.map((log) => core.interface.parseLog(log)!);
      expect(event!.name).to.equal("RanksSet");
      expect(event!.args.evidence).to.equal(EVIDENCE);
      expect(event!.args.changes).to.deep.equal([(3n << 8n) | 15n, (2n << 8n) | 1n, (3n << 8n) | 2n]);
      expect(decodeRankChanges(event!.args.changes)).to.deep.equal(changes);
    });

    it("[RANK-1] lets the last change of a person count", async () => {
      await operator.setRanks(
        [9, 0, 6].map((rank) => ({ id: SELLER_ID, rank })),
        EVIDENCE,
      );
      expect((await slotOf(SELLER_ID)).rankNext).to.equal(6n);
    });

    it("[RANK-1] takes every rank from 0 to 15", async () => {
      for (let rank = 15n; rank >= 0n; --rank) {
        await operator.setRanks([{ id: SPONSOR_ID, rank }], EVIDENCE);
        expect((await slotOf(SPONSOR_ID)).rankNext).to.equal(rank);
      }
    });

    it("may be empty", async () => {
      await expect(operator.setRanks([], EVIDENCE)).to.emit(core, "RanksSet").withArgs(EVIDENCE, []);
    });

    it("[RANK-1] changes nothing else of a distributor", async () => {
      const { buyer, seller } = stage;
      await core.connect(buyer).buy(order(FINAL));
      await core.connect(seller).setPushOff(true);
      const before = await slotOf(SELLER_ID);
      expect(before.volume).to.be.greaterThan(0n);
      await operator.setRanks([{ id: SELLER_ID, rank: 15 }], EVIDENCE);
      expect(await slotOf(SELLER_ID)).to.deep.equal({ ...before, rankNext: 15n });
    });

    it("[RANK-1] later replaces the ranks of an earlier one, from the next period on", async () => {
      const { networkHelpers } = stage;
      await operator.setRanks([{ id: SELLER_ID, rank: 5 }], EVIDENCE);
      await networkHelpers.time.increaseTo(await nextPeriod({ core }));
      await operator.setRanks([{ id: SELLER_ID, rank: 2 }], EVIDENCE);
      expect(await slotOf(SELLER_ID)).to.deep.include({ rankNow: 5n, rankNext: 2n, volume: 0n });
    });
  });

  describe("the period", () => {
    /** Level 0 needs rank 3, level 1 rank 1; nothing else differs from the other stages. */
    const ranked = fixture(() => setStage({ plan: plan({ rates: [1_000, 800], openRanks: [3, 1] }) }));

    beforeEach(async () => {
      stage = await ranked();
      core = stage.core;
      operator = core.connect(stage.operator);
    });

    /** What a sale would pay to seller and sponsor, without the retail profit. */
    async function commissions() {
      const { credits } = await core.quote(stage.buyer.address, order(FINAL));
      const of = (id: bigint) => credits.find((credit) => credit.id === id)?.amount ?? 0n;
      return [of(SELLER_ID) - 7_000_000n, of(SPONSOR_ID)];
    }

    it("[RANK-1] pays nothing by a new rank until its last second, and all from the next one's first", async () => {
      const { networkHelpers } = stage;
      await operator.setRanks(
        [
          { id: SELLER_ID, rank: 3 },
          { id: SPONSOR_ID, rank: 1 },
        ],
        EVIDENCE,
      );
      const next = await nextPeriod({ core });
      expect(await commissions()).to.deep.equal([0n, 0n]);
      await networkHelpers.time.increaseTo(next - 1n);
      expect(await commissions()).to.deep.equal([0n, 0n]);
      await networkHelpers.time.increaseTo(next);
      expect(await commissions()).to.deep.equal([1_000_000n, 800_000n]);
    });

    it("[RANK-1] takes nothing by a lower rank until its last second", async () => {
      const { networkHelpers } = stage;
      await operator.setRanks([{ id: SPONSOR_ID, rank: 1 }], EVIDENCE);
      await networkHelpers.time.increaseTo(await nextPeriod({ core }));
      await operator.setRanks([{ id: SPONSOR_ID, rank: 0 }], EVIDENCE);
      const next = await nextPeriod({ core });
      await networkHelpers.time.increaseTo(next - 1n);
      expect(await commissions()).to.deep.equal([0n, 800_000n]);
      await networkHelpers.time.increaseTo(next);
      expect(await commissions()).to.deep.equal([0n, 0n]);
    });

    it("[RANK-1] keeps a rank for good, until another is set", async () => {
      await operator.setRanks([{ id: SPONSOR_ID, rank: 1 }], EVIDENCE);
      await stage.networkHelpers.time.increase(25 * PERIOD);
      expect(await commissions()).to.deep.equal([0n, 800_000n]);
    });

    it("[RANK-1] opens a level from its rank on and not one below", async () => {
      await operator.setRanks([{ id: SELLER_ID, rank: 2 }], EVIDENCE);
      await stage.networkHelpers.time.increaseTo(await nextPeriod({ core }));
      expect(await commissions()).to.deep.equal([0n, 0n]);
      await operator.setRanks([{ id: SELLER_ID, rank: 15 }], EVIDENCE);
      await stage.networkHelpers.time.increaseTo(await nextPeriod({ core }));
      expect(await commissions()).to.deep.equal([1_000_000n, 0n]);
    });
  });

  describe("is refused", () => {
    it("[RANK-1] for a rank above 15", async () => {
      for (const rank of [16n, 255n]) {
        await expect(operator.setRanks([{ id: SELLER_ID, rank }], EVIDENCE))
          .to.be.revertedWithCustomError(core, "RankInvalid")
          .withArgs(SELLER_ID, rank);
      }
    });

    it("[RANK-1] for the company, whatever the rank", async () => {
      for (const rank of [0n, 3n]) {
        await expect(operator.setRanks([{ id: COMPANY_ID, rank }], EVIDENCE))
          .to.be.revertedWithCustomError(core, "RankInvalid")
          .withArgs(COMPANY_ID, rank);
      }
    });

    it("[RANK-1] for a distributor who does not exist", async () => {
      for (const id of [0n, SELLER_ID + 1n, 2n ** 32n - 1n]) {
        await expect(operator.setRanks([{ id, rank: 1 }], EVIDENCE))
          .to.be.revertedWithCustomError(core, "DistributorUnknown")
          .withArgs(id, SELLER_ID);
      }
    });

    it("[RANK-1] whole, where one change of many is wrong", async () => {
      await expect(
        operator.setRanks(
          [
            { id: SELLER_ID, rank: 7 },
            { id: SPONSOR_ID, rank: 16 },
          ],
          EVIDENCE,
        ),
      )
        .to.be.revertedWithCustomError(core, "RankInvalid")
        .withArgs(SPONSOR_ID, 16n);
      expect((await slotOf(SELLER_ID)).rankNext).to.equal(0n);
    });

    it("[ROLE-1] to everybody without the rank role, for an empty batch too", async () => {
      for (const caller of [stage.admin, stage.treasury, stage.seller, stage.stranger]) {
        await expect(core.connect(caller).setRanks([], EVIDENCE))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, await core.RANK_ROLE());
      }
    });
  });
});
