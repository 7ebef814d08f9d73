// Sets the ranks of distributors from a CSV file. They count from the next period on.
import { keccak256, toUtf8Bytes } from "ethers";
import { encoded } from "./operator/calls.ts";
import { idColumn, numberColumn } from "./operator/csv/column.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { type CsvTable, readCsv } from "./operator/csv/read.ts";
import { Desk } from "./operator/desk.ts";
import { readDistributors } from "./operator/distributors.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

const COLUMNS = {
  id: idColumn("id", { unique: true }),
  rank: numberColumn("rank", 0n, 15n, "3"),
} as const;

interface Options extends WriteOptions {
  readonly evidence?: string;
}

export const setRanks: Tool<Options, readonly [string]> = {
  name: "set-ranks",
  description:
    "Sets ranks from a CSV file, to count from the next period on. A rank that is set already is left alone.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<file>", "the CSV file")
      .option("--evidence <text>", "what the ranks rest on; its hash is published (default: the file itself)")
      .addHelpText("after", columnHelp(COLUMNS)),
  async run(task) {
    const { session, options, progress, note } = task;
    const table = readCsv(task.args[0], COLUMNS);
    const desk = await Desk.open(session, options, "RANK_ROLE", note);
    const present = await readRanks(session, table);
    const items = table.rows.flatMap(({ cells }) => (present.get(cells.id) === cells.rank ? [] : [cells]));
    const evidence = options.evidence === undefined ? table.hash : keccak256(toUtf8Bytes(options.evidence));
    const performed = await perform(
      desk,
      {
        what: "ranks",
        items,
        inOrder: false,
        call: async (changes) => encoded(await session.core.setRanks.populateTransaction([...changes], evidence)),
      },
      progress,
      note,
    );
    const already = table.rows.length - items.length;
    return reportCalls(task, desk, performed, {
      title: `Set ${items.length} ranks`,
      what: "ranks",
      already,
      json: { evidence },
    });
  },
};

/**
 * The ranks of the next period, by id.
 * @throws CsvInvalid if there is no distributor of some number.
 */
async function readRanks(session: Session, table: CsvTable<typeof COLUMNS>): Promise<ReadonlyMap<bigint, bigint>> {
  const last = await session.core.lastDistributorId();
  for (const row of table.rows) {
    const { id } = row.cells;
    if (id < 2n || id > last) table.refuse(row, "id", `a distributor, from 2 to ${last}`);
  }
  table.check();
  const words = await readDistributors(
    session,
    table.rows.map(({ cells }) => cells.id),
  );
  return new Map([...words].map(([id, { rankNext }]) => [id, rankNext]));
}

await runIfMain(import.meta.url, setRanks);
