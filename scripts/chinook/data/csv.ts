import { readFileSync } from "node:fs";
import { parseUnits } from "ethers";
import { type CsvRecord, CsvUnreadable, csvRecordsIn } from "../../../packages/cli/src/input/csv-records.ts";
import { InputInvalid, InputMissing } from "./input-invalid.ts";
import { parseTime } from "./time.ts";

/** A row of a CSV file, whose cells are read with what they must be. */
export class Row {
  readonly file: string;
  readonly line: number;
  readonly #cells: ReadonlyMap<string, string>;

  constructor(file: string, line: number, cells: ReadonlyMap<string, string>) {
    this.file = file;
    this.line = line;
    this.#cells = cells;
  }

  /** What is wrong with a cell. */
  invalid(column: string, expected: string): InputInvalid {
    return new InputInvalid(
      { file: this.file, line: this.line, column },
      undefined,
      JSON.stringify(this.text(column)),
      expected,
    );
  }

  /** @throws InputInvalid if the cell is empty. */
  filled(column: string): string {
    const text = this.text(column);
    if (text === "") throw this.invalid(column, "some text");
    return text;
  }

  /** A number that names something: a whole number from 1 to 2^32 − 1. @throws InputInvalid if it is none. */
  number(column: string): number {
    const text = this.text(column);
    const value = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
    if (value < 1 || value > 0xffff_ffff) throw this.invalid(column, "a whole number from 1 to 4294967295");
    return value;
  }

  /** As {@link number}; undefined where the cell is empty. */
  optionalNumber(column: string): number | undefined {
    return this.text(column) === "" ? undefined : this.number(column);
  }

  /** An amount of money in token units. @throws InputInvalid if it is none that the token can hold. */
  amount(column: string, decimals: number): bigint {
    const text = this.text(column);
    if (!new RegExp(`^\\d{1,15}(\\.\\d{1,${decimals}})?$`).test(text)) {
      throw this.invalid(column, `an amount like 1234.56, with at most ${decimals} decimals`);
    }
    return parseUnits(text, decimals);
  }

  /** The first second of a day, since 1970. @throws InputInvalid if it is no day. */
  day(column: string): bigint {
    const time = parseTime(`${this.text(column)}T00:00:00Z`);
    if (time === undefined) throw this.invalid(column, "a day like 2021-01-31");
    return time;
  }

  text(column: string): string {
    return this.#cells.get(column) ?? "";
  }
}

/**
 * Reads a CSV file whose first line names its columns.
 * @param columns Those that it must have, in any order; others are not looked at.
 * @throws InputMissing, InputInvalid
 */
export function readTable(file: string, columns: readonly string[]): readonly Row[] {
  const [head, ...rows] = parseRecords(file);
  const names = head?.cells ?? [];
  const missing = columns.find((column) => !names.includes(column));
  if (missing !== undefined)
    throw new InputInvalid({ file, line: 1, column: missing }, "it", undefined, "such a column");
  return rows.map(({ cells, line }) => {
    if (cells.length !== names.length) {
      const column = names[Math.min(cells.length, names.length - 1)] ?? "";
      const place = { file, line, column };
      throw new InputInvalid(place, "the number of cells", `${cells.length}`, `${names.length}, as in line 1`);
    }
    return new Row(file, line, new Map(names.map((name, i) => [name, cells[i] ?? ""])));
  });
}

function parseRecords(file: string): readonly CsvRecord[] {
  try {
    return csvRecordsIn(readText(file));
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    const { line, column, message } = error;
    throw new InputInvalid({ file, line, column }, undefined, message, "comma-separated cells");
  }
}

/** @throws InputMissing if the file cannot be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputMissing(file, error);
  }
}
