import type { AuditReport } from "../document.ts";
import { html, Markup } from "./markup.ts";
import { checks } from "./sections/checks.ts";
import { earned } from "./sections/earned.ts";
import { limits, repeat, words } from "./sections/end.ts";
import { findings } from "./sections/findings.ts";
import { growth } from "./sections/growth.ts";
import { income } from "./sections/income.ts";
import { moneySection } from "./sections/money.ts";
import { patterns } from "./sections/patterns.ts";
import { plans, powers } from "./sections/powers.ts";
import { top } from "./sections/top.ts";
import { STYLE } from "./style.ts";

/** Nothing is loaded and nothing runs, whatever a text of the chain may say. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one HTML file that needs nothing else: no script, no network. The same report gives the same bytes. */
export function reportHtml(report: AuditReport): string {
  const sections = [
    top(report),
    findings(report),
    checks(report),
    moneySection(report),
    earned(report),
    income(report),
    growth(report),
    powers(report),
    plans(report),
    patterns(report),
    limits(report),
    words(),
    repeat(report),
  ];
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Audit of ${report.audited.programme}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
${sections}
</main>
</body>
</html>
`.text
  }`;
}
