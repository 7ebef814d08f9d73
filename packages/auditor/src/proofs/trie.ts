import { createMPTFromProof, type MerklePatriciaTrie } from "@ethereumjs/mpt";
import { getBytes, hexlify } from "ethers";
import { ProofInvalid, ProofTooLarge } from "./faults.ts";

/** Root of a trie that has nothing in it. */
export const EMPTY_ROOT = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421";
/** A key has 64 digits, and each node of its path takes at least one; the last is the leaf. */
const LONGEST_PROOF = 65;

/** The nodes of many proofs under one root, each kept once: what is proved is looked up in them. */
export class ProvenTrie {
  readonly root: string;
  readonly #trie: MerklePatriciaTrie | undefined;

  private constructor(root: string, trie: MerklePatriciaTrie | undefined) {
    this.root = root;
    this.#trie = trie;
  }

  /**
   * @param root The trusted root, 32 bytes in hex.
   * @param proofs Each from the root down; of an empty trie there is nothing to give.
   * @throws ProofInvalid if they begin at another root; ProofTooLarge
   */
  static async of(root: string, proofs: readonly (readonly string[])[], what: string): Promise<ProvenTrie> {
    if (root === EMPTY_ROOT) return new ProvenTrie(root, undefined);
    const longest = Math.max(0, ...proofs.map((proof) => proof.length));
    if (longest > LONGEST_PROOF) throw new ProofTooLarge(what, longest, LONGEST_PROOF);
    const nodes = [...new Set(proofs.flat())].map((node) => getBytes(node));
    try {
      return new ProvenTrie(root, await createMPTFromProof(nodes, { root: getBytes(root), useKeyHashing: true }));
    } catch {
      throw new ProofInvalid(what, root);
    }
  }

  /**
   * The value under a key, before hashing; undefined if the trie is proven to have none.
   * @throws ProofInvalid if the nodes do not lead to it.
   */
  async get(key: string, what: string): Promise<string | undefined> {
    if (this.#trie === undefined) return undefined;
    try {
      const value = await this.#trie.get(getBytes(key), true);
      return value === null ? undefined : hexlify(value);
    } catch {
      throw new ProofInvalid(what, this.root);
    }
  }
}
