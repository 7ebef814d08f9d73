import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { signBinding, voucherDigest } from "../../../packages/protocol/src/index.ts";
import {
  ABSENT_ID,
  LEADER_ID,
  legacyStage,
  RECRUIT_ID,
  setLegacyStage,
  VETERAN_ID,
  vouch,
} from "../../helpers/legacy.ts";
import { DAY } from "../../helpers/programme.ts";
import { FINAL, FOREVER, fields, impersonated, invite, now, order } from "../../helpers/stage.ts";

describe("Ownership.bind", () => {
  let stage: Awaited<ReturnType<typeof legacyStage>>;
  let core: typeof stage.core;
  let own: typeof stage.core;

  beforeEach(async () => {
    stage = await legacyStage();
    core = stage.core;
    own = core.connect(stage.newcomer);
  });

  /** The issuer's voucher for the newcomer's wallet. */
  const voucher = (changes: Parameters<typeof vouch>[4] = {}, id = ABSENT_ID, issuer = stage.operator) =>
    vouch(stage.scope, issuer, stage.newcomer.address, id, changes);

  describe("with a voucher for the caller's wallet", () => {
    it("[IMPORT-3] binds the id to it, and tells so", async () => {
      const { newcomer, operator } = stage;
      await expect(own.bind(...(await voucher())))
        .to.emit(core, "DistributorBound")
        .withArgs(ABSENT_ID, newcomer.address, operator.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([ABSENT_ID, true]);
      expect(await core.lastDistributorId()).to.equal(RECRUIT_ID);
    });

    it("[IMPORT-3] changes nothing of the distributor but that he has a wallet", async () => {
      const before = fields(await core.distributor(ABSENT_ID));
      expect(before).to.deep.include({ sponsor: LEADER_ID, rank: 1n, imported: true, unbound: true });
      await own.bind(...(await voucher()));
      expect(fields(await core.distributor(ABSENT_ID))).to.deep.equal({ ...before, unbound: false });
    });

    it("[IMPORT-3] gives the wallet all that the id earned without one", async () => {
      const { buyer, newcomer, token } = stage;
      // Level 1 of the veteran's sale: 8 % of 10.
      await core.connect(buyer).buy(order(FINAL, { seller: VETERAN_ID }));
      // The absent one sells: 7 of profit and 10 % of 10.
      await core.connect(buyer).buy(order(FINAL, { seller: ABSENT_ID }));
      expect(await core.balanceOf(ABSENT_ID)).to.equal(8_800_000n);
      await own.bind(...(await voucher()));
      await own.claim();
      expect(await token.balanceOf(newcomer)).to.equal(8_800_000n);
    });

    it("[IMPORT-3] makes him a distributor like any: he invites, sells, moves on", async () => {
      const { scope, newcomer, stranger, extras } = stage;
      await own.bind(...(await voucher()));
      await core.connect(stranger).enrol(...(await invite(scope, newcomer)));
      expect((await core.distributor(RECRUIT_ID + 1n)).sponsor).to.equal(ABSENT_ID);
      await own.proposeWallet(extras[0]!.address);
      await core.connect(extras[0]!).acceptWallet(newcomer.address);
      expect(await core.idOf(extras[0]!.address)).to.deep.equal([ABSENT_ID, true]);
    });

    it("[IMPORT-4] counts in the last second of its deadline", async () => {
      const deadline = (await now(stage)) + 100n;
      const papers = await voucher({ deadline });
      await stage.networkHelpers.time.setNextBlockTimestamp(deadline);
      await expect(own.bind(...papers)).to.emit(core, "DistributorBound");
    });

    it("[IMPORT-4] counts by any holder of the import role, a contract wallet too (ERC-1271)", async () => {
      const { ethers, own: operator, stranger, extras } = stage;
      const wallet = await ethers.deployContract("SmartWallet", [stranger.address]);
      const issuer = await wallet.getAddress();
      await operator.grantRole(await core.IMPORT_ROLE(), issuer);
      await own.bind(...(await voucher({ issuer }, ABSENT_ID, stranger)));
      await operator.grantRole(await core.IMPORT_ROLE(), extras[0]!.address);
      const other = await vouch(stage.scope, extras[0]!, stranger.address, RECRUIT_ID);
      await core.connect(stranger).bind(...other);
      expect(await core.idOf(stranger.address)).to.deep.equal([RECRUIT_ID, true]);
    });

    it("[IMPORT-3] [LIFE-3] works before the opening and while the programme is paused", async () => {
      await stage.own.setPaused(true);
      await expect(own.bind(...(await voucher()))).to.emit(core, "DistributorBound");
      const unopened = await setLegacyStage();
      const { scope, operator, newcomer } = unopened;
      const papers = await vouch(scope, operator, newcomer.address, ABSENT_ID);
      await expect(unopened.core.connect(newcomer).bind(...papers)).to.emit(unopened.core, "DistributorBound");
    });
  });

  describe("is refused", () => {
    it("[IMPORT-3] a second time, to the same wallet and to another", async () => {
      const { scope, operator, stranger } = stage;
      const papers = await voucher();
      await own.bind(...papers);
      await expect(own.bind(...papers))
        .to.be.revertedWithCustomError(core, "VoucherUsed")
        .withArgs(ABSENT_ID);
      await expect(core.connect(stranger).bind(...(await vouch(scope, operator, stranger.address, ABSENT_ID))))
        .to.be.revertedWithCustomError(core, "VoucherUsed")
        .withArgs(ABSENT_ID);
    });

    it("[IMPORT-3] for ids that have a wallet or do not exist, the company's included", async () => {
      for (const id of [0n, 1n, LEADER_ID, VETERAN_ID, RECRUIT_ID + 1n, 2n ** 32n - 1n]) {
        await expect(own.bind(...(await voucher({}, id))))
          .to.be.revertedWithCustomError(core, "VoucherUsed")
          .withArgs(id);
      }
    });

    it("[IMPORT-4] to another wallet than the voucher's", async () => {
      const { newcomer, stranger, operator, sponsor } = stage;
      const papers = await voucher();
      for (const caller of [stranger, operator, sponsor]) {
        await expect(core.connect(caller).bind(...papers))
          .to.be.revertedWithCustomError(core, "VoucherForAnother")
          .withArgs(caller.address, newcomer.address);
      }
    });

    it("[IMPORT-4] by an issuer who does not hold the import role, or no longer", async () => {
      const { admin, treasury, sponsor, operator } = { ...stage, admin: stage.arbiter };
      const refused = async (issuer: typeof operator) =>
        expect(own.bind(...(await voucher({}, ABSENT_ID, issuer))))
          .to.be.revertedWithCustomError(core, "VoucherIssuerInvalid")
          .withArgs(issuer.address);
      for (const issuer of [admin, treasury, sponsor, stage.newcomer]) await refused(issuer);
      await stage.own.revokeRole(await core.IMPORT_ROLE(), operator.address);
      await refused(operator);
    });

    it("[IMPORT-4] a second after its deadline", async () => {
      const deadline = (await now(stage)) + 100n;
      const papers = await voucher({ deadline });
      await stage.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(own.bind(...papers))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
    });

    it("[IMPORT-4] for a voucher that was not signed as it is", async () => {
      const { operator, newcomer, address, chainId, scope, stranger } = stage;
      const [truth, signature] = await voucher();
      const [, forged] = await vouch(scope, stranger, newcomer.address, ABSENT_ID, { issuer: operator.address });
      const cases = [
        [truth, "0x"],
        [truth, forged],
        [{ ...truth, id: RECRUIT_ID }, signature],
        [{ ...truth, deadline: FOREVER + 1n }, signature],
      ] as const;
      for (const [changed, signed] of cases) {
        await expect(own.bind(changed, signed))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(operator.address, voucherDigest(address, chainId, changed));
      }
      await expect(core.connect(stranger).bind({ ...truth, wallet: stranger.address }, signature))
        .to.be.revertedWithCustomError(core, "SignatureInvalid")
        .withArgs(operator.address, voucherDigest(address, chainId, { ...truth, wallet: stranger.address }));
    });

    it("[NET-8] for a voucher to another programme, on another chain, or for another purpose", async () => {
      const { operator, newcomer, token, scope, address, chainId } = stage;
      const [truth] = await voucher();
      const elsewhere = { ...scope, address: await token.getAddress() };
      const signatures = [
        (await vouch(elsewhere, operator, newcomer.address, ABSENT_ID))[1],
        (await vouch({ ...scope, chainId: 1n }, operator, newcomer.address, ABSENT_ID))[1],
        await signBinding(operator, address, chainId, { ...truth }),
      ];
      for (const signature of signatures) {
        await expect(own.bind(truth, signature))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(operator.address, voucherDigest(address, chainId, truth));
      }
    });

    it("[WALLET-2] to a wallet that is or was somebody's", async () => {
      const { scope, operator, seller, treasury, stranger } = stage;
      await core.connect(seller).proposeWallet(stranger.address);
      await core.connect(stranger).acceptWallet(seller.address);
      for (const [wallet, id] of [
        [seller, VETERAN_ID],
        [stranger, VETERAN_ID],
        [treasury, 1n],
      ] as const) {
        await expect(core.connect(wallet).bind(...(await vouch(scope, operator, wallet.address, ABSENT_ID))))
          .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
          .withArgs(wallet.address, id);
      }
    });

    it("[WALLET-2] to the core itself", async () => {
      const { scope, operator, address } = stage;
      const asCore = core.connect(await impersonated(stage, address));
      await expect(asCore.bind(...(await vouch(scope, operator, address, ABSENT_ID))))
        .to.be.revertedWithCustomError(core, "WalletInvalid")
        .withArgs(address);
    });
  });

  it("[IMPORT-3] until then nobody acts for the id, and nothing of it is paid", async () => {
    const { buyer, operator, stranger, token } = stage;
    await core.connect(buyer).buy(order(FINAL, { seller: ABSENT_ID }));
    expect(await core.push.staticCall([ZeroAddress, stranger.address])).to.deep.equal([2n, 2n]);
    await stage.networkHelpers.time.increase(1_000 * DAY);
    for (const caller of [operator, stage.treasury, stage.sponsor]) {
      await expect(core.connect(caller).acceptWallet(ZeroAddress))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(ZeroAddress, 0n);
    }
    expect(await core.balanceOf(ABSENT_ID)).to.equal(8_000_000n);
    expect(await token.balanceOf(core)).to.equal(20_000_000n);
  });
});
