import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { grouped } from "../../../../packages/cli/src/terminal/text.ts";
import type { Report } from "../../main-job.ts";

/** What each kind of transaction used. */
export function renderGas({ gas }: Report, setting: Setting): string {
  const { bold, dim } = setting.colours;
  const columns = [{ head: "operation" }, ...["transactions", "gas", "each", "of", "each of these"].map(right)];
  const rows = gas.map(({ operation, transactions, gas: used, items }) => [
    operation,
    grouped(transactions),
    grouped(used),
    grouped(used / BigInt(transactions)),
    items === undefined ? "" : `${grouped(items.count)} ${items.what}`,
    items === undefined || items.count === 0 ? "" : grouped(used / BigInt(items.count)),
  ]);
  const transactions = gas.reduce((sum, row) => sum + row.transactions, 0);
  const used = gas.reduce((sum, row) => sum + row.gas, 0n);
  const sums = ["all", grouped(transactions), grouped(used), "", "", ""].map(bold);
  return `${heading("Transactions and gas", setting)}\n${table(columns, [...rows, sums], dim)}`;
}
