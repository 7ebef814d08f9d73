import { decodeBytes32String, encodeBytes32String, getAddress, isAddress, parseUnits } from "ethers";
import type { TokenUnit } from "../../../packages/protocol/src/index.ts";

/** A column of a CSV file: described once, for reading, for error messages and for help. */
export interface Column<T> {
  readonly name: string;
  /** What a cell must be, after "expected". */
  readonly expected: string;
  readonly example: string;
  /** The file may do without the column; its cells are then read as empty. */
  readonly optional?: boolean;
  /** No two rows may have the same. */
  readonly unique?: boolean;
  /** @returns Undefined if the cell is none. */
  parse(cell: string): T | undefined;
}

type Traits = Partial<Pick<Column<unknown>, "optional" | "unique">>;

/** A whole number within bounds. */
export function numberColumn(name: string, lowest: bigint, highest: bigint, example: string, traits: Traits = {}) {
  return {
    name,
    expected: `a whole number from ${lowest} to ${highest}`,
    example,
    ...traits,
    parse: (cell) => {
      const value = /^\d{1,30}$/.test(cell) ? BigInt(cell) : lowest - 1n;
      return value >= lowest && value <= highest ? value : undefined;
    },
  } satisfies Column<bigint>;
}

/** Highest id of a distributor or a product. */
export const MAX_ID = (1n << 32n) - 1n;

/** The number of a distributor or a product. */
export function idColumn(name: string, traits: Traits = {}): Column<bigint> {
  return numberColumn(name, 1n, MAX_ID, "42", traits);
}

/** Highest price that a product can have, in token units. */
const MAX_PRICE = (1n << 80n) - 1n;

/** An amount in the token's units, with at most its decimals; read exactly. In token units. */
export function amountColumn(name: string, { decimals, symbol }: TokenUnit, example: string, traits: Traits = {}) {
  const point = decimals === 0 ? "" : `(\\.\\d{1,${decimals}})?`;
  const pattern = new RegExp(`^\\d{1,25}${point}$`);
  return {
    name,
    expected: `an amount in ${symbol} like ${example}, without separators and with at most ${decimals} decimals`,
    example,
    ...traits,
    parse: (cell) => {
      const units = pattern.test(cell) ? parseUnits(cell, decimals) : MAX_PRICE + 1n;
      return units > MAX_PRICE ? undefined : units;
    },
  } satisfies Column<bigint>;
}

/** An address; with a checksum in its letters' case, if they have one, that fits. @returns Null for an empty cell. */
export function optionalAddressColumn(name: string, traits: Traits = {}): Column<string | null> {
  return {
    name,
    expected: "an address, or nothing",
    example: "0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045",
    ...traits,
    parse: (cell) => (cell === "" ? null : isAddress(cell) ? getAddress(cell) : undefined),
  };
}

/** Reads a sale's id: up to 160 bits, in digits or in hex. @returns Undefined if it is none. */
export function saleIdOf(text: string): bigint | undefined {
  const number = /^(0x[0-9a-fA-F]{1,40}|\d{1,49})$/.test(text) ? BigInt(text) : 0n;
  return number >= 1n && number < 1n << 160n ? number : undefined;
}

/** A sale's id. */
export function saleColumn(name: string, traits: Traits = {}): Column<bigint> {
  return {
    name,
    expected: "a sale's id, in hex or in digits",
    example: "0x5b38da6a701c568545dcfcb03fcb875f56beddc4",
    ...traits,
    parse: saleIdOf,
  };
}

/** One of some words. */
export function choiceColumn<T extends string>(name: string, choices: readonly T[], traits: Traits = {}): Column<T> {
  return {
    name,
    expected: choices.join(" or "),
    example: choices[0] ?? "",
    ...traits,
    parse: (cell) => choices.find((choice) => choice === cell),
  };
}

/** A text that fits one word of the chain, or a word in hex. */
export interface Code {
  readonly text: string;
  /** 32 bytes in hex. */
  readonly word: string;
}

/** The company's own code of something, at most 31 bytes of text, or 32 bytes in hex. */
export function codeColumn(name: string, example: string, traits: Traits = {}): Column<Code> {
  return {
    name,
    expected: "a text of 1 to 31 bytes, or 0x and 64 hexadecimal digits",
    example,
    ...traits,
    parse: codeOf,
  };
}

/** Reads a code. @returns Undefined if it does not fit one word. */
export function codeOf(text: string): Code | undefined {
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return { text, word: text.toLowerCase() };
  const bytes = Buffer.byteLength(text);
  return bytes >= 1 && bytes <= 31 ? { text, word: encodeBytes32String(text) } : undefined;
}

/** A code as people wrote it, from its word. */
export function codeText(word: string): string {
  try {
    return decodeBytes32String(word) || word;
  } catch {
    return word;
  }
}
