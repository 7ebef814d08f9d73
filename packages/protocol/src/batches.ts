import { ProtocolError } from "./protocol-error.ts";

/** A batch or a page has to have room for something. */
export class SizeInvalid extends ProtocolError {
  override readonly name = "SizeInvalid";

  constructor(what: string, size: number) {
    super(`${what} is ${size}, expected a whole number of at least 1`, { what, size }, `Give another ${what}.`);
  }
}

/** @throws SizeInvalid unless `size` is a whole number of at least 1. */
export function checkSize(what: string, size: number): void {
  if (!Number.isSafeInteger(size) || size < 1) throw new SizeInvalid(what, size);
}

/** Splits a list into lists of at most `size`. @throws SizeInvalid if that has no room for anything. */
export function inBatches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  checkSize("batch size", size);
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, i) => items.slice(i * size, (i + 1) * size));
}
