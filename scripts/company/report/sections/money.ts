import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { aligned, grouped, percent } from "../../../../packages/cli/src/terminal/text.ts";
import type { Report } from "../../main-job.ts";

type Line = readonly [name: string, units: bigint, note: string];

/** Where the money went, and that it adds up. */
export function renderMoney({ money, stage }: Report, setting: Setting): string {
  const { bold, dim } = setting.colours;
  const { decimals, symbol } = stage.programme.unit;
  const { all, escrow, paidOut, left } = money;
  const people = all.profit + all.own + all.uplines;
  const amount = (units: bigint) => aligned(units, decimals);
  const main: readonly Line[] = [
    [bold("Paid by buyers"), all.paid, `${grouped(all.sales)} sales`],
    [bold("Refunded"), all.refunded, `${grouped(all.refundedSales)} sales`],
    [bold("People"), people, ""],
    ["  retail profit", all.profit, "price − wholesale price, the seller"],
    ["  own sales", all.own, "commission of the seller"],
    ["  uplines", all.uplines, "commissions of those above him"],
    [bold("Company"), all.company, "what the plans leave, and breakage"],
    [bold("Bonus pool"), all.pool, all.pool === 0n ? "the plans have no share for it" : ""],
    [bold("Escrow"), escrow, escrow === 0n ? "every sale is settled or refunded" : ""],
  ];
  const rows = main.map(([name, units, note]) => [name, amount(units), percent(units, all.paid), dim(note)]);
  const short = (units: bigint) => (units === 0n ? "0" : amount(units));
  const parts = [all.refunded, people, all.company, all.pool, escrow].map(short).join(" + ");
  const tick = setting.colours.green("✓");
  return [
    heading("Where the money went", setting),
    table([{ head: "" }, right(symbol), right("share"), { head: "" }], rows, dim),
    "",
    `  ${tick} ${parts} = ${amount(all.paid)}, to the unit`,
    `  ${tick} paid out: people ${amount(paidOut.people)}, company ${amount(paidOut.company)}; ${short(left)} left`,
  ].join("\n");
}
