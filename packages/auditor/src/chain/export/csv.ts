// CSV of events: every value is a number or hex, so none is ever quoted.
import { FileMalformed } from "../files/faults.ts";
import type { Line } from "../files/lines.ts";
import type { Fields } from "../shapes.ts";

const REQUIRED = ["address", "topic0", "data", "timestamp", "block", "transaction", "index"];
const TOPICS = ["topic0", "topic1", "topic2", "topic3"];

const cells = (text: string) => text.replace(/\r$/, "").split(",");

/** The columns by the file's first line. @throws FileMalformed if one is missing. */
export function csvColumns(what: string, line: Line): readonly string[] {
  const names = cells(line.text).map((name) => name.trim());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) throw new FileMalformed(what, line.number, `lacks the columns ${missing.join(", ")}`);
  return names;
}

/** A row as the fields of an event. @throws FileMalformed if it has more or fewer cells than columns. */
export function csvFields(what: string, columns: readonly string[], line: Line): Fields {
  const values = cells(line.text);
  if (values.length !== columns.length) {
    throw new FileMalformed(what, line.number, `has ${values.length} cells, expected ${columns.length}`);
  }
  const fields = Object.fromEntries(columns.map((name, i) => [name, values[i]]));
  return {
    ...fields,
    topics: TOPICS.map((name) => fields[name]).filter((topic) => topic !== undefined && topic !== ""),
  };
}
