import type { Audit } from "../audit.ts";
import { POWERS, powersToJson } from "../powers/state-json.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import { CheckpointUnverified } from "./checkpoint-invalid.ts";

/** The checkpoint of an audit, for `AuditOptions.from` of a later one. @throws CheckpointUnverified */
export function checkpointOf({ programme, header, chainId, history, verdict, checks, powerState }: Audit): string {
  const findings = checks.reduce((sum, { findings: found }) => sum + found.length, 0);
  if (verdict !== "verified" || header === undefined || chainId === undefined || history === undefined) {
    throw new CheckpointUnverified(findings);
  }
  const place = { chainId, core: programme, block: header.hash, number: header.number };
  return writeCheckpoint(history, place, new Map([[POWERS, powersToJson(powerState)]]));
}
