// Proves one property: a function of a contract that asserts what must hold for all its arguments.

import { Run } from "./execute.ts";
import { BALANCES, ghostBits } from "./ghosts.ts";
import { Induction, type Range, type Rule } from "./induction.ts";
import { Instructions } from "./instructions.ts";
import type { Prove } from "./machine.ts";
import { newState } from "./state.ts";
import { asSum, scaled } from "./sums.ts";
import type { Truth, Word } from "./term.ts";
import { atMost, constant, equal, not, unknown } from "./terms.ts";
import { Ends, type Parameter, World } from "./world.ts";
import type { Program } from "./yul.ts";
import { type Answer, solve } from "./z3.ts";

/** A property's function in the compiler's intermediate code. */
export interface Target {
  readonly program: Program;
  readonly selector: bigint;
  readonly parameters: readonly Parameter[];
  readonly people: Range | undefined;
  readonly rules: readonly Rule[];
  /** Whatever is compared on the way is compared multiplied by this parameter as well, which holds as it is not negative. */
  readonly scale?: Parameter;
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

/** How a check is done. */
export interface Manner {
  /** For each question to the solver. */
  readonly seconds: number;
  /** Stop at the first counterexample. */
  readonly enough?: boolean;
  /** Is told of each claim, and whether it holds. */
  readonly told?: (what: string, verdict: Answer["verdict"], milliseconds: number) => void;
}

export function check(target: Target, { seconds, enough = false, told }: Manner): Finding {
  const ends = new Ends();
  const by = target.scale && unknown(target.scale.name, target.scale.bits);
  // With the parameter that all is multiplied by fixed, products are easy.
  const easier = by ? [equal(by, constant(EXAMPLE))] : [];
  const ask = (path: readonly Truth[], claim: Truth) =>
    solve([...path, ...(by ? path.flatMap((truth) => multiplied(truth, by)) : []), not(claim)], seconds, easier);
  const prove: Prove = (state, claim) => claim.kind === "true" || ask(state.path, claim).verdict === "never";
  const world = new World(target.selector, target.parameters, target.people);
  const induction = new Induction(
    target.rules,
    target.people,
    (state, claim, what, from) => ends.claimed(state, claim, what, from),
    prove,
  );
  new Run(target.program, new Instructions(world, ends, prove), induction).start(
    newState().withGhost(BALANCES, unknown(BALANCES, ghostBits(BALANCES))),
  );
  const counterexamples: Counterexample[] = [];
  const open: string[] = [];
  for (const { state, claim, what, from } of ends.obligations) {
    const start = performance.now();
    const short = from > 0 && ask(state.path.slice(from), claim);
    const answer = short && short.verdict === "never" ? short : ask(state.path, claim);
    told?.(what, answer.verdict, performance.now() - start);
    if (answer.verdict === "unknown") open.push(what);
    if (answer.verdict !== "sometimes") continue;
    counterexamples.push({ what, values: answer.model, loose: answer.loose });
    if (enough) break;
  }
  const reached = ends.successes.some(({ path }) => solve([...path, ...easier], seconds).verdict === "sometimes");
  return { claims: ends.obligations.length, counterexamples, open, reached, unused: induction.unused() };
}

/** Any value that is not special. */
const EXAMPLE = 12_345;

/** A comparison multiplied by a word, which is at least zero. */
function multiplied(truth: Truth, by: Word): readonly Truth[] {
  if (truth.kind === "all") return truth.of.flatMap((each) => multiplied(each, by));
  if (truth.kind === "atMost") {
    const linear = [...truth.a, ...truth.b].every(({ words }) => words.length <= 1);
    return linear ? [atMost(scaled(truth.a, by), scaled(truth.b, by))] : [];
  }
  if (truth.kind !== "not" || truth.of.kind !== "below") return [];
  return [atMost(scaled(asSum(truth.of.b), by), scaled(asSum(truth.of.a), by))];
}
