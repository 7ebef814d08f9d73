import { readFileSync } from "node:fs";
import { CsvError, parse } from "csv-parse/sync";
import { CsvInvalid, CsvMissing, type CsvProblem } from "./csv-invalid.ts";

/** A record of the file. */
export interface Line {
  readonly cells: readonly string[];
  readonly line: number;
}

/** The bytes of a file. @throws CsvMissing */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new CsvMissing(file, error);
  }
}

/** The records of a file, with the lines in which they begin. @throws CsvInvalid if it is no CSV in UTF-8. */
export function recordsIn(file: string, bytes: Buffer): readonly Line[] {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const options = {
      bom: true,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    } as const;
    const records = parse(text, options) as unknown as { record: string[]; raw: string }[];
    return withLines(text, records);
  } catch (error) {
    if (error instanceof CsvError) throw new CsvInvalid(file, [unreadable(error)]);
    if (!(error instanceof TypeError)) throw error;
    throw new CsvInvalid(file, [
      { line: 1, column: "", found: "bytes that are no UTF-8", expected: "a text in UTF-8" },
    ]);
  }
}

/** Finds the line in which each record begins; cells in quotes may contain line breaks. */
function withLines(text: string, records: readonly { readonly record: string[]; readonly raw: string }[]): Line[] {
  let [line, end] = [1, 0];
  return records.map(({ record, raw }) => {
    const trimmed = raw.trim();
    const begin = text.indexOf(trimmed, end);
    const first = line + breaksIn(text.slice(end, begin));
    line = first + breaksIn(trimmed);
    end = begin + trimmed.length;
    return { cells: record, line: first };
  });
}

const breaksIn = (text: string) => text.split(/\r\n|\r|\n/).length - 1;

function unreadable(error: CsvError): CsvProblem {
  const line = typeof error["lines"] === "number" ? error["lines"] : 1;
  const column = typeof error["column"] === "number" ? `${error["column"] + 1}` : String(error["column"] ?? "");
  return {
    line,
    column,
    found: error.message,
    expected: "comma-separated cells, quoted where they contain commas or quotes",
  };
}
