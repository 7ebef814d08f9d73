import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import { expect } from "chai";
import { getBytes, hexlify, Signature, toBeHex, ZeroAddress } from "ethers";
import { network } from "hardhat";
import {
  distributorSlot,
  invitationDigest,
  signEnrolment,
  unpackDistributor,
  walletSlot,
} from "../../../packages/protocol/src/index.ts";
import { deployBare } from "../../helpers/core.ts";
import { counted } from "../../helpers/counters.ts";
import { fixture } from "../../helpers/fixture.ts";
import { DAY } from "../../helpers/programme.ts";
import {
  COMPANY_ID,
  FINAL,
  FOREVER,
  invite,
  now,
  openStage,
  order,
  SELLER_ID,
  type SignedInvitation,
  SPONSOR_ID,
  type Stage,
  setStage,
} from "../../helpers/stage.ts";

const NEXT_ID = 4n;
/** The order of the curve secp256k1. */
const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("Network.enrol", () => {
  let stage: Stage;
  let core: Stage["core"];
  /** The newcomer's own. */
  let own: Stage["core"];

  beforeEach(async () => {
    stage = await openStage();
    core = stage.core;
    own = core.connect(stage.newcomer);
  });

  /** The newcomer's attempt is refused, since this is no signature of that invitation's sponsor. */
  async function refusesSignature([invitation, signature]: SignedInvitation, note?: string) {
    await expect(own.enrol(invitation, signature), note)
      .to.be.revertedWithCustomError(core, "SignatureInvalid")
      .withArgs(invitation.sponsor, invitationDigest(stage.address, stage.chainId, invitation));
  }

  describe("with the sponsor's invitation to anybody", () => {
    it("[NET-2] enrols the caller under the sponsor and answers the next id", async () => {
      const { scope, sponsor, newcomer } = stage;
      const invitation = await invite(scope, sponsor);
      expect(await own.enrol.staticCall(...invitation)).to.equal(NEXT_ID);
      await expect(own.enrol(...invitation))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(NEXT_ID, SPONSOR_ID, newcomer.address);
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
      expect(await core.lastDistributorId()).to.equal(NEXT_ID);
    });

    it("writes a distributor of rank 0 who is active in this period, owns nothing and wants pushes", async () => {
      await own.enrol(...(await invite(stage.scope, stage.sponsor)));
      const [word] = await core.extsload([distributorSlot(NEXT_ID)]);
      expect(unpackDistributor(BigInt(word!))).to.deep.equal({
        sponsor: SPONSOR_ID,
        balance: 0n,
        volume: 0n,
        period: await core.currentPeriod(),
        activeNow: true,
        activeNext: false,
        rankNow: 0n,
        rankNext: 0n,
        pushOff: false,
        held: false,
        unbound: false,
        imported: false,
        recovering: false,
      });
    });

    it("[NET-3] enrols any number of people by the same invitation", async () => {
      const { scope, sponsor, newcomer, extras } = stage;
      const invitation = await invite(scope, sponsor);
      const people = [newcomer, ...extras.slice(0, 4)];
      for (const [i, person] of people.entries()) {
        await expect(core.connect(person).enrol(...invitation))
          .to.emit(core, "DistributorEnrolled")
          .withArgs(NEXT_ID + BigInt(i), SPONSOR_ID, person.address);
      }
    });

    it("[NET-3] counts in the last second of its deadline and not after", async () => {
      const { scope, sponsor, networkHelpers } = stage;
      const deadline = (await now(stage)) + BigInt(DAY);
      const invitation = await invite(scope, sponsor, { deadline });
      const { takeSnapshot, time } = networkHelpers;
      const before = await takeSnapshot();
      await time.setNextBlockTimestamp(deadline + 1n);
      await expect(own.enrol(...invitation))
        .to.be.revertedWithCustomError(core, "SignatureExpired")
        .withArgs(deadline + 1n, deadline);
      await before.restore();
      await time.setNextBlockTimestamp(deadline);
      await own.enrol(...invitation);
    });

    it("[NET-3] counts for ever with the latest deadline", async () => {
      await own.enrol(...(await invite(stage.scope, stage.sponsor, { deadline: 2n ** 256n - 1n })));
    });
  });

  describe("with an invitation to one wallet", () => {
    it("[NET-3] enrols that wallet", async () => {
      const { scope, sponsor, newcomer } = stage;
      await own.enrol(...(await invite(scope, sponsor, { newcomer: newcomer.address })));
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
    });

    it("[NET-3] refuses another wallet", async () => {
      const { scope, sponsor, newcomer, stranger } = stage;
      const [invitation, signature] = await invite(scope, sponsor, { newcomer: newcomer.address });
      await expect(core.connect(stranger).enrol(invitation, signature))
        .to.be.revertedWithCustomError(core, "InvitationForAnother")
        .withArgs(stranger.address, newcomer.address);
    });

    it("[NET-3] refuses another wallet that writes itself, or anybody, into the invitation", async () => {
      const { scope, sponsor, stranger } = stage;
      const [invitation, signature] = await invite(scope, sponsor, { newcomer: stranger.address });
      await refusesSignature([{ ...invitation, newcomer: stage.newcomer.address }, signature]);
      await refusesSignature([{ ...invitation, newcomer: ZeroAddress }, signature]);
    });
  });

  describe("under whom", () => {
    it("[NET-4] the company invites like anybody", async () => {
      const { scope, treasury, newcomer } = stage;
      await expect(own.enrol(...(await invite(scope, treasury))))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(NEXT_ID, COMPANY_ID, newcomer.address);
    });

    it("[NET-4] somebody who is no distributor invites nobody", async () => {
      const { scope, stranger } = stage;
      await expect(own.enrol(...(await invite(scope, stranger))))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });

    it("[NET-4] the zero address and the newcomer himself invite nobody", async () => {
      const { scope, newcomer } = stage;
      await expect(own.enrol({ sponsor: ZeroAddress, newcomer: ZeroAddress, deadline: FOREVER }, "0x"))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(ZeroAddress, 0n);
      await expect(own.enrol(...(await invite(scope, newcomer))))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(newcomer.address, 0n);
    });

    it("[NET-4] a former wallet invites nobody: neither with what it signed before nor after", async () => {
      const { scope, sponsor, networkHelpers } = stage;
      const before = await invite(scope, sponsor);
      await networkHelpers.setStorageAt(stage.address, walletSlot(sponsor.address), toBeHex(SPONSOR_ID, 32));
      expect(await core.idOf(sponsor.address)).to.deep.equal([SPONSOR_ID, false]);
      for (const invitation of [before, await invite(scope, sponsor, { deadline: FOREVER - 1n })]) {
        await expect(own.enrol(...invitation))
          .to.be.revertedWithCustomError(core, "WalletNotBound")
          .withArgs(sponsor.address, SPONSOR_ID);
      }
    });

    it("[NET-5] every sponsor's id is smaller, along any line", async () => {
      const { scope, seller, extras } = stage;
      let above = seller;
      for (const [i, person] of extras.slice(0, 5).entries()) {
        const id = NEXT_ID + BigInt(i);
        await expect(core.connect(person).enrol(...(await invite(scope, above))))
          .to.emit(core, "DistributorEnrolled")
          .withArgs(id, id - 1n, person.address);
        above = person;
      }
    });
  });

  describe("when the wallet is bound", () => {
    it("[NET-6] refuses a second id, under the same or another sponsor", async () => {
      const { scope, sponsor, seller, treasury } = stage;
      for (const inviter of [sponsor, treasury]) {
        await expect(core.connect(seller).enrol(...(await invite(scope, inviter))))
          .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
          .withArgs(seller.address, SELLER_ID);
      }
    });

    it("[NET-5] refuses a sponsor who would change places with his downline", async () => {
      const { scope, sponsor, seller } = stage;
      await expect(core.connect(sponsor).enrol(...(await invite(scope, seller))))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(sponsor.address, SPONSOR_ID);
      const [word] = await core.extsload([distributorSlot(SPONSOR_ID)]);
      expect(unpackDistributor(BigInt(word!)).sponsor).to.equal(COMPANY_ID);
    });

    it("[NET-6] refuses the company", async () => {
      const { scope, sponsor, treasury } = stage;
      await expect(core.connect(treasury).enrol(...(await invite(scope, sponsor))))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(treasury.address, COMPANY_ID);
    });

    it("[NET-6] refuses a former wallet", async () => {
      const { scope, sponsor, seller, networkHelpers } = stage;
      await networkHelpers.setStorageAt(stage.address, walletSlot(seller.address), toBeHex(SELLER_ID, 32));
      await expect(core.connect(seller).enrol(...(await invite(scope, sponsor))))
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(seller.address, SELLER_ID);
    });
  });

  describe("with a signature that is none", () => {
    it("[NET-3] refuses an empty one", async () => {
      const [invitation] = await invite(stage.scope, stage.sponsor);
      await refusesSignature([invitation, "0x"]);
    });

    it("[NET-3] refuses one that is too short, too long or compact (ERC-2098)", async () => {
      const [invitation, signature] = await invite(stage.scope, stage.sponsor);
      await refusesSignature([invitation, signature.slice(0, -2)], "64 bytes");
      await refusesSignature([invitation, `${signature}00`], "66 bytes");
      await refusesSignature([invitation, Signature.from(signature).compactSerialized], "compact");
    });

    it("[NET-3] refuses the other half of a malleable one", async () => {
      const [invitation, signature] = await invite(stage.scope, stage.sponsor);
      const { r, s, v } = Signature.from(signature);
      const flipped = `${r}${toBeHex(N - BigInt(s), 32).slice(2)}${toBeHex(55 - v).slice(2)}`;
      await refusesSignature([invitation, flipped]);
    });

    it("[NET-3] refuses any other recovery number, and zeros", async () => {
      const [invitation, signature] = await invite(stage.scope, stage.sponsor);
      const bytes = getBytes(signature);
      for (const v of [0, 1, 2, 26, 29, 255, 55 - bytes[64]!]) {
        await refusesSignature([invitation, hexlify(Uint8Array.from([...bytes.slice(0, 64), v]))], `v = ${v}`);
      }
      await refusesSignature([invitation, `0x${"00".repeat(65)}`]);
    });

    it("[NET-3] refuses one of somebody else, the newcomer or the company included", async () => {
      const { scope, sponsor, seller, stranger, treasury, newcomer } = stage;
      for (const forger of [seller, stranger, treasury, newcomer]) {
        await refusesSignature(await invite(scope, forger, { sponsor: sponsor.address }));
      }
    });

    it("[NET-3] refuses one over another deadline", async () => {
      const [invitation, signature] = await invite(stage.scope, stage.sponsor, { deadline: await now(stage) });
      await refusesSignature([{ ...invitation, deadline: FOREVER }, signature]);
    });

    it("[NET-3] refuses one over another sponsor", async () => {
      const [invitation, signature] = await invite(stage.scope, stage.sponsor);
      await refusesSignature([{ ...invitation, sponsor: stage.seller.address }, signature]);
    });
  });

  describe("with a signature made for something else", () => {
    type Bare = Awaited<ReturnType<typeof deployBare>>;

    /** What the company signed for the first programme is nothing to the second, where the same company invites. */
    async function replays(first: Bare, second: Bare, newcomer: HardhatEthersSigner) {
      const [invitation, signature] = await invite(first.scope, first.company);
      const { address, chainId } = second.scope;
      await expect(second.core.connect(newcomer).enrol(invitation, signature))
        .to.be.revertedWithCustomError(second.core, "SignatureInvalid")
        .withArgs(first.company.address, invitationDigest(address, chainId, invitation));
      await second.core.connect(newcomer).enrol(...(await invite(second.scope, second.company)));
    }

    it("[NET-8] refuses an invitation to another programme on the same chain", async () => {
      const connection = await network.create();
      const first = await deployBare(connection);
      const second = await deployBare(connection);
      const [, newcomer] = await connection.ethers.getSigners();
      expect(first.scope.address).not.to.equal(second.scope.address);
      await replays(first, second, newcomer!);
    });

    it("[NET-8] refuses an invitation to the same address on another chain", async () => {
      const first = await deployBare(await network.create());
      const away = await network.create({ override: { chainId: 424_242 } });
      const second = await deployBare(away);
      const [, newcomer] = await away.ethers.getSigners();
      expect(first.scope.address).to.equal(second.scope.address);
      expect(first.company.address).to.equal(second.company.address);
      await replays(first, second, newcomer!);
    });

    it("[NET-8] refuses a consent of the sponsor in place of his invitation", async () => {
      const { scope, sponsor, newcomer, address, chainId } = stage;
      const invitation = { sponsor: sponsor.address, newcomer: newcomer.address, deadline: FOREVER };
      const asNewcomer = { newcomer: sponsor.address, sponsor: newcomer.address, deadline: FOREVER };
      expect(scope.address).to.equal(address);
      for (const enrolment of [invitation, asNewcomer]) {
        await refusesSignature([invitation, await signEnrolment(sponsor, address, chainId, enrolment)]);
      }
    });

    it("[NET-8] refuses a personal message over the digest", async () => {
      const [invitation] = await invite(stage.scope, stage.sponsor);
      const digest = invitationDigest(stage.address, stage.chainId, invitation);
      await refusesSignature([invitation, await stage.sponsor.signMessage(getBytes(digest))]);
    });
  });

  describe("without money", () => {
    it("[NET-1] does not touch the token: a token that fails every call stops nobody", async () => {
      const { token, scope, sponsor, networkHelpers } = stage;
      const invitation = await invite(scope, sponsor);
      await networkHelpers.setCode(await token.getAddress(), "0xfe");
      await own.enrol(...invitation);
      expect(await core.lastDistributorId()).to.equal(NEXT_ID);
    });

    it("[NET-1] takes no ether", async () => {
      const { newcomer, scope, sponsor, ethers } = stage;
      const data = core.interface.encodeFunctionData("enrol", [...(await invite(scope, sponsor))]);
      await expect(newcomer.sendTransaction({ to: core, data, value: 1n })).to.be.revertedWithoutReason(ethers);
    });

    it("[NET-1] pays nobody", async () => {
      const { buyer, scope, sponsor } = stage;
      await core.connect(buyer).buy(order(FINAL));
      const balances = async () => Promise.all([1n, 2n, 3n, 4n].map((id) => core.balanceOf(id)));
      const before = await balances();
      await own.enrol(...(await invite(scope, sponsor)));
      expect(await balances()).to.deep.equal(before);
    });
  });

  it("an account that delegates to code (EIP-7702) keeps its key", async () => {
    const { scope, sponsor, networkHelpers, ethers } = stage;
    const wallet = await ethers.deployContract("RevertingWallet");
    const delegation = `0xef0100${(await wallet.getAddress()).slice(2)}`;
    await networkHelpers.setCode(sponsor.address, delegation);
    expect(await ethers.provider.getCode(sponsor.address)).to.equal(delegation.toLowerCase());
    await own.enrol(...(await invite(scope, sponsor)));
    expect(await core.lastDistributorId()).to.equal(NEXT_ID);
  });

  it("a contract enrols itself by its own call", async () => {
    const { scope, sponsor, ethers, stranger } = stage;
    const wallet = await ethers.deployContract("SmartWallet", [stranger.address]);
    const call = core.interface.encodeFunctionData("enrol", [...(await invite(scope, sponsor))]);
    await expect(wallet.connect(stranger).execute(core, call))
      .to.emit(core, "DistributorEnrolled")
      .withArgs(NEXT_ID, SPONSOR_ID, await wallet.getAddress());
  });

  describe("in a programme that is open to all", () => {
    const openToAll = fixture(() => setStage({ openToAll: true }));

    beforeEach(async () => {
      stage = await openToAll();
      core = stage.core;
      own = core.connect(stage.newcomer);
    });

    it("[NET-3] needs no signature, only a sponsor", async () => {
      const { sponsor, newcomer } = stage;
      await expect(own.enrol({ sponsor: sponsor.address, newcomer: ZeroAddress, deadline: 0n }, "0x"))
        .to.emit(core, "DistributorEnrolled")
        .withArgs(NEXT_ID, SPONSOR_ID, newcomer.address);
    });

    it("[NET-3] asks for nothing else of an invitation", async () => {
      const { sponsor, stranger, newcomer } = stage;
      await own.enrol({ sponsor: sponsor.address, newcomer: stranger.address, deadline: 1n }, "0x1234");
      expect(await core.idOf(newcomer.address)).to.deep.equal([NEXT_ID, true]);
    });

    it("[NET-4] refuses a sponsor who is no distributor", async () => {
      const { stranger } = stage;
      await expect(own.enrol({ sponsor: stranger.address, newcomer: ZeroAddress, deadline: FOREVER }, "0x"))
        .to.be.revertedWithCustomError(core, "WalletNotBound")
        .withArgs(stranger.address, 0n);
    });

    it("[NET-6] refuses a wallet that is bound", async () => {
      const { sponsor, seller } = stage;
      await expect(
        core.connect(seller).enrol({ sponsor: sponsor.address, newcomer: ZeroAddress, deadline: FOREVER }, "0x"),
      )
        .to.be.revertedWithCustomError(core, "WalletAlreadyBound")
        .withArgs(seller.address, SELLER_ID);
    });
  });

  it("[NET-5] gives no id above 32 bits", async () => {
    const { scope, sponsor, newcomer, stranger } = stage;
    const invitation = await invite(scope, sponsor);
    await counted(stage, { distributors: 2n ** 32n - 2n });
    await own.enrol(...invitation);
    expect(await core.idOf(newcomer.address)).to.deep.equal([2n ** 32n - 1n, true]);
    await expect(core.connect(stranger).enrol(...invitation)).to.be.revertedWithPanic(0x11);
  });
});
