// What became of each mutant, one line of JSON each, so that a campaign goes on where it was stopped.
import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Mutant } from "./mutant.ts";

export type Outcome = "killed" | "survived" | "identical" | "invalid";

export interface Result {
  readonly id: string;
  readonly functionHash: string;
  readonly outcome: Outcome;
  /** The test that killed it, and how it failed. */
  readonly by?: string;
  readonly reason?: string;
  /** How many tests ran, and whether they were all that run its region. */
  readonly tests: number;
  readonly all: boolean;
  /** Of a survivor: hash of the tests that it survived. */
  readonly testsHash: string;
  /** Of a survivor: its bytecode was compared, and differs. */
  readonly compared?: boolean;
}

/** Results from a file, the newest of each mutant. A half-written last line is passed over. */
export function readResults(path: string): Map<string, Result> {
  const found = new Map<string, Result>();
  if (!existsSync(path)) return found;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    try {
      const result = JSON.parse(line) as Result;
      found.set(`${result.id}@${result.functionHash}`, result);
    } catch {}
  }
  return found;
}

export function addResult(path: string, result: Result): void {
  mkdirSync(dirname(path), { recursive: true });
  appendFileSync(path, `${JSON.stringify(result)}\n`);
}

/** The result of a mutant whose function is as it was. */
export function resultOf(
  results: ReadonlyMap<string, Result>,
  { id, functionHash }: Pick<Mutant, "id" | "functionHash">,
): Result | undefined {
  return results.get(`${id}@${functionHash}`);
}

/** Whether a survivor may be killed yet: by tests that have changed since, or by those that the budget left out. */
export function unsettled({ outcome, all, testsHash: survived }: Result, testsHash: string): boolean {
  return outcome === "survived" && (!all || survived !== testsHash);
}
