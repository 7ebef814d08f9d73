import { CheckpointInvalid } from "../checkpoint/checkpoint-invalid.ts";
import type { KeptTable } from "../checkpoint/kept.ts";
import { text } from "../checkpoint/shapes.ts";

// Millions of wallets, or pairs of people, would fill a Map of texts with 150 bytes each; this takes 40.

/** Bytes of a word. */
const WORD = 4;

/** Numbers keys of a fixed count of 32-bit words in the order in which they were first seen, from 0. */
export class KeyTable implements KeptTable {
  readonly #words: number;
  #keys: Uint32Array<ArrayBuffer>;
  /** Number of the key in each place plus one; 0: the place is free. */
  #places = new Uint32Array(1024);
  #size = 0;

  constructor(words: number) {
    this.#words = words;
    this.#keys = new Uint32Array(512 * words);
  }

  /** How many keys there are. */
  get size(): number {
    return this.#size;
  }

  /** The number of a key, or -1. */
  find(key: readonly number[]): number {
    return (this.#places[this.#placeOf(key)] as number) - 1;
  }

  /** The number of a key, which gets one if it has none. */
  number(key: readonly number[]): number {
    const place = this.#placeOf(key);
    const known = this.#places[place] as number;
    if (known > 0) return known - 1;
    const added = this.#size++;
    if (this.#size * this.#words > this.#keys.length) this.#keys = grown(this.#keys, 2 * this.#keys.length);
    this.#keys.set(key, added * this.#words);
    this.#places[place] = this.#size;
    if (this.#size * 2 > this.#places.length) this.#spread();
    return added;
  }

  /** The key of a number that was given out. */
  key(number: number): readonly number[] {
    return [...this.#keys.subarray(number * this.#words, (number + 1) * this.#words)];
  }

  /** All keys in Base64, the words' highest bytes first. */
  written(): string {
    const words = this.#keys.subarray(0, this.#size * this.#words);
    const bytes = Buffer.alloc(words.length * WORD);
    for (const [at, word] of words.entries()) bytes.writeUInt32BE(word, at * WORD);
    return bytes.toString("base64");
  }

  read(written: unknown): void {
    const bytes = Buffer.from(text(written, "keys"), "base64");
    const width = this.#words * WORD;
    for (let from = 0; from + width <= bytes.length; from += width) {
      this.number(Array.from({ length: this.#words }, (_, word) => bytes.readUInt32BE(from + word * WORD)));
    }
    if (this.#size * width !== bytes.length) throw new CheckpointInvalid("table of keys", "whole, each key once");
  }

  /** Where a key lies, or the free place that it would take. */
  #placeOf(key: readonly number[]): number {
    const mask = this.#places.length - 1;
    let place = hashOf(key) & mask;
    for (;;) {
      const number = this.#places[place] as number;
      if (number === 0 || this.#isAt(number - 1, key)) return place;
      place = (place + 1) & mask;
    }
  }

  #isAt(number: number, key: readonly number[]): boolean {
    const from = number * this.#words;
    for (let word = 0; word < this.#words; word++) if (this.#keys[from + word] !== key[word]) return false;
    return true;
  }

  #spread(): void {
    this.#places = new Uint32Array(2 * this.#places.length);
    const mask = this.#places.length - 1;
    for (let number = 0; number < this.#size; number++) {
      let place = hashOf(this.key(number)) & mask;
      while (this.#places[place] !== 0) place = (place + 1) & mask;
      this.#places[place] = number + 1;
    }
  }
}

/** Murmur3's mixing, since addresses may be chosen to collide in their last words. */
function hashOf(key: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const word of key) {
    hash = Math.imul(hash ^ word, 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

function grown(values: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(values);
  return larger;
}

/** The five words of an address. */
export function addressKey(address: string): readonly number[] {
  return [0, 1, 2, 3, 4].map((word) => Number.parseInt(address.slice(2 + 8 * word, 10 + 8 * word), 16));
}

/** The address of five words, in lower case. */
export function keyAddress(key: readonly number[]): string {
  return `0x${key.map((word) => word.toString(16).padStart(8, "0")).join("")}`;
}
