// Runs Yul with unknowns: both ways of every condition, which meet again behind it.
import { changedBy, type Induction } from "./induction.ts";
import type { Instructions } from "./instructions.ts";
import { UnsupportedError } from "./machine.ts";
import { mergedStates, type State } from "./state.ts";
import type { Word } from "./term.ts";
import { constant, equal, not, truthOf, ZERO } from "./terms.ts";
import type { Block, Expression, Loop, Program, Routine, Statement } from "./yul.ts";

/** Where a run left a block early. */
interface Exit {
  readonly kind: "break" | "continue" | "leave";
  readonly state: State;
}

/** Where a run is behind a block: at its end, unless no way leads there, and where it left early. */
interface Outcome {
  readonly next: State | undefined;
  readonly exits: readonly Exit[];
}

interface Valued {
  readonly state: State;
  readonly values: readonly Word[];
}

/** Rounds of a loop without a rule of which it is not known whether they are run. */
const MOST_OPEN_ROUNDS = 20;

const exitsOf = (outcomes: readonly Outcome[]) => outcomes.flatMap(({ exits }) => exits);
const statesOf = (exits: readonly Exit[], kind: Exit["kind"]) =>
  exits.filter((exit) => exit.kind === kind).map(({ state }) => state);
const present = (states: readonly (State | undefined)[]) => states.filter((state) => state !== undefined);

export class Run {
  private readonly program: Program;
  private readonly instructions: Instructions;
  private readonly induction: Induction;

  constructor(program: Program, instructions: Instructions, induction: Induction) {
    this.program = program;
    this.instructions = instructions;
    this.induction = induction;
  }

  /** Runs the contract's code from its beginning. How it ends is in the instructions' record. */
  start(state: State): void {
    this.block(this.program.main, state, "main");
  }

  private block(body: Block, state: State, routine: string): Outcome {
    let next: State | undefined = state;
    const exits: Exit[] = [];
    for (const statement of body) {
      if (next === undefined) break;
      const outcome: Outcome = this.statement(statement, next, routine);
      next = outcome.next;
      exits.push(...outcome.exits);
    }
    return { next, exits };
  }

  private statement(statement: Statement, state: State, routine: string): Outcome {
    switch (statement.kind) {
      case "block":
        return this.block(statement.body, state, routine);
      case "let":
      case "assign": {
        const given = statement.value === undefined ? undefined : this.evaluate(statement.value, state);
        if (given?.state === undefined && statement.value !== undefined) return { next: undefined, exits: [] };
        const next = statement.names.reduce(
          (s, name, i) => s.set(name, given?.values[i] ?? ZERO),
          given?.state ?? state,
        );
        return { next, exits: [] };
      }
      case "do":
        return { next: this.evaluate(statement.value, state)?.state, exits: [] };
      case "if":
        return this.fork(statement.condition, state, routine, [
          { value: undefined, body: statement.body },
          { value: 0n, body: [] },
        ]);
      case "switch":
        return this.fork(statement.on, state, routine, statement.cases);
      case "for":
        return this.loop(statement, state, routine);
      default:
        return { next: undefined, exits: [{ kind: statement.kind, state }] };
    }
  }

  /** Each case where it applies; the default where none does. */
  private fork(
    on: Expression,
    before: State,
    routine: string,
    cases: readonly { readonly value: bigint | undefined; readonly body: Block }[],
  ): Outcome {
    const given = this.evaluate(on, before);
    if (given === undefined) return { next: undefined, exits: [] };
    const [word = ZERO] = given.values;
    const matches = (value: bigint) => (value === 0n ? not(truthOf(word)) : equal(word, constant(value)));
    const named = cases.flatMap(({ value }) => (value === undefined ? [] : [value]));
    const outcomes = cases.flatMap(({ value, body }): Outcome[] => {
      const conditions = value === undefined ? named.map((other) => not(matches(other))) : [matches(value)];
      const state = conditions.reduce<State | undefined>((s, c) => s?.where(c), given.state);
      return state === undefined ? [] : [this.block(body, state, routine)];
    });
    const others = cases.some(({ value }) => value === undefined)
      ? undefined
      : named.reduce<State | undefined>((s, value) => s?.where(not(matches(value))), given.state);
    const next = mergedStates(given.state, present([...outcomes.map((outcome) => outcome.next), others]));
    return { next, exits: exitsOf(outcomes) };
  }

  private loop(loop: Loop, before: State, routine: string): Outcome {
    const begun = this.block(loop.init, before, routine);
    if (begun.next === undefined) return begun;
    const changed = changedBy(loop, begun.next);
    const rule = this.induction.ruleFor(changed);
    return rule ? this.byRule(loop, begun.next, routine, rule) : this.unrolled(loop, begun.next, routine);
  }

  /** One round: where the condition no longer holds, where the next begins, and where it was left. */
  private round(loop: Loop, state: State, routine: string) {
    const given = this.evaluate(loop.condition, state);
    if (given === undefined) return { done: undefined, again: undefined, exits: [] };
    const goesOn = truthOf(given.values[0] ?? ZERO);
    const inside = given.state.where(goesOn);
    const done = given.state.where(not(goesOn));
    if (inside === undefined) return { done, again: undefined, exits: [] };
    const { next, exits } = this.block(loop.body, inside, routine);
    const ended = mergedStates(inside, present([next, ...statesOf(exits, "continue")]));
    const again = ended && this.block(loop.post, ended, routine).next;
    return { done, again, exits: exits.filter(({ kind }) => kind !== "continue") };
  }

  private unrolled(loop: Loop, begun: State, routine: string): Outcome {
    const ends: (State | undefined)[] = [];
    const exits: Exit[] = [];
    let at: State | undefined = begun;
    for (let open = 0; at !== undefined; ) {
      const round = this.round(loop, at, routine);
      if (round.done || round.exits.length > 0) open += 1;
      if (open > MOST_OPEN_ROUNDS) throw new UnsupportedError(`a loop of ${routine} that no rule is for`);
      ends.push(round.done, ...statesOf(round.exits, "break"));
      exits.push(...round.exits.filter(({ kind }) => kind === "leave"));
      at = round.again;
    }
    return { next: mergedStates(begun, present(ends)), exits };
  }

  /** Any round at once: what holds before it holds behind it. */
  private byRule(loop: Loop, begun: State, routine: string, rule: ReturnType<Induction["ruleFor"]>): Outcome {
    if (!rule) throw new UnsupportedError("a loop without a rule");
    const any = this.induction.anyRound(rule, loop, begun);
    const round = this.round(loop, any.state, routine);
    if (round.again) this.induction.checkAgain(rule, loop, any, round.again);
    const ends = present([round.done, ...statesOf(round.exits, "break")]);
    return { next: mergedStates(any.state, ends), exits: round.exits.filter(({ kind }) => kind === "leave") };
  }

  /** The values of an expression; undefined where the run ends in it. */
  private evaluate(expression: Expression, state: State): Valued | undefined {
    switch (expression.kind) {
      case "number":
        return { state, values: [constant(expression.value)] };
      case "text":
        throw new UnsupportedError(`the text "${expression.text}"`);
      case "name": {
        const value = state.vars.get(expression.name);
        if (value === undefined) throw new UnsupportedError(`the unknown name ${expression.name}`);
        return { state, values: [value] };
      }
      case "call":
        return this.call(expression, state);
    }
  }

  private call(expression: Expression & { readonly kind: "call" }, before: State): Valued | undefined {
    const [first] = expression.args;
    if (first?.kind === "text") return this.instructions.named(expression.name, first.text, before);
    let state = before;
    const values: Word[] = [];
    // Yul evaluates from right to left.
    for (const arg of [...expression.args].reverse()) {
      const given = this.evaluate(arg, state);
      if (given === undefined) return undefined;
      state = given.state;
      values.unshift(given.values[0] ?? ZERO);
    }
    const routine = this.program.routines.get(expression.name);
    return routine ? this.enter(routine, values, state) : this.instructions.execute(expression.name, values, state);
  }

  private enter(routine: Routine, args: readonly Word[], before: State): Valued | undefined {
    const vars = new Map<string, Word>();
    for (const name of routine.returns) vars.set(name, ZERO);
    routine.params.forEach((name, i) => {
      vars.set(name, args[i] ?? ZERO);
    });
    const inside = before.with({ vars });
    const { next, exits } = this.block(routine.body, inside, routine.name);
    const left = mergedStates(inside, present([...statesOf(exits, "leave"), next]));
    if (left === undefined) return undefined;
    const values = routine.returns.map((name) => left.vars.get(name) ?? ZERO);
    return { state: left.with({ vars: before.vars }), values };
  }
}
