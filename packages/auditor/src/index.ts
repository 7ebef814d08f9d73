export { AuditError } from "./audit-error.ts";
export type { RawEntry, RawHeader, RawProof, RawStorageProof, Source, SourceCost } from "./chain/source.ts";
export {
  AUDIT_EXIT,
  CHECKS,
  type CheckCost,
  type CheckName,
  type CheckResult,
  type Finding,
  overall,
  type Verdict,
} from "./checks/check.ts";
export type { AuditedSale, Entry, ExplainedCredit, Observer } from "./history/observer.ts";
