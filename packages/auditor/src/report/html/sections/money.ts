import { exact, grouped, percent } from "../../../text/figures.ts";
import type { AuditReport } from "../../document.ts";
import { figure } from "../charts/drawing.ts";
import { moneyPicture } from "../charts/money.ts";
import { html, type Markup } from "../markup.ts";
import { kept, left, right, table } from "../table.ts";
import { heading } from "./top.ts";

/** Where all that was paid went. */
export function moneySection(report: AuditReport): Markup {
  const picture = moneyPicture(report);
  return html`<section>${heading("money")}
<p>A buyer's payment is held until the time for returning the sale is over. Then it is split by rules that were fixed when
the sale was placed, and each part is credited at once. People take their balances out to their own wallets when they like.</p>
${picture === undefined ? undefined : figure(picture)}
${paidTable(report)}
${splitTable(report)}
${walletTable(report)}
</section>`;
}

function paidTable({ money, audited: { token } }: AuditReport): Markup {
  const row = (name: string, { sales, total }: { readonly sales: number; readonly total: bigint }) => [
    name,
    grouped(sales),
    exact(total, token),
    percent(total, money.placed.total),
  ];
  return table({
    caption: "What became of what buyers paid",
    columns: [left("sales"), right("number"), right(`sum, ${token.symbol}`), right("share")],
    rows: [
      row("paid out", money.settled),
      row("refunded to the buyer", money.refunded),
      row("in escrow, waiting", money.escrowed),
    ],
    total: row("paid by buyers", money.placed),
  });
}

function splitTable({ money, audited: { token }, plans }: AuditReport): Markup {
  const whole = money.settled.total;
  const row = (name: string, what: string, units: bigint) => [name, what, exact(units, token), percent(units, whole)];
  const uplines = (level: number) =>
    level === 0 ? "commission of the seller himself" : `commission of the seller's ${nth(level)} upline`;
  const pool = money.pool > 0n || plans.some(({ poolShare }) => poolShare > 0n);
  return table({
    stacked: true,
    caption: "What the sales that were paid out gave, and to whom",
    columns: [kept("part"), left("what it is"), right(`sum, ${token.symbol}`), right("share")],
    rows: [
      row("retail profit", "price paid less wholesale price, to the seller", money.profit),
      ...money.levels.map((units, level) => row(`level ${level}`, uplines(level), units)),
      ...(money.byRank === 0n ? [] : [row("by rank", "commission for a higher rank than those below", money.byRank)]),
      ...(money.other === 0n ? [] : [row("not explained", "credits that the plan does not explain", money.other)]),
      ...(pool ? [row("bonus pool", "kept for bonuses by period", money.pool)] : []),
      row("the company", "all the rest: cost of goods, rounding, and what nobody qualified for", money.company),
    ],
    total: row("paid out", "", whole),
  });
}

function walletTable({ money, earners, audited: { token } }: AuditReport): Markup {
  return table({
    caption: "What people did with their earnings",
    columns: [left("people's earnings"), right(`sum, ${token.symbol}`), right("share")],
    rows: [
      ["taken out to a wallet", money.paidToPeople],
      ["still in the programme, to be claimed", earners.credited - money.paidToPeople],
    ].map(([name = "", units = 0n]) => [name, exact(BigInt(units), token), percent(BigInt(units), earners.credited)]),
    total: ["credited", exact(earners.credited, token), percent(earners.credited, earners.credited)],
    note: `${grouped(money.payouts)} payouts went through, ${grouped(money.payoutsFailed)} failed. The company took out ${exact(money.paidToCompany, token)} ${token.symbol} of its own share.`,
  });
}

/** `1st`, `2nd`, `11th`. */
function nth(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13;
  return `${number}${(teen ? undefined : { 1: "st", 2: "nd", 3: "rd" }[number % 10]) ?? "th"}`;
}
