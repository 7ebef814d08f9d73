// The claim that each amount is right.
import type { History } from "../history/history.ts";
import type { CheckResult } from "./check.ts";

/**
 * Tells whether every sale was split as the engine splits it, and every event was allowed by the events before it.
 * @param journalProven Whether the entries are proven to be the journal.
 */
export function checkAmounts(history: History, journalProven: boolean): CheckResult {
  const { findings, sales, compared } = history;
  const open = history.state.sales.open.size;
  const evidence = {
    sales,
    agreed: compared.agreed,
    credits: compared.credits,
    inEscrow: open,
    plans: history.state.plans.count,
    findings: findings.count,
  };
  if (findings.count > 0) {
    const first = findings.list[0];
    const summary = `${findings.count} amounts or events are not as the rules say, the first at entry ${first?.entry}.`;
    return { check: "amounts", verdict: "mismatch", summary, findings: findings.list, evidence };
  }
  if (compared.agreed !== sales) {
    const message = `${sales - compared.agreed} sales were not recomputed, and nothing says why. Report it with the block's hash.`;
    const left = {
      code: "sales-not-recomputed",
      subject: "the sales",
      message,
      expected: `${sales}`,
      found: `${compared.agreed}`,
    };
    return { check: "amounts", verdict: "unproved", summary: message, findings: [left], evidence };
  }
  const all = `${compared.credits} credits of ${compared.agreed} sales were recomputed by the engine and equal, to the unit`;
  const summary = journalProven ? `All ${all}.` : `All ${all}, but the entries are not proven to be the journal.`;
  return { check: "amounts", verdict: journalProven ? "verified" : "unproved", summary, findings: [], evidence };
}
