import type { Subject, Verb } from "../verb.ts";
import {
  type AuditVerbOptions,
  addAuditOptions,
  addOutOption,
  addSourceOptions,
  type OutOptions,
  type SourceOptions,
} from "./options.ts";

/** What the exit codes of an audit mean. */
const EXIT_CODES =
  "Exit code: 0 verified, 1 something failed on this machine, 2 wrong usage, 3 mismatch, 4 not all could be proved.";

// The auditor is loaded when one of its verbs runs: the other subjects do without.

const auditVerb: Omit<Verb<AuditVerbOptions>, "name" | "description"> = {
  exitCodes: EXIT_CODES,
  configure: addAuditOptions,
  run: async (task) => (await import("./run-audit.ts")).runAudit(task),
};

const repeatVerb: Verb<OutOptions> = {
  name: "repeat",
  description: "repeat an audit from its evidence bundle, offline",
  exitCodes: EXIT_CODES,
  configure: (made) => addOutOption(made.argument("<bundle>", "what --bundle wrote")),
  run: async (task) => (await import("./run-repeat.ts")).runRepeat(task),
};

const explainVerb: Verb<SourceOptions> = {
  name: "explain",
  description: "follow one amount from the sale to the wallet",
  exitCodes: EXIT_CODES,
  configure: (made) =>
    addSourceOptions(
      made.argument(
        "<credit>",
        "sale/distributor, for example 17/40: the sale by its number in sales.csv, or its transaction",
      ),
    ),
  run: async (task) => (await import("./run-explain.ts")).runExplain(task),
};

/** What an outside auditor does. A new verb is a file of its own, and a name here. */
export const auditSubject: Subject = {
  name: "audit",
  description: "prove a programme's whole payout history from the chain alone",
  main: auditVerb,
  verbs: [repeatVerb, explainVerb],
};
