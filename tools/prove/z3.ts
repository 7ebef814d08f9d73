// Asks Debian's z3.
import { spawnSync } from "node:child_process";
import { type Script, script } from "./smt.ts";
import { type Truth, all } from "./terms.ts";

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

/** Whether all these can hold at once. @param seconds How long to try. */
export function solve(truths: readonly Truth[], seconds: number): Answer {
  const together = all(...truths);
  if (together.kind === "false") return { verdict: "never" };
  const asked = script([together]);
  const names = [...asked.unknowns.values()];
  const values = names.length === 0 ? "" : `(get-value (${names.join(" ")}))\n`;
  const answer = readAnswer(run(["-in", `-T:${seconds}`], `${asked.text}(check-sat)\n`), asked);
  if (answer.verdict !== "sometimes") return answer;
  // With products as they are, and asked for the values, which the solver cannot give where there are none.
  const text = `${asked.text}${asked.products}\n(check-sat)\n`;
  const exact = asked.products === "" ? answer : readAnswer(run(["-in", `-T:${seconds}`], text), asked);
  if (exact.verdict !== "sometimes") return exact;
  return readAnswer(run(["-in", `-T:${seconds}`], text + values), asked);
}
