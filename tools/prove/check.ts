// Proves one property: a function of a contract that asserts what must hold for all its arguments.
import { BALANCES } from "./ghosts.ts";
import { Run } from "./execute.ts";
import { Induction, type Range, type Rule } from "./induction.ts";
import { Instructions } from "./instructions.ts";
import type { Prove } from "./machine.ts";
import { newState } from "./state.ts";
import { all, any, not, unknown } from "./terms.ts";
import { Ends, type Parameter, World } from "./world.ts";
import type { Program } from "./yul.ts";
import { solve } from "./z3.ts";

/** A property's function in the compiler's intermediate code. */
export interface Target {
  readonly program: Program;
  readonly selector: bigint;
  readonly parameters: readonly Parameter[];
  readonly people: Range | undefined;
  readonly rules: readonly Rule[];
}

/** A case in which something does not hold. */
export interface Counterexample {
  readonly what: string;
  readonly values: ReadonlyMap<string, bigint>;
  readonly loose: readonly string[];
}

export interface Finding {
  /** How many claims were put to the solver. */
  readonly claims: number;
  readonly counterexamples: readonly Counterexample[];
  /** Claims of which the solver found nothing out in time. */
  readonly open: readonly string[];
  /** Whether any arguments come to the function's end: else everything would hold. */
  readonly reached: boolean;
  /** Rules that no loop was found for. */
  readonly unused: readonly string[];
}

/** @param seconds For each question to the solver. @param enough Stop at the first counterexample. */
export function check(target: Target, seconds: number, enough = false): Finding {
  const ends = new Ends();
  const prove: Prove = (state, claim) =>
    claim.kind === "true" || solve([...state.path, not(claim)], seconds).verdict === "never";
  const world = new World(target.selector, target.parameters, target.people);
  const induction = new Induction(
    target.rules,
    target.people,
    (state, claim, what) => ends.claimed(state, claim, what),
    prove,
  );
  new Run(target.program, new Instructions(world, ends, prove), induction).start(
    newState().withGhost(BALANCES, unknown(BALANCES)),
  );
  const counterexamples: Counterexample[] = [];
  const open: string[] = [];
  for (const { state, claim, what } of ends.obligations) {
    const answer = solve([...state.path, not(claim)], seconds);
    if (answer.verdict === "unknown") open.push(what);
    if (answer.verdict !== "sometimes") continue;
    counterexamples.push({ what, values: answer.model, loose: answer.loose });
    if (enough) break;
  }
  const reached = solve([any(...ends.successes.map(({ path }) => all(...path)))], seconds).verdict === "sometimes";
  return { claims: ends.obligations.length, counterexamples, open, reached, unused: induction.unused() };
}
