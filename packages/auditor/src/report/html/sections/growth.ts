import { SALE_KINDS } from "@upline/protocol";
import { count, day, grouped, rounded } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { figure } from "../charts/drawing.ts";
import { growthPicture, salesPicture } from "../charts/growth.ts";
import { html, type Markup } from "../markup.ts";
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
${table({
  caption: `Each period, amounts in ${token.symbol}`,
  columns: [
    kept("from"),
    right("enrolled"),
    right("sellers"),
    right("customers"),
    right("sales"),
    ...SALE_KINDS.map(right),
    right("credited"),
    right("refunded"),
  ],
  rows: rows.map((row) => [
    row.full ? day(row.from) : `${day(row.from)} (not over)`,
    grouped(row.people),
    grouped(row.sellers),
    grouped(row.customers),
    grouped(row.sales),
    ...SALE_KINDS.map((kind) => rounded(row.totals[kind], token)),
    rounded(row.credited, token),
    rounded(row.refunded, token),
  ]),
  note: "Enrolled: at the end of the period. Sellers and customers: different ones in it. Retail: the buyer is no distributor; personal: the seller bought for himself; distributor: another distributor bought; recorded: paid elsewhere. Sales count when they are placed, credited is what people got from sales that were paid out then.",
})}
</section>`;
}
