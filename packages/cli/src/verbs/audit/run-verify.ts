import {
  AUDIT_EXIT,
  AuditError,
  checkSignature,
  ReportUnreadable,
  RpcSource,
  readSignedReport,
  type SignatureCheck,
  visible,
  walletsAt,
} from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import type { Setting } from "../../terminal/section.ts";
import type { Task } from "../verb.ts";
import { notProved } from "./ending.ts";
import { readDocument } from "./read-document.ts";

/** What `upline audit verify` takes. */
export interface VerifyOptions {
  readonly rpc?: string;
}

/** Says whether a signed report is what its auditor signed. It does not repeat the audit. */
export async function runVerify({ options, args, setting }: Task<VerifyOptions>): Promise<Result> {
  const { rpc } = options;
  try {
    const report = readSignedReport(readDocument(args[0] ?? ""));
    const check = await checkSignature(report, rpc === undefined ? undefined : walletsAt(new RpcSource(rpc)));
    return resultOf(check, setting);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    if (!(error instanceof ReportUnreadable)) return notProved(error, error.advice);
    const text = `${setting.colours.red("✗")} ${visible(error.message)}. ${error.advice}`;
    return { json: { valid: false, reason: error.message }, text, exit: AUDIT_EXIT.mismatch };
  }
}

function resultOf({ valid, by, chainId, statement }: SignatureCheck, { colours }: Setting): Result {
  const { auditor, programme, blockHash, report, verdict } = statement;
  const json = { valid: valid ?? null, by: by ?? null, chainId, ...statement };
  const what = [
    `  programme ${programme} on chain ${chainId}`,
    `  block     ${blockHash}`,
    `  report    ${report}`,
    `  verdict   ${verdict}`,
  ].join("\n");
  if (valid === true) {
    const whose = by === "key" ? "" : ", by the word of that contract at the endpoint's newest block";
    return { json, text: `${colours.green("✓")} Signed by ${auditor}${whose}:\n${what}`, exit: AUDIT_EXIT.verified };
  }
  if (valid === undefined) {
    const why = `The key of ${auditor} did not sign this. If that is a contract, ask it: --rpc <url>`;
    return { json, text: `${colours.yellow("?")} ${why}\n${what}`, exit: AUDIT_EXIT.unproved };
  }
  return { json, text: `${colours.red("✗")} NOT signed by ${auditor}:\n${what}`, exit: AUDIT_EXIT.mismatch };
}
