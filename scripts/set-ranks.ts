// Sets the ranks of distributors from a CSV file. They count from the next period on.
import { keccak256, toUtf8Bytes } from "ethers";
import { distributorSlot, inBatches, unpackDistributor } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { idColumn, numberColumn } from "./operator/csv/column.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { type CsvTable, readCsv } from "./operator/csv/read.ts";
import { Desk } from "./operator/desk.ts";
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

/** Storage words that are read in one call. */
const AT_ONCE = 500;

/**
 * The ranks of the next period, by id.
 * @throws CsvInvalid if there is no distributor of some number.
 */
async function readRanks({ core }: Session, table: CsvTable<typeof COLUMNS>): Promise<ReadonlyMap<bigint, bigint>> {
  const last = await core.lastDistributorId();
  for (const row of table.rows) {
    const { id } = row.cells;
    if (id < 2n || id > last) table.refuse(row, "id", `a distributor, from 2 to ${last}`, `${id}`);
  }
  table.check();
  const ranks = new Map<bigint, bigint>();
  for (const rows of inBatches(table.rows, AT_ONCE)) {
    const words = await core.extsload(rows.map(({ cells }) => distributorSlot(cells.id)));
    for (const [i, { cells }] of rows.entries()) {
      ranks.set(cells.id, unpackDistributor(BigInt(words[i] ?? 0)).rankNext);
    }
  }
  return ranks;
}

await runIfMain(import.meta.url, setRanks);
