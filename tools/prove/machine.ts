// Memory, storage and the world around a contract, with unknowns in them.
import { type Log, written } from "./log.ts";
import type { MemoryWrite, State, StorageWrite } from "./state.ts";
import { times } from "./sums.ts";
import type { Truth, Word } from "./term.ts";
import {
  add,
  all,
  any,
  atMost,
  below,
  bitsOf,
  choice,
  constant,
  equal,
  not,
  or,
  shl,
  slice,
  stored,
  TRUE,
  ZERO,
} from "./terms.ts";

/** The prover does not know how to follow the code here. */
export class UnsupportedError extends Error {
  constructor(what: string) {
    super(`The prover cannot follow this: ${what}.`);
    this.name = "UnsupportedError";
  }
}

/** Asks whether this is always so where a state is. */
export type Prove = (state: State, claim: Truth) => boolean;

const end = (at: Word, bytes: number) => add(at, constant(bytes));

/** Whether two places of memory surely do not overlap. */
function apart(state: State, a: Word, aBytes: number, b: Word, bBytes: number, prove: Prove): boolean {
  if (a.kind === "const" && b.kind === "const") {
    return a.value + BigInt(aBytes) <= b.value || b.value + BigInt(bBytes) <= a.value;
  }
  return prove(state, any(not(below(b, end(a, aBytes))), not(below(a, end(b, bBytes)))));
}

/** Reads bytes of memory, as the lowest of a word. */
export function readMemory(state: State, at: Word, bytes: number, prove: Prove): Word {
  if (at.kind === "choice") {
    return choice(at.when, readMemory(state, at.yes, bytes, prove), readMemory(state, at.no, bytes, prove));
  }
  return readBytes(state, state.memory, at, bytes, prove);
}

function readBytes(state: State, memory: Log<MemoryWrite>, at: Word, bytes: number, prove: Prove): Word {
  if (bytes === 0 || memory === undefined) return ZERO;
  const { what, when, before } = memory;
  const older = () => readBytes(state, before, at, bytes, prove);
  if (at.kind !== "const" || what.at.kind !== "const") {
    if (what.at === at && what.bytes === bytes && what.value) return choice(when, what.value, older());
    const { first = what.at, bytes: most = what.bytes } = what.within ?? {};
    if (apart(state, at, bytes, first, most, prove)) return older();
    throw new UnsupportedError(`memory read at a place that may be what was written elsewhere`);
  }
  const [from, first] = [Number(at.value), Number(what.at.value)];
  const [start, stop] = [Math.max(from, first), Math.min(from + bytes, first + what.bytes)];
  if (start >= stop) return older();
  if (what.value === undefined) throw new UnsupportedError("a read of memory of which nothing is known");
  const rest = (place: number, count: number) => readBytes(state, before, constant(place), count, prove);
  const inner = slice(what.value, 8 * (first + what.bytes - stop), 8 * (stop - start));
  const left = shl(8 * (from + bytes - start), rest(from, start - from));
  const whole = or(or(left, shl(8 * (from + bytes - stop), inner)), rest(stop, from + bytes - stop));
  return when === TRUE ? whole : choice(when, whole, older());
}

/** Writes bytes of memory; at a place that is a choice, at each of both. */
export function writeMemory(state: State, at: Word, bytes: number, value: Word | undefined, when: Truth = TRUE): State {
  if (at.kind === "choice") {
    const first = writeMemory(state, at.yes, bytes, value, all(when, at.when));
    return writeMemory(first, at.no, bytes, value, all(when, not(at.when)));
  }
  return state.with({ memory: written(state.memory, { at, bytes, value }, when) });
}

/** A key that is a hash, or a little behind one: never a small number, nor another hash. */
const hashed = (key: Word): Word | undefined => {
  if (key.kind === "hash") return key;
  if (key.kind === "op" && key.op === "add" && key.args[0]?.kind === "hash" && key.args[1]?.kind === "const") {
    return key.args[0];
  }
  return undefined;
};

const SMALL = 1n << 128n;

/** When two keys of storage are the same: hashes are taken to be none of the small numbers. */
function sameKey(a: Word, b: Word): Truth {
  const [x, y] = [hashed(a), hashed(b)];
  if ((x && !y && b.most < SMALL) || (y && !x && a.most < SMALL)) return not(TRUE);
  return equal(a, b);
}

/** Reads a word of storage. @param first What storage is called of which nothing was written. */
export function readStorage(log: Log<StorageWrite>, key: Word, first: string): Word {
  if (log === undefined) return stored(first, key);
  const { what, when, before } = log;
  const older = () => readStorage(before, key, first);
  if (what.kind === "range") {
    if (key.least >= what.first && key.most <= what.last) return stored(what.store, key);
    if (key.most < what.first || key.least > what.last || hashed(key)) return older();
    throw new UnsupportedError("a read of storage that may be in a range of which nothing is known");
  }
  const same = all(when, sameKey(key, what.key));
  if (same.kind === "false") return older();
  return choice(same, what.value, older());
}

/** Shifts by a number of bits that is one of a few. */
export function shifted(amount: Word, word: Word, shift: (bits: number, word: Word) => Word): Word {
  if (amount.kind === "const") return shift(amount.value > 255n ? 256 : Number(amount.value), word);
  if (amount.kind === "choice") {
    return choice(amount.when, shifted(amount.yes, word, shift), shifted(amount.no, word, shift));
  }
  const [steps, of] = stepsOf(amount);
  let result = shift(0, word);
  for (let i = 1; i <= Number(of.most); i += 1) result = choice(equal(of, constant(i)), shift(i * steps, word), result);
  return result;
}

/** An amount as a multiple of a small number. */
function stepsOf(amount: Word): readonly [number, Word] {
  if (amount.most > 255n) throw new UnsupportedError("a shift by anything");
  const zeros = amount.kind === "joined" && amount.base === 0n ? Math.min(...amount.parts.map(({ at }) => at)) : 0;
  return [1 << zeros, slice(amount, zeros, bitsOf(amount.most))];
}

/** That a word is at most another, in whole numbers. */
export const noMoreThan = (a: Word, b: Word): Truth => atMost(times(1, a), times(1, b));
