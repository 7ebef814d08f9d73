// Loops of any number of rounds: what a rule says holds before the first round, and if it holds before a round, it holds
// behind it. So one round is run, from any values of which the rule holds.

import { CREDITS_BEGIN, CREDITS_END, GHOSTS, ghostBits, MOST_RECEIPT } from "./ghosts.ts";
import { type Log, since, written } from "./log.ts";
import { type Prove, readMemory, UnsupportedError, writeMemory } from "./machine.ts";
import type { MemoryWrite, State, StorageWrite } from "./state.ts";
import { times } from "./sums.ts";
import type { Sum, Truth, Word } from "./term.ts";
import { all, atMost, below, constant, equal, unknown, ZERO } from "./terms.ts";
import type { Block, Loop } from "./yul.ts";

/** What a rule sees of a state. */
export interface View {
  /** A variable by its name in Solidity, the first of these that there is. */
  variable(...names: readonly string[]): Word;
  /** A word of memory. */
  memory(at: Word): Word;
  ghost(name: string): Word;
  /** What a sum was at the loop's entry. */
  frozen(name: string): Word;
}

/** What holds in every round of a loop. */
export interface Rule {
  readonly name: string;
  /** Names in Solidity of variables that the loop changes, by which it is known. */
  readonly changes: readonly string[];
  /** So many bits each of these needs; 256 where nothing is said. */
  readonly bits: Readonly<Record<string, number>>;
  /** The words of memory that it changes, with their bits. */
  readonly memory: (entry: View) => readonly { readonly at: Word; readonly bits: number }[];
  /** The variable that is where the next credit is written, if the loop writes any. */
  readonly end?: string;
  /** Sums that keep the value which they have at the loop's entry, each with its name. */
  readonly frozen: (entry: View) => Readonly<Record<string, Sum>>;
  /** What holds, seen from the loop's entry. */
  readonly holds: (entry: View, now: View) => readonly Truth[];
}

/** A range of storage that loops with rules may change. */
export interface Range {
  readonly first: bigint;
  readonly last: bigint;
}

/** Takes a claim that must be proved where a state is; what its path says from `from` on may be enough. */
export type Claim = (state: State, claim: Truth, what: string, from?: number) => void;

/** Sums are below this, which is claimed. */
const SUM_BITS = 160;

const stem = (name: string) => name.replace(/^var_/, "").replace(/(_\d+)?(_mpos)?$/, "");

/** Variables from outside that a loop changes. */
export function changedBy(loop: Loop, state: State): readonly string[] {
  const found = new Set<string>();
  const visit = (body: Block): void => {
    for (const statement of body) {
      if (statement.kind === "assign") for (const name of statement.names) found.add(name);
      if (statement.kind === "block" || statement.kind === "if") visit(statement.body);
      if (statement.kind === "switch") for (const { body: inner } of statement.cases) visit(inner);
      if (statement.kind !== "for") continue;
      for (const part of [statement.init, statement.body, statement.post]) visit(part);
    }
  };
  visit(loop.body);
  visit(loop.post);
  // Names of inner variables are not outer ones: Yul does not allow it.
  return [...found].filter((name) => state.vars.has(name));
}

/** A loop in any round. */
export interface AnyRound {
  readonly state: State;
  /** The loop's entry, with names for what the rule freezes. */
  readonly entry: State;
  /** Where in the path what only a round says begins. */
  readonly begin: number;
}

export class Induction {
  private readonly rules: readonly Rule[];
  private readonly range: Range | undefined;
  private readonly claim: Claim;
  private readonly prove: Prove;
  private readonly found = new Set<Rule>();
  private count = 0;

  constructor(rules: readonly Rule[], range: Range | undefined, claim: Claim, prove: Prove) {
    this.rules = rules;
    this.range = range;
    this.claim = claim;
    this.prove = prove;
  }

  /** Rules of which no loop was found. */
  unused(): readonly string[] {
    return this.rules.filter((rule) => !this.found.has(rule)).map(({ name }) => name);
  }

  /** The rule for a loop that changes these variables. */
  ruleFor(changed: readonly string[]): Rule | undefined {
    const stems = changed.map(stem);
    return this.rules.find(({ changes }) => changes.every((name) => stems.includes(name)));
  }

  /** Claims that the rule holds at a loop's entry, and gives the state of any round. */
  anyRound(rule: Rule, loop: Loop, entry: State): AnyRound {
    this.found.add(rule);
    this.count += 1;
    const changed = changedBy(loop, entry);
    const frozen = this.freeze(rule, entry, changed);
    const entryView = this.view(frozen, changed, rule);
    this.claimAll(rule, frozen, entryView, frozen, changed, "before the first round", 0);
    const any = this.forgotten(rule, frozen, entryView, changed);
    const view = this.view(any, changed, rule);
    const state = rule.holds(entryView, view).reduce((s, truth) => s.where(truth) ?? s, any);
    return { state, entry: frozen, begin: frozen.path.length };
  }

  /** Names the sums that a rule freezes. */
  private freeze(rule: Rule, entry: State, changed: readonly string[]): State {
    const most: Sum = [{ times: (1n << BigInt(SUM_BITS)) - 1n, words: [] }];
    let state = entry;
    for (const [name, sum] of Object.entries(rule.frozen(this.view(entry, changed, rule)))) {
      this.claim(entry, all(atMost(sum, most), atMost([], sum)), `${rule.name}: ${name} is no larger than expected`);
      const value = times(1, this.frozenName(rule, name));
      state = state.where(atMost(sum, value))?.where(atMost(value, sum)) ?? state;
    }
    return state;
  }

  private frozenName(rule: Rule, name: string): Word {
    return unknown(`${rule.name}#${this.count} ${name} at first`, SUM_BITS);
  }

  /** Claims that the rule holds behind a round, and that nothing else was changed. */
  checkAgain(rule: Rule, loop: Loop, { entry, state: any, begin }: AnyRound, again: State): void {
    const changed = changedBy(loop, entry);
    const entryView = this.view(entry, changed, rule);
    const allowed = new Set(rule.memory(entryView).map(({ at }) => at));
    for (const { what } of since(again.memory, any.memory)) {
      const credit = what.at === any.ghost(CREDITS_END);
      if (!allowed.has(what.at) && !credit)
        throw new UnsupportedError("a loop that writes memory its rule does not name");
    }
    for (const { what } of since(again.storage, any.storage)) this.checkKey(what);
    if (again.transient !== any.transient) throw new UnsupportedError("a loop that writes transient storage");
    this.claimAll(rule, again, entryView, again, changed, "behind a round", begin);
  }

  private checkKey(what: StorageWrite): void {
    const inside = what.kind === "word" && this.range && what.key.least >= this.range.first;
    if (!inside || what.key.most > (this.range?.last ?? 0n))
      throw new UnsupportedError("a loop that writes other storage");
  }

  private claimAll(
    rule: Rule,
    where: State,
    entry: View,
    now: State,
    changed: readonly string[],
    when: string,
    begin: number,
  ): void {
    const view = this.view(now, changed, rule);
    const sizes = changed.flatMap((name) => {
      const bits = rule.bits[stem(name)];
      return bits === undefined ? [] : [below(now.vars.get(name) ?? ZERO, constant(1n << BigInt(bits)))];
    });
    const places = rule
      .memory(entry)
      .map(({ at, bits }) => (bits >= 256 ? undefined : below(view.memory(at), constant(1n << BigInt(bits)))));
    const end = rule.end === undefined ? [] : [equal(view.variable(rule.end), view.ghost(CREDITS_END))];
    const fit = GHOSTS.map((name) => below(view.ghost(name), constant(1n << BigInt(ghostBits(name)))));
    const claims = [
      ...fit,
      ...end,
      ...sizes,
      ...places.filter((claim) => claim !== undefined),
      ...rule.holds(entry, view),
    ];
    // Each claim may lean on those before it: all of them must hold.
    let leaning: State | undefined = where;
    for (const [i, claim] of claims.entries()) {
      if (leaning) this.claim(leaning, claim, `${rule.name}: ${when}, ${i + 1}`, begin);
      leaning = leaning?.where(claim);
    }
  }

  /** The entry with everything that the loop changes replaced by unknowns. */
  private forgotten(rule: Rule, entry: State, view: View, changed: readonly string[]): State {
    const tag = `${rule.name}#${this.count}`;
    let state = entry;
    for (const name of changed) state = state.set(name, unknown(`${tag} ${stem(name)}`, rule.bits[stem(name)] ?? 256));
    for (const { at, bits } of rule.memory(view)) {
      if (at.kind !== "const") throw new UnsupportedError("a rule that names memory at no fixed place");
      state = writeMemory(state, at, 32, unknown(`${tag} memory ${at.value}`, bits));
    }
    for (const name of GHOSTS) state = state.withGhost(name, unknown(`${tag} ${name}`, ghostBits(name)));
    for (const name of changed) if (stem(name) === rule.end) state = state.set(name, state.ghost(CREDITS_END));
    return state.with({ memory: this.receiptForgotten(state), storage: this.rangeForgotten(state, tag) });
  }

  /** The credits that earlier rounds wrote are known only by their sum. */
  private receiptForgotten(state: State): Log<MemoryWrite> {
    const begin = state.ghost(CREDITS_BEGIN);
    if (begin === ZERO) return state.memory;
    return written(state.memory, { at: begin, bytes: MOST_RECEIPT, value: undefined });
  }

  private rangeForgotten(state: State, tag: string): Log<StorageWrite> {
    if (!this.range) return state.storage;
    return written<StorageWrite>(state.storage, {
      kind: "range",
      ...this.range,
      store: `_${tag.replace(/\W+/g, "_")}`,
    });
  }

  private view(state: State, changed: readonly string[], rule: Rule): View {
    return {
      variable: (...names) => variableOf(state, changed, names),
      memory: (at) => readMemory(state, at, 32, this.prove),
      ghost: (name) => state.ghost(name),
      frozen: (name) => this.frozenName(rule, name),
    };
  }
}

/** Those that the loop changes come first. */
function variableOf(state: State, changed: readonly string[], names: readonly string[]): Word {
  for (const name of names) {
    for (const candidates of [changed, [...state.vars.keys()]]) {
      const [only, ...more] = candidates.filter((candidate) => stem(candidate) === name);
      if (only !== undefined && more.length === 0) return state.vars.get(only) ?? ZERO;
    }
  }
  throw new UnsupportedError(
    `no single variable ${names.join(" or ")} at a loop, but ${[...state.vars.keys()].join(", ")}`,
  );
}
