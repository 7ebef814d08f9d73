// The root of a contract's whole storage, from its words: if it is the proven one, every word is proved at once, and
// that there is no other.
import { keccak256 } from "@upline/engine";
import { hexOf, writeUint } from "../history/bytes.ts";
import { EMPTY_ROOT } from "../proofs/trie.ts";

const WORD = 32;
const NIBBLES = 64;
const FIRST_CAPACITY = 1024;
/** So many leading bytes of a key are compared as one number. */
const PREFIX = 6;

/** Builds the root of a Merkle Patricia trie whose keys are hashes, as a contract's storage is kept. */
export class StorageRoot {
  #keys = new Uint8Array(FIRST_CAPACITY * WORD);
  #values = new Uint8Array(FIRST_CAPACITY * WORD);
  #count = 0;
  readonly #word = new Uint8Array(WORD);

  /** Words that are not 0. */
  get count(): number {
    return this.#count;
  }

  /** Adds a word; one that is 0 is none. Each slot at most once. */
  add(slot: bigint, word: bigint): void {
    if (word === 0n) return;
    const at = this.#count++ * WORD;
    if (at === this.#keys.length) {
      this.#keys = doubled(this.#keys);
      this.#values = doubled(this.#values);
    }
    writeUint(slot, this.#word, 0, WORD);
    this.#keys.set(keccak256(this.#word), at);
    writeUint(word, this.#values, at, WORD);
  }

  /** 32 bytes in hexadecimal. */
  root(): string {
    if (this.#count === 0) return EMPTY_ROOT;
    return hexOf(keccak256(this.#node(this.#order(), 0)));
  }

  /** Places of the keys, ascending. */
  #order(): Uint32Array {
    const keys = this.#keys;
    const prefix = new Float64Array(this.#count);
    for (let place = 0; place < this.#count; ++place) {
      let value = 0;
      for (let at = 0; at < PREFIX; ++at) value = value * 256 + (keys[place * WORD + at] ?? 0);
      prefix[place] = value;
    }
    const compare = (a: number, b: number) => (prefix[a] ?? 0) - (prefix[b] ?? 0) || this.#compare(a, b);
    return Uint32Array.from(prefix.keys()).sort(compare);
  }

  #compare(a: number, b: number): number {
    for (let at = PREFIX; at < WORD; ++at) {
      const difference = (this.#keys[a * WORD + at] ?? 0) - (this.#keys[b * WORD + at] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #nibble(place: number, depth: number): number {
    const byte = this.#keys[place * WORD + (depth >> 1)] ?? 0;
    return depth % 2 === 0 ? byte >> 4 : byte & 15;
  }

  /** The node over some keys that agree in their first nibbles, in RLP. */
  #node(places: Uint32Array, depth: number): Uint8Array {
    const first = places[0] ?? 0;
    const last = places[places.length - 1] ?? 0;
    if (places.length === 1) return list([bytes(this.#path(first, depth, NIBBLES, true)), this.#value(first)]);
    let fork = depth;
    while (fork < NIBBLES && this.#nibble(first, fork) === this.#nibble(last, fork)) ++fork;
    const branch = this.#branch(places, fork);
    return fork === depth ? branch : list([bytes(this.#path(first, depth, fork, false)), reference(branch)]);
  }

  #branch(places: Uint32Array, depth: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let from = 0;
    for (let nibble = 0; nibble < 16; ++nibble) {
      let to = from;
      while (to < places.length && this.#nibble(places[to] ?? 0, depth) === nibble) ++to;
      parts.push(from === to ? NOTHING : reference(this.#node(places.subarray(from, to), depth + 1)));
      from = to;
    }
    parts.push(NOTHING);
    return list(parts);
  }

  /** Nibbles of a key, packed with their parity and whether they end the key. */
  #path(place: number, from: number, to: number, ends: boolean): Uint8Array {
    const odd = (to - from) % 2;
    const path = new Uint8Array(1 + (to - from - odd) / 2);
    path[0] = ((ends ? 2 : 0) + odd) * 16 + (odd === 1 ? this.#nibble(place, from) : 0);
    for (let at = 1, depth = from + odd; depth < to; ++at, depth += 2) {
      path[at] = this.#nibble(place, depth) * 16 + this.#nibble(place, depth + 1);
    }
    return path;
  }

  /** A word without its leading zeros, in RLP, as a value of the trie. */
  #value(place: number): Uint8Array {
    let from = place * WORD;
    while (this.#values[from] === 0) ++from;
    return bytes(bytes(this.#values.subarray(from, (place + 1) * WORD)));
  }
}

const NOTHING = Uint8Array.of(0x80);
const SHORT = 55;

/** Bytes in RLP; none here is longer than 55. */
function bytes(content: Uint8Array): Uint8Array {
  if (content.length === 1 && (content[0] ?? 0) < 0x80) return content;
  const encoded = new Uint8Array(1 + content.length);
  encoded[0] = 0x80 + content.length;
  encoded.set(content, 1);
  return encoded;
}

/** A list in RLP, of parts that are in RLP already; a node has less than 2^16 bytes. */
function list(parts: readonly Uint8Array[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += part.length;
  const head = size <= SHORT ? 1 : size < 256 ? 2 : 3;
  const encoded = new Uint8Array(head + size);
  if (head === 1) encoded[0] = 0xc0 + size;
  else {
    encoded[0] = 0xf7 + head - 1;
    encoded[head - 1] = size & 255;
    if (head === 3) encoded[1] = size >> 8;
  }
  let at = head;
  for (const part of parts) {
    encoded.set(part, at);
    at += part.length;
  }
  return encoded;
}

/** How a node is named in the one above it: by its hash, unless it is shorter than that. */
function reference(node: Uint8Array): Uint8Array {
  return node.length < WORD ? node : bytes(keccak256(node));
}

function doubled(from: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * from.length);
  larger.set(from);
  return larger;
}
