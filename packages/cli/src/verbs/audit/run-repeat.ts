import { AUDIT_EXIT, Bundle, type ReportedAudit, reportJson } from "../../../../auditor/src/index.ts";
import { type Result, toJson } from "../../terminal/output.ts";
import type { Task } from "../verb.ts";
import type { OutOptions } from "./options.ts";
import { perform } from "./run-audit.ts";

/** Repeats an audit from its evidence, offline, and compares the report with the one that was written with it. */
export async function runRepeat(task: Task<OutOptions>): Promise<Result> {
  const [file = ""] = task.args;
  const bundle = await Bundle.open(file);
  try {
    const { programme, block, named, sources } = bundle.head;
    const second = sources > 1 ? bundle.source(1) : undefined;
    let same: boolean | undefined;
    const compare = async ({ report }: ReportedAudit) => {
      const recorded = bundle.attachments.get("report");
      if (recorded !== undefined) same = toJson(JSON.parse(reportJson(report))) === toJson(recorded);
    };
    const result = await perform(task, bundle.source(), second, { programme, block, trusted: named }, compare);
    return judged(result, same, bundle.sha256);
  } finally {
    await bundle.close();
  }
}

/** A report that its own evidence does not give is a mismatch, whatever the evidence proves. */
function judged(result: Result, same: boolean | undefined, sha256: string): Result {
  const said =
    same === undefined
      ? "The bundle has no report to compare with."
      : same
        ? "The report in the bundle is what its evidence gives, byte by byte."
        : "The report in the bundle is NOT what its evidence gives.";
  return {
    json: { ...result.json, repeated: { sameReport: same ?? null, sha256 } },
    text: `${result.text}\n${said}`,
    exit: same === false ? AUDIT_EXIT.mismatch : (result.exit ?? AUDIT_EXIT.unproved),
  };
}
