import type { TokenUnit } from "../../packages/protocol/src/index.ts";
import {
  amountColumn,
  type Code,
  type Column,
  codeColumn,
  codeOf,
  idColumn,
  MAX_ID,
  numberColumn,
} from "../operator/csv/column.ts";
import type { Row } from "../operator/csv/read.ts";

const MAX_CAMPAIGN = (1n << 64n) - 1n;

/** A column that may be missing, and whose cells may be empty: then null. */
function orNothing<T>(column: Column<T>): Column<T | null> {
  const { expected, parse } = column;
  return {
    ...column,
    optional: true,
    expected: `${expected}, or nothing`,
    parse: (cell) => (cell === "" ? null : parse(cell)),
  };
}

/** Columns of sales that were paid elsewhere: one row a line of a sale. */
export function saleColumns(unit: TokenUnit) {
  return {
    sale: codeColumn("sale", "INV-2026-1007"),
    seller: idColumn("seller"),
    campaign: orNothing(numberColumn("campaign", 0n, MAX_CAMPAIGN, "202611")),
    product: orNothing(idColumn("product")),
    sku: orNothing<Code>({ ...codeColumn("sku", "TEA-250"), parse: codeOf }),
    quantity: numberColumn("quantity", 1n, MAX_ID, "2"),
    unitPrice: amountColumn("unit_price", unit, "49.90"),
  } as const;
}

export type SaleColumns = ReturnType<typeof saleColumns>;
export type SaleRow = Row<SaleColumns>;
