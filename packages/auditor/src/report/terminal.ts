import type { CheckResult, Finding, Verdict } from "../checks/check.ts";
import { count, exact, minute, percent } from "../text/figures.ts";
import { shortened, visible } from "../text/visible.ts";
import { type AuditReport, VERDICT_WORDS } from "./document.ts";

/** How a terminal sets texts apart; each may leave its text as it is. */
export interface TerminalStyle {
  bold(text: string): string;
  dim(text: string): string;
  green(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

const MARKS: Readonly<Record<Verdict, readonly [mark: string, style: keyof TerminalStyle]>> = {
  verified: ["✓", "green"],
  mismatch: ["✗", "red"],
  unproved: ["?", "yellow"],
  reported: ["i", "dim"],
};

/** How many findings of a check are written out; the report has all. */
const FINDINGS = 10;
const LONGEST = 2_000;

const HEADLINES: Readonly<Record<AuditReport["verdict"], readonly [text: string, style: keyof TerminalStyle]>> = {
  verified: ["VERIFIED: everything that was checked is as it should be.", "green"],
  mismatch: ["MISMATCH: something is not as it should be; see the lines marked ✗.", "red"],
  unproved: ["NOT ALL PROVED: nothing was found wrong, but not all could be proved; see the lines marked ?.", "yellow"],
};

const UNNAMED =
  "VERIFIED, if the block is the chain's: its hash is the endpoint's word. Compare it, or name it with --block.";

/** What an audit came to. @param named Whether somebody vouches for the block. */
export function headlineOf(
  verdict: AuditReport["verdict"],
  named: boolean,
): readonly [text: string, style: keyof TerminalStyle] {
  return verdict === "verified" && !named ? [UNNAMED, "yellow"] : HEADLINES[verdict];
}

/** One line a check, with its findings under it. */
export function checkLine(result: CheckResult, style: TerminalStyle): string {
  const [mark, colour] = MARKS[result.verdict];
  const head = `${style[colour](mark)} ${result.check.padEnd(8)} ${style[colour](VERDICT_WORDS[result.verdict].padEnd(10))} ${shown(result.summary)}`;
  const listed = result.findings.slice(0, FINDINGS).flatMap((finding) => findingLines(finding, style));
  const left = result.findings.length - FINDINGS;
  return [head, ...listed, ...(left > 0 ? [style.dim(`    and ${count(left, "more finding")}`)] : [])].join("\n");
}

function findingLines({ subject, message, expected, found, entry }: Finding, style: TerminalStyle): readonly string[] {
  const values = [
    ...(expected === undefined ? [] : [`expected ${shown(String(expected))}`]),
    ...(found === undefined ? [] : [`found ${shown(String(found))}`]),
    ...(entry === undefined ? [] : [`from journal entry ${entry} on`]),
  ];
  const detail = values.length === 0 ? [] : [style.dim(`      ${values.join(", ")}`)];
  return [`    ${style.bold(shown(subject))}: ${shown(message)}`, ...detail];
}

/** The audit in front of a person: each check, the money, what to look at, the verdict last. */
export function terminalReport(report: AuditReport, style: TerminalStyle): string {
  const [headline, colour] = headlineOf(report.verdict, report.audited.block.trusted);
  return [
    ...audited(report, style),
    "",
    ...report.checks.map((result) => checkLine(result, style)),
    "",
    ...money(report, style),
    "",
    style.bold(style[colour](headline)),
  ].join("\n");
}

function audited(
  { audited: { programme, chainId, block }, programme: { entries } }: AuditReport,
  style: TerminalStyle,
) {
  const trust = block.trusted
    ? "named by whoever ran the audit"
    : "taken from the endpoint on trust; name it with --block";
  return [
    style.bold(`Audit of ${shown(programme)} on chain ${chainId}`),
    `  block ${block.number} of ${minute(block.time)}, ${shown(block.hash)}`,
    style.dim(`  the block is ${trust}; ${count(entries, "event")} in the journal`),
  ];
}

function money({ money: flow, people, earners, audited: { token } }: AuditReport, style: TerminalStyle) {
  const credited = earners.credited;
  const rows: readonly (readonly [string, bigint, string])[] = [
    ["Paid by buyers", flow.placed.total, count(flow.placed.sales, "sale")],
    ["  refunded", flow.refunded.total, count(flow.refunded.sales, "sale")],
    ["  in escrow", flow.escrowed.total, count(flow.escrowed.sales, "sale")],
    ["  to people", credited, `${percent(credited, flow.settled.total)} of what was settled`],
    ["  bonus pool", flow.pool, percent(flow.pool, flow.settled.total)],
    ["  to the company", flow.company, percent(flow.company, flow.settled.total)],
    ["Paid out to wallets", flow.paidToPeople, count(flow.payouts, "payout")],
  ];
  const figures = rows.map(([, units]) => exact(units, token));
  const width = Math.max(...figures.map(({ length }) => length));
  const earned = `${count(earners.people, "person", "people")} of ${count(people.enrolled, "enrolled", "enrolled")} earned something (${percent(earners.people, people.enrolled) || "none"})`;
  return [
    style.bold(`Money, in ${shown(token.symbol)}`),
    ...rows.map(([name, , note], row) =>
      `  ${name.padEnd(20)} ${(figures[row] ?? "").padStart(width)}  ${style.dim(note)}`.trimEnd(),
    ),
    `  ${earned}`,
  ];
}

function shown(text: string): string {
  return shortened(visible(text), LONGEST);
}
