import { count } from "../../text/figures.ts";

/** So many periods fit on a page; the JSON has all. */
const LISTED = 120;

/** The newest rows, and what to say of those that were left out. */
export function newest<T>(rows: readonly T[]): { readonly rows: readonly T[]; readonly note: string } {
  const omitted = rows.length - LISTED;
  if (omitted <= 0) return { rows, note: "" };
  return {
    rows: rows.slice(-LISTED),
    note: ` ${count(omitted, "earlier period is", "earlier periods are")} in the JSON report.`,
  };
}
