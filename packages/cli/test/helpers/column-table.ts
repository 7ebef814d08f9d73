import type { Columns } from "../../src/input/column.ts";

/** Columns as the README lists them, in Markdown. */
export function columnTable(columns: Columns): string {
  const rows = Object.values(columns).map(
    ({ name, about, example, required }) => `| \`${name}\` | ${about} | \`${example}\` | ${required ? "yes" : ""} |`,
  );
  return ["| column | what it says | example | required |", "|---|---|---|---|", ...rows].join("\n");
}
