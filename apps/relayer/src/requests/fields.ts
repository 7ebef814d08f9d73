import { getAddress } from "ethers";
import { RequestInvalid } from "../failures.ts";

/**
 * Reads a JSON object field by field, and knows which were read: what nobody asked for is refused, so that a request means
 * exactly what is sent.
 */
export class Fields {
  readonly #place: string;
  readonly #values: ReadonlyMap<string, unknown>;
  readonly #read = new Set<string>();

  /** @param place How messages call it. @throws RequestInvalid if it is no object. */
  constructor(place: string, value: unknown) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new RequestInvalid(place === "" ? "the request" : place, value, "a JSON object");
    }
    this.#place = place;
    this.#values = new Map(Object.entries(value));
  }

  #at(name: string): readonly [place: string, value: unknown] {
    this.#read.add(name);
    return [this.#place === "" ? name : `${this.#place}.${name}`, this.#values.get(name)];
  }

  /** One of some words. */
  word<T extends string>(name: string, words: readonly T[]): T {
    const [place, value] = this.#at(name);
    const found = words.find((word) => word === value);
    if (found === undefined) throw new RequestInvalid(place, value, `one of ${words.join(", ")}`);
    return found;
  }

  /** An unsigned integer of so many bits, as decimal text; as a JSON number where that is exact. */
  uint(name: string, bits: bigint): bigint {
    const [place, value] = this.#at(name);
    const number = unsigned(value);
    if (number === undefined || number >= 2n ** bits) {
      throw new RequestInvalid(place, value, `a whole number below 2^${bits} as decimal text, such as "1000000"`);
    }
    return number;
  }

  /** An address; where it has upper and lower case, its checksum must be right. */
  address(name: string): string {
    const [place, value] = this.#at(name);
    try {
      if (typeof value === "string" && /^0x[0-9a-fA-F]{40}$/.test(value)) return getAddress(value);
    } catch {
      // The checksum is wrong.
    }
    throw new RequestInvalid(place, value, "an address: 0x and 40 hexadecimal digits, with the right checksum if any");
  }

  /** So many bytes. */
  bytes(name: string, length: number): string {
    return this.#hex(name, length, length);
  }

  /** Any number of bytes up to a limit. */
  data(name: string, most = MOST_BYTES): string {
    return this.#hex(name, 0, most);
  }

  #hex(name: string, least: number, most: number): string {
    const [place, value] = this.#at(name);
    if (typeof value === "string" && /^0x(?:[0-9a-fA-F]{2})*$/.test(value)) {
      const length = value.length / 2 - 1;
      if (length >= least && length <= most) return value.toLowerCase();
    }
    const expected = least === most ? `${most} bytes` : `at most ${most} bytes`;
    throw new RequestInvalid(place, value, `${expected} as hexadecimal text, such as "0x1f"`);
  }

  /** An object, read to its end. */
  object<T>(name: string, read: (fields: Fields) => T): T {
    const [place, value] = this.#at(name);
    return whole(place, value, read);
  }

  /** A list of objects. */
  list<T>(name: string, most: number, read: (fields: Fields) => T): T[] {
    const [place, value] = this.#at(name);
    if (!Array.isArray(value) || value.length > most) {
      throw new RequestInvalid(place, value, `a list of at most ${most}`);
    }
    return value.map((item: unknown, i) => whole(`${place}[${i}]`, item, read));
  }

  /** @throws RequestInvalid if there is a field that nobody asked for. */
  end(): void {
    for (const [name, value] of this.#values) {
      if (this.#read.has(name)) continue;
      throw new RequestInvalid(this.#place === "" ? name : `${this.#place}.${name}`, value, "no such field");
    }
  }
}

function unsigned(value: unknown): bigint | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === "string" && /^(0|[1-9]\d{0,77})$/.test(value) ? BigInt(value) : undefined;
}

/** The longest signature: a contract wallet's may be that of many owners. */
const MOST_BYTES = 4_096;

/** Reads an object that must have nothing else. */
export function whole<T>(place: string, value: unknown, read: (fields: Fields) => T): T {
  const fields = new Fields(place, value);
  const result = read(fields);
  fields.end();
  return result;
}
