import { type Signer, type TypedDataDomain, TypedDataEncoder, verifyTypedData } from "ethers";
import type { AuditVerdict } from "../choices.ts";
import type { TypedDataTypes } from "./domain.ts";

/** What an auditor says by his signature. */
export interface AuditStatement {
  /** The core of the programme. */
  readonly programme: string;
  /** Hash of the block as of which it was audited. */
  readonly blockHash: string;
  /** Hash of the report's canonical JSON. */
  readonly report: string;
  readonly verdict: AuditVerdict;
  /** Whose signature it is. */
  readonly auditor: string;
}

/**
 * EIP-712 type of {@link AuditStatement}. Its values are words and addresses, which a wallet shows as they are: it has no
 * descriptor for clear signing, which would name one contract.
 */
export const AUDIT_STATEMENT: TypedDataTypes = {
  AuditReport: [
    { name: "programme", type: "address" },
    { name: "blockHash", type: "bytes32" },
    { name: "report", type: "bytes32" },
    { name: "verdict", type: "string" },
    { name: "auditor", type: "address" },
  ],
};

/** EIP-712 domain of audits on a chain. It names no contract: a statement counts wherever it is shown or recorded. */
export function auditDomain(chainId: bigint): TypedDataDomain {
  return { name: "Upline audit", version: "1", chainId };
}

/** Signs a statement. @param signer The auditor's wallet. */
export function signAudit(signer: Signer, chainId: bigint, statement: AuditStatement): Promise<string> {
  return signer.signTypedData(auditDomain(chainId), AUDIT_STATEMENT, statement);
}

/** The digest that the auditor signs; `SignatureInvalid` names it. */
export function auditDigest(chainId: bigint, statement: AuditStatement): string {
  return TypedDataEncoder.hash(auditDomain(chainId), AUDIT_STATEMENT, statement);
}

/** Whose key made a signature over a statement. @returns Undefined if no key can have made it. */
export function auditSigner(chainId: bigint, statement: AuditStatement, signature: string): string | undefined {
  try {
    return verifyTypedData(auditDomain(chainId), AUDIT_STATEMENT, statement, signature);
  } catch {
    return undefined;
  }
}
