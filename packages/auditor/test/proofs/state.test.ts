import { expect } from "chai";
import { keccak256 } from "ethers";
import { proveHeader } from "../../src/chain/header.ts";
import type { RawProof } from "../../src/chain/source.ts";
import { NO_CODE, proveAccount, proveStorage } from "../../src/proofs/account.ts";
import { ProvenState } from "../../src/proofs/state.ts";
import { EMPTY_ROOT } from "../../src/proofs/trie.ts";
import { CORE, FakeChain, someAccount, word } from "../helpers/fake-chain.ts";

const OTHER = "0x00000000000000000000000000000000000000aa";
const NOBODY = "0x00000000000000000000000000000000000000bb";
const SLOTS = Array.from({ length: 40 }, (_, i) => word(BigInt(i)));

async function opened(words = 30) {
  const chain = await FakeChain.of([someAccount(words), someAccount(0, OTHER)]);
  return { chain, state: new ProvenState(chain, proveHeader(chain.block, chain.rawHeader)) };
}

async function failure(of: Promise<unknown>): Promise<unknown> {
  return of.then(
    () => undefined,
    (error: { code?: unknown }) => error.code,
  );
}

describe("ProvenState", () => {
  it("gives words that are there, and 0 where none is", async () => {
    const { state } = await opened();
    const expected = SLOTS.map((_, i) => (i <= 30 ? BigInt(i) ** 2n : 0n));
    expect(await state.storage(CORE, SLOTS)).to.deep.equal(expected);
  });

  it("gives words of a trie with a single one, and of an empty one", async () => {
    expect(await (await opened(1)).state.storage(CORE, SLOTS.slice(0, 3))).to.deep.equal([0n, 1n, 0n]);
    expect(await (await opened()).state.storage(OTHER, SLOTS.slice(0, 2))).to.deep.equal([0n, 0n]);
  });

  it("knows an account that is not there", async () => {
    const { state } = await opened();
    const nobody = { address: NOBODY, balance: 0n, nonce: 0n, codeHash: NO_CODE, storageRoot: EMPTY_ROOT };
    expect(await state.account(NOBODY)).to.deep.equal(nobody);
    expect(await state.storage(NOBODY, SLOTS.slice(0, 1))).to.deep.equal([0n]);
    expect(await state.code(NOBODY)).to.equal("0x");
  });

  it("gives code whose hash is proven", async () => {
    const { state, chain } = await opened();
    expect(await state.code(CORE)).to.equal("0x6001");
    expect((await state.account(CORE)).codeHash).to.equal(keccak256("0x6001"));
    chain.code = async () => "0x6002";
    expect(await failure(state.code(CORE))).to.equal("code-hash-differs");
  });
});

describe("proveAccount and proveStorage", () => {
  const changes: Record<string, readonly [code: string, change: (proof: RawProof) => Partial<RawProof>]> = {
    "of no nodes": ["proof-invalid", () => ({ accountProof: [] })],
    "without its root": ["proof-invalid", ({ accountProof }) => ({ accountProof: accountProof.slice(1) })],
    "without its leaf": ["proof-invalid", ({ accountProof }) => ({ accountProof: accountProof.slice(0, -1) })],
    "of nodes that are none": [
      "proof-invalid",
      ({ accountProof }) => ({ accountProof: [...accountProof, "0xff"].slice(1) }),
    ],
    "with a root that is no node": ["proof-invalid", () => ({ accountProof: ["0x01"] })],
    "of too many nodes": ["proof-too-large", () => ({ accountProof: Array(66).fill("0x80") })],
    "of another account": ["proof-of-another", () => ({ address: OTHER })],
    "with another balance": ["proven-value-differs", () => ({ balance: 1n })],
    "with another nonce": ["proven-value-differs", () => ({ nonce: 2n })],
    "with another code": ["proven-value-differs", () => ({ codeHash: NO_CODE })],
    "with another storage": ["proven-value-differs", () => ({ storageHash: EMPTY_ROOT })],
  };

  for (const [name, [code, change]] of Object.entries(changes)) {
    it(`refuse an account's proof ${name}`, async () => {
      const { chain, state } = await opened();
      const proof = await chain.proof(chain.block, CORE, []);
      const altered = { ...proof, ...change(proof) };
      expect(await failure(proveAccount(state.block.stateRoot, CORE, altered))).to.equal(code);
    });
  }

  it("refuse a storage proof that was altered anywhere", async () => {
    const { chain } = await opened();
    const proof = await chain.proof(chain.block, CORE, [word(3n)]);
    const [given] = proof.storage;
    expect(given?.proof.length).to.be.greaterThan(1);
    const prove = (change: object) =>
      proveStorage(proof.storageHash, [word(3n)], { storage: [{ ...given!, ...change }] });
    expect(await prove({})).to.deep.equal([9n]);
    expect(await failure(prove({ value: 10n }))).to.equal("proven-value-differs");
    expect(await failure(prove({ value: 0n, proof: [] }))).to.equal("proof-invalid");
    expect(await failure(prove({ slot: word(4n) }))).to.equal("proof-of-another");
    expect(await failure(proveStorage(proof.storageHash, [word(3n)], { storage: [] }))).to.equal("proof-of-another");
    expect(await failure(proveStorage(EMPTY_ROOT, [word(3n)], { storage: [given!] }))).to.equal("proven-value-differs");
    for (const [at, node] of given!.proof.entries()) {
      const other = `${node.slice(0, -1)}${node.endsWith("0") ? "1" : "0"}`;
      expect(await failure(prove({ proof: given!.proof.with(at, other) })), `node ${at}`).to.equal("proof-invalid");
    }
  });

  it("take the nodes of one slot for another only where they prove it", async () => {
    const { chain } = await opened();
    const proof = await chain.proof(chain.block, CORE, [word(3n), word(5n)]);
    const [three, five] = proof.storage;
    const swapped = [
      { ...three!, value: 25n, proof: five!.proof },
      { ...five!, value: 25n },
    ];
    expect(await failure(proveStorage(proof.storageHash, [word(3n)], { storage: swapped.slice(0, 1) }))).to.be.oneOf([
      "proof-invalid",
      "proven-value-differs",
    ]);
  });
});
