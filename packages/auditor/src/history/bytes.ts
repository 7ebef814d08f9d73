// Hexadecimal text to bytes and back, and numbers in bytes. An audit reads every byte of a history, so these are fast.
import { keccak256 } from "@upline/engine";
import { AuditError } from "../audit-error.ts";

/** Text that should be bytes in hexadecimal is not. */
export class HexMalformed extends AuditError {
  override readonly name = "HexMalformed";

  constructor(text: string) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    super(
      `"${shown}" is not bytes in hexadecimal, 0x and two digits a byte`,
      { text: shown },
      "Ask another source for the events.",
    );
  }
}

const DIGITS = "0123456789abcdef";
/** The value of each character code; 255 where it is no digit. */
const VALUES = Uint8Array.from({ length: 256 }, (_, code) => {
  const value = DIGITS.indexOf(String.fromCharCode(code).toLowerCase());
  return value < 0 ? 255 : value;
});
const CODES = Uint8Array.from(DIGITS, (digit) => digit.charCodeAt(0));
/** Longer text is made of pieces, since a call takes only so many arguments. */
const PIECE = 2_048;

/** The bytes of hexadecimal text. @throws HexMalformed */
export function bytesOf(hex: string): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, (hex.length - 2) >> 1));
  writeHex(hex, bytes, 0);
  return bytes;
}

/** Writes the bytes of hexadecimal text. @returns Where they end. @throws HexMalformed if it is none, or does not fit. */
export function writeHex(hex: string, into: Uint8Array, from: number): number {
  const count = (hex.length - 2) >> 1;
  if (hex.length < 2 || hex.length % 2 !== 0 || hex[0] !== "0" || hex[1] !== "x" || from + count > into.length) {
    throw new HexMalformed(hex);
  }
  for (let at = 0; at < count; ++at) {
    const high = VALUES[hex.charCodeAt(2 * at + 2)] ?? 255;
    const low = VALUES[hex.charCodeAt(2 * at + 3)] ?? 255;
    if (high === 255 || low === 255) throw new HexMalformed(hex);
    into[from + at] = (high << 4) | low;
  }
  return from + count;
}

/** 0x and two digits a byte. */
export function hexOf(bytes: Uint8Array, from = 0, to = bytes.length): string {
  if (to - from > PIECE) return `${hexOf(bytes, from, from + PIECE)}${hexOf(bytes, from + PIECE, to).slice(2)}`;
  const codes: number[] = [48, 120];
  for (let at = from; at < to; ++at) {
    const byte = bytes[at] ?? 0;
    codes.push(CODES[byte >> 4] ?? 0, CODES[byte & 15] ?? 0);
  }
  // At once: text that grows digit by digit leaves a thousand bytes to be collected for each address.
  return String.fromCharCode.apply(null, codes);
}

/** A big-endian number of `size` bytes. */
export function readUint(bytes: Uint8Array, from: number, size: number): bigint {
  let at = from;
  const end = from + size;
  while (at < end && bytes[at] === 0) ++at;
  let value = 0n;
  // Six bytes at a time fit a number exactly; mostly the whole amount does.
  while (at < end) {
    const stop = Math.min(at + 6, end);
    const width = stop - at;
    let part = 0;
    for (; at < stop; ++at) part = part * 256 + (bytes[at] ?? 0);
    value = value === 0n ? BigInt(part) : (value << BigInt(8 * width)) | BigInt(part);
  }
  return value;
}

/** Writes a number in `size` bytes, big-endian. @throws RangeError if it needs more, or is negative. */
export function writeUint(value: bigint, into: Uint8Array, from: number, size: number): void {
  let left = value;
  let at = from + size;
  if (value < 0n) throw new RangeError(`${value} is negative`);
  while (left > 0n && at > from) {
    let part = Number(left & 0xffff_ffff_ffffn);
    for (let i = 0; i < 6 && at > from; ++i) {
      into[--at] = part % 256;
      part = Math.floor(part / 256);
    }
    left >>= 48n;
    if (at === from && (left > 0n || part > 0)) throw new RangeError(`${value} does not fit ${size} bytes`);
  }
  into.fill(0, from, at);
}

/** A number as 32 bytes in hexadecimal. */
export function wordHex(value: bigint): string {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

const ADDRESS = 20;
const NOBODY = `0x${"0".repeat(2 * ADDRESS)}`;
const LETTER_A = 97;
const UPPER_CASE = 32;
const letters = new Uint8Array(2 * ADDRESS);

/** The address of 20 bytes, with its checksum. */
export function addressOf(bytes: Uint8Array, from: number): string {
  let any = 0;
  for (let at = 0; at < ADDRESS; ++at) {
    const byte = bytes[from + at] ?? 0;
    any |= byte;
    letters[2 * at] = CODES[byte >> 4] ?? 0;
    letters[2 * at + 1] = CODES[byte & 15] ?? 0;
  }
  if (any === 0) return NOBODY;
  const hash = keccak256(letters);
  const codes: number[] = [48, 120];
  for (let at = 0; at < letters.length; ++at) {
    const letter = letters[at] ?? 0;
    const nibble = ((hash[at >> 1] ?? 0) >> (at % 2 === 0 ? 4 : 0)) & 15;
    codes.push(letter >= LETTER_A && nibble > 7 ? letter - UPPER_CASE : letter);
  }
  return String.fromCharCode.apply(null, codes);
}
