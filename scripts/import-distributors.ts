// Imports a network that exists already, before the programme opens.
import { basename, dirname, extname, join, relative } from "node:path";
import { ZeroAddress } from "ethers";
import { writeWhole } from "../packages/cli/src/files/whole-file.ts";
import { type INetwork, inBatches, unpackBinding, walletSlot } from "../packages/protocol/src/index.ts";
import { DISTRIBUTOR_COLUMNS, type DistributorColumns, type DistributorRow } from "./imports/distributor-columns.ts";
import { readImported } from "./imports/imported.ts";
import { sponsorsFirst } from "./imports/sponsors-first.ts";
import { encoded } from "./operator/calls.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { type CsvTable, readCsv } from "./operator/csv/read.ts";
import { Desk } from "./operator/desk.ts";
import { checkHistory } from "./operator/history.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly mapping?: string;
}

export const importDistributors: Tool<Options, readonly [string]> = {
  name: "import-distributors",
  description:
    "Imports distributors from a CSV file, before the programme opens, and writes which id each of them has. Who was " +
    "imported already is left alone.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<file>", "the CSV file")
      .option("--mapping <file>", "where the ids are written (default: beside the file, named <file>-ids.csv)")
      .addHelpText("after", columnHelp(DISTRIBUTOR_COLUMNS)),
  async run(task) {
    const { session, options, args, progress, note } = task;
    await checkHistory(session);
    const table = readCsv(args[0], DISTRIBUTOR_COLUMNS);
    const desk = await Desk.open(session, options, "IMPORT_ROLE", note);
    const imported = await readImported(session);
    const ordered = sponsorsFirst(table, new Map([...imported].map(([word, { id }]) => [word, id])));
    const items = ordered.filter(({ cells }) => !imported.has(cells.legacyId.word));
    await checkAgainstChain(session, table, imported, items);
    const firstId = (await session.core.lastDistributorId()) + 1n;
    const ids = new Map([...imported].map(([word, { id }]) => [word, id]));
    for (const [i, { cells }] of items.entries()) ids.set(cells.legacyId.word, firstId + BigInt(i));
    const performed = await perform(
      desk,
      {
        what: "distributors",
        items,
        inOrder: true,
        call: async (some, start) => {
          const people = some.map((row) => personOf(row, ids));
          return encoded(await session.core.importDistributors.populateTransaction(firstId + BigInt(start), people));
        },
      },
      progress,
      note,
    );
    const mapping = options.mapping ?? mappingBeside(args[0]);
    // A proposal gives nobody an id; run again once it is executed, and there is nothing left to propose.
    const isComplete = desk.mode === "send" || (desk.mode === "propose" && items.length === 0);
    const text = isComplete ? await writeMapping(session, table, mapping) : [];
    return reportCalls(task, desk, performed, {
      title: `Import ${items.length} distributors from id ${firstId} on`,
      what: "distributors",
      already: table.rows.length - items.length,
      json: { firstId, mapping: isComplete ? mapping : null },
      text,
    });
  },
};

function personOf({ cells }: DistributorRow, ids: ReadonlyMap<string, bigint>): INetwork.ImportedDistributorStruct {
  const { wallet, sponsor, rank, legacyId } = cells;
  const sponsorId = sponsor === null ? 1n : (ids.get(sponsor.word) ?? 0n);
  return { wallet: wallet ?? ZeroAddress, sponsor: sponsorId, rank, legacyId: legacyId.word };
}

/** @throws CsvInvalid where somebody was imported otherwise, or a wallet belongs to somebody else. */
async function checkAgainstChain(
  session: Session,
  table: CsvTable<DistributorColumns>,
  imported: Awaited<ReturnType<typeof readImported>>,
  items: readonly DistributorRow[],
): Promise<void> {
  for (const row of table.rows) {
    const before = imported.get(row.cells.legacyId.word);
    if (before === undefined) continue;
    const { sponsor, wallet } = row.cells;
    const sponsorId = sponsor === null ? 1n : imported.get(sponsor.word)?.id;
    const as = `as he was imported, with id ${before.id}`;
    if (sponsorId !== before.sponsor) table.refuse(row, "sponsor", `distributor ${before.sponsor}, ${as}`);
    if ((wallet ?? ZeroAddress) !== before.wallet) table.refuse(row, "wallet", `${before.wallet}, ${as}`);
  }
  const withWallet = items.flatMap((row) => (row.cells.wallet === null ? [] : [{ row, wallet: row.cells.wallet }]));
  for (const batch of inBatches(withWallet, AT_ONCE)) {
    const words = await session.core.extsload(batch.map(({ wallet }) => walletSlot(wallet)));
    for (const [i, { row }] of batch.entries()) {
      const { id } = unpackBinding(BigInt(words[i] ?? 0));
      if (id !== 0n) table.refuse(row, "wallet", `a wallet that belongs to nobody; it is distributor ${id}'s`);
    }
  }
  table.check();
}

/** Storage words that are read in one call. */
const AT_ONCE = 500;

function mappingBeside(file: string): string {
  return join(dirname(file), `${basename(file, extname(file))}-ids.csv`);
}

/** Writes the ids of those in the file, as the chain has them. @returns What to tell. */
async function writeMapping(
  session: Session,
  table: CsvTable<DistributorColumns>,
  file: string,
): Promise<readonly string[]> {
  const imported = await readImported(session);
  const lines = table.rows.map(
    ({ cells }) => `${quoted(cells.legacyId.text)},${imported.get(cells.legacyId.word)?.id ?? ""}`,
  );
  writeWhole(file, `${["legacy_id,id", ...lines].join("\n")}\n`);
  return [`Their ids are in ${relative(process.cwd(), file) || file}.`];
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

await runIfMain(import.meta.url, importDistributors);
