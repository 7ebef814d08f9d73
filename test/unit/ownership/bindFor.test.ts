import { expect } from "chai";
import { Wallet } from "ethers";
import { type Binding, bindingDigest, signEnrolment, voucherDigest } from "../../../packages/protocol/src/index.ts";
import { ABSENT_ID, agree, legacyStage, RECRUIT_ID, vouch } from "../../helpers/legacy.ts";
import { FOREVER, now } from "../../helpers/stage.ts";

describe("Ownership.bindFor", () => {
  let stage: Awaited<ReturnType<typeof legacyStage>>;
  /** The stranger's, who sends and is nobody. */
  let core: typeof stage.core;

  beforeEach(async () => {
    stage = await legacyStage();
    core = stage.core;
  });

  const voucher = (id = ABSENT_ID) => vouch(stage.scope, stage.operator, stage.newcomer.address, id);

  describe("with the issuer's voucher and the wallet's consent", () => {
    it("[IMPORT-3] binds the id to the wallet, whoever sends it, and tells so", async () => {
      const { scope, newcomer, operator, stranger } = stage;
      await expect(core.bindFor(...(await voucher()), ...(await agree(scope, newcomer, ABSENT_ID))))
        .to.emit(core, "DistributorBound")
        .withArgs(ABSENT_ID, newcomer.address, operator.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([ABSENT_ID, true]);
      expect(await core.idOf(stranger.address)).to.deep.equal([0n, false]);
    });

    it("[IMPORT-3] binds a wallet that has no ether and never sent anything", async () => {
      const { scope, operator } = stage;
      const wallet = Wallet.createRandom();
      const papers = await vouch(scope, operator, wallet.address, RECRUIT_ID);
      await core.bindFor(...papers, ...(await agree(scope, wallet, RECRUIT_ID)));
      expect(await core.idOf(wallet.address)).to.deep.equal([RECRUIT_ID, true]);
    });

    it("[NET-7] binds a contract wallet by its consent (ERC-1271)", async () => {
      const { ethers, scope, operator, newcomer } = stage;
      const contract = await ethers.deployContract("SmartWallet", [newcomer.address]);
      const wallet = await contract.getAddress();
      const papers = await vouch(scope, operator, wallet, ABSENT_ID);
      await core.bindFor(...papers, ...(await agree(scope, newcomer, ABSENT_ID, { wallet })));
      expect(await core.idOf(wallet)).to.deep.equal([ABSENT_ID, true]);
    });

    it("[IMPORT-4] counts in the last second of the consent's deadline", async () => {
      const deadline = (await now(stage)) + 100n;
      const own = await agree(stage.scope, stage.newcomer, ABSENT_ID, { deadline });
      const papers = await voucher();
      await stage.networkHelpers.time.setNextBlockTimestamp(deadline);
      await expect(core.bindFor(...papers, ...own)).to.emit(core, "DistributorBound");
    });
  });

  describe("without the wallet's consent", () => {
    /** Every consent that is none; the error names the wallet and what it should have signed. */
    async function refuses(consent: string, deadline = FOREVER, id = ABSENT_ID) {
      const { newcomer, address, chainId } = stage;
      const binding: Binding = { wallet: newcomer.address, id, deadline };
      await expect(core.bindFor(...(await voucher(id)), deadline, consent))
        .to.be.revertedWithCustomError(core, "SignatureInvalid")
        .withArgs(newcomer.address, bindingDigest(address, chainId, binding));
    }

    it("[IMPORT-3] is refused: none, the issuer's or the sender's in its place", async () => {
      const { scope, newcomer, operator, stranger } = stage;
      await refuses("0x");
      for (const signer of [operator, stranger]) {
        const [, forged] = await agree(scope, signer, ABSENT_ID, { wallet: newcomer.address });
        await refuses(forged);
      }
    });

    it("[IMPORT-3] is refused for another id or deadline than agreed", async () => {
      const [, consent] = await agree(stage.scope, stage.newcomer, ABSENT_ID);
      await refuses(consent, FOREVER, RECRUIT_ID);
      await refuses(consent, FOREVER + 1n);
    });

    it("[NET-8] is refused for a consent to another programme, on another chain, or to an enrolment", async () => {
      const { scope, newcomer, sponsor, token, address, chainId } = stage;
      const elsewhere = { ...scope, address: await token.getAddress() };
      await refuses((await agree(elsewhere, newcomer, ABSENT_ID))[1]);
      await refuses((await agree({ ...scope, chainId: 1n }, newcomer, ABSENT_ID))[1]);
      const enrolment = { newcomer: newcomer.address, sponsor: sponsor.address, deadline: FOREVER };
      await refuses(await signEnrolment(newcomer, address, chainId, enrolment));
    });

    it("[IMPORT-4] is refused a second after the consent's deadline", async () => {
      const deadline = (await now(stage)) + 100n;
      const own = await agree(stage.scope, stage.newcomer, ABSENT_ID, { deadline });
      const papers = await voucher();
      await stage.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(core.bindFor(...papers, ...own))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
    });
  });

  describe("without the issuer's voucher", () => {
    it("[IMPORT-4] is refused, though the wallet agreed", async () => {
      const { scope, newcomer, operator, stranger, address, chainId } = stage;
      const own = await agree(scope, newcomer, ABSENT_ID);
      const [truth] = await voucher();
      const [, forged] = await vouch(scope, stranger, newcomer.address, ABSENT_ID, { issuer: operator.address });
      for (const signature of ["0x", forged]) {
        await expect(core.bindFor(truth, signature, ...own))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(operator.address, voucherDigest(address, chainId, truth));
      }
      const self = await vouch(scope, newcomer, newcomer.address, ABSENT_ID);
      await expect(core.bindFor(...self, ...own))
        .to.be.revertedWithCustomError(core, "VoucherIssuerInvalid")
        .withArgs(newcomer.address);
    });

    it("[IMPORT-4] is refused a second after the voucher's deadline", async () => {
      const { scope, operator, newcomer } = stage;
      const deadline = (await now(stage)) + 100n;
      const papers = await vouch(scope, operator, newcomer.address, ABSENT_ID, { deadline });
      const own = await agree(scope, newcomer, ABSENT_ID);
      await stage.networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(core.bindFor(...papers, ...own))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
    });
  });

  it("[IMPORT-3] is refused a second time", async () => {
    const papers = [...(await voucher()), ...(await agree(stage.scope, stage.newcomer, ABSENT_ID))] as const;
    await core.bindFor(...papers);
    await expect(core.bindFor(...papers))
      .to.be.revertedWithCustomError(core, "VoucherUsed")
      .withArgs(ABSENT_ID);
  });
});
