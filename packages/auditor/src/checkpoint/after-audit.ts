import type { Audit } from "../audit.ts";
import { POWERS, powersToJson } from "../powers/state-json.ts";
import { ReportBuilder } from "../report/builder.ts";
import { type Checkpoint, writeCheckpoint } from "./checkpoint.ts";
import { CheckpointInvalid, CheckpointUnverified } from "./checkpoint-invalid.ts";
import { readKept, writeKept } from "./kept.ts";

/** What the report is called among the attachments of a checkpoint. */
const REPORT = "report";

/**
 * The checkpoint of an audit, for `AuditOptions.from` of a later one.
 * @param report Who saw the whole history pass by, and nothing of what comes after it; without it, a later audit from the
 * checkpoint has no report.
 * @throws CheckpointUnverified, CheckpointTooLarge
 */
export function checkpointOf(
  { programme, header, chainId, history, verdict, checks, powerState }: Audit,
  report?: ReportBuilder,
): string {
  const findings = checks.reduce((sum, { findings: found }) => sum + found.length, 0);
  if (verdict !== "verified" || header === undefined || chainId === undefined || history === undefined) {
    throw new CheckpointUnverified(findings);
  }
  const place = { chainId, core: programme, block: header.hash, number: header.number };
  const attachments = new Map([[POWERS, powersToJson(powerState)]]);
  if (report !== undefined) attachments.set(REPORT, writeKept(report));
  return writeCheckpoint(history, place, attachments);
}

/**
 * The report of a checkpoint, to go on with. Its sums must be those of the checkpoint's state, which the storage root
 * proves in the end; of how they divide among people, sales and periods there is only the checkpoint's word.
 * @throws CheckpointInvalid
 */
export function reportOf({ attachments, start }: Checkpoint): ReportBuilder {
  const report = new ReportBuilder();
  readKept(report, attachments.get(REPORT));
  const { entries } = report.programme;
  if (entries !== start.entries) throw new CheckpointInvalid("report", `one of ${start.entries} entries`);
  if (report.owed !== start.state.owed) throw new CheckpointInvalid("report", "one that adds up to what is owed");
  return report;
}
