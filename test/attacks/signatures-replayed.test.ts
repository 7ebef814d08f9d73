import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { concat, dataSlice, id as hashOf, keccak256, type TypedDataDomain, TypedDataEncoder } from "ethers";
import { type TypedDataTypes, uplineDomain } from "../../packages/protocol/src/index.ts";
import { earn, SIGNATURES, type SignersStage, signersStage } from "../helpers/signed.ts";

/**
 * Every type of which the core asks a signature, as it is spelled there. What a buyer signs for the contract that takes
 * payments is asked for by the token and by Permit2: test/unit/periphery/payments.
 */
function hashedTypes(): string[] {
  const sources = globSync("contracts/{libraries,modules}/*.sol").map((file) => readFileSync(file, "utf8"));
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
  let world: SignersStage;

  beforeEach(async () => {
    world = await signersStage();
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
        await earn(world);
        const head = await core.journalHead();
        if (again === "serves again") await use(world, signature);
        else await expect(use(world, signature)).to.be.revertedWithCustomError(core, again);
        expect((await core.journalHead()) === head).to.equal(again !== "serves again");
      });
    });
  }
});
