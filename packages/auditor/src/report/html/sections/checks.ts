import type { AuditReport } from "../../document.ts";
import { VERDICT_WORDS } from "../../document.ts";
import { CLAIMS } from "../claims.ts";
import { html, type Markup } from "../markup.ts";
import { finding } from "./findings.ts";
import { heading } from "./top.ts";

/** Each claim with its verdict, what was compared, and how. */
export function checks({ checks: results }: AuditReport): Markup {
  return html`<section>${heading("checks")}
<p>Nobody had to be believed: not the company, not its servers, not whoever delivered the data. The one thing that is taken
as given is the fingerprint of a block of the chain (see <a href="#words">words</a>).</p>
${results.map(
  ({
    check,
    verdict,
    summary,
    findings,
  }) => html`<div class="check"><h3><span class="mark ${verdict}">${MARKS[verdict]} ${VERDICT_WORDS[verdict]}</span> ${CLAIMS[check].question}</h3>
<p>${summary}</p><p class="note">${CLAIMS[check].how}</p>
${verdict === "verified" || verdict === "reported" ? findings.map(finding) : undefined}</div>\n`,
)}</section>`;
}

const MARKS = { verified: "✓", mismatch: "✗", unproved: "?", reported: "i" } as const;
