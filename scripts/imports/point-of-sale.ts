import type { IPointOfSale } from "../../packages/protocol/src/index.ts";
import type { CsvTable } from "../operator/csv/read.ts";
import type { AddedProduct } from "../operator/products.ts";
import type { SaleColumns, SaleRow } from "./sale-columns.ts";

/** A sale of a point-of-sale file: its rows, and what the core is to record. */
export interface PointOfSaleEntry {
  /** As the file has it. */
  readonly reference: string;
  /** Its first row. */
  readonly row: SaleRow;
  readonly total: bigint;
  readonly recorded: RecordedSale;
}

/** What the core takes, with plain values. */
export interface RecordedSale extends IPointOfSale.RecordedSaleStruct {
  readonly order: {
    readonly seller: bigint;
    readonly campaign: bigint;
    readonly ref: string;
    readonly maxTotal: bigint;
    readonly lines: { readonly product: bigint; readonly quantity: bigint }[];
  };
  readonly unitPrices: bigint[];
}

/** The most lines that a sale has. */
const MAX_LINES = 255;

/**
 * Puts the lines of each sale together, in the order of the file.
 * @param products All that were added.
 * @throws CsvInvalid where rows of a sale differ in what they must share, or name no product.
 */
export function groupSales(
  table: CsvTable<SaleColumns>,
  products: readonly AddedProduct[],
): readonly PointOfSaleEntry[] {
  const bySku = new Map(products.map(({ sku, product }) => [sku, product]));
  const groups = new Map<string, SaleRow[]>();
  for (const row of table.rows) {
    const { word } = row.cells.sale;
    const group = groups.get(word);
    if (group === undefined) groups.set(word, [row]);
    else group.push(row);
  }
  const entries = [...groups.values()].map((rows) => entryOf(table, rows, bySku, products.length));
  table.check();
  return entries.flatMap((entry) => entry ?? []);
}

/** @returns Undefined if something is wrong with it. */
function entryOf(
  table: CsvTable<SaleColumns>,
  rows: readonly SaleRow[],
  bySku: ReadonlyMap<string, bigint>,
  lastProduct: number,
): PointOfSaleEntry | undefined {
  const [first] = rows;
  if (first === undefined) return undefined;
  for (const row of rows) checkShared(table, row, first);
  if (rows.length > MAX_LINES)
    table.refuse(first, "sale", `at most ${MAX_LINES} lines, and this sale has ${rows.length}`);
  const numbers = rows.map((row) => productOf(table, row, bySku, lastProduct));
  const total = rows.reduce((sum, { cells }) => sum + cells.quantity * cells.unitPrice, 0n);
  const { sale, seller, campaign } = first.cells;
  const lines = rows.map(({ cells: { quantity } }, i) => ({ product: numbers[i] ?? 0n, quantity }));
  const order = { seller, campaign: campaign ?? 0n, ref: sale.word, maxTotal: total, lines };
  const unitPrices = rows.map(({ cells }) => cells.unitPrice);
  return { reference: sale.text, row: first, total, recorded: { order, unitPrices } };
}

function checkShared(table: CsvTable<SaleColumns>, row: SaleRow, first: SaleRow): void {
  const as = `as in line ${first.line} of the same sale`;
  if (row.cells.seller !== first.cells.seller) table.refuse(row, "seller", `${first.cells.seller}, ${as}`);
  if (row.cells.campaign !== first.cells.campaign) {
    table.refuse(row, "campaign", `${first.cells.campaign ?? "nothing"}, ${as}`);
  }
}

function productOf(
  table: CsvTable<SaleColumns>,
  row: SaleRow,
  bySku: ReadonlyMap<string, bigint>,
  lastProduct: number,
): bigint | undefined {
  const { product, sku } = row.cells;
  if ((product === null) === (sku === null)) {
    table.refuse(row, "product", "a product's number here, or its code under sku, and not both");
    return undefined;
  }
  if (product !== null) {
    if (product > BigInt(lastProduct)) table.refuse(row, "product", `a product, from 1 to ${lastProduct}`);
    return product;
  }
  const found = bySku.get(sku?.word ?? "");
  if (found === undefined) table.refuse(row, "sku", "the code of a product that was added");
  return found;
}
