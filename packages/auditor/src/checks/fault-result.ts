import { ProtocolError } from "@upline/protocol";
import { SourceFault } from "../chain/fault.ts";
import type { CheckName, CheckResult, Finding, Verdict } from "./check.ts";

type Evidence = CheckResult["evidence"];

/** What a failure says in a report. @param subject What could not be checked. */
export function findingOf(error: unknown, subject: string): Finding {
  if (!(error instanceof ProtocolError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "check-failed", subject, message };
  }
  const { expected, found } = error.values;
  return {
    code: error instanceof SourceFault ? error.code : "check-failed",
    subject,
    message: `${error.message}. ${error.advice}`,
    ...(isValue(expected) ? { expected } : {}),
    ...(isValue(found) ? { found } : {}),
  };
}

/** What a failure says of a claim: a source that contradicts a proof is a mismatch, every other one proves nothing. */
export function verdictOf(error: unknown): Exclude<Verdict, "verified" | "reported"> {
  return error instanceof SourceFault ? error.verdict : "unproved";
}

/** The result of a check that a failure ended, so that the audit goes on with the others. */
export function resultOfFailure(
  check: CheckName,
  error: unknown,
  subject: string,
  evidence: Evidence = {},
): CheckResult {
  const finding = findingOf(error, subject);
  const verdict = verdictOf(error);
  const summary = verdict === "mismatch" ? `The source lies about ${subject}.` : `${subject} could not be proved.`;
  return { check, verdict, summary: capital(summary), findings: [finding], evidence };
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const isValue = (value: unknown): value is string | bigint => typeof value === "string" || typeof value === "bigint";
