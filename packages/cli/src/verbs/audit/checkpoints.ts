import { readFileSync } from "node:fs";
import {
  type Checkpoint,
  CheckpointInvalid,
  type ReportedAudit,
  readCheckpoint,
} from "../../../../auditor/src/index.ts";
import { writeWhole } from "../../files/whole-file.ts";
import { FileUnusable } from "../../input/problems.ts";
import { wrongUsage } from "./ending.ts";

const TOO_LARGE = "it would have more than 512 MB. Audit from the start each time";

/** Writes where an audit ended, if that was asked for and all is verified. @throws FileUnusable */
export function keepCheckpoint(
  { audit, checkpoint }: ReportedAudit,
  file: string | undefined,
  note: (text: string) => void,
): void {
  if (file === undefined) return;
  if (checkpoint === undefined) {
    const why = audit.verdict === "verified" ? TOO_LARGE : "an audit goes on only from one that is verified";
    note(`No checkpoint written: ${why}.`);
    return;
  }
  try {
    writeWhole(file, checkpoint);
  } catch (error) {
    throw new FileUnusable(file, "write", error);
  }
  note(`Checkpoint written to ${file}`);
}

/** Reads where an earlier audit ended. @throws FileUnusable */
export function openCheckpoint(file: string): Checkpoint {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new FileUnusable(file, "read", error);
  }
  try {
    return readCheckpoint(text);
  } catch (error) {
    return refused(error);
  }
}

/** A checkpoint that is damaged, or another programme's, is wrong usage. @throws whatever else it is. */
export function refused(error: unknown): never {
  if (error instanceof CheckpointInvalid) wrongUsage(`${error.message}. ${error.advice}`);
  throw error;
}
