// The claim that no entry is missing, added, changed, re-timed or reordered.
import { toBeHex } from "ethers";
import type { History } from "../history/history.ts";
import type { CheckResult, Finding } from "./check.ts";

const shown = (head: bigint) => toBeHex(head, 20);

/**
 * Compares the head that a history's entries give with the proven one.
 * @param head The proven head; undefined if it could not be proven.
 */
export function checkJournal(history: History, head: bigint | undefined): CheckResult {
  const { journalFindings, entries } = history;
  const evidence = {
    entries,
    recomputedHead: shown(history.head),
    ...(head === undefined ? {} : { provenHead: shown(head) }),
  };
  const equal = head === history.head;
  const found = journalFindings.list;
  if (head === undefined) {
    const verdict = found.length > 0 ? "mismatch" : "unproved";
    const summary = `The ${entries} entries were hashed; there is no proven head to compare with.`;
    return { check: "journal", verdict, summary, findings: found, evidence };
  }
  const findings = equal ? found : [headDiffers(history, head), ...found];
  const summary = equal
    ? `All ${entries} entries hash to the journal's head in proven storage: none is missing, changed, re-timed or reordered.`
    : `The ${entries} entries do not hash to the journal's head in proven storage.`;
  return { check: "journal", verdict: findings.length === 0 ? "verified" : "mismatch", summary, findings, evidence };
}

/** Where the histories part: behind the last sale in escrow whose id, the head before it, is right. */
function headDiffers(history: History, head: bigint): Finding {
  const first = history.journalFindings.list[0]?.entry;
  const from = history.confirmed;
  const until = first === undefined ? `the end, ${history.entries - 1}` : `${first}`;
  return {
    code: "journal-head-differs",
    subject: "the journal",
    message: `The entries that the source gave are not the journal's: one is missing, added, changed, re-timed or reordered between entry ${from} and ${until}. Ask another source for the events.`,
    expected: shown(head),
    found: shown(history.head),
    entry: from,
  };
}
