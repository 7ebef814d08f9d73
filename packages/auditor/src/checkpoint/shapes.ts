// Plain data of a checkpoint, which may have been altered: each value is read with its type.
import { CheckpointInvalid } from "./checkpoint-invalid.ts";

export type Fields = Readonly<Record<string, unknown>>;

const MOST_DIGITS = 80;

/** @throws CheckpointInvalid */
export function fields(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new CheckpointInvalid(what, "an object");
  return value as Fields;
}

/** @throws CheckpointInvalid */
export function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new CheckpointInvalid(what, "a list");
  return value;
}

/** A whole number, kept as decimal text. @throws CheckpointInvalid */
export function big(value: unknown, what: string): bigint {
  if (typeof value !== "string" || value.length > MOST_DIGITS || !/^-?\d+$/.test(value)) {
    throw new CheckpointInvalid(what, "a whole number as text");
  }
  return BigInt(value);
}

/** A whole number that is 0 or more and below 2^53. @throws CheckpointInvalid */
export function count(value: unknown, what: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw new CheckpointInvalid(what, "a whole number of 0 or more");
  return value as number;
}

/** @throws CheckpointInvalid */
export function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new CheckpointInvalid(what, "text");
  return value;
}

/** @throws CheckpointInvalid */
export function truth(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") throw new CheckpointInvalid(what, "true or false");
  return value;
}

/** One of some words. @throws CheckpointInvalid */
export function oneOf<T extends string>(words: readonly T[], value: unknown, what: string): T {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new CheckpointInvalid(what, `one of ${words.join(", ")}`);
  return found;
}
