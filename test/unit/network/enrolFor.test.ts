import { expect } from "chai";
import { Signature, toBeHex, Wallet, ZeroAddress } from "ethers";
import { enrolmentDigest, invitationDigest, signInvitation } from "../../../packages/protocol/src/index.ts";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  consent,
  FOREVER,
  invite,
  now,
  openStage,
  SELLER_ID,
  SPONSOR_ID,
  type Stage,
  setStage,
} from "../../helpers/stage.ts";

const NEXT_ID = 4n;
/** The order of the curve secp256k1. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("Network.enrolFor", () => {
  let stage: Stage;
  /** The stranger's, who sends and is nobody. */
  let core: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
  });

  describe("with the newcomer's consent and the sponsor's invitation", () => {
    it("[NET-2] enrols the newcomer, whoever sends it, and answers the next id", async () => {
      const { scope, sponsor, newcomer, stranger } = stage;
      const invitation = await invite(scope, sponsor);
      const own = await consent(scope, newcomer, sponsor.address);
      expect(await core.enrolFor.staticCall(...invitation, ...own)).to.equal(NEXT_ID);
      await expect(core.enrolFor(...invitation, ...own))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(NEXT_ID, SPONSOR_ID, newcomer.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
      expect(await core.idOf(stranger.address)).to.deep.equal([0n, false]);
    });

    it("[NET-2] enrols a newcomer who has no ether and never sent anything", async () => {
      const { scope, sponsor } = stage;
      const newcomer = Wallet.createRandom();
      await core.enrolFor(...(await invite(scope, sponsor)), ...(await consent(scope, newcomer, sponsor.address)));
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
    });

    it("[NET-2] lets the sponsor send it, and a distributor for another's downline", async () => {
      const { scope, sponsor, seller, newcomer, extras } = stage;
      const invitation = await invite(scope, sponsor);
      const second = extras[0]!;
      await core.connect(sponsor).enrolFor(...invitation, ...(await consent(scope, newcomer, sponsor.address)));
      await core.connect(seller).enrolFor(...invitation, ...(await consent(scope, second, sponsor.address)));
      expect(await core.idOf(second.address)).to.deep.equal([NEXT_ID + 1n, true]);
    });

    it("[NET-3] takes an invitation to that newcomer, though another sends it", async () => {
      const { scope, sponsor, newcomer } = stage;
      const invitation = await invite(scope, sponsor, { newcomer: newcomer.address });
      await core.enrolFor(...invitation, ...(await consent(scope, newcomer, sponsor.address)));
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
    });

    it("[NET-2] counts in the last second of the consent's deadline and not after", async () => {
      const { scope, sponsor, newcomer, networkHelpers } = stage;
      const deadline = (await now(stage)) + BigInt(DAY);
      const invitation = await invite(scope, sponsor);
      const own = await consent(scope, newcomer, sponsor.address, { deadline });
      const before = await networkHelpers.takeSnapshot();
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(core.enrolFor(...invitation, ...own))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
      await before.restore();
      await networkHelpers.time.setNextBlockTimestamp(deadline);
      await core.enrolFor(...invitation, ...own);
    });

    it("[NET-3] counts until the invitation's deadline as well", async () => {
      const { scope, sponsor, newcomer, networkHelpers } = stage;
      const deadline = (await now(stage)) + BigInt(DAY);
      const invitation = await invite(scope, sponsor, { deadline });
      const own = await consent(scope, newcomer, sponsor.address);
      await networkHelpers.time.setNextBlockTimestamp(deadline + 1n);
      await expect(core.enrolFor(...invitation, ...own))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
    });
  });

  describe("without the newcomer's consent", () => {
    /** The stranger's attempt is refused, since this is not the newcomer's signature for that sponsor and deadline. */
    async function refusesConsent(signature: string, sponsor = stage.sponsor, deadline = FOREVER) {
      const newcomer = stage.newcomer.address;
      const enrolment = { newcomer, sponsor: sponsor.address, deadline };
      await expect(core.enrolFor(...(await invite(stage.scope, sponsor)), newcomer, deadline, signature))
        .to.be.revertedWithCustomError(core, "SignatureInvalid")
        .withArgs(newcomer, enrolmentDigest(stage.address, stage.chainId, enrolment));
    }

    it("[NET-2] nobody enrols somebody else: not by his own signature, not by none", async () => {
      const { scope, newcomer, sponsor, stranger } = stage;
      await refusesConsent("0x");
      for (const forger of [stranger, sponsor]) {
        const [, , signature] = await consent(scope, forger, sponsor.address, { newcomer: newcomer.address });
        await refusesConsent(signature);
      }
    });

    it("[NET-2] nobody changes the sponsor on the way: a consent names him", async () => {
      const { scope, newcomer, sponsor, seller, treasury } = stage;
      const [, , signature] = await consent(scope, newcomer, sponsor.address);
      for (const thief of [seller, treasury]) await refusesConsent(signature, thief);
      await core.enrolFor(...(await invite(scope, sponsor)), newcomer.address, FOREVER, signature);
    });

    it("[NET-2] nobody makes it last longer", async () => {
      const { scope, newcomer, sponsor } = stage;
      const deadline = (await now(stage)) + BigInt(DAY);
      const [, , signature] = await consent(scope, newcomer, sponsor.address, { deadline });
      await refusesConsent(signature, sponsor, deadline + 1n);
    });

    it("[NET-2] the other half of a malleable signature, and a compact one, are none", async () => {
      const { scope, newcomer, sponsor } = stage;
      const [, , signature] = await consent(scope, newcomer, sponsor.address);
      const { r, s, v, compactSerialized } = Signature.from(signature);
      await refusesConsent(`${r}${toBeHex(N - BigInt(s), 32).slice(2)}${toBeHex(55 - v).slice(2)}`);
      await refusesConsent(compactSerialized);
    });

    it("[NET-8] a consent to another programme or on another chain is none", async () => {
      const { scope, newcomer, sponsor, token } = stage;
      const [, , elsewhere] = await consent({ ...scope, address: await token.getAddress() }, newcomer, sponsor.address);
      await refusesConsent(elsewhere);
      const [, , abroad] = await consent({ ...scope, chainId: 1n }, newcomer, sponsor.address);
      await refusesConsent(abroad);
    });

    it("[NET-8] an invitation by the newcomer is none", async () => {
      const { newcomer, sponsor, address, chainId } = stage;
      for (const invitation of [
        { sponsor: newcomer.address, newcomer: sponsor.address, deadline: FOREVER },
        { sponsor: sponsor.address, newcomer: newcomer.address, deadline: FOREVER },
      ]) {
        await refusesConsent(await signInvitation(newcomer, address, chainId, invitation));
      }
    });

    it("[NET-6] the zero address and the core itself cannot consent, whatever is signed", async () => {
      const { scope, sponsor, stranger, address, chainId } = stage;
      const invitation = await invite(scope, sponsor);
      for (const newcomer of [ZeroAddress, address]) {
        const own = await consent(scope, stranger, sponsor.address, { newcomer });
        await expect(core.enrolFor(...invitation, ...own))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(
            newcomer,
            enrolmentDigest(address, chainId, { newcomer, sponsor: sponsor.address, deadline: FOREVER }),
          );
      }
    });
  });

  describe("without the sponsor's invitation", () => {
    it("[NET-3] refuses a missing or forged one, though the newcomer agreed", async () => {
      const { scope, sponsor, newcomer, stranger, address, chainId } = stage;
      const own = await consent(scope, newcomer, sponsor.address);
      const [invitation, forged] = await invite(scope, stranger, { sponsor: sponsor.address });
      for (const signature of ["0x", forged]) {
        await expect(core.enrolFor(invitation, signature, ...own))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(sponsor.address, invitationDigest(address, chainId, invitation));
      }
    });

    it("[NET-3] refuses one to another wallet, the sender's included", async () => {
      const { scope, sponsor, newcomer, stranger } = stage;
      const invitation = await invite(scope, sponsor, { newcomer: stranger.address });
      await expect(core.enrolFor(...invitation, ...(await consent(scope, newcomer, sponsor.address))))
        .to.be.revertedWithCustomError(core, "InvitationForAnother")
        .withArgs(newcomer.address, stranger.address);
    });

    it("[NET-4] refuses one of somebody who is no distributor", async () => {
      const { scope, newcomer, stranger } = stage;
      await expect(
        core.enrolFor(...(await invite(scope, stranger)), ...(await consent(scope, newcomer, stranger.address))),
      )
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });
  });

  describe("a second time", () => {
    it("[NET-6] refuses the same consent and invitation", async () => {
      const { scope, sponsor, newcomer } = stage;
      const all = [...(await invite(scope, sponsor)), ...(await consent(scope, newcomer, sponsor.address))] as const;
      await core.enrolFor(...all);
      await expect(core.enrolFor(...all))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(newcomer.address, NEXT_ID);
    });

    it("[NET-5] changes nobody's sponsor, though all agree", async () => {
      const { scope, seller, treasury } = stage;
      await expect(
        core.enrolFor(...(await invite(scope, treasury)), ...(await consent(scope, seller, treasury.address))),
      )
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(seller.address, SELLER_ID);
    });
  });

  describe("racing with somebody", () => {
    it("[NET-2] a thief who sends the newcomer's papers first enrols him where he wanted to be", async () => {
      const { scope, sponsor, seller, newcomer } = stage;
      const all = [...(await invite(scope, sponsor)), ...(await consent(scope, newcomer, sponsor.address))] as const;
      await expect(core.connect(seller).enrolFor(...all))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(NEXT_ID, SPONSOR_ID, newcomer.address);
    });

    it("[NET-3] a thief who takes an open invitation out of the pool enrols himself and hinders nobody", async () => {
      const { scope, sponsor, newcomer, stranger } = stage;
      const invitation = await invite(scope, sponsor);
      await core.connect(stranger).enrol(...invitation);
      await core.enrolFor(...invitation, ...(await consent(scope, newcomer, sponsor.address)));
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID + 1n, true]);
    });
  });

  it("[NET-1] takes no ether and does not touch the token", async () => {
    const { scope, sponsor, newcomer, stranger, ethers, token, networkHelpers } = stage;
    const all = [...(await invite(scope, sponsor)), ...(await consent(scope, newcomer, sponsor.address))] as const;
    const data = core.interface.encodeFunctionData("enrolFor", [...all]);
    await expect(stranger.sendTransaction({ to: core, data, value: 1n })).to.be.revertedWithoutReason(ethers);
    await networkHelpers.setCode(await token.getAddress(), "0xfe");
    await core.enrolFor(...all);
    expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
  });

  describe("in a programme that is open to all", () => {
    const openToAll = fixture(() => setStage({ openToAll: true }));

    beforeEach(async () => {
      stage = await openToAll();
      core = stage.core;
    });

    it("[NET-3] needs no invitation", async () => {
      const { scope, sponsor, newcomer } = stage;
      const own = await consent(scope, newcomer, sponsor.address);
      await core.enrolFor({ sponsor: sponsor.address, newcomer: ZeroAddress, deadline: 0n }, "0x", ...own);
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
    });

    it("[NET-2] still needs the newcomer's consent, to that sponsor", async () => {
      const { scope, sponsor, seller, newcomer, address, chainId } = stage;
      const [, , signature] = await consent(scope, newcomer, sponsor.address);
      const enrolment = { newcomer: newcomer.address, sponsor: seller.address, deadline: FOREVER };
      for (const attempt of [signature, "0x"]) {
        await expect(
          core.enrolFor(
            { sponsor: seller.address, newcomer: ZeroAddress, deadline: FOREVER },
            "0x",
            newcomer.address,
            FOREVER,
            attempt,
          ),
        )
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(newcomer.address, enrolmentDigest(address, chainId, enrolment));
      }
    });
  });
});
