import Table from "cli-table3";

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
} as const;

/** A column of a table; numbers stand to the right. */
export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
}

/** A table without borders; without a head where no column has one. @param dim How the head is set apart. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  dim: (text: string) => string,
): string {
  const made = new Table({
    chars: NO_BORDERS,
    colAligns: columns.map(({ align = "left" }) => align),
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  if (columns.some(({ head }) => head !== "")) made.push(columns.map(({ head }) => (head === "" ? "" : dim(head))));
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}
