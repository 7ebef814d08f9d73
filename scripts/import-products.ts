// Adds products from a CSV file.
import { ZeroAddress } from "ethers";
import { type ICatalogue, RETURN_KINDS, type TokenUnit } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import {
  amountColumn,
  choiceColumn,
  codeColumn,
  codeText,
  numberColumn,
  optionalAddressColumn,
} from "./operator/csv/column.ts";
import { columnHelp } from "./operator/csv/help.ts";
import { type Cells, type CsvTable, readCsv } from "./operator/csv/read.ts";
import { Desk } from "./operator/desk.ts";
import { checkHistory } from "./operator/history.ts";
import type { WriteOptions } from "./operator/options.ts";
import { type Performed, perform } from "./operator/perform.ts";
import { readProducts } from "./operator/products.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** The longest return window, in hours, that a product of either kind can have. */
const MAX_HOURS = (1n << 14n) - 1n;

function columnsFor(unit: TokenUnit) {
  return {
    sku: codeColumn("sku", "TEA-250", { unique: true }),
    retail: amountColumn("retail", unit, "49.90"),
    wholesale: amountColumn("wholesale", unit, "35.00"),
    cv: amountColumn("cv", unit, "30.00"),
    hours: numberColumn("return_hours", 0n, MAX_HOURS, "336"),
    kind: choiceColumn("return_kind", RETURN_KINDS),
    arbiter: optionalAddressColumn("arbiter", { optional: true }),
  } as const;
}

type ProductColumns = ReturnType<typeof columnsFor>;
type ProductCells = Cells<ProductColumns>;

interface Options extends WriteOptions {
  readonly newVersions?: true;
}

export const importProducts: Tool<Options, readonly [string]> = {
  name: "import-products",
  description:
    "Adds products from a CSV file. A product whose code is known with the same terms is left alone; with other terms it " +
    "is a new version, which has to be asked for.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<file>", "the CSV file")
      .option("--new-versions", "add a new product where a code is known with other terms; close the old one yourself")
      .addHelpText("after", columnHelp(columnsFor({ decimals: 6, symbol: "the token" }))),
  async run(task) {
    const { session, options, progress, note } = task;
    await checkHistory(session);
    const table = readCsv(task.args[0], columnsFor(session.unit));
    checkTerms(table);
    const desk = await Desk.open(session, options, "CATALOGUE_ROLE", note);
    const items = await findMissing(session, table, options.newVersions === true);
    const performed = await perform(
      desk,
      {
        what: "products",
        items,
        inOrder: false,
        call: async (some) => {
          const codes = some.map(({ sku }) => sku.word);
          return encoded(await session.core.addProducts.populateTransaction(some.map(termsOf), codes));
        },
      },
      progress,
      note,
    );
    const numbers = desk.mode === "send" ? addedIn(session, performed) : [];
    return reportCalls(task, desk, performed, {
      title: `Add ${items.length} products`,
      what: "products",
      already: table.rows.length - items.length,
      json: { products: numbers },
      text: numbers.map(({ sku, product }) => `  ${sku} is product ${product}`),
    });
  },
};

/** @throws CsvInvalid where cells of a row do not go together. */
function checkTerms(table: CsvTable<ProductColumns>): void {
  for (const row of table.rows) {
    const { retail, wholesale, cv, hours, kind, arbiter } = row.cells;
    if (retail === 0n) table.refuse(row, "retail", "more than 0");
    if (wholesale > retail) table.refuse(row, "wholesale", "at most the retail price");
    if (cv > wholesale) table.refuse(row, "cv", "at most the wholesale price");
    if (kind === "automatic" && arbiter !== null) table.refuse(row, "arbiter", "nothing for the automatic kind");
    if (kind === "goods" && arbiter === null) table.refuse(row, "arbiter", "an address: goods need an arbiter");
    if (kind === "goods" && hours === 0n) table.refuse(row, "hours", "more than 0 for goods");
  }
  table.check();
}

function termsOf({ retail, wholesale, cv, hours, kind, arbiter }: ProductCells): ICatalogue.ProductTermsStruct {
  const returnKind = RETURN_KINDS.indexOf(kind);
  return { retail, wholesale, volume: cv, window: hours * 3_600n, kind: returnKind, arbiter: arbiter ?? ZeroAddress };
}

/**
 * Products that are not there yet, as the last of their code.
 * @throws CsvInvalid where a code is known with other terms and new versions are not asked for.
 */
async function findMissing(
  session: Session,
  table: CsvTable<ProductColumns>,
  newVersions: boolean,
): Promise<readonly ProductCells[]> {
  const known = new Map((await readProducts(session)).map((product) => [product.sku, product]));
  const missing = table.rows.filter((row) => {
    const there = known.get(row.cells.sku.word);
    if (there === undefined) return true;
    if (keyOf(there.terms) === keyOf(termsOf(row.cells))) return false;
    const expected = `a new code, or --new-versions: it is product ${there.product}, which has other terms`;
    if (!newVersions) table.refuse(row, "sku", expected);
    return true;
  });
  table.check();
  return missing.map(({ cells }) => cells);
}

function keyOf({ retail, wholesale, volume, window, kind, arbiter }: ICatalogue.ProductTermsStruct): string {
  return [retail, wholesale, volume, window, kind, arbiter].map(String).join(" ");
}

function addedIn({ core, address }: Session, { done }: Performed<ProductCells>) {
  const logs = done.flatMap(({ receipt }) => receipt?.logs ?? []).filter((log) => log.address === address);
  return logs.flatMap((log) => {
    const event = core.interface.parseLog(log);
    if (event?.name !== "ProductAdded") return [];
    return [{ sku: codeText(event.args["sku"]), product: event.args["product"] as bigint }];
  });
}

await runIfMain(import.meta.url, importProducts);
