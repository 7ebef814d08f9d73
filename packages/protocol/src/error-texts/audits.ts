import type { ErrorChapter } from "./text.ts";

export const AUDIT_ERRORS: ErrorChapter = {
  title: "Recorded audits",
  errors: [
    {
      signature: "AuditFieldMissing(bytes32 field)",
      why: "The statement has no {field:text}.",
      advice: "Record the statement of a signed report as it is.",
    },
    {
      signature: "AuditAlreadyRecorded(address auditor, bytes32 report, uint256 time)",
      why: "What {auditor} says about the report {report} was recorded at {time:time}.",
      advice: "Nothing is to be done: it stays recorded for good.",
    },
  ],
};
