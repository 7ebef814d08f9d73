import type { Columns } from "./read.ts";

/** Columns as `--help` shows them. */
export function columnHelp(columns: Columns): string {
  const lines = Object.values(columns).map(
    ({ name, expected, example, optional }) =>
      `  ${name}${optional ? " (may be missing)" : ""}: ${expected}; for example ${example}`,
  );
  return ["", "Columns of the CSV file, in any order:", ...lines].join("\n");
}
