import { stripVTControlCharacters } from "node:util";
import { type Audit, type ReportedAudit, reportJson, terminalReport, visible } from "../../../../auditor/src/index.ts";
import type { Result } from "../../terminal/output.ts";
import { heading, right, type Setting } from "../../terminal/section.ts";
import { table } from "../../terminal/table.ts";
import { grouped, wrapped } from "../../terminal/text.ts";

/** An audit for people: every check with its findings, the money, what it cost, and the verdict last. */
export function renderAudit({ audit, report }: ReportedAudit, setting: Setting): string {
  const { colours } = setting;
  const lines = fitted(terminalReport(report, colours), setting);
  const verdict = lines.pop() ?? "";
  const notes = report.notes.map((note) => `  ${colours.yellow("!")} ${visible(note)}`);
  return [...lines, ...notes, renderCosts(audit, setting), "", verdict].join("\n");
}

/** Where the sentence of a check begins. */
const SENTENCE = 22;
/** Where a finding begins. */
const FINDING = 4;

/** Breaks the lines of checks and findings that are longer than the terminal; tables stay as they are. */
function fitted(text: string, { width }: Setting): string[] {
  return text.split("\n").map((line) => {
    const seen = stripVTControlCharacters(line);
    if (seen.length <= width) return line;
    if (/^[✓✗?i] /.test(seen)) return wrapped(line, width, "", " ".repeat(SENTENCE));
    return seen.startsWith(" ".repeat(FINDING))
      ? wrapped(line.trim(), width, " ".repeat(FINDING), " ".repeat(FINDING + 2))
      : line;
  });
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
