import { facts } from "../terminal/text.ts";
import type { Columns } from "./column.ts";

/** Columns as `--help` shows them. @param width Characters a line. */
export function columnHelp(option: string, columns: Columns, width: number): string {
  const rows = Object.values(columns).map(
    ({ name, about, required }) => [name, `${about}${required ? " (required)" : ""}`] as const,
  );
  return `\nColumns of ${option}, in any order:\n${facts(rows, width)}`;
}
