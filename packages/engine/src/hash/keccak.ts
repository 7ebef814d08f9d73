import { CONSTANTS, KECCAK_F } from "./keccak-f.ts";

/** Bytes that one round of the sponge takes in, for a digest of 32 bytes. */
const RATE = 136;
const STATE = 200;
const ROUNDS = 24;

/** What is used of the global that browsers and Node have; the language's own types do not describe it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

const { f: permute, m: memory } = new WebAssembly.Instance(new WebAssembly.Module(KECCAK_F)).exports as {
  readonly f: (constants: number) => void;
  readonly m: { readonly buffer: ArrayBuffer };
};
/** The state that is permuted; between two permutations it belongs to nobody. */
const shared = new Uint8Array(memory.buffer, 0, STATE);
writeRoundConstants(new DataView(memory.buffer));

/** The constants of iota: the bits of a shift register, as the standard defines them. */
function writeRoundConstants(view: DataView): void {
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    let constant = 0n;
    for (let power = 0; power < 7; power++) {
      if ((register & 1) !== 0) constant ^= 1n << BigInt((1 << power) - 1);
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
    view.setBigUint64(CONSTANTS + round * 8, constant, true);
  }
}

/**
 * Keccak-256 as Ethereum uses it (not SHA3-256), over parts of a message, so that a contract or another program can
 * compute the same hash.
 */
export class Keccak256 {
  readonly #state = new Uint8Array(STATE);
  #filled = 0;

  update(bytes: Uint8Array): this {
    const state = this.#state;
    for (let at = 0; at < bytes.length; at++) {
      state[this.#filled] = (state[this.#filled] as number) ^ (bytes[at] as number);
      if (++this.#filled === RATE) this.#absorb();
    }
    return this;
  }

  /** The 32 bytes of the hash. The object is of no use afterwards. */
  digest(): Uint8Array {
    const state = this.#state;
    state[this.#filled] = (state[this.#filled] as number) ^ 0x01;
    state[RATE - 1] = (state[RATE - 1] as number) ^ 0x80;
    this.#absorb();
    return state.slice(0, 32);
  }

  #absorb(): void {
    shared.set(this.#state);
    permute(CONSTANTS);
    this.#state.set(shared);
    this.#filled = 0;
  }
}

/** Keccak-256 of a message that is shorter than a block, of 136 bytes, without an object for it. */
export function keccakOfShort(message: Uint8Array): Uint8Array {
  shared.fill(0);
  shared.set(message);
  shared[message.length] = 0x01;
  shared[RATE - 1] = (shared[RATE - 1] as number) ^ 0x80;
  permute(CONSTANTS);
  return shared.slice(0, 32);
}

/** Keccak-256 of a message of any length, at once. */
export function keccak256(message: Uint8Array): Uint8Array {
  shared.fill(0);
  let at = 0;
  for (; message.length - at >= RATE; at += RATE) {
    mix(message, at, RATE);
    permute(CONSTANTS);
  }
  const rest = message.length - at;
  mix(message, at, rest);
  shared[rest] = (shared[rest] as number) ^ 0x01;
  shared[RATE - 1] = (shared[RATE - 1] as number) ^ 0x80;
  permute(CONSTANTS);
  return shared.slice(0, 32);
}

function mix(message: Uint8Array, from: number, count: number): void {
  for (let at = 0; at < count; at++) shared[at] = (shared[at] as number) ^ (message[from + at] as number);
}

/** Keccak-256 of text in UTF-8, as 0x and 64 hexadecimal digits. */
export function keccakOfText(text: string): string {
  return hex(keccak256(new TextEncoder().encode(text)));
}

/** 0x and two digits a byte. */
export function hex(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
