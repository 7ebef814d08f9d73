import { auditDigest, auditSigner, signAudit } from "@upline/protocol";
import { isHexString, Wallet } from "ethers";
import { AuditError } from "../audit-error.ts";
import { type ReportStatement, ReportUnreadable, statementOf } from "./statement.ts";

/** Name and version of the document. */
export const SIGNED_REPORT_FORMAT = "upline-signed-report/1";

/** A report with an auditor's signature over what it says. */
export interface SignedReport {
  readonly format: typeof SIGNED_REPORT_FORMAT;
  /** Who signed. */
  readonly auditor: string;
  /** Over the EIP-712 statement that follows from the report. */
  readonly signature: string;
  readonly report: unknown;
}

/** What came of the look at a signature. */
export interface SignatureCheck extends ReportStatement {
  /** Undefined where only a contract could say it, and nobody asked it. */
  readonly valid: boolean | undefined;
  /** By whom it is valid: the auditor's key, or his contract wallet's word at the asked endpoint. */
  readonly by?: "key" | "contract";
}

/**
 * Asks a contract wallet (ERC-1271) whether it takes a signature for its own.
 * @returns Undefined if there is no contract at the address.
 */
export type AskWallet = (wallet: string, digest: string, signature: string) => Promise<boolean | undefined>;

/** A signature is none, or not the auditor's. */
export class AuditSignatureInvalid extends AuditError {
  override readonly name = "AuditSignatureInvalid";

  constructor(auditor: string, found: string) {
    super(
      `the signature is not of ${auditor}: ${found}`,
      { auditor, found },
      "Sign the very data that upline audit sign prints, with the auditor's own key.",
    );
  }
}

/** The keystore does not open. */
export class KeystoreUnusable extends AuditError {
  override readonly name = "KeystoreUnusable";

  constructor() {
    super(
      "the keystore does not open with this password",
      {},
      "Check the password, and that the file is an encrypted JSON keystore (version 3).",
    );
  }
}

/** Signs a report with the key of an encrypted keystore. @throws ReportUnreadable, KeystoreUnusable */
export async function signReport(report: unknown, keystore: string, password: string): Promise<SignedReport> {
  const wallet = await Wallet.fromEncryptedJson(keystore, password).catch(() => {
    throw new KeystoreUnusable();
  });
  const { chainId, statement } = statementOf(report, wallet.address);
  const signature = await signAudit(new Wallet(wallet.privateKey), chainId, statement);
  return { format: SIGNED_REPORT_FORMAT, auditor: statement.auditor, signature, report };
}

/**
 * Puts a signature that was made elsewhere to its report. A contract's signature is taken as it is, since only the
 * contract can judge it.
 * @param isContract The auditor is a contract wallet.
 * @throws ReportUnreadable, AuditSignatureInvalid
 */
export function attachSignature(
  report: unknown,
  auditor: string,
  signature: string,
  isContract: boolean,
): SignedReport {
  const { chainId, statement } = statementOf(report, auditor);
  if (!isHexString(signature)) throw new AuditSignatureInvalid(statement.auditor, "it is not bytes in hexadecimal");
  if (!isContract) {
    const signer = auditSigner(chainId, statement, signature);
    if (signer !== statement.auditor) throw new AuditSignatureInvalid(statement.auditor, signer ?? "no key made it");
  }
  return { format: SIGNED_REPORT_FORMAT, auditor: statement.auditor, signature, report };
}

/** Reads a signed report. @throws ReportUnreadable */
export function readSignedReport(parsed: unknown): SignedReport {
  const fields = typeof parsed === "object" && parsed !== null ? (parsed as Partial<SignedReport>) : {};
  const { format, auditor, signature, report } = fields;
  if (format !== SIGNED_REPORT_FORMAT) throw new ReportUnreadable("it is not signed");
  if (!isHexString(auditor, 20)) throw new ReportUnreadable("it names no auditor");
  if (!isHexString(signature)) throw new ReportUnreadable("it has no signature");
  return { format, auditor, signature, report };
}

/** Whether a signed report is what its auditor signed. @throws ReportUnreadable; what `ask` throws. */
export async function checkSignature(signed: SignedReport, ask?: AskWallet): Promise<SignatureCheck> {
  const said = statementOf(signed.report, signed.auditor);
  const { chainId, statement } = said;
  if (auditSigner(chainId, statement, signed.signature) === statement.auditor) {
    return { ...said, valid: true, by: "key" };
  }
  if (ask === undefined) return { ...said, valid: undefined };
  const answer = await ask(statement.auditor, auditDigest(chainId, statement), signed.signature);
  return answer === true ? { ...said, valid: true, by: "contract" } : { ...said, valid: false };
}
