import { getBytes, hexlify, keccak256 } from "ethers";

/** A value that is filled into a contract's code when it is deployed. */
export interface Immutable {
  /** As in the source, for example `_notice`. */
  readonly name: string;
  /** Where its word of 32 bytes stands in the code, in bytes from the start. */
  readonly places: readonly number[];
}

/** A contract as it was built. */
export interface Build {
  readonly contract: string;
  /** Bytes of its code. */
  readonly length: number;
  /** Hash of its code with zeros where immutables are filled in. */
  readonly hash: string;
  readonly immutables: readonly Immutable[];
}

/** How a contract's code on the chain compares with a build's. */
export interface Comparison {
  readonly equal: boolean;
  /** Hash of the code with its immutables taken out, which is the build's where the code is. */
  readonly hash: string;
  /** Each immutable's word by name; more than one where its places differ. Only where the code is equal. */
  readonly immutables: ReadonlyMap<string, readonly bigint[]>;
}

/** Bytes of an immutable in the code, whatever its type. */
export const IMMUTABLE_LENGTH = 32;

/** Compares code from the chain with a build's. @param code In hex. */
export function compareCode({ hash: built, immutables }: Build, code: string): Comparison {
  const bytes = getBytes(code);
  const masked = bytes.slice();
  for (const place of immutables.flatMap(({ places }) => places)) {
    if (place + IMMUTABLE_LENGTH <= masked.length) masked.fill(0, place, place + IMMUTABLE_LENGTH);
  }
  const hash = keccak256(masked);
  const equal = hash === built;
  return { equal, hash, immutables: equal ? immutablesIn(immutables, bytes) : new Map() };
}

function immutablesIn(immutables: readonly Immutable[], code: Uint8Array): ReadonlyMap<string, readonly bigint[]> {
  const wordAt = (place: number) => BigInt(hexlify(code.subarray(place, place + IMMUTABLE_LENGTH)));
  return new Map(immutables.map(({ name, places }) => [name, [...new Set(places.map(wordAt))]]));
}
