export { type Audit, type AuditOptions, type AuditProgress, audit } from "./audit.ts";
export { AuditError } from "./audit-error.ts";
export { BUNDLE_LIMITS, Bundle, type BundleLimits } from "./bundle/bundle.ts";
export { BundleLacks } from "./bundle/bundle-source.ts";
export type { Attachments, BundleHead } from "./bundle/format.ts";
export { EvidenceRecorder } from "./bundle/recorder.ts";
export { ExportSource } from "./chain/export/export-source.ts";
export { writeExport } from "./chain/export/write-export.ts";
export { type FaultVerdict, SourceFault } from "./chain/fault.ts";
export { FileMalformed } from "./chain/files/faults.ts";
export { FilePages } from "./chain/files/file-pages.ts";
export { type BlockHeader, proveHeader, readHeader } from "./chain/header.ts";
export type { PlacedTransfer, TokenTransfer } from "./chain/read-transfer.ts";
export { RPC_LIMITS, type RpcLimits } from "./chain/rpc/limits.ts";
export type { PageKey, PageStore, StoredPage } from "./chain/rpc/page-store.ts";
export { RpcSource } from "./chain/rpc/rpc-source.ts";
export type { Parties, RawEntry, RawHeader, RawProof, RawStorageProof, Source, SourceCost } from "./chain/source.ts";
export { checkpointOf, reportOf } from "./checkpoint/after-audit.ts";
export {
  type Checkpoint,
  type CheckpointPlace,
  readCheckpoint,
  writeCheckpoint,
} from "./checkpoint/checkpoint.ts";
export { CheckpointInvalid, CheckpointTooLarge, CheckpointUnverified } from "./checkpoint/checkpoint-invalid.ts";
export { checkAmounts } from "./checks/amounts.ts";
export { type AuditedBlock, type BlockCheck, checkBlock } from "./checks/block.ts";
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
export { type CodeSubject, checkCode, type ReadCode } from "./checks/code.ts";
export { findingOf, resultOfFailure, verdictOf } from "./checks/fault-result.ts";
export { checkJournal } from "./checks/journal.ts";
export { checkMoney, type MoneyProofs } from "./checks/money.ts";
export { checkPowers, type PowersTable } from "./checks/powers.ts";
export { checkState, type ProvenProgramme, type StateCheck } from "./checks/state.ts";
export { checkStorage, type StorageProofs, WORDS_COMPARED } from "./checks/storage.ts";
export { type CreditName, CreditNameInvalid, parseCreditName } from "./explain/credit-name.ts";
export { CreditExplainer, type CreditStory, CreditUnknown, type Moment } from "./explain/explainer.ts";
export { creditSentences } from "./explain/sentences.ts";
export { History, type HistoryOptions, type HistoryStart } from "./history/history.ts";
export type { AuditedSale, Entry, ExplainedCredit, Observer } from "./history/observer.ts";
export { openHistory, type ReadOptions, readHistory } from "./history/read.ts";
export type { KnownPlan } from "./history/state/plans.ts";
export type { State } from "./history/state/state.ts";
export { type ChainWords, planFromChain } from "./plan/plan-from-chain.ts";
export { type PlanGap, PlanNotOnChain } from "./plan/plan-not-on-chain.ts";
export { planToChain } from "./plan/plan-to-chain.ts";
export type { ProgrammeTerms } from "./plan/programme-terms.ts";
export { PowerBook, type PowerState } from "./powers/book.ts";
export type { Holding } from "./powers/roles.ts";
export type { QueuedOperation, ReportedTimelock } from "./powers/timelock.ts";
export { NO_CODE, type ProvenAccount, proveAccount, proveStorage } from "./proofs/account.ts";
export { ProvenState } from "./proofs/state.ts";
export { ReportBuilder } from "./report/builder.ts";
export { CSV_FILES, type CsvFile, CsvFiles, type CsvSink } from "./report/csv/files.ts";
export { type Audited, type AuditReport, REPORT_FORMAT } from "./report/document.ts";
export { reportHtml } from "./report/html/page.ts";
export { reportHash, reportJson } from "./report/json.ts";
export { checkLine, headlineOf, type TerminalStyle, terminalReport } from "./report/terminal.ts";
export { auditWithReport, type ReportedAudit, type ReportedAuditOptions, tokenOf } from "./reported-audit.ts";
export { walletsAt } from "./signature/contract-wallet.ts";
export {
  type AskWallet,
  AuditSignatureInvalid,
  attachSignature,
  checkSignature,
  KeystoreUnusable,
  readSignedReport,
  SIGNED_REPORT_FORMAT,
  type SignatureCheck,
  type SignedReport,
  signReport,
} from "./signature/signed-report.ts";
export { type ReportStatement, ReportUnreadable, statementOf, statementToSign } from "./signature/statement.ts";
export type { TokenFacts } from "./text/figures.ts";
export { visible } from "./text/visible.ts";
