import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import {
  type ContractTransactionResponse,
  concat,
  dataSlice,
  id as hashOf,
  keccak256,
  type TypedDataDomain,
  TypedDataEncoder,
  Wallet,
} from "ethers";
import {
  BINDING_TYPES,
  ENROLMENT_TYPES,
  INVITATION_TYPES,
  OFFER_TYPES,
  type TypedDataTypes,
  uplineDomain,
  VOUCHER_TYPES,
} from "../../packages/protocol/src/index.ts";
import { deployBare } from "../helpers/core.ts";
import { fixture } from "../helpers/fixture.ts";
import { ABSENT_ID, openLegacy, setLegacyStage, vouch } from "../helpers/legacy.ts";
import { FINAL, FOREVER, impersonated, invite, order, PRICES } from "../helpers/stage.ts";

/** A person with a key, whose signatures are tried: distributor 6, who holds the import role as well. */
const SIGNER = new Wallet(hashOf("signer"));
/** Somebody with a key who is new to the programme. */
const NEWCOMER = new Wallet(hashOf("newcomer"));
const SIGNER_ID = 6n;

/** The programme of the signatures, and another one over the same chain. */
const loaded = fixture(async () => {
  const stage = await setLegacyStage();
  await openLegacy(stage);
  const { core, own, scope, sponsor, ethers } = stage;
  await core.connect(await impersonated(stage, SIGNER.address)).enrol(...(await invite(scope, sponsor)));
  await own.grantRole(await core.IMPORT_ROLE(), SIGNER.address);
  const other = await deployBare(stage.connection);
  return { ...stage, other: other.scope, ethers };
});
type World = Awaited<ReturnType<typeof loaded>>;

/** A kind of signature: what is signed, by whom, what it is good for, and what becomes of it afterwards. */
interface Signed {
  readonly types: TypedDataTypes;
  readonly signer: Wallet;
  readonly message: (world: World) => Record<string, unknown>;
  /** Sent by somebody who has nothing but the signature. */
  readonly use: (world: World, signature: string) => Promise<ContractTransactionResponse>;
  /** How a second use by the same people ends, in the core's error, or "serves again" where that was meant. */
  readonly again: string;
}

const SIGNATURES: Record<string, Signed> = {
  "an invitation to one wallet": {
    types: INVITATION_TYPES,
    signer: SIGNER,
    message: ({ stranger }) => ({ sponsor: SIGNER.address, newcomer: stranger.address, deadline: FOREVER }),
    use: async ({ core, stranger }, signature) =>
      core
        .connect(stranger)
        .enrol({ sponsor: SIGNER.address, newcomer: stranger.address, deadline: FOREVER }, signature),
    again: "WalletAlreadyBound",
  },
  "an enrolment": {
    types: ENROLMENT_TYPES,
    signer: NEWCOMER,
    message: ({ sponsor }) => ({ newcomer: NEWCOMER.address, sponsor: sponsor.address, deadline: FOREVER }),
    use: async ({ core, scope, sponsor }, signature) =>
      core.enrolFor(...(await invite(scope, sponsor)), NEWCOMER.address, FOREVER, signature),
    again: "WalletAlreadyBound",
  },
  "a voucher": {
    types: VOUCHER_TYPES,
    signer: SIGNER,
    message: ({ stranger }) => ({
      issuer: SIGNER.address,
      id: ABSENT_ID,
      wallet: stranger.address,
      deadline: FOREVER,
    }),
    use: async ({ core, stranger }, signature) =>
      core
        .connect(stranger)
        .bind({ issuer: SIGNER.address, id: ABSENT_ID, wallet: stranger.address, deadline: FOREVER }, signature),
    again: "VoucherUsed",
  },
  "a binding": {
    types: BINDING_TYPES,
    signer: NEWCOMER,
    message: () => ({ wallet: NEWCOMER.address, id: ABSENT_ID, deadline: FOREVER }),
    use: async ({ core, scope, operator }, signature) =>
      core.bindFor(...(await vouch(scope, operator, NEWCOMER.address, ABSENT_ID)), FOREVER, signature),
    again: "VoucherUsed",
  },
  "an offer to a named buyer": {
    types: OFFER_TYPES,
    signer: SIGNER,
    message: ({ buyer }) => offerTo(buyer.address),
    use: ({ core, buyer }, signature) => buyAt(core.connect(buyer), buyer.address, offerTo(buyer.address), signature),
    again: "OfferEnded",
  },
  "an offer to anybody": {
    types: OFFER_TYPES,
    signer: SIGNER,
    message: ({ ethers }) => offerTo(ethers.ZeroAddress),
    use: ({ core, buyer, ethers }, signature) =>
      buyAt(core.connect(buyer), buyer.address, offerTo(ethers.ZeroAddress), signature),
    again: "serves again",
  },
};

function offerTo(buyer: string) {
  const terms = { product: FINAL, unitPrice: PRICES.retail, maxQuantity: 1n, campaign: 7n, nonce: 5n };
  return { seller: SIGNER.address, buyer, ...terms, deadline: FOREVER };
}

function buyAt(core: World["core"], buyer: string, offer: ReturnType<typeof offerTo>, signature: string) {
  return core.buyWithOffers(buyer, order(FINAL, { seller: SIGNER_ID }), [{ line: 0n, offer, signature }]);
}

/** Every type whose hash the contracts know, as they spell it. */
function hashedTypes(): string[] {
  const sources = globSync("contracts/{libraries,modules,periphery}/**/*.sol").map((file) =>
    readFileSync(file, "utf8"),
  );
  return sources.flatMap((source) =>
    [...source.matchAll(/_TYPEHASH =\s*keccak256\(\s*"([^"]+)"\s*\)/g)].map(([, type = ""]) => type),
  );
}

const nameOf = (types: TypedDataTypes) => TypedDataEncoder.from(types).primaryType;
const spelled = (types: TypedDataTypes) => TypedDataEncoder.from(types).encodeType(nameOf(types));

/** The digest of a message in this domain, or of the very same words under the hash of another type. */
function digestOf(
  domain: TypedDataDomain,
  types: TypedDataTypes,
  message: Record<string, unknown>,
  as?: string,
): string {
  const encoded = TypedDataEncoder.from(types).encodeData(nameOf(types), message);
  const struct = as === undefined ? encoded : concat([hashOf(as), dataSlice(encoded, 32)]);
  return keccak256(concat(["0x1901", TypedDataEncoder.hashDomain(domain), keccak256(struct)]));
}

describe("attack: a signature is used for something else than it was given for", () => {
  let world: World;

  beforeEach(async () => {
    world = await loaded();
  });

  it("is tried with every type of signature that the contracts know", () => {
    const tried = new Set(Object.values(SIGNATURES).map(({ types }) => spelled(types)));
    expect([...tried]).to.have.members(hashedTypes());
  });

  for (const [name, { types, signer, message, use, again }] of Object.entries(SIGNATURES)) {
    describe(name, () => {
      const sign = (digest: string) => signer.signingKey.sign(digest).serialized;
      const own = () => uplineDomain(world.scope.address, world.scope.chainId);

      /** The core asks for the signature over its own digest, and changes nothing. */
      async function expectRefused(signature: string): Promise<void> {
        const { core } = world;
        const head = await core.journalHead();
        await expect(use(world, signature))
          .to.be.revertedWithCustomError(core, "SignatureInvalid")
          .withArgs(signer.address, digestOf(own(), types, message(world)));
        expect(await core.journalHead()).to.equal(head);
      }

      it("counts for what it was given for", async () => {
        const head = await world.core.journalHead();
        await use(world, sign(digestOf(own(), types, message(world))));
        expect(await world.core.journalHead()).not.to.equal(head);
      });

      it("is refused if it was given to another deployment", async () => {
        const { address, chainId } = world.other;
        await expectRefused(sign(digestOf(uplineDomain(address, chainId), types, message(world))));
      });

      it("is refused if it was given on another chain", async () => {
        const { address, chainId } = world.scope;
        await expectRefused(sign(digestOf(uplineDomain(address, chainId + 1n), types, message(world))));
      });

      it("is refused if it was given to a contract of another name or version", async () => {
        for (const change of [{ name: "Downline" }, { version: "2" }]) {
          await expectRefused(sign(digestOf({ ...own(), ...change }, types, message(world))));
        }
      });

      it("is refused if it was given for another function, though every word be the same", async () => {
        const others = hashedTypes().filter((type) => type !== spelled(types));
        for (const other of others) await expectRefused(sign(digestOf(own(), types, message(world), other)));
        expect(others.length).to.be.greaterThan(3);
      });

      it(`a second time ${again === "serves again" ? again : `is refused: ${again}`}`, async () => {
        const { core } = world;
        const signature = sign(digestOf(own(), types, message(world)));
        await use(world, signature);
        const head = await core.journalHead();
        if (again === "serves again") await use(world, signature);
        else await expect(use(world, signature)).to.be.revertedWithCustomError(core, again);
        expect((await core.journalHead()) === head).to.equal(again !== "serves again");
      });
    });
  }
});
