import { fromUnits } from "../../../engine/src/index.ts";

/** One row of a CSV file, with its line break. */
export function csvRow(cells: readonly (string | number | bigint | undefined)[]): string {
  return `${cells.map(cell).join(",")}\n`;
}

function cell(value: string | number | bigint | undefined): string {
  if (typeof value !== "string") return value === undefined ? "" : String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** An amount as programs read it: `1234.50`. */
export function plainAmount(units: bigint, decimals: number): string {
  return fromUnits(units, decimals).replaceAll(",", "");
}
