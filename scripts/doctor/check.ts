/** What came of a check: as it should be, not so, or not to be found out from here. */
export type Verdict = "ok" | "finding" | "unchecked";

/** What the checks are grouped by, in the order in which they are shown. */
export const AREAS = ["code", "settings", "powers", "scheduled", "token", "journal", "money"] as const;
export type Area = (typeof AREAS)[number];

/** One thing that was looked at. */
export interface Check {
  readonly area: Area;
  /** What was looked at, for example `module network`. */
  readonly subject: string;
  readonly verdict: Verdict;
  /** What was found; of a finding also what was expected, of an unchecked one why it could not be checked. */
  readonly detail: string;
}

/** Makes the checks of one area. */
export interface Checks {
  ok(subject: string, detail: string): Check;
  finding(subject: string, detail: string): Check;
  unchecked(subject: string, why: string): Check;
  /** `ok` where nothing is wrong, else a finding that names everything that is. */
  judged(subject: string, faults: readonly string[], detail: string): Check;
}

/** Makes checks of an area. */
export function checksOf(area: Area): Checks {
  const make = (verdict: Verdict) => (subject: string, detail: string) => ({ area, subject, verdict, detail });
  const [ok, finding, unchecked] = [make("ok"), make("finding"), make("unchecked")];
  const judged = (subject: string, faults: readonly string[], detail: string) =>
    faults.length === 0 ? ok(subject, detail) : finding(subject, faults.join("; "));
  return { ok, finding, unchecked, judged };
}
