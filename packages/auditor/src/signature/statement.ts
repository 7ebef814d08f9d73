import { AUDIT_STATEMENT, AUDIT_VERDICTS, type AuditStatement, type AuditVerdict, auditDomain } from "@upline/protocol";
import { getAddress, isAddress, isHexString, keccak256, TypedDataEncoder, toUtf8Bytes } from "ethers";
import { AuditError } from "../audit-error.ts";
import { REPORT_FORMAT } from "../report/document.ts";
import { canonicalReport } from "../report/json.ts";

/** What a report says that is signed. */
export interface ReportStatement {
  readonly chainId: bigint;
  readonly statement: AuditStatement;
}

/** A file is no report of an audit. */
export class ReportUnreadable extends AuditError {
  override readonly name = "ReportUnreadable";

  constructor(what: string) {
    super(
      `this is no report of an audit: ${what}`,
      { what },
      "Name the report.json that upline audit --out has written.",
    );
  }
}

/**
 * What an auditor who signs a report says. Everything comes from the report itself, so that nothing else can be signed
 * for it.
 * @param report The report, parsed. @param auditor Who is to sign.
 * @throws ReportUnreadable
 */
export function statementOf(report: unknown, auditor: string): ReportStatement {
  const { format, audited, verdict } = fieldsOf(report, "it is no object");
  if (format !== REPORT_FORMAT)
    throw new ReportUnreadable(
      `its format is ${typeof format === "string" ? format : `a ${typeof format}`}, expected ${REPORT_FORMAT}`,
    );
  const { chainId, programme, block } = fieldsOf(audited, "it does not say what was audited");
  const { hash } = fieldsOf(block, "it names no block");
  if (typeof chainId !== "string" || !/^\d{1,20}$/.test(chainId)) throw new ReportUnreadable("it names no chain");
  if (!isAddress(programme)) throw new ReportUnreadable("it names no programme");
  if (!isHexString(hash, 32)) throw new ReportUnreadable("it names no block");
  const known = AUDIT_VERDICTS.find((one) => one === verdict);
  if (known === undefined) throw new ReportUnreadable("it has no verdict");
  return { chainId: BigInt(chainId), statement: made(programme, hash, report, known, auditor) };
}

function made(programme: string, blockHash: string, report: unknown, verdict: AuditVerdict, auditor: string) {
  return {
    programme: getAddress(programme),
    blockHash,
    report: keccak256(toUtf8Bytes(canonical(report))),
    verdict,
    auditor: getAddress(auditor.toLowerCase()),
  };
}

/** @throws ReportUnreadable for numbers that no report has, and for lists in lists without end. */
function canonical(report: unknown): string {
  try {
    return canonicalReport(report as Parameters<typeof canonicalReport>[0]);
  } catch (error) {
    throw new ReportUnreadable(error instanceof Error ? error.message : "it has no canonical form");
  }
}

function fieldsOf(value: unknown, otherwise: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new ReportUnreadable(otherwise);
  return value as Readonly<Record<string, unknown>>;
}

/** A statement as wallets take it to sign (`eth_signTypedData_v4`). */
export function statementToSign({ chainId, statement }: ReportStatement): unknown {
  return TypedDataEncoder.getPayload(auditDomain(chainId), AUDIT_STATEMENT, statement);
}
