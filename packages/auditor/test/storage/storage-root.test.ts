import { createMPT } from "@ethereumjs/mpt";
import { expect } from "chai";
import { encodeRlp, getBytes, hexlify, toBeHex } from "ethers";
import fc from "fast-check";
import { draw } from "../../src/storage/sample.ts";
import { StorageRoot } from "../../src/storage/storage-root.ts";

/** The same root by the library that proofs are checked with. */
async function rootByLibrary(words: ReadonlyMap<bigint, bigint>): Promise<string> {
  const trie = await createMPT({ useKeyHashing: true });
  for (const [slot, word] of words) {
    if (word !== 0n) await trie.put(getBytes(toBeHex(slot, 32)), getBytes(encodeRlp(toBeHex(word))));
  }
  return hexlify(trie.root());
}

describe("the root of a storage", () => {
  it("is that of the library, for any words", async () => {
    const words = fc.array(fc.tuple(fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 2n ** 256n - 1n)), word()), {
      maxLength: 300,
    });
    await fc.assert(
      fc.asyncProperty(words, async (pairs) => {
        const unique = new Map(pairs);
        const root = new StorageRoot();
        for (const [slot, value] of unique) root.add(slot, value);
        expect(root.root()).to.equal(await rootByLibrary(unique));
        expect(root.count).to.equal([...unique.values()].filter((value) => value !== 0n).length);
      }),
      { numRuns: 40 },
    );
  }).timeout(60_000);

  it("is that of the library for more words than it had room for at first", async () => {
    const words = new Map(Array.from({ length: 3_000 }, (_, at) => [BigInt(at), 2n ** BigInt(at % 256)] as const));
    const root = new StorageRoot();
    for (const [slot, value] of words) root.add(slot, value);
    expect(root.root()).to.equal(await rootByLibrary(words));
  }).timeout(60_000);
});

function word(): fc.Arbitrary<bigint> {
  return fc.oneof(fc.constant(0n), fc.bigInt(1n, 300n), fc.bigInt(0n, 2n ** 256n - 1n));
}

describe("a sample", () => {
  const seed = `0x${"5a".repeat(32)}`;

  it("is the same for the same seed, and another for another", () => {
    expect(draw(seed, 20, 1_000)).to.deep.equal(draw(seed, 20, 1_000));
    expect([...draw(seed, 20, 1_000)]).not.to.deep.equal([...draw(`0x${"5b".repeat(32)}`, 20, 1_000)]);
  });

  it("has so many different numbers below the limit, or all there are", () => {
    for (const limit of [5, 20, 1_000]) {
      const drawn = [...draw(seed, 20, limit)];
      expect(drawn.length).to.equal(Math.min(20, limit));
      expect(drawn.every((number) => number >= 0 && number < limit)).to.equal(true);
    }
  });
});
