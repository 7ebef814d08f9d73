// A check: one claim of the audit, with its verdict, its evidence and its cost.

/** The claims of an audit, in the order in which they are reported. */
export const CHECKS = ["code", "block", "state", "journal", "storage", "amounts", "money", "powers"] as const;
export type CheckName = (typeof CHECKS)[number];

/**
 * How a claim ended: proved; proved to be false; not to be proved with what the source gave; or listed as the source
 * tells it, without proof.
 */
export type Verdict = "verified" | "mismatch" | "unproved" | "reported";

/** Something that is not as it should be, or could not be proved. Amounts in token units. */
export interface Finding {
  /** What kind of finding: a stable name for machines, for example `credit-differs`. */
  readonly code: string;
  /** What it is about, for example `sale 17, level 2, distributor 40`. */
  readonly subject: string;
  /** A whole sentence for people. */
  readonly message: string;
  readonly expected?: string | bigint;
  readonly found?: string | bigint;
  /** Number of the journal entry from which on it is wrong, from 0. */
  readonly entry?: number;
}

/** How one claim ended. The same input gives the same result, byte by byte. */
export interface CheckResult {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** One sentence for people: what was compared with what, and how much of it. */
  readonly summary: string;
  readonly findings: readonly Finding[];
  /** What the verdict rests on, for whoever repeats it: hashes, slots, counts. */
  readonly evidence: Readonly<Record<string, string | bigint | number | boolean>>;
}

/** What a check has cost; not part of the result, since it is never the same twice. */
export interface CheckCost {
  readonly check: CheckName;
  readonly milliseconds: number;
  readonly requests: number;
  readonly bytes: number;
}

/** Exit codes of an audit: mismatch before what could not be proved. */
export const AUDIT_EXIT = { verified: 0, mismatch: 3, unproved: 4 } as const;

/** The verdict over all checks. What is only reported is no verdict. */
export function overall(results: readonly CheckResult[]): keyof typeof AUDIT_EXIT {
  if (results.some(({ verdict }) => verdict === "mismatch")) return "mismatch";
  return results.some(({ verdict }) => verdict === "unproved") ? "unproved" : "verified";
}
