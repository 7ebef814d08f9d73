/** Bytes that one round of the sponge takes in, for a digest of 32 bytes. */
const RATE = 136;
const ROUNDS = 24;

/** The constants of iota, high and low half of each. */
const [IOTA_HIGH, IOTA_LOW] = roundConstants();
/** Where rho and pi move each lane, in the order in which pi visits them, and by how many bits it turns. */
const PI = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];
const RHO = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];

/** The bits of a shift register, as the standard defines the round constants. */
function roundConstants(): [Int32Array, Int32Array] {
  const high = new Int32Array(ROUNDS);
  const low = new Int32Array(ROUNDS);
  let register = 1;
  for (let round = 0; round < ROUNDS; round++) {
    for (let power = 0; power < 7; power++) {
      const bit = (1 << power) - 1;
      if ((register & 1) !== 0) {
        if (bit < 32) low[round] = (low[round] as number) ^ (1 << bit);
        else high[round] = (high[round] as number) ^ (1 << (bit - 32));
      }
      register = (register << 1) ^ ((register >> 7) * 0x171);
    }
  }
  return [high, low];
}

/**
 * Keccak-256 as Ethereum uses it (not SHA3-256), over parts of a message, so that a contract or another program can
 * compute the same hash.
 */
export class Keccak256 {
  readonly #high = new Int32Array(25);
  readonly #low = new Int32Array(25);
  readonly #block = new Uint8Array(RATE);
  #filled = 0;

  update(bytes: Uint8Array): this {
    for (const byte of bytes) {
      this.#block[this.#filled++] = byte;
      if (this.#filled === RATE) this.#absorb();
    }
    return this;
  }

  /** The 32 bytes of the hash. The object is of no use afterwards. */
  digest(): Uint8Array {
    this.#block.fill(0, this.#filled);
    this.#block[this.#filled] = 0x01;
    this.#block[RATE - 1] = (this.#block[RATE - 1] as number) | 0x80;
    this.#absorb();
    const digest = new DataView(new ArrayBuffer(32));
    for (let lane = 0; lane < 4; lane++) {
      digest.setInt32(lane * 8, this.#low[lane] as number, true);
      digest.setInt32(lane * 8 + 4, this.#high[lane] as number, true);
    }
    return new Uint8Array(digest.buffer);
  }

  #absorb(): void {
    const view = new DataView(this.#block.buffer);
    for (let lane = 0; lane < RATE / 8; lane++) {
      this.#low[lane] = (this.#low[lane] as number) ^ view.getInt32(lane * 8, true);
      this.#high[lane] = (this.#high[lane] as number) ^ view.getInt32(lane * 8 + 4, true);
    }
    permute(this.#high, this.#low);
    this.#filled = 0;
  }
}

const COLUMN_HIGH = new Int32Array(5);
const COLUMN_LOW = new Int32Array(5);

function permute(high: Int32Array, low: Int32Array): void {
  for (let round = 0; round < ROUNDS; round++) {
    theta(high, low);
    rhoAndPi(high, low);
    chi(high);
    chi(low);
    high[0] = (high[0] as number) ^ (IOTA_HIGH[round] as number);
    low[0] = (low[0] as number) ^ (IOTA_LOW[round] as number);
  }
}

function theta(high: Int32Array, low: Int32Array): void {
  parity(high, COLUMN_HIGH);
  parity(low, COLUMN_LOW);
  for (let x = 0; x < 5; x++) {
    const nextHigh = COLUMN_HIGH[(x + 1) % 5] as number;
    const nextLow = COLUMN_LOW[(x + 1) % 5] as number;
    const before = (x + 4) % 5;
    const mixHigh = (COLUMN_HIGH[before] as number) ^ ((nextHigh << 1) | (nextLow >>> 31));
    const mixLow = (COLUMN_LOW[before] as number) ^ ((nextLow << 1) | (nextHigh >>> 31));
    for (let lane = x; lane < 25; lane += 5) {
      high[lane] = (high[lane] as number) ^ mixHigh;
      low[lane] = (low[lane] as number) ^ mixLow;
    }
  }
}

function parity(half: Int32Array, columns: Int32Array): void {
  for (let x = 0; x < 5; x++) {
    let mixed = 0;
    for (let lane = x; lane < 25; lane += 5) mixed ^= half[lane] as number;
    columns[x] = mixed;
  }
}

function rhoAndPi(high: Int32Array, low: Int32Array): void {
  let movedHigh = high[1] as number;
  let movedLow = low[1] as number;
  for (let step = 0; step < 24; step++) {
    const lane = PI[step] as number;
    const turn = RHO[step] as number;
    const heldHigh = high[lane] as number;
    const heldLow = low[lane] as number;
    if (turn < 32) {
      high[lane] = (movedHigh << turn) | (movedLow >>> (32 - turn));
      low[lane] = (movedLow << turn) | (movedHigh >>> (32 - turn));
    } else {
      high[lane] = (movedLow << (turn - 32)) | (movedHigh >>> (64 - turn));
      low[lane] = (movedHigh << (turn - 32)) | (movedLow >>> (64 - turn));
    }
    movedHigh = heldHigh;
    movedLow = heldLow;
  }
}

function chi(half: Int32Array): void {
  for (let row = 0; row < 25; row += 5) {
    const a = half[row] as number;
    const b = half[row + 1] as number;
    const c = half[row + 2] as number;
    const d = half[row + 3] as number;
    const e = half[row + 4] as number;
    half[row] = a ^ (~b & c);
    half[row + 1] = b ^ (~c & d);
    half[row + 2] = c ^ (~d & e);
    half[row + 3] = d ^ (~e & a);
    half[row + 4] = e ^ (~a & b);
  }
}

/** Keccak-256 of text in UTF-8, as 0x and 64 hexadecimal digits. */
export function keccakOfText(text: string): string {
  return hex(new Keccak256().update(new TextEncoder().encode(text)).digest());
}

/** 0x and two digits a byte. */
export function hex(bytes: Uint8Array): string {
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
