// Typed reading of an event's decoded values.

/** The decoded values of an event, by name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** An unsigned integer. */
export function uint(args: Arguments, name: string): bigint {
  return BigInt(args[name] as bigint | number | string);
}

/** A number that fits: an id, a version, a period. */
export function small(args: Arguments, name: string): number {
  return Number(args[name]);
}

/** An address, bytes in hex, or a text. */
export function text(args: Arguments, name: string): string {
  return String(args[name]);
}

export function flag(args: Arguments, name: string): boolean {
  return args[name] === true;
}

/** The values of a struct, by name. */
export function struct(args: Arguments, name: string): Arguments {
  return args[name] as Arguments;
}

/** A list of integers, as a plain array: what ethers decodes throws beyond its end. */
export function uints(args: Arguments, name: string): readonly bigint[] {
  return Array.from(args[name] as Iterable<bigint | number>, BigInt);
}
