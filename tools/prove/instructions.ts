// The EVM's instructions, as Yul calls them, on words with unknowns.

import {
  BALANCES,
  CREDIT,
  CREDITS,
  CREDITS_BEGIN,
  CREDITS_END,
  GHOST_ADDRESS,
  GHOST_NUMBERS,
  MOST_RECEIPT,
  READS,
} from "./ghosts.ts";
import { type Log, written } from "./log.ts";
import { noMoreThan, type Prove, readMemory, readStorage, shifted, UnsupportedError, writeMemory } from "./machine.ts";
import type { State, StorageWrite } from "./state.ts";
import type { Truth, Word } from "./term.ts";
import {
  add,
  all,
  and,
  any,
  below,
  complement,
  constant,
  div,
  equal,
  hashOf,
  LIMIT,
  less,
  mod,
  mul,
  not,
  ONE,
  or,
  shl,
  shr,
  slice,
  stored,
  sub,
  truthOf,
  wordOf,
  xor,
  ZERO,
} from "./terms.ts";
import { type Ends, panicOf, type World } from "./world.ts";

interface Valued {
  readonly state: State;
  readonly values: readonly Word[];
}

const HALF = constant(LIMIT / 2n);
/** Whether a number is below another, both with signs: as without, with the highest bits turned. */
const signedBelow = (a: Word, b: Word) => below(add(a, HALF), add(b, HALF));

const PURE: Readonly<Record<string, (a: Word, b: Word) => Word>> = {
  add,
  sub,
  mul,
  div,
  mod,
  and,
  or,
  xor,
  not: (a) => complement(a),
  iszero: (a) => wordOf(not(truthOf(a))),
  eq: (a, b) => wordOf(equal(a, b)),
  lt: (a, b) => wordOf(below(a, b)),
  gt: (a, b) => wordOf(below(b, a)),
  slt: (a, b) => wordOf(signedBelow(a, b)),
  sgt: (a, b) => wordOf(signedBelow(b, a)),
  shl: (a, b) => shifted(a, b, shl),
  shr: (a, b) => shifted(a, b, shr),
};

/** What does nothing that a property could see. */
const SILENT = new Set(["log0", "log1", "log2", "log3", "log4", "pop"]);

export class Instructions {
  private readonly world: World;
  private readonly ends: Ends;
  private readonly prove: Prove;

  constructor(world: World, ends: Ends, prove: Prove) {
    this.world = world;
    this.ends = ends;
    this.prove = prove;
  }

  /** An instruction on something named in the code. */
  named(name: string, text: string, state: State): Valued {
    if (name === "loadimmutable") return { state, values: [this.world.immutable(text)] };
    throw new UnsupportedError(`${name}("${text}")`);
  }

  /** What an instruction gives; undefined where the run ends with it. */
  execute(name: string, args: readonly Word[], state: State): Valued | undefined {
    const [a = ZERO, b = ZERO, c = ZERO] = args;
    if (name === "sub" && notAbove(state, b, a)) return { state, values: [less(a, b)] };
    if (name === "add" && b.most > HALF.most && b.kind === "const")
      return this.execute("sub", [a, sub(ZERO, b)], state);
    if (name === "add" && a.kind === "const" && a.most > HALF.most) return this.execute("add", [b, a], state);
    const pure = PURE[name];
    if (pure) return { state, values: [pure(a, b)] };
    if (SILENT.has(name)) return { state, values: [] };
    switch (name) {
      case "mload":
        return { state, values: [readMemory(state, a, 32, this.prove)] };
      case "mstore":
        return { state: this.store(state, a, b), values: [] };
      case "mstore8":
        return { state: writeMemory(state, a, 1, slice(b, 0, 8)), values: [] };
      case "sload":
        return this.sload(state, a);
      case "sstore":
        return { state: this.sstore(state, a, b), values: [] };
      case "tload":
        return { state, values: [readTransient(state.transient, a)] };
      case "tstore":
        return { state: state.with({ transient: write(state.transient, a, b) }), values: [] };
      case "keccak256":
        return { state, values: [this.hash(state, a, b)] };
      case "call":
        return this.call(state, args);
      case "return":
      case "stop":
        this.ends.finished(state);
        return undefined;
      case "revert":
        this.revert(state, a, b);
        return undefined;
      case "invalid":
        this.ends.failed(state, "an impossible state");
        return undefined;
      case "byte":
        return { state, values: [a.kind === "const" && a.value < 32n ? slice(b, 248 - 8 * Number(a.value), 8) : ZERO] };
      case "memoryguard":
        return { state, values: [a] };
      default:
        return { state, values: [this.world.value(name, a, c)] };
    }
  }

  private store(state: State, at: Word, value: Word): State {
    const begin = state.ghost(CREDITS_BEGIN);
    if (begin === ZERO) return writeMemory(state, at, 32, value);
    const end = state.ghost(CREDITS_END);
    if (at !== end) {
      const behind = not(below(at, add(begin, constant(MOST_RECEIPT))));
      if (!this.prove(state, any(behind, not(below(begin, add(at, constant(32))))))) {
        throw new UnsupportedError("a write into the receipt that is no credit at its end");
      }
      return writeMemory(state, at, 32, value);
    }
    // A word with the credit in its upper half. What was reserved must hold all of it.
    const room = not(below(add(begin, constant(MOST_RECEIPT)), add(end, constant(32))));
    this.ends.claimed(state, all(room, not(below(end, begin))), "a credit is written within what the receipt reserved");
    this.ends.claimed(state, equal(slice(value, 0, 128), ZERO), "a credit is nothing but id and amount");
    const counted = state.withGhost(CREDITS, add(state.ghost(CREDITS), slice(value, 128, 96)));
    const next = counted.withGhost(CREDITS_END, add(end, constant(CREDIT)));
    const within = { first: begin, bytes: MOST_RECEIPT };
    return next.with({ memory: written(state.memory, { at, bytes: 32, value, within }) });
  }

  private ofPeople(key: Word): boolean {
    const { people } = this.world;
    return people !== undefined && key.least >= people.first && key.most <= people.last;
  }

  private sload(state: State, key: Word): Valued {
    const value = readStorage(state.storage, key, "0");
    if (!this.ofPeople(key)) return { state, values: [value] };
    return { state: this.counted(state, value), values: [value] };
  }

  /** A distributor's word was read. Where nothing wrote it, its balance is a part of the sum of all. */
  private counted(state: State, value: Word): State {
    const next = state.withGhost(READS, add(state.ghost(READS), ONE));
    if (value.kind !== "stored") return next;
    return next.where(noMoreThan(balanceOf(value), state.ghost(BALANCES))) ?? next;
  }

  private sstore(state: State, key: Word, value: Word): State {
    const next = state.with({ storage: write(state.storage, key, value) });
    if (!this.ofPeople(key)) return next;
    const before = balanceOf(readStorage(state.storage, key, "0"));
    return next.withGhost(BALANCES, sub(add(state.ghost(BALANCES), balanceOf(value)), before));
  }

  private hash(state: State, at: Word, size: Word): Word {
    if (size.kind !== "const") throw new UnsupportedError("a hash of unknown length");
    const words: Word[] = [];
    for (let done = 0; done < Number(size.value); done += 32) {
      const bytes = Math.min(32, Number(size.value) - done);
      words.push(readMemory(state, add(at, constant(done)), bytes, this.prove));
    }
    return hashOf([...words, size]);
  }

  private revert(state: State, at: Word, size: Word): void {
    const code = size.kind === "const" && size.value >= 4n ? panicOf(readMemory(state, at, 4, this.prove)) : false;
    if (code) this.ends.panicked(state, readMemory(state, add(at, constant(4)), 32, this.prove));
  }

  /** A property asks for what the prover counts, or sets it. */
  private call(state: State, args: readonly Word[]): Valued {
    const [, to = ZERO, , at = ZERO, size = ZERO, out = ZERO] = args;
    if (to.kind !== "const" || to.value !== GHOST_ADDRESS) throw new UnsupportedError("a call of another contract");
    const number = readMemory(state, at, 32, this.prove);
    const name = number.kind === "const" ? GHOST_NUMBERS[Number(number.value)] : undefined;
    if (name === undefined || size.kind !== "const")
      throw new UnsupportedError("a question that is not one of the known");
    if (size.value === 32n) return { state: writeMemory(state, out, 32, state.ghost(name)), values: [ONE] };
    const value = readMemory(state, add(at, constant(32)), 32, this.prove);
    const set = state.withGhost(name, value);
    return { state: name === CREDITS_BEGIN ? set.withGhost(CREDITS_END, value) : set, values: [ONE] };
  }
}

const balanceOf = (word: Word) => slice(word, 32, 96);

const write = (log: Log<StorageWrite>, key: Word, value: Word) =>
  written<StorageWrite>(log, { kind: "word", key, value });

/** What a transaction begins with is zero. */
function readTransient(log: Log<StorageWrite>, key: Word): Word {
  const value = readStorage(log, key, "transient");
  return value === stored("transient", key) ? ZERO : value;
}

/** Whether a path says that a word is at most another. */
function notAbove({ path }: State, low: Word, high: Word): boolean {
  const ways = [below(low, high), not(below(high, low)), ...(low === ONE ? [not(equal(high, ZERO))] : [])];
  const says = (truth: Truth): boolean => ways.includes(truth) || (truth.kind === "all" && truth.of.some(says));
  return path.some(says);
}
