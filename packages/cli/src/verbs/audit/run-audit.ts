import {
  AUDIT_EXIT,
  AuditError,
  auditWithReport,
  CheckpointInvalid,
  EvidenceRecorder,
  type ReportedAudit,
  type ReportedAuditOptions,
  RpcSource,
  reportJson,
  type Source,
} from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import { grouped } from "../../terminal/text.ts";
import type { Task } from "../verb.ts";
import { keepCheckpoint, openCheckpoint, refused } from "./checkpoints.ts";
import { notProved, wrongUsage } from "./ending.ts";
import type { AuditVerbOptions } from "./options.ts";
import { showing } from "./progress.ts";
import { auditJson, renderAudit } from "./render.ts";
import { ReportFolder } from "./report-folder.ts";
import { openSource } from "./source.ts";

/** Audits a programme: fetches, proves, recomputes, compares, reports. */
export async function runAudit(task: Task<AuditVerbOptions>): Promise<Result> {
  const { options } = task;
  const { source, programme } = openSource(options);
  const second = options.second === undefined ? undefined : new RpcSource(options.second);
  const settings: ReportedAuditOptions = {
    programme,
    ...(options.block === undefined ? {} : { block: options.block }),
    ...(options.everyWord === undefined ? {} : { everyWord: options.everyWord }),
    ...(options.checkpoint === undefined ? {} : { keep: true }),
    ...(options.from === undefined ? {} : { from: openCheckpoint(options.from) }),
  };
  const { bundle, checkpoint } = options;
  // Whoever repeats the audit from the bundle has not the checkpoint.
  if (bundle !== undefined && options.from !== undefined) wrongUsage("--bundle goes without --from");
  return bundle === undefined
    ? perform(task, source, second, settings, async (made) => keepCheckpoint(made, checkpoint, task.note))
    : withEvidence(task, bundle, source, second, settings);
}

/** Audits, and records what it reads so that the audit can be repeated. */
async function withEvidence(
  task: Task<AuditVerbOptions>,
  file: string,
  source: Source,
  second: Source | undefined,
  settings: ReportedAuditOptions,
): Promise<Result> {
  const recorder = new EvidenceRecorder(file);
  try {
    const recorded = recorder.record(source);
    const other = second === undefined ? undefined : recorder.record(second);
    return await perform(task, recorded, other, settings, async (made) => {
      const { audit, report } = made;
      const head = { programme: settings.programme.toLowerCase(), block: audit.block.hash, named: audit.block.named };
      const sha256 = await recorder.write(head, { report: JSON.parse(reportJson(report)) as unknown });
      keepCheckpoint(made, task.options.checkpoint, task.note);
      task.note(`Evidence written to ${file}, SHA-256 ${sha256}`);
    });
  } finally {
    await recorder.discard();
  }
}

/** Makes an audit, writes its files, and ends with its verdict. */
export async function perform(
  { options, progress, setting, note }: Task<Pick<AuditVerbOptions, "out">>,
  source: Source,
  second: Source | undefined,
  settings: ReportedAuditOptions,
  then: (made: ReportedAudit) => Promise<void> = async () => {},
): Promise<Result> {
  const folder = options.out === undefined ? undefined : new ReportFolder(options.out, settings.from?.start.entries);
  try {
    const made = await auditWithReport(source, {
      ...settings,
      progress: showing(progress),
      ...(second === undefined ? {} : { second }),
      ...(folder === undefined ? {} : { csv: folder.csv }),
    });
    await then(made);
    folder?.finish(made);
    if (options.out !== undefined) note(`Report written to ${options.out}`);
    if (folder?.since !== undefined) note(`Its CSV files begin with entry ${grouped(folder.since)} of the journal`);
    return { json: auditJson(made), text: renderAudit(made, setting), exit: AUDIT_EXIT[made.audit.verdict] };
  } catch (error) {
    folder?.discard();
    if (error instanceof CheckpointInvalid) refused(error);
    if (!(error instanceof AuditError)) throw error;
    return notProved(error, error.advice);
  }
}
