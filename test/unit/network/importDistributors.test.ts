import { expect } from "chai";
import { id as hashOf, ZeroAddress } from "ethers";
import { distributorSlot, unpackDistributor } from "../../../packages/protocol/src/index.ts";
import { legacyPerson } from "../../helpers/legacy.ts";
import { PERIOD, plan } from "../../helpers/programme.ts";
import { COMPANY_ID, fields, invite, SPONSOR_ID, type UnopenedStage, unopenedStage } from "../../helpers/stage.ts";

const FIRST_ID = 2n;

describe("Network.importDistributors", () => {
  let stage: UnopenedStage;
  let core: UnopenedStage["core"];
  let own: UnopenedStage["core"];

  beforeEach(async () => {
    stage = await unopenedStage();
    core = stage.core;
    own = core.connect(stage.operator);
  });

  const wordOf = async (id: bigint) => unpackDistributor(BigInt((await core.extsload([distributorSlot(id)]))[0]!));

  describe("when the import role calls before the opening", () => {
    it("[IMPORT-1] brings people along in the order of their ids, and tells of each", async () => {
      const { sponsor, seller } = stage;
      const people = [
        legacyPerson({ wallet: sponsor.address, rank: 15n, legacyId: hashOf("A-1") }),
        legacyPerson({ sponsor: 2n, legacyId: hashOf("A-2") }),
        legacyPerson({ wallet: seller.address, sponsor: 3n, rank: 1n, legacyId: hashOf("A-3") }),
        legacyPerson({ sponsor: COMPANY_ID, rank: 2n, legacyId: hashOf("A-3") }),
      ];
      const receipt = await (await own.importDistributors(FIRST_ID, people)).wait();
      const told = receipt!.logs.map((log) => core.interface.parseLog(log)!);
      expect(told.map(({ name }) => name)).to.deep.equal(people.map(() => "DistributorImported"));
      expect(told.map(({ args }) => args.toArray())).to.deep.equal(
        people.map(({ sponsor, wallet, legacyId, rank }, i) => [FIRST_ID + BigInt(i), sponsor, wallet, legacyId, rank]),
      );
      expect(await core.lastDistributorId()).to.equal(5n);
      expect(await core.idOf(sponsor.address)).to.deep.equal([2n, true]);
      expect(await core.idOf(seller.address)).to.deep.equal([4n, true]);
      expect(await core.idOf(ZeroAddress)).to.deep.equal([0n, false]);
    });

    it("[IMPORT-1] writes sponsor, rank from now on, and whether somebody has a wallet", async () => {
      const { sponsor } = stage;
      await own.importDistributors(FIRST_ID, [
        legacyPerson({ wallet: sponsor.address, rank: 7n }),
        legacyPerson({ sponsor: 2n }),
      ]);
      const common = {
        balance: 0n,
        volume: 0n,
        period: await core.currentPeriod(),
        activeNow: false,
        activeNext: false,
      };
      const flags = { pushOff: false, held: false, imported: true, recovering: false };
      expect(await wordOf(2n)).to.deep.equal({
        ...common,
        ...flags,
        ...{ sponsor: COMPANY_ID, rankNow: 7n, rankNext: 7n, unbound: false },
      });
      expect(await wordOf(3n)).to.deep.equal({
        ...common,
        ...flags,
        ...{ sponsor: 2n, rankNow: 0n, rankNext: 0n, unbound: true },
      });
      expect(fields(await core.distributor(3n))).to.deep.include({ imported: true, unbound: true, active: false });
    });

    it("[IMPORT-1] goes on with the next batch, under people of this and of earlier ones", async () => {
      await own.importDistributors(2n, [legacyPerson(), legacyPerson({ sponsor: 2n })]);
      await own.importDistributors(4n, [legacyPerson({ sponsor: 2n }), legacyPerson({ sponsor: 4n })]);
      expect(await core.lastDistributorId()).to.equal(5n);
      const sponsors = await Promise.all([2n, 3n, 4n, 5n].map(async (id) => (await wordOf(id)).sponsor));
      expect(sponsors).to.deep.equal([1n, 2n, 2n, 4n]);
    });

    it("[IMPORT-1] is followed by the ids of those who enrol", async () => {
      const { newcomer, treasury } = stage;
      await own.importDistributors(2n, [legacyPerson(), legacyPerson()]);
      await own.schedulePlan(plan(), 0, "{}");
      await own.open();
      await expect(core.connect(newcomer).enrol(...(await invite(stage.scope, treasury))))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(4n, COMPANY_ID, newcomer.address);
      expect(fields(await core.distributor(4n))).to.deep.include({ imported: false, unbound: false });
    });

    it("[NET-1] touches no token", async () => {
      const receipt = await (await own.importDistributors(2n, [legacyPerson(), legacyPerson()])).wait();
      expect(new Set(receipt!.logs.map(({ address }) => address))).to.deep.equal(new Set([stage.address]));
    });

    it("[IMPORT-1] changes nothing for an empty batch", async () => {
      const head = await core.journalHead();
      await own.importDistributors(2n, []);
      expect([await core.journalHead(), await core.lastDistributorId()]).to.deep.equal([head, 1n]);
    });

    it("[IMPORT-1] takes a large batch", async () => {
      const people = Array.from({ length: 250 }, (_, i) => legacyPerson({ sponsor: BigInt(1 + Math.floor(i / 2)) }));
      await own.importDistributors(2n, people);
      expect(await core.lastDistributorId()).to.equal(251n);
      expect((await wordOf(251n)).sponsor).to.equal(125n);
    });
  });

  describe("is refused", () => {
    it("[IMPORT-1] for a batch that came already, or before its turn", async () => {
      const batch = [legacyPerson(), legacyPerson()];
      const refused = (firstId: bigint, expected: bigint) =>
        expect(own.importDistributors(firstId, batch))
          .to.be.revertedWithCustomError(core, "ImportOutOfStep")
          .withArgs(firstId, expected);
      for (const firstId of [0n, 1n, 3n, 2n ** 32n + 2n]) await refused(firstId, 2n);
      await own.importDistributors(2n, batch);
      for (const firstId of [2n, 3n, 5n]) await refused(firstId, 4n);
      expect(await core.lastDistributorId()).to.equal(3n);
    });

    it("[NET-5] for a sponsor who is nobody, oneself, or comes later", async () => {
      for (const [batch, id, sponsor] of [
        [[legacyPerson({ sponsor: 0n })], 2n, 0n],
        [[legacyPerson({ sponsor: 2n })], 2n, 2n],
        [[legacyPerson(), legacyPerson({ sponsor: 3n })], 3n, 3n],
        [[legacyPerson({ sponsor: 3n }), legacyPerson()], 2n, 3n],
        [[legacyPerson({ sponsor: 2n ** 32n - 1n })], 2n, 2n ** 32n - 1n],
      ] as const) {
        await expect(own.importDistributors(2n, [...batch]))
          .to.be.revertedWithCustomError(core, "ImportSponsorInvalid")
          .withArgs(id, sponsor);
      }
    });

    it("[RANK-1] for a rank above 15", async () => {
      for (const rank of [16n, 255n]) {
        await expect(own.importDistributors(2n, [legacyPerson({ rank: 15n }), legacyPerson({ rank })]))
          .to.be.revertedWithCustomError(core, "RankInvalid")
          .withArgs(3n, rank);
      }
    });

    it("[NET-6] for a wallet that belongs to somebody, in the same batch too", async () => {
      const { sponsor, treasury } = stage;
      const mine = legacyPerson({ wallet: sponsor.address });
      await expect(own.importDistributors(2n, [mine, mine]))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(sponsor.address, 2n);
      await expect(own.importDistributors(2n, [legacyPerson({ wallet: treasury.address })]))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(treasury.address, COMPANY_ID);
    });

    it("[NET-6] for the core as a wallet", async () => {
      await expect(own.importDistributors(2n, [legacyPerson({ wallet: stage.address })]))
        .to.be.revertedWithCustomError(core, "WalletInvalid")
        .withArgs(stage.address);
    });

    it("[IMPORT-1] whole, where one of many is wrong", async () => {
      const people = [legacyPerson({ wallet: stage.sponsor.address }), legacyPerson({ rank: 16n })];
      await expect(own.importDistributors(2n, people)).to.be.revertedWithCustomError(core, "RankInvalid");
      expect(await core.lastDistributorId()).to.equal(COMPANY_ID);
      expect(await core.idOf(stage.sponsor.address)).to.deep.equal([0n, false]);
      expect((await wordOf(SPONSOR_ID)).imported).to.equal(false);
    });

    it("[IMPORT-1] after the opening, for an empty batch and in a later period as well", async () => {
      await own.schedulePlan(plan(), 0, "{}");
      await own.open();
      for (const people of [[legacyPerson()], []]) {
        await expect(own.importDistributors(2n, people)).to.be.revertedWithCustomError(core, "ImportTooLate");
      }
      await stage.networkHelpers.time.increase(3 * PERIOD);
      await expect(own.importDistributors(2n, [legacyPerson()])).to.be.revertedWithCustomError(core, "ImportTooLate");
    });

    it("[ROLE-1] to everybody without the import role, the admin included", async () => {
      const { operator, treasury, sponsor, stranger, newcomer } = stage;
      const role = await core.IMPORT_ROLE();
      await own.grantRole(role, newcomer.address);
      await own.revokeRole(role, operator.address);
      for (const caller of [operator, treasury, sponsor, stranger]) {
        await expect(core.connect(caller).importDistributors(2n, []))
          .to.be.revertedWithCustomError(core, "AccessControlUnauthorizedAccount")
          .withArgs(caller.address, role);
      }
      await core.connect(newcomer).importDistributors(2n, [legacyPerson()]);
    });
  });
});
