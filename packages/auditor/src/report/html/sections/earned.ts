import { count, day, grouped, percent, rounded } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { bandName } from "../bands.ts";
import { figure } from "../charts/drawing.ts";
import { earningsPicture } from "../charts/earnings.ts";
import { html, type Markup } from "../markup.ts";
import { kept, left, right, table } from "../table.ts";
import { heading } from "./top.ts";

/** How earnings are distributed over people, and who earned most. */
export function earned(report: AuditReport): Markup {
  const { earners, people, audited } = report;
  const picture = earningsPicture(report);
  const share = ({ people: best, sum }: { readonly people: number; readonly sum: bigint }) =>
    `${count(best, "person", "people")} earned ${percent(sum, earners.credited) || "nothing"}`;
  return html`<section>${heading("earned")}
<p>Since the programme began ${rounded(earners.credited, audited.token)} ${audited.token.symbol} was credited to
${grouped(earners.people)} of ${grouped(people.enrolled)} people. Of all that, the best-paid ${share(earners.topOne)}
(one in a hundred of all enrolled), and the best-paid ${share(earners.topTen)} (one in ten).</p>
${picture === undefined ? undefined : figure(picture)}
${bands(report)}
${best(report)}
</section>`;
}

function bands({ earners, people, audited: { token } }: AuditReport): Markup {
  return table({
    caption: "Earnings since the programme began",
    columns: [
      kept(`earned, ${token.symbol}`),
      right("people"),
      right("of all"),
      right("together"),
      right("of all earnings"),
    ],
    rows: earners.bands.map((band) => [
      bandName(band, token),
      grouped(band.people),
      percent(band.people, people.enrolled),
      rounded(band.sum, token),
      percent(band.sum, earners.credited),
    ]),
    total: ["all enrolled", grouped(people.enrolled), "", rounded(earners.credited, token), ""],
    note: "Each band includes its lower and excludes its upper limit.",
  });
}

function best({ earners, audited: { token } }: AuditReport): Markup | undefined {
  if (earners.top.length === 0) return undefined;
  return table({
    caption: `The ${count(earners.top.length, "best-paid person", "best-paid people")}`,
    columns: [
      left("distributor"),
      right("sponsor"),
      kept("since"),
      right("rank"),
      right("retail profit"),
      right("commissions"),
      right("earned"),
      right("own purchases"),
    ],
    rows: earners.top.map(({ id, sponsor, joined, rank, profit, commission, purchases }) => [
      `${id}`,
      sponsor,
      day(joined),
      rank,
      rounded(profit, token),
      rounded(commission, token),
      rounded(profit + commission, token),
      rounded(purchases, token),
    ]),
    note: `Amounts in ${token.symbol}. Own purchases are what a person's own wallets paid in the programme; they are not deducted here. Names are not on the chain. Everybody is in credits.csv.`,
  });
}
