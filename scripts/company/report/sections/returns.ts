import { heading, right, type Setting } from "../../../../packages/cli/src/terminal/section.ts";
import { table } from "../../../../packages/cli/src/terminal/table.ts";
import { grouped } from "../../../../packages/cli/src/terminal/text.ts";
import { type Ending, isRefund } from "../../../local/report/endings.ts";
import type { Report } from "../../main-job.ts";

const NAMES: Readonly<Partial<Record<Ending, string>>> = {
  "refunded at once": "at once, no goods",
  "accepted by the company": "goods, the company accepted",
  "refunded, the company being silent": "goods, the company was silent",
  "ruled for the buyer": "disputed, the arbiter ruled for the buyer",
  "ruled for the company": "disputed, the arbiter ruled for the company",
  "refunded, the arbiter being silent": "disputed, the arbiter was silent",
  "withdrawn by the buyer": "goods, the buyer withdrew",
};

/** Returns by how they ended. */
export function renderReturns({ happenings }: Report, setting: Setting): string {
  const { bold, dim } = setting.colours;
  const rows = happenings.returns.map(([ending, count]) => [
    NAMES[ending] ?? ending,
    count === 0 ? "–" : grouped(count),
    dim(isRefund(ending) ? "refunded" : "the sale stands, and was settled"),
  ]);
  const all = happenings.returns.reduce((sum, [, count]) => sum + count, 0);
  const columns = [{ head: "" }, right("returns"), { head: "" }];
  return [heading("Returns", setting), table(columns, [...rows, [bold("all"), bold(grouped(all)), ""]], dim)].join(
    "\n",
  );
}
