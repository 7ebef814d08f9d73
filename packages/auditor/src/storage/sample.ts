import { keccak256 } from "@upline/engine";
import { bytesOf, readUint, writeUint } from "../history/bytes.ts";

const SEED = 32;

/**
 * Draws different numbers below a limit. They follow from a seed that nobody could choose to suit himself, such as a
 * block's hash, and are the same for everybody.
 * @param seed 32 bytes in hexadecimal.
 */
export function draw(seed: string, count: number, limit: number): ReadonlySet<number> {
  const drawn = new Set<number>();
  const message = new Uint8Array(SEED + 8);
  message.set(bytesOf(seed).subarray(0, SEED));
  for (let turn = 0n; drawn.size < Math.min(count, limit); ++turn) {
    writeUint(turn, message, SEED, 8);
    drawn.add(Number(readUint(keccak256(message), 0, SEED) % BigInt(limit)));
  }
  return drawn;
}
