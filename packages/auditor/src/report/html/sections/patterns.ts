import type { Cell, CellKind, Pattern } from "../../../patterns/pattern.ts";
import { count, grouped, minute, percent, rounded, type TokenFacts } from "../../../text/figures.ts";
import { shortened } from "../../../text/visible.ts";
import type { AuditReport } from "../../document.ts";
import { html, type Markup } from "../markup.ts";
import { table } from "../table.ts";
import { heading } from "./top.ts";

/** What no contract can prevent: reported with its evidence, judged by nobody here. */
export function patterns({ patterns: found, audited: { token } }: AuditReport): Markup {
  return html`<section>${heading("patterns")}
<p>Some things no program can prevent. They leave traces, and the traces are listed here with what was counted exactly. They are
no verdict: each has harmless reasons as well, and whoever reads them has to ask.</p>
${found.map((pattern) => one(pattern, token))}</section>`;
}

function one({ title, definition, meaning, figures, columns, rows, omitted }: Pattern, token: TokenFacts): Markup {
  const head = (name: string, kind: CellKind) => (kind === "amount" ? `${name}, ${token.symbol}` : name);
  return html`<h3>${title}</h3>
<p>${definition}</p><p class="note">${meaning}</p>
<dl class="figures">${figures.map(
    (figure) =>
      html`<div><dt>${head(figure.head, figure.kind)}</dt><dd>${shown(figure.value, figure.kind, token)}</dd></div>`,
  )}</dl>
${
  rows.length === 0
    ? html`<p>Nothing of the kind is in the history.</p>`
    : table({
        caption: `${title}: evidence`,
        stacked: columns.some(({ kind }) => kind === "text"),
        columns: columns.map(({ head: name, kind }) => ({
          head: head(name, kind),
          numeric: isNumeric(kind),
          kept: kind === "id" || kind === "product",
        })),
        rows: rows.map((row) => row.map((cell, place) => shown(cell, columns[place]?.kind ?? "text", token))),
        note: omitted > 0 ? `${count(omitted, "more row")}, with smaller sums, left out.` : undefined,
      })
}`;
}

function isNumeric(kind: CellKind): boolean {
  return kind === "count" || kind === "amount" || kind === "share";
}

function shown(cell: Cell, kind: CellKind, token: TokenFacts): string | Markup {
  switch (kind) {
    case "amount":
      return rounded(BigInt(cell), token);
    case "count":
      return grouped(BigInt(cell));
    case "share":
      return percent(BigInt(cell), 10_000n);
    case "time":
      return minute(BigInt(cell));
    case "id":
      return `distributor ${cell}`;
    case "product":
      return `product ${cell}`;
    case "wallet":
      return html`<span class="mono">${cell}</span>`;
    case "text":
      return shortened(String(cell), 200);
  }
}
