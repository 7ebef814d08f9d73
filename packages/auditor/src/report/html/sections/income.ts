import type { GroupIncome, Measure } from "../../../income/disclosure.ts";
import type { Distribution } from "../../../income/distribution.ts";
import type { PeriodIncome } from "../../../income/period-income.ts";
import { day, grouped, percent, rounded, type TokenFacts } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { html, type Markup } from "../markup.ts";
import { newest } from "../newest.ts";
import { kept, left, right, table } from "../table.ts";
import { heading } from "./top.ts";

const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  commissions: "commissions, gross",
  gross: "commissions and retail profit, gross",
  net: "net of own purchases",
};

/** The income disclosure, with its definitions beside it. */
export function income({
  income: { newest: last, periods, all, definitions },
  audited: { token },
}: AuditReport): Markup {
  return html`<section>${heading("income")}
<p>What people earned, straight from the proved history: for everybody who is enrolled, those who earned nothing included.
Amounts in ${token.symbol}. No figure here says what anybody will earn.</p>
<div class="definitions"><h3>What the figures mean</h3><dl class="words">${definitions.map(
    ({ term, meaning }) => html`<dt>${term}</dt><dd>${meaning}</dd>`,
  )}</dl></div>
${last === undefined ? html`<p>No full period is over yet, so there is no disclosure by period.</p>` : undefined}
${
  last === undefined
    ? undefined
    : html`<h3>The newest full period: ${range(last)}</h3>
${byMeasure("All enrolled", last.all, token)}
${byGroup("By rank: commissions and retail profit, gross", last.byRank, "gross", token)}
${byGroup("By rank: net of own purchases", last.byRank, "net", token)}
${byGroup("By tenure: commissions and retail profit, gross", last.byTenure, "gross", token)}
${byGroup("By tenure: net of own purchases", last.byTenure, "net", token)}`
}
<h3>Since the opening</h3>
${byMeasure("All enrolled, from the opening to the audited block", all, token)}
${periods.length === 0 ? undefined : byPeriod(periods, token)}
</section>`;
}

const HEADS = ["P10", "P25", "median", "P75", "P90", "P99", "mean"].map(right);

function cells({ people, nothing, p10, p25, median, p75, p90, p99, mean }: Distribution, token: TokenFacts) {
  const amounts = [p10, p25, median, p75, p90, p99, mean].map((units) => rounded(units, token));
  return [grouped(people), grouped(nothing), percent(nothing, people), ...amounts];
}

function byMeasure(caption: string, { measures }: GroupIncome, token: TokenFacts): Markup {
  return table({
    caption: `${caption}, in ${token.symbol}`,
    columns: [left("measure"), right("people"), right("with zero"), right("share"), ...HEADS],
    rows: (["commissions", "gross", "net"] as const).map((measure) => [
      MEASURE_NAMES[measure],
      ...cells(measures[measure], token),
    ]),
  });
}

function byGroup(caption: string, groups: readonly GroupIncome[], measure: Measure, token: TokenFacts): Markup {
  return table({
    caption: `${caption}, in ${token.symbol}`,
    columns: [kept("group"), right("people"), right("with zero"), right("share"), ...HEADS],
    rows: groups.map(({ group, measures }) => [group, ...cells(measures[measure], token)]),
  });
}

function byPeriod(periods: readonly PeriodIncome[], token: TokenFacts): Markup {
  const { rows, note } = newest(periods);
  return table({
    caption: `Each full period: commissions and retail profit, gross, in ${token.symbol}`,
    columns: [kept("period from"), right("people"), right("with zero"), right("share"), ...HEADS],
    rows: rows.map(({ from, all }) => [day(from), ...cells(all.measures.gross, token)]),
    note: note.trim(),
  });
}

function range({ from, to }: PeriodIncome): string {
  return `${day(from)} to ${day(to - 1n)}`;
}
