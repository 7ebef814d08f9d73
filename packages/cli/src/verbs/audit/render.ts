import { type Audit, type ReportedAudit, reportJson, terminalReport } from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import { heading, right, type Setting } from "../../terminal/section.ts";
import { table } from "../../terminal/table.ts";
import { grouped } from "../../terminal/text.ts";

/** An audit for people: every check with its findings, the money, what it cost, and the verdict last. */
export function renderAudit({ audit, report }: ReportedAudit, setting: Setting): string {
  const { colours } = setting;
  const lines = terminalReport(report, colours).split("\n");
  const verdict = lines.pop() ?? "";
  const notes = audit.powers.notes.map((note) => `  ${colours.yellow("!")} ${note}`);
  return [...lines, ...notes, renderCosts(audit, setting), "", verdict].join("\n");
}

function renderCosts({ costs }: Audit, setting: Setting): string {
  const columns = [{ head: "" }, right("ms"), right("requests"), right("bytes received")];
  const rows = costs.map(({ check, milliseconds, requests, bytes }) => [
    check,
    ...[milliseconds, requests, bytes].map(grouped),
  ]);
  return [heading("What each check cost", setting), table(columns, rows, setting.colours.dim)].join("\n");
}

/** The canonical report, which is what `--json` prints and what is signed. */
export function auditJson({ report }: ReportedAudit): Result["json"] {
  return JSON.parse(reportJson(report)) as Result["json"];
}
