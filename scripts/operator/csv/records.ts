import { readFileSync } from "node:fs";
import { type CsvRecord, CsvUnreadable, csvRecordsIn } from "../../../packages/cli/src/input/csv-records.ts";
import { CsvInvalid, CsvMissing, type CsvProblem } from "./csv-invalid.ts";

/** The bytes of a file. @throws CsvMissing */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CsvMissing(file, error);
  }
}

/** The records of a file, divided by commas. @throws CsvInvalid if it is no CSV in UTF-8. */
export function recordsIn(file: string, bytes: Buffer): readonly CsvRecord[] {
  try {
    return csvRecordsIn(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    if (error instanceof CsvUnreadable) throw new CsvInvalid(file, [unreadable(error)]);
    if (!(error instanceof TypeError)) throw error;
    throw new CsvInvalid(file, [
      { line: 1, column: "", found: "bytes that are no UTF-8", expected: "a text in UTF-8" },
    ]);
  }
}

function unreadable({ line, column, message }: CsvUnreadable): CsvProblem {
  const expected = "comma-separated cells, quoted where they contain commas or quotes";
  return { line, column: `${column}`, found: message, expected };
}
