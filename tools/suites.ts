// What the runner and the CI know about test output: how a suite states its count, and how counts are stated in turn.
import { stripVTControlCharacters } from "node:util";

/** How many tests passed and failed. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

const PASSED = [/^\s*(\d+) passing\b/, /^(?:#|ℹ) pass (\d+)$/, /^(\d+) passed, \d+ failed$/];
const FAILED = [/^\s*(\d+) failing\b/, /^(?:#|ℹ) fail (\d+)$/, /^\d+ passed, (\d+) failed$/];

function sum(lines: readonly string[], patterns: readonly RegExp[]): number | undefined {
  const counts = lines
    .flatMap((line) => patterns.map((pattern) => pattern.exec(line)?.[1]))
    .filter((n) => n !== undefined);
  return counts.length === 0 ? undefined : counts.reduce((total, n) => total + Number(n), 0);
}

/**
 * Reads the count out of a suite's output: Mocha's and Hardhat's `12 passing`, node:test's `# pass 12`, or
 * `12 passed, 0 failed`. Undefined if none is stated.
 */
export function readTally(output: string): Tally | undefined {
  const lines = stripVTControlCharacters(output).split(/\r?\n/);
  const passed = sum(lines, PASSED);
  const failed = sum(lines, FAILED);
  return passed === undefined && failed === undefined ? undefined : { passed: passed ?? 0, failed: failed ?? 0 };
}

/**
 * The verdict on a finished suite. A suite that states no count, runs no test, or ends with an error though it states
 * no failure counts as one failure, with the reason in `problem`.
 */
export function judge(output: string, exitCode: number): Tally & { readonly problem?: string } {
  const tally = readTally(output);
  if (tally === undefined) return { passed: 0, failed: 1, problem: `stated no count of tests (exit code ${exitCode})` };
  if (tally.failed > 0) return tally;
  if (exitCode !== 0)
    return { ...tally, failed: 1, problem: `ended with exit code ${exitCode}, though no test failed` };
  if (tally.passed === 0) return { ...tally, failed: 1, problem: "ran no test" };
  return tally;
}

export function formatTally({ passed, failed }: Tally): string {
  return `${passed} passed, ${failed} failed`;
}

/**
 * The environment of a suite whose output goes through a pipe: programs would leave colours out there, and some put
 * them in under CI, so that what our own terminal wants is said.
 */
export function suiteEnvironment(): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  const colours = NO_COLOR === undefined && FORCE_COLOR !== "0" && process.stdout.isTTY;
  return { ...rest, ...(colours ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }) };
}
