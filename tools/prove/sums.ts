// Sums of products of words, in whole numbers without a limit.
import type { Sum, Word } from "./term.ts";
import { MASK, slice } from "./terms.ts";

/** One product of a sum. */
export const times = (factor: bigint | number, ...words: readonly Word[]): Sum => [{ times: BigInt(factor), words }];

/** A word as a sum of words, where that is exact: of its slices, and of what it adds up. */
export function asSum(word: Word, factor = 1n): Sum {
  if (word.kind === "const") return [{ times: factor * word.value, words: [] }];
  const single = word.kind === "joined" && word.base === 0n && word.parts.length === 1 && word.parts[0]?.at === 0;
  if (word.kind === "joined" && !single) {
    const parts = word.parts.flatMap(({ at, len, src, from }) => asSum(slice(src, from, len), factor << BigInt(at)));
    return [{ times: factor * word.base, words: [] }, ...parts];
  }
  if (word.kind === "op" && word.op === "add" && word.args.reduce((most, arg) => most + arg.most, 0n) <= MASK) {
    return word.args.flatMap((arg) => asSum(arg, factor));
  }
  return [{ times: factor, words: [word] }];
}

/** A sum multiplied by words. */
export const scaled = (sum: Sum, ...by: readonly Word[]): Sum =>
  sum.map(({ times, words }) => ({ times, words: [...words, ...by] }));
