// Records sales that were paid elsewhere, from a CSV file of the point of sale.

import { checkSales, type Refused, reasonIn } from "./imports/checked.ts";
import { fund } from "./imports/fund.ts";
import { groupSales, type PointOfSaleEntry } from "./imports/point-of-sale.ts";
import { findUnrecorded } from "./imports/recorded.ts";
import { type SaleColumns, saleColumns } from "./imports/sale-columns.ts";
import { encoded } from "./operator/calls.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { type CsvTable, readCsv } from "./operator/csv/read.ts";
import { Desk } from "./operator/desk.ts";
import { checkHistory } from "./operator/history.ts";
import type { WriteOptions } from "./operator/options.ts";
import { type Done, perform } from "./operator/perform.ts";
import { readProducts } from "./operator/products.ts";
import { joined, reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly skipBad?: true;
}

export const importSales: Tool<Options, readonly [string]> = {
  name: "import-sales",
  description:
    "Records sales that were paid elsewhere, from a CSV file with a row for each line of a sale. The account that acts " +
    "pays their totals; the core may take exactly these. What is recorded already is left alone.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<file>", "the CSV file")
      .option("--skip-bad", "leave out the sales that the core refuses, and record the others")
      .addHelpText("after", columnHelp(saleColumns({ decimals: 6, symbol: "the token" }))),
  async run(task) {
    const { session, options, args, progress, note } = task;
    await checkHistory(session);
    const table = readCsv(args[0], saleColumns(session.unit));
    const entries = groupSales(table, await readProducts(session));
    const desk = await Desk.open(session, options, "RECORD_ROLE", note);
    const missing = await findUnrecorded(session, table, entries);
    const { good, refused } = await checkSales(session, missing);
    if (options.skipBad === undefined) refuseAll(table, refused);
    const total = good.reduce((sum, entry) => sum + entry.total, 0n);
    const funding = await fund(desk, session, total, progress, note);
    const firstBatch = (await session.core.lastBatch(desk.actor.address)) + 1n;
    // Nothing can be tried, or proposed, before the core may take the money.
    const items = funding.isReady ? good : [];
    const performed = await perform(
      desk,
      {
        what: "sales",
        items,
        inOrder: true,
        call: async (some, _, batch) => {
          const sales = some.map(({ recorded }) => recorded);
          return encoded(await session.core.recordSales.populateTransaction(firstBatch + BigInt(batch), sales));
        },
      },
      progress,
      note,
    );
    const skipped = [...refused, ...performed.done.flatMap((done) => skippedIn(session, done))];
    const recorded = performed.done.reduce((sum, done) => sum + done.items.length - skippedIn(session, done).length, 0);
    const waiting = good.length - items.length;
    return reportCalls(task, desk, joined(funding.performed, performed), {
      title: `Record ${good.length} sales`,
      what: "sales",
      count: desk.mode === "send" ? recorded : items.length,
      already: entries.length - missing.length,
      json: {
        total,
        waiting,
        skipped: skipped.map(({ entry, reason }) => ({ sale: entry.reference, line: entry.row.line, reason })),
      },
      text: [
        ...(waiting > 0 ? [`${waiting} sales can be tried once the core may take their totals.`] : []),
        ...skipped.map(({ entry, reason }) => `  ${entry.reference} (line ${entry.row.line}) was left out: ${reason}`),
      ],
      failed: skipped.length > 0,
    });
  },
};

/** @throws CsvInvalid where the core would pass a sale over. */
function refuseAll(table: CsvTable<SaleColumns>, refused: readonly Refused[]): void {
  for (const { entry, reason } of refused) {
    table.refuse(entry.row, "sale", `a sale that the core accepts (--skip-bad leaves it out): ${reason}`);
  }
  table.check();
}

/** What a batch passed over although it was good before it was sent. */
function skippedIn(session: Session, { receipt, items }: Done<PointOfSaleEntry>): readonly Refused[] {
  const logs = (receipt?.logs ?? []).filter((log) => log.address === session.address);
  return logs.flatMap((log) => {
    const event = session.core.interface.parseLog(log);
    const entry = event?.name === "RecordSkipped" ? items[Number(event.args["index"])] : undefined;
    if (event === null || entry === undefined) return [];
    return [{ entry, reason: reasonIn(session, event.args["reason"]) }];
  });
}

await runIfMain(import.meta.url, importSales);
