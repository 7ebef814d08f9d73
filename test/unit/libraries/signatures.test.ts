import { expect } from "chai";
import { concat, getAddress, type Signer, toBeHex, Wallet } from "ethers";
import { network } from "hardhat";
import {
  ANY_WALLET,
  enrolmentDigest,
  type Invitation,
  invitationDigest,
} from "../../../packages/protocol/src/index.ts";
import { deployBare } from "../../helpers/core.ts";
import { consent, FOREVER, impersonated, invite, openStage, type Stage } from "../../helpers/stage.ts";

const WALLET_ID = 4n;
/** As in `GarbageWallet.Answer`. */
const GARBAGE = ["nothing", "four bytes", "a dirty word", "the wrong end of a word", "a bool", "100,000 bytes"];
/** A signature of the length of a key's, and others that contract wallets know. */
const SIGNATURES = {
  empty: "0x",
  short: "0x1234",
  "as long as a key's": `0x${"5a".repeat(65)}`,
  long: `0x${"77".repeat(700)}`,
};

describe("Signatures of contract wallets (ERC-1271)", () => {
  let stage: Stage;
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  type WalletName = "SmartWallet" | "PreapprovedWallet" | "RevertingWallet" | "GasBurnerWallet" | "GarbageWallet";

  async function deploy(name: WalletName, args: unknown[] = []): Promise<string> {
    const wallet = await stage.ethers.deployContract(name as string, args);
    return wallet.getAddress();
  }

  /** Lets a contract enrol itself, so that it can sponsor others: distributor 4. */
  async function enrolled(wallet: string): Promise<string> {
    const signer = await impersonated(stage, wallet);
    await core.connect(signer).enrol(...(await invite(stage.scope, stage.sponsor)));
    expect(await core.idOf(wallet)).to.deep.equal([WALLET_ID, true]);
    return wallet;
  }

  /** The two places where a signature is asked for, tried with the wallet in each. */
  const places = {
    "as sponsor": {
      prepare: enrolled,
      digest: (wallet: string) => invitationDigest(stage.address, stage.chainId, invitationOf(wallet)),
      sign: async (wallet: string, signer: Signer) => (await invite(stage.scope, signer, { sponsor: wallet }))[1],
      send: (wallet: string, signature: string, overrides = {}) =>
        core.connect(stage.newcomer).enrol(invitationOf(wallet), signature, overrides),
      result: WALLET_ID + 1n,
    },
    "as newcomer": {
      prepare: async (wallet: string) => wallet,
      digest: (wallet: string) =>
        enrolmentDigest(stage.address, stage.chainId, {
          newcomer: wallet,
          sponsor: stage.sponsor.address,
          deadline: FOREVER,
        }),
      sign: async (wallet: string, signer: Signer) =>
        (await consent(stage.scope, signer, stage.sponsor.address, { newcomer: wallet }))[2],
      send: async (wallet: string, signature: string, overrides = {}) =>
        core.enrolFor(...(await invite(stage.scope, stage.sponsor)), wallet, FOREVER, signature, overrides),
      result: WALLET_ID,
    },
  } as const;

  const invitationOf = (sponsor: string): Invitation => ({ sponsor, newcomer: ANY_WALLET, deadline: FOREVER });

  for (const [place, { prepare, digest, sign, send, result }] of Object.entries(places)) {
    describe(place, () => {
      async function refuses(wallet: string, signature: string, overrides = {}) {
        await expect(send(wallet, signature, overrides))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(wallet, digest(wallet));
      }

      it("[NET-7] a wallet's owner signs for it", async () => {
        const { stranger } = stage;
        const wallet = await prepare(await deploy("SmartWallet", [stranger.address]));
        await send(wallet, await sign(wallet, stranger));
        expect(await core.lastDistributorId()).to.equal(result);
      });

      it("[NET-7] nobody else signs for it", async () => {
        const { stranger, sponsor, newcomer } = stage;
        const wallet = await prepare(await deploy("SmartWallet", [stranger.address]));
        for (const forger of [sponsor, newcomer]) await refuses(wallet, await sign(wallet, forger));
        for (const signature of Object.values(SIGNATURES)) await refuses(wallet, signature);
      });

      it("[NET-7] a wallet that approved the message needs no bytes, until it takes that back", async () => {
        const wallet = await prepare(await deploy("PreapprovedWallet"));
        const { ethers, networkHelpers } = stage;
        const approving = await ethers.getContractAt("PreapprovedWallet", wallet);
        await refuses(wallet, "0x");
        await approving.setApproved(digest(wallet), true);
        const before = await networkHelpers.takeSnapshot();
        for (const signature of Object.values(SIGNATURES)) {
          await send(wallet, signature);
          expect(await core.lastDistributorId()).to.equal(result);
          await before.restore();
        }
        await approving.setApproved(digest(wallet), false);
        await refuses(wallet, "0x");
      });

      it("[NET-8] a wallet that approved another message approved nothing", async () => {
        const wallet = await prepare(await deploy("PreapprovedWallet"));
        const approving = await stage.ethers.getContractAt("PreapprovedWallet", wallet);
        const { address, chainId } = stage;
        await approving.setApproved(invitationDigest(address, 1n, invitationOf(wallet)), true);
        await approving.setApproved(
          invitationDigest(address, chainId, { ...invitationOf(wallet), deadline: FOREVER - 1n }),
          true,
        );
        await approving.setApproved(
          enrolmentDigest(address, 1n, { newcomer: wallet, sponsor: stage.sponsor.address, deadline: FOREVER }),
          true,
        );
        await refuses(wallet, "0x");
      });

      it("[NET-7] a wallet that reverts is refused as any wrong signature", async () => {
        const wallet = await prepare(await deploy("RevertingWallet"));
        for (const signature of Object.values(SIGNATURES)) await refuses(wallet, signature);
      });

      for (const [answer, description] of GARBAGE.entries()) {
        it(`[NET-7] a wallet that answers ${description} is refused`, async () => {
          const wallet = await prepare(await deploy("GarbageWallet", [answer]));
          await refuses(wallet, "0x");
        });
      }

      it("[NET-7] a wallet that burns its gas is refused, and what remains suffices to say why", async () => {
        const wallet = await prepare(await deploy("GasBurnerWallet"));
        for (const gasLimit of [500_000n, 16_000_000n]) await refuses(wallet, "0x", { gasLimit });
      });

      it("[NET-7] a contract that is no wallet is refused", async () => {
        const wallet = await prepare(await stage.run.getAddress());
        for (const signature of Object.values(SIGNATURES)) await refuses(wallet, signature);
      });
    });
  }

  it("[NET-7] precompiled contracts sign nothing, that which echoes its input included", async () => {
    const { sponsor, scope, address, chainId } = stage;
    const invitation = await invite(scope, sponsor);
    for (let number = 1; number <= 10; ++number) {
      const newcomer = getAddress(toBeHex(number, 20));
      for (const signature of ["0x", concat(["0x1626ba7e", `0x${"00".repeat(28)}`])]) {
        await expect(core.enrolFor(...invitation, newcomer, FOREVER, signature))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(
            newcomer,
            enrolmentDigest(address, chainId, { newcomer, sponsor: sponsor.address, deadline: FOREVER }),
          );
      }
    }
  });

  it("[NET-7] an address without code signs by its key alone", async () => {
    const { scope, sponsor, address, chainId } = stage;
    const ghost = Wallet.createRandom();
    const enrolment = { newcomer: ghost.address, sponsor: sponsor.address, deadline: FOREVER };
    for (const signature of Object.values(SIGNATURES)) {
      await expect(core.enrolFor(...(await invite(scope, sponsor)), ghost.address, FOREVER, signature))
        .to.be.revertedWithCustomError(core, "SignatureInvalid")
        .withArgs(ghost.address, enrolmentDigest(address, chainId, enrolment));
    }
    await core.enrolFor(...(await invite(scope, sponsor)), ...(await consent(scope, ghost, sponsor.address)));
  });

  it("[NET-4] the company's wallet may be a contract: its owner invites", async () => {
    const connection = await network.create();
    const [company, newcomer] = await connection.ethers.getSigners();
    const wallet = await connection.ethers.deployContract("SmartWallet", [company!.address]);
    const treasury = await wallet.getAddress();
    const { core: ownCore, scope } = await deployBare(connection, treasury);
    await ownCore.connect(newcomer!).enrol(...(await invite(scope, company!, { sponsor: treasury })));
    expect(await ownCore.idOf(newcomer!.address)).to.deep.equal([2n, true]);
    await expect(
      ownCore.connect(company!).enrol(...(await invite(scope, newcomer!, { sponsor: treasury }))),
    ).to.be.revertedWithCustomError(ownCore, "SignatureInvalid");
  });
});
