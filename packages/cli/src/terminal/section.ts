import type { coloursFor } from "./style.ts";
import type { Column } from "./table.ts";

/** How a report is set. */
export interface Setting {
  readonly colours: ReturnType<typeof coloursFor>;
  /** Characters a line. */
  readonly width: number;
}

/** The title of a section. */
export function heading(text: string, { colours }: Setting): string {
  return colours.bold(colours.cyan(text));
}

/** A column of numbers. */
export function right(head: string): Column {
  return { head, align: "right" };
}
