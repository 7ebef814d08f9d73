import { SALE_KINDS } from "@upline/protocol";
import type { GrowthRow } from "../../../sums/growth.ts";
import { count, day, grouped, rounded, type TokenFacts } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { figure } from "../charts/drawing.ts";
import { growthPicture, salesPicture } from "../charts/growth.ts";
import { html, type Markup } from "../markup.ts";
import { newest } from "../newest.ts";
import { kept, right, table } from "../table.ts";
import { heading } from "./top.ts";

/** People and sales by period. */
export function growth(report: AuditReport): Markup {
  const { growth: rows, people, programme, audited } = report;
  const { token } = audited;
  const pictures = [growthPicture(report), salesPicture(report)].filter((picture) => picture !== undefined);
  return html`<section>${heading("growth")}
<p>${count(people.enrolled, "person is", "people are")} enrolled, ${grouped(people.imported)} of them imported from an older network;
${count(people.customers, "wallet", "wallets")} bought as customers. A period has ${count(programme.periodLength / 86_400n, "day")}.</p>
${pictures.map(figure)}
${peopleTable(rows)}
${moneyTable(rows, token)}
</section>`;
}

const periodOf = ({ from, full }: GrowthRow) => (full ? day(from) : `${day(from)} (not over)`);

function peopleTable(all: readonly GrowthRow[]): Markup {
  const { rows, note } = newest(all);
  return table({
    caption: "People and sales by period",
    columns: [kept("from"), right("enrolled"), right("sellers"), right("customers"), right("sales")],
    rows: rows.map((row) => [
      periodOf(row),
      grouped(row.people),
      grouped(row.sellers),
      grouped(row.customers),
      grouped(row.sales),
    ]),
    note: `Enrolled: at the end of the period. Sellers and customers: different ones in it. Sales: placed in it.${note}`,
  });
}

function moneyTable(all: readonly GrowthRow[], token: TokenFacts): Markup {
  const { rows, note } = newest(all);
  const kinds = SALE_KINDS.filter((kind) => rows.some((row) => row.totals[kind] > 0n));
  return table({
    caption: `Money by period, in ${token.symbol}`,
    columns: [kept("from"), ...kinds.map(right), right("credited"), right("refunded")],
    rows: rows.map((row) => [
      periodOf(row),
      ...kinds.map((kind) => rounded(row.totals[kind], token)),
      rounded(row.credited, token),
      rounded(row.refunded, token),
    ]),
    note: `Paid for sales that were placed in the period, by kind. Retail: the buyer is no distributor; personal: the seller bought for himself; distributor: another distributor bought; recorded: paid elsewhere. Kinds that never occurred are left out. Credited: what people got from sales that were paid out in the period.${note}`,
  });
}
