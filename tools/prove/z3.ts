// Asks Debian's z3.
import { spawnSync } from "node:child_process";
import { type Script, script } from "./smt.ts";
import type { Truth } from "./term.ts";
import { all } from "./terms.ts";

/** The solver is not installed. */
export class SolverMissingError extends Error {
  constructor(command: string) {
    super(`The solver ${command} is not installed. On Debian and Ubuntu: apt-get install -y z3`);
    this.name = "SolverMissingError";
  }
}

/** The solver answered something that is no answer. */
export class SolverAnswerError extends Error {
  constructor(answer: string) {
    super(`The solver answered: ${answer.slice(0, 300)}`);
    this.name = "SolverAnswerError";
  }
}

/** `never`: no values make all of it true. `sometimes`: these do. `unknown`: not found out in time. */
export type Answer =
  | { readonly verdict: "never" | "unknown" }
  | { readonly verdict: "sometimes"; readonly model: ReadonlyMap<string, bigint>; readonly loose: readonly string[] };

const COMMAND = "z3";

function run(args: readonly string[], input: string): string {
  const { stdout, stderr, error } = spawnSync(COMMAND, args, { input, encoding: "utf8", maxBuffer: 1 << 28 });
  if (error && "code" in error && error.code === "ENOENT") throw new SolverMissingError(COMMAND);
  // It stops reading where its time is over.
  const stopped = error && "code" in error && error.code === "EPIPE";
  if (error && !(stopped && stdout !== "")) throw error;
  return stdout === "" ? stderr : stdout;
}

/** The solver's own name and version. @throws SolverMissingError */
export function solverVersion(): string {
  return run(["--version"], "").trim();
}

/** Reads what the solver prints, with the values it was asked for. @throws SolverAnswerError */
export function readAnswer(output: string, asked: Script): Answer {
  const [verdict = ""] = output.split("\n", 1);
  if (verdict === "unsat") return { verdict: "never" };
  if (verdict === "unknown" || verdict === "timeout") return { verdict: "unknown" };
  if (verdict !== "sat") throw new SolverAnswerError(output);
  const values = new Map<string, bigint>();
  for (const [, name = "", minus, digits = "0"] of output.matchAll(/\((\w+) (\(- )?(\d+)\)?\)/g)) {
    values.set(name, minus === undefined ? BigInt(digits) : -BigInt(digits));
  }
  const model = [...asked.unknowns].map(([unknown, name]) => [unknown, values.get(name) ?? 0n] as const);
  return { verdict: "sometimes", model: new Map(model), loose: asked.loose };
}

/**
 * Whether all these can hold at once.
 * @param seconds How long each question may take.
 * @param easier What may hold as well in an example, so that one is found sooner.
 */
export function solve(truths: readonly Truth[], seconds: number, easier: readonly Truth[] = []): Answer {
  const together = all(...truths);
  if (together.kind === "false") return { verdict: "never" };
  const asked = script([together]);
  const answer = ask(asked, asked.text, seconds);
  if (answer.verdict !== "sometimes") return answer;
  if (easier.length > 0) {
    const example = script([together, ...easier]);
    const found = ask(example, example.text + example.products, seconds);
    if (found.verdict === "sometimes") return withValues(example, seconds);
  }
  const exact = asked.products === "" ? answer : ask(asked, asked.text + asked.products, seconds);
  return exact.verdict === "sometimes" ? withValues(asked, seconds) : exact;
}

const ask = (asked: Script, text: string, seconds: number): Answer =>
  readAnswer(run(["-in", `-T:${seconds}`], `${text}\n(check-sat)\n`), asked);

/** Asked again for the values: where there are none, the solver would say an error. */
function withValues(asked: Script, seconds: number): Answer {
  const names = [...asked.unknowns.values()];
  const values = names.length === 0 ? "" : `(get-value (${names.join(" ")}))\n`;
  return readAnswer(run(["-in", `-T:${seconds}`], `${asked.text}${asked.products}\n(check-sat)\n${values}`), asked);
}
