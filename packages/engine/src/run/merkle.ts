import { hex, keccakOfShort } from "../hash/keccak.ts";

const HASH = 32;
const WORD = 32;

/** What one distributor has earned in all runs so far. */
export interface Claim {
  /** As the contracts number him, from 1. */
  readonly distributor: bigint;
  /** In token units. */
  readonly amount: bigint;
}

/**
 * A Merkle tree over claims, as OpenZeppelin's MerkleProof takes it and its StandardMerkleTree builds it of
 * `(uint256 distributor, uint256 amount)` without sorting the leaves: a leaf is keccak256(keccak256(abi.encode(…))), so
 * that no node can pass for a leaf, and a node is the hash of its two children, the smaller first.
 */
export class MerkleTree {
  /** How many claims there are. */
  readonly length: number;
  /** All nodes: the root first, the children of node i at 2i + 1 and 2i + 2, the leaves last, in reverse. */
  readonly #nodes: Uint8Array;

  /** @throws RangeError for no claims, and for numbers that are no uint256. */
  constructor(claims: readonly Claim[]) {
    if (claims.length === 0) throw new RangeError("A Merkle tree needs at least one claim.");
    this.length = claims.length;
    this.#nodes = new Uint8Array((2 * claims.length - 1) * HASH);
    for (const [index, claim] of claims.entries()) this.#nodes.set(leafOf(claim), this.#leafAt(index) * HASH);
    for (let node = claims.length - 2; node >= 0; node--) {
      this.#nodes.set(parentOf(this.#node(2 * node + 1), this.#node(2 * node + 2)), node * HASH);
    }
  }

  /** The root, to be published. */
  get root(): string {
    return hex(this.#node(0));
  }

  /**
   * The hashes beside the way from a claim to the root, from below.
   * @param index Of the claim in the order given.
   * @throws RangeError if there is none.
   */
  proof(index: number): string[] {
    if (!Number.isInteger(index) || index < 0 || index >= this.length) throw new RangeError(`No claim ${index}.`);
    const proof: string[] = [];
    for (let node = this.#leafAt(index); node > 0; node = (node - 1) >> 1) {
      proof.push(hex(this.#node(node % 2 === 1 ? node + 1 : node - 1)));
    }
    return proof;
  }

  #leafAt(index: number): number {
    return 2 * this.length - 2 - index;
  }

  #node(node: number): Uint8Array {
    return this.#nodes.subarray(node * HASH, (node + 1) * HASH);
  }
}

function leafOf({ distributor, amount }: Claim): Uint8Array {
  const encoded = new Uint8Array(2 * WORD);
  writeWord(encoded, 0, distributor);
  writeWord(encoded, WORD, amount);
  return keccakOfShort(keccakOfShort(encoded));
}

/** Writes a number as abi.encode does: 32 bytes, the highest first. */
function writeWord(bytes: Uint8Array, at: number, value: bigint): void {
  if (value < 0n || value >> 256n !== 0n) throw new RangeError(`${value} is no uint256.`);
  const view = new DataView(bytes.buffer);
  let left = value;
  for (let place = at + WORD - 8; left > 0n; place -= 8) {
    view.setBigUint64(place, left & 0xffff_ffff_ffff_ffffn);
    left >>= 64n;
  }
}

function parentOf(a: Uint8Array, b: Uint8Array): Uint8Array {
  const swap = isLess(b, a);
  const both = new Uint8Array(2 * HASH);
  both.set(a, swap ? HASH : 0);
  both.set(b, swap ? 0 : HASH);
  return keccakOfShort(both);
}

function isLess(a: Uint8Array, b: Uint8Array): boolean {
  let at = 0;
  while (at < HASH && a[at] === b[at]) at++;
  return at < HASH && (a[at] as number) < (b[at] as number);
}
