import { visible } from "../../text/visible.ts";

/** A cell: numbers are written as they are; a text may have come from anybody. */
export type CsvCell = string | number | bigint | undefined;

/** One row of a CSV file (RFC 4180), with its line break. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/**
 * Spreadsheets run what begins with one of these as a formula, also behind spaces, and in a cell that they split at other
 * separators; an apostrophe before it makes it a text.
 */
const FORMULA = /^\s*[=+\-@\uff0b\uff0d\uff1d\uff20]/;

function cell(value: CsvCell): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  const shown = visible(value);
  const safe = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",;\t\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
