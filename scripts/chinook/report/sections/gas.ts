import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { grouped } from "../../../../packages/cli/src/terminal/text.ts";
import type { Report } from "../../main-job.ts";

/** What each operation cost. */
export function renderGas({ gas }: Report, setting: Setting): string {
  const columns = [{ head: "operation" }, ...["count", "min", "mean", "max"].map(right)];
  const rows = gas.map(({ operation, count, min, mean, max }) => [operation, ...[count, min, mean, max].map(grouped)]);
  return `${heading("Gas by operation", setting)}\n${table(columns, rows, setting.colours.dim)}`;
}
