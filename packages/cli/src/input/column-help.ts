import type { Columns } from "./column.ts";

/** Columns as `--help` shows them. */
export function columnHelp(option: string, columns: Columns): string {
  const width = Math.max(...Object.values(columns).map(({ name }) => name.length));
  const lines = Object.values(columns).map(
    ({ name, about, required }) => `  ${name.padEnd(width)}  ${about}${required ? " (required)" : ""}`,
  );
  return [`\nColumns of ${option}, in any order:`, ...lines].join("\n");
}
