import { expect } from "chai";
import { AbiCoder, concat, keccak256 } from "ethers";
import fc from "fast-check";
import { describe, it } from "mocha";
import { type Claim, MerkleTree } from "../../src/index.ts";

/** A leaf as OpenZeppelin describes it, by another library. */
const leaf = ({ distributor, amount }: Claim) =>
  keccak256(keccak256(AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [distributor, amount])));

const pair = (a: string, b: string) => keccak256(concat(BigInt(a) < BigInt(b) ? [a, b] : [b, a]));

/** What MerkleProof.processProof does. */
const process = (proof: readonly string[], from: string) => proof.reduce(pair, from);

const claims: fc.Arbitrary<Claim[]> = fc.array(
  fc.record({ distributor: fc.bigInt(0n, 2n ** 256n - 1n), amount: fc.bigInt(0n, 2n ** 256n - 1n) }),
  { minLength: 1, maxLength: 20 },
);

describe("MerkleTree", () => {
  it("has the leaf as its root where there is one claim", () => {
    const claim = { distributor: 7n, amount: 123_456n };
    const tree = new MerkleTree([claim]);
    expect(tree.root).to.equal(leaf(claim));
    expect(tree.proof(0)).to.deep.equal([]);
  });

  it("pairs leaves from the last node on, as StandardMerkleTree does", () => {
    const three = [1n, 2n, 3n].map((distributor) => ({ distributor, amount: distributor * 100n }));
    const [a, b, c] = three.map(leaf) as [string, string, string];
    // Leaves stand in reverse: nodes 4, 3 and 2 are a, b and c, and node 1 is above 3 and 4.
    expect(new MerkleTree(three).root).to.equal(pair(pair(a, b), c));
    expect(new MerkleTree(three).proof(0)).to.deep.equal([b, c]);
    expect(new MerkleTree(three).proof(2)).to.deep.equal([pair(a, b)]);
  });

  it("pairs leaves that begin alike, or are the same, by all of their bytes", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ distributor: BigInt(index), amount: 1n }));
    const firsts = new Map<string, Claim>();
    for (const claim of many) {
      const first = leaf(claim).slice(0, 4);
      const other = firsts.get(first);
      firsts.set(first, claim);
      if (other === undefined) continue;
      expect(new MerkleTree([other, claim]).root).to.equal(pair(leaf(claim), leaf(other)));
      expect(new MerkleTree([claim, other]).root).to.equal(pair(leaf(claim), leaf(other)));
    }
    expect(firsts.size).to.be.lessThan(many.length);
    const claim = { distributor: 1n, amount: 1n };
    expect(new MerkleTree([claim, claim]).root).to.equal(pair(leaf(claim), leaf(claim)));
  });

  it("proves every claim, and no other amount", () => {
    fc.assert(
      fc.property(claims, (all) => {
        const tree = new MerkleTree(all);
        expect(tree.length).to.equal(all.length);
        for (const [index, claim] of all.entries()) {
          const proof = tree.proof(index);
          expect(process(proof, leaf(claim))).to.equal(tree.root);
          expect(process(proof, leaf({ ...claim, amount: claim.amount ^ 1n }))).to.not.equal(tree.root);
        }
      }),
      { numRuns: 50 },
    );
  });

  it("takes no empty list, no number that is no uint256, and proves nothing that it has not", () => {
    expect(() => new MerkleTree([])).to.throw(RangeError, "at least one claim");
    expect(() => new MerkleTree([{ distributor: 1n, amount: -1n }])).to.throw(RangeError, "-1 is no uint256");
    expect(() => new MerkleTree([{ distributor: 2n ** 256n, amount: 1n }])).to.throw(RangeError, "uint256");
    const tree = new MerkleTree([{ distributor: 1n, amount: 1n }]);
    for (const index of [-1, 1, 0.5]) expect(() => tree.proof(index)).to.throw(RangeError, `No claim ${index}`);
  });
});
