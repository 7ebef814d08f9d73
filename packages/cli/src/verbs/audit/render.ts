import type { Audit, CheckResult, Finding } from "../../../../auditor/src/index.ts";
import { heading, type Setting } from "../../terminal/section.ts";
import { grouped, wrapped } from "../../terminal/text.ts";

/** Findings of a check that a terminal shows; the files have all. */
const SHOWN = 20;

const WORDS = { verified: "verified", mismatch: "MISMATCH", unproved: "not proved", reported: "reported" } as const;

/** An audit for people: a line a check with its cost, findings below it, the verdict last. */
export function renderAudit(audit: Audit, setting: Setting): string {
  const { colours } = setting;
  const { programme, block, header, checks } = audit;
  const at = header === undefined ? "" : `, block ${grouped(header.number)} of ${timeText(header.timestamp)}`;
  return [
    heading(`Audit of ${programme}`, setting),
    colours.dim(`  block ${block.hash}${at}`),
    "",
    ...checks.flatMap((check) => renderCheck(check, audit, setting)),
    ...audit.powers.notes.map((note) => wrapped(note, setting.width, "  ! ", "    ")),
    "",
    renderVerdict(audit, setting),
  ].join("\n");
}

function renderCheck(check: CheckResult, { costs }: Audit, setting: Setting): readonly string[] {
  const { colours, width } = setting;
  const cost = costs.find((one) => one.check === check.check);
  const spent = cost === undefined ? "" : colours.dim(`  ${grouped(cost.milliseconds)} ms, ${requests(cost.requests)}`);
  const more = check.findings.length - SHOWN;
  return [
    `  ${mark(check, setting)} ${check.check.padEnd(8)} ${WORDS[check.verdict]}${spent}`,
    wrapped(check.summary, width, "      "),
    ...check.findings.slice(0, SHOWN).flatMap((finding) => renderFinding(finding, setting)),
    ...(more > 0 ? [`        ${grouped(more)} more findings`] : []),
  ];
}

const requests = (count: number) => (count === 1 ? "1 request" : `${grouped(count)} requests`);

function mark({ verdict }: CheckResult, { colours }: Setting): string {
  if (verdict === "verified") return colours.green("✓");
  if (verdict === "mismatch") return colours.red("✗");
  return verdict === "unproved" ? colours.yellow("?") : colours.yellow("i");
}

function renderFinding({ subject, message, expected, found, entry }: Finding, { width }: Setting): readonly string[] {
  const values = expected === undefined ? [] : [`expected ${expected}, found ${found ?? "nothing"}`];
  const from = entry === undefined ? [] : [`first at journal entry ${grouped(entry)}`];
  const detail = [...values, ...from];
  return [
    wrapped(`${subject}: ${message}`, width, "      - ", "        "),
    ...(detail.length === 0 ? [] : [wrapped(detail.join("; "), width, "        ")]),
  ];
}

function renderVerdict({ verdict, block }: Audit, { colours }: Setting): string {
  const word = "not trusted by anybody: the endpoint itself named the block";
  const trust = block.named ? "" : ` (${word})`;
  if (verdict === "verified") return colours.bold(colours.green(`✓ Verified${trust}`));
  if (verdict === "mismatch") return colours.bold(colours.red(`✗ Mismatch${trust}`));
  return colours.bold(colours.yellow(`? Not all could be proved${trust}`));
}

function timeText(seconds: bigint): string {
  return `${new Date(Number(seconds) * 1_000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
