import { auditSubject } from "./audit/index.ts";
import { plan } from "./plan/index.ts";
import type { Subject } from "./verb.ts";

/** Everything that the command can do. A new subject is a folder of its own, and a name here. */
export const SUBJECTS: readonly Subject[] = [plan, auditSubject];
