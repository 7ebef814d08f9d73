import { CsvError, parse } from "csv-parse/sync";

/** A record of a CSV text. */
export interface CsvRecord {
  /** Without surrounding spaces. */
  readonly cells: readonly string[];
  /** In which it begins, from 1. */
  readonly line: number;
}

/** A text is no CSV. */
export class CsvUnreadable extends Error {
  override readonly name = "CsvUnreadable";
  /** From 1. */
  readonly line: number;
  /** A number from 1, or the column's name where the parser knows only that. */
  readonly column: string | number;

  constructor(cause: CsvError, first: number) {
    super(cause.message.replace(/,? at line \d+/, ""));
    this.line = first - 1 + (typeof cause["lines"] === "number" ? cause["lines"] : 1);
    this.column = typeof cause["column"] === "number" ? cause["column"] + 1 : String(cause["column"] ?? "");
  }
}

const OPTIONS = { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true } as const;

/**
 * The cells of a text's records, of any number each; empty lines are none.
 * @param first The line in which the text begins.
 * @throws CsvUnreadable
 */
export function csvCellsIn(text: string, delimiter = ",", first = 1): readonly (readonly string[])[] {
  return parsed(first, () => parse(text, { ...OPTIONS, delimiter }));
}

/** As {@link csvCellsIn}, with the lines in which the records begin: cells in quotes may contain line breaks. */
export function csvRecordsIn(text: string, delimiter = ",", first = 1): readonly CsvRecord[] {
  const options = { ...OPTIONS, delimiter, info: true, raw: true } as const;
  const records = parsed(first, () => parse(text, options)) as unknown as { record: string[]; raw: string }[];
  let [line, end] = [first, 0];
  return records.map(({ record, raw }) => {
    const trimmed = raw.trim();
    const begin = text.indexOf(trimmed, end);
    const own = line + breaksIn(text.slice(end, begin));
    line = own + breaksIn(trimmed);
    end = begin + trimmed.length;
    return { cells: record, line: own };
  });
}

function parsed<T>(first: number, parsing: () => T): T {
  try {
    return parsing();
  } catch (error) {
    throw error instanceof CsvError ? new CsvUnreadable(error, first) : error;
  }
}

const breaksIn = (text: string) => text.split(/\r\n|\r|\n/).length - 1;
