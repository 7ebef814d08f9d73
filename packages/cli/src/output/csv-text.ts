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
  const digits = String(units < 0n ? -units : units).padStart(decimals + 1, "0");
  const sign = units < 0n ? "-" : "";
  if (decimals === 0) return sign + digits;
  const point = digits.length - decimals;
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
