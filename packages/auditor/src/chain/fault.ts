import { AuditError } from "../audit-error.ts";

/**
 * What is wrong with a source: it contradicts a hash, a proof or itself (`mismatch`), or it does not give what is asked
 * (`unproved`).
 */
export type FaultVerdict = "mismatch" | "unproved";

/** A source that cannot be used, or that lies. Says nothing about the programme. Names no endpoint, so it can be kept. */
export abstract class SourceFault extends AuditError {
  /** Stable name for machines: that of the finding. */
  abstract readonly code: string;
  abstract readonly verdict: FaultVerdict;
}

/** What to do about a source that contradicts a proof. */
export const ASK_ANOTHER = "Do not rely on this source; repeat the audit with another endpoint.";
