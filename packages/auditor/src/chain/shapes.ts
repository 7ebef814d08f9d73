// The shapes of what a source answers: each function returns the value, or says what is wrong with it.
import { isHexString } from "ethers";
import { FieldMalformed } from "./field-malformed.ts";

/** An object with any fields. */
export type Fields = Readonly<Record<string, unknown>>;

export function toObject(what: string, value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new FieldMalformed(what, "object", value);
  }
  return value as Fields;
}

export function toArray(what: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new FieldMalformed(what, "array", value);
  return value;
}

/** Whole bytes in hex, in lower case. @param bytes How many, if that is known. */
export function toBytes(what: string, value: unknown, bytes?: number): string {
  if (!isHexString(value, bytes ?? true)) throw new FieldMalformed(what, bytes, value);
  return value.toLowerCase();
}

/** A number of 256 bits at most, in hex with or without leading zeros. */
export function toNumber(what: string, value: unknown): bigint {
  if (typeof value !== "string" || !/^0x[0-9a-f]{1,64}$/i.test(value)) {
    throw new FieldMalformed(what, "number in hex", value);
  }
  return BigInt(value);
}

/** A number that the language counts exactly. */
export function toIndex(what: string, value: unknown): number {
  const number = toNumber(what, value);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw new FieldMalformed(what, "number below 2^53", value);
  return Number(number);
}
