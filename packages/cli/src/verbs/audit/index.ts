import type { Subject, Verb } from "../verb.ts";
import {
  type AuditVerbOptions,
  addAuditOptions,
  addOutOption,
  addSourceOptions,
  parseAddress,
  parseHash,
  parseUrl,
  type RepeatOptions,
  type SourceOptions,
} from "./options.ts";

import type { SignOptions } from "./run-sign.ts";
import type { VerifyOptions } from "./run-verify.ts";

/** What the exit codes of an audit mean. */
const EXIT_CODES =
  "Exit code: 0 verified, 1 something failed on this machine, 2 wrong usage, 3 mismatch, 4 not all could be proved.";

// The auditor is loaded when one of its verbs runs: the other subjects do without.

const auditVerb: Omit<Verb<AuditVerbOptions>, "name" | "description"> = {
  exitCodes: EXIT_CODES,
  configure: addAuditOptions,
  run: async (task) => (await import("./run-audit.ts")).runAudit(task),
};

const repeatVerb: Verb<RepeatOptions> = {
  name: "repeat",
  description: "repeat an audit from its evidence bundle, offline",
  exitCodes: EXIT_CODES,
  configure: (made) =>
    addOutOption(made.argument("<bundle>", "what --bundle wrote")).option(
      "--block <hash>",
      "the block that the evidence must be of, by a hash that you trust (default: the bundle's, on its word)",
      parseHash,
    ),
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

const signVerb: Verb<SignOptions> = {
  name: "sign",
  description: "sign a report, or print what a wallet elsewhere is to sign (EIP-712)",
  configure: (made) =>
    made
      .argument("<report>", "the report.json of an audit")
      .option("--auditor <address>", "who signs", parseAddress)
      .option("--signature <hex>", "the signature that was made elsewhere")
      .option("--contract", "the auditor is a contract wallet (ERC-1271), which alone can judge its signature")
      .option("--keystore <file>", "sign with this encrypted JSON keystore")
      .option("--password-file <file>", "the file that has its password")
      .option("--out <file>", "write the signed report here (default: print it)"),
  run: async (task) => (await import("./run-sign.ts")).runSign(task),
};

const verifyVerb: Verb<VerifyOptions> = {
  name: "verify",
  description: "say whether a signed report is what its auditor signed",
  exitCodes:
    "Exit code: 0 signed by its auditor, 1 something failed on this machine, 2 wrong usage, 3 not signed by him, 4 only his contract can say it.",
  configure: (made) =>
    made
      .argument("<signed report>", "what upline audit sign has written")
      .option("--rpc <url>", "an endpoint to ask the auditor's contract wallet at", parseUrl),
  run: async (task) => (await import("./run-verify.ts")).runVerify(task),
};

/** What an outside auditor does. A new verb is a file of its own, and a name here. */
export const auditSubject: Subject = {
  name: "audit",
  description: "prove a programme's whole payout history from the chain alone",
  main: auditVerb,
  verbs: [repeatVerb, explainVerb, signVerb, verifyVerb],
};
