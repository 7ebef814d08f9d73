import type { Subject, Verb } from "../verb.ts";
import { addSourceOptions, type SourceOptions } from "./options.ts";

/** What the exit codes of an audit mean. */
const EXIT_CODES =
  "Exit code: 0 verified, 1 something failed on this machine, 2 wrong usage, 3 mismatch, 4 not all could be proved.";

// The auditor is loaded when one of its verbs runs: the other subjects do without.
const auditVerb: Omit<Verb<SourceOptions>, "name" | "description"> = {
  exitCodes: EXIT_CODES,
  configure: addSourceOptions,
  run: async (task) => (await import("./run-audit.ts")).runAudit(task),
};

/** What an outside auditor does. A new verb is a file of its own, and a name here. */
export const auditSubject: Subject = {
  name: "audit",
  description: "prove a programme's whole payout history from the chain alone",
  main: auditVerb,
  verbs: [],
};
