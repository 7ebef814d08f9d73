import { readFileSync } from "node:fs";
import {
  AUDIT_EXIT,
  type Audit,
  AuditError,
  type AuditOptions,
  audit,
  type Checkpoint,
  CheckpointInvalid,
  checkpointOf,
  readCheckpoint,
  type Source,
} from "../../../../auditor/src/index.ts";
import { writeWhole } from "../../files/whole-file.ts";
import { FileUnusable } from "../../input/problems.ts";
import type { Result } from "../../terminal/output.ts";
import type { Task } from "../verb.ts";
import { notProved, wrongUsage } from "./ending.ts";
import type { AuditVerbOptions } from "./options.ts";
import { showing } from "./progress.ts";
import { checksJson, renderChecks } from "./render.ts";

/** Writes where an audit ended, if that was asked for and all is verified. */
export function keepCheckpoint(done: Audit, file: string | undefined, note: (text: string) => void): void {
  if (file === undefined) return;
  if (done.verdict !== "verified") {
    note(`No checkpoint written: an audit goes on only from one that is verified.`);
    return;
  }
  try {
    writeWhole(file, checkpointOf(done));
  } catch (error) {
    throw error instanceof AuditError ? error : new FileUnusable(file, "write", error);
  }
  note(`Checkpoint written to ${file}`);
}

/** Audits from where an earlier audit ended. */
export async function runFrom(
  { options, progress, setting, note }: Task<AuditVerbOptions>,
  file: string,
  source: Source,
  settings: AuditOptions,
): Promise<Result> {
  const from = read(file);
  try {
    const done = await audit(source, { ...settings, from, progress: showing(progress) });
    keepCheckpoint(done, options.checkpoint, note);
    return { json: checksJson(done), text: renderChecks(done, setting), exit: AUDIT_EXIT[done.verdict] };
  } catch (error) {
    if (error instanceof CheckpointInvalid) wrongUsage(`${error.message}. ${error.advice}`);
    if (!(error instanceof AuditError)) throw error;
    return notProved(error, error.advice);
  }
}

function read(file: string): Checkpoint {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
  try {
    return readCheckpoint(text);
  } catch (error) {
    if (error instanceof CheckpointInvalid) wrongUsage(`${error.message}. ${error.advice}`);
    throw error;
  }
}
