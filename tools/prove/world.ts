// What is around a contract while it runs, and how a run ends.
import type { Range } from "./induction.ts";
import { UnsupportedError } from "./machine.ts";
import type { State } from "./state.ts";
import type { Truth, Word } from "./term.ts";
import { constant, FALSE, or, shl, slice, unknown, ZERO } from "./terms.ts";

/** A parameter of an external function: a word, of which so many bits can be set. */
export interface Parameter {
  readonly name: string;
  readonly bits: number;
}

/** The bits of the surroundings' values. */
const VALUES: Readonly<Record<string, number>> = { caller: 160, timestamp: 64, chainid: 64, address: 160, gas: 64 };

export class World {
  readonly people: Range | undefined;
  private readonly selector: bigint;
  private readonly args: readonly Word[];

  /** @param people Where the distributors' words are in storage. */
  constructor(selector: bigint, parameters: readonly Parameter[], people: Range | undefined) {
    this.selector = selector;
    this.args = parameters.map(({ name, bits }) => unknown(name, bits));
    this.people = people;
  }

  /** An immutable of the contract. */
  immutable(name: string): Word {
    return unknown(`immutable ${name}`);
  }

  /** What an instruction without effect tells of the surroundings. */
  value(name: string, at: Word, _size: Word): Word {
    if (name === "calldatasize") return constant(4 + 32 * this.args.length);
    if (name === "callvalue") return ZERO;
    if (name === "calldataload") return this.calldata(at);
    const bits = VALUES[name];
    if (bits === undefined) throw new UnsupportedError(`the instruction ${name}`);
    return unknown(name, bits);
  }

  private calldata(at: Word): Word {
    if (at.kind !== "const") throw new UnsupportedError("calldata read at an unknown place");
    const place = Number(at.value);
    if (place === 0) return or(shl(224, constant(this.selector)), slice(this.args[0] ?? ZERO, 32, 224));
    if ((place - 4) % 32 !== 0) throw new UnsupportedError("calldata read across two words");
    return this.args[(place - 4) / 32] ?? ZERO;
  }
}

/** The selector of `Panic(uint256)`. */
const PANIC = 0x4e487b71n;
export const panicOf = (selector: Word): boolean => selector.kind === "const" && selector.value === PANIC;

const PANICS: ReadonlyMap<bigint, string> = new Map([
  [0x01n, "assertion"],
  [0x11n, "overflow"],
  [0x12n, "division by zero"],
  [0x21n, "enum out of range"],
  [0x32n, "index out of range"],
  [0x41n, "out of memory"],
]);

/** What must hold at one place of a run. */
export interface Obligation {
  readonly state: State;
  readonly claim: Truth;
  readonly what: string;
  /** What the path says from here on may be enough. */
  readonly from: number;
}

/** How the ways of a run end. */
export class Ends {
  readonly obligations: Obligation[] = [];
  readonly successes: State[] = [];

  finished(state: State): void {
    this.successes.push(state);
  }

  claimed(state: State, claim: Truth, what: string, from = 0): void {
    if (claim.kind !== "true") this.obligations.push({ state, claim, what, from });
  }

  failed(state: State, what: string): void {
    this.obligations.push({ state, claim: FALSE, what, from: 0 });
  }

  /** A failed assertion, or a check of Solidity's own, neither of which may ever be reached. */
  panicked(state: State, code: Word): void {
    const name = code.kind === "const" ? PANICS.get(code.value) : undefined;
    this.failed(state, name ?? "panic");
  }
}
