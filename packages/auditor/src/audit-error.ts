import { ProtocolError } from "@upline/protocol";

/** What every error of the auditor has: the sentence, the values it speaks of, and what to do next. */
export abstract class AuditError extends ProtocolError {}
