import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { aligned, grouped } from "../../../../packages/cli/src/terminal/text.ts";
import type { SaleKind } from "../../../../packages/protocol/src/index.ts";
import type { Report } from "../../main-job.ts";
import type { Split } from "../money.ts";

const NAMES: Readonly<Record<SaleKind, string>> = {
  retail: "to customers",
  personal: "to the seller himself",
  distributor: "to another distributor",
  recorded: "at a stand, recorded",
};

/** Why the contract passes over a sale of a stand, by its error. */
const REASONS: Readonly<Record<string, string>> = {
  DistributorUnknown: "an unknown seller",
  OrderPriceInvalid: "a price below wholesale",
};

/** The sales by kind. */
export function renderSales({ money, stage, happenings }: Report, setting: Setting): string {
  const { decimals, symbol } = stage.programme.unit;
  const amount = (units: bigint) => (units === 0n ? "–" : aligned(units, decimals));
  const cells = ({ sales, refundedSales, paid, refunded, profit, own, uplines, company }: Split) => [
    grouped(sales),
    refundedSales === 0 ? "–" : grouped(refundedSales),
    amount(paid - refunded),
    amount(profit),
    amount(own + uplines),
    amount(company),
  ];
  const rows = money.kinds.map(([kind, split]) => [NAMES[kind], ...cells(split)]);
  const sums = ["all", ...cells(money.all)].map((cell) => setting.colours.bold(cell));
  const heads = ["sales", "refunded", "kept", "retail profit", "commissions", "company"];
  const { quotes, offers, stands, people } = happenings;
  const skipped = stands.skipped
    .map(([error, count]) => `${grouped(count)} with ${REASONS[error] ?? error}`)
    .join(", ");
  return [
    heading(`Sales by kind, in ${symbol}`, setting),
    table([{ head: "" }, ...heads.map(right)], [...rows, sums], setting.colours.dim),
    "",
    `  ${grouped(people.customers)} customers. ${grouped(quotes)} purchases were quoted before, and each placed as quoted.`,
    `  ${grouped(offers.open + offers.named)} lines at the seller's own signed price, ${grouped(offers.named)} of them for one buyer only.`,
    `  ${grouped(stands.recorded)} sales of stands in ${grouped(stands.batches)} batches; passed over: ${skipped === "" ? "none" : skipped}.`,
  ].join("\n");
}
