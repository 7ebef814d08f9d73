import { keccak256 } from "ethers";
import type { CsvRecord } from "../../../packages/cli/src/input/csv-records.ts";
import type { Column } from "./column.ts";
import { CsvInvalid, type CsvProblem } from "./csv-invalid.ts";
import { readBytes, recordsIn } from "./records.ts";

/** Columns by the names that a program has for them. */
export type Columns = Readonly<Record<string, Column<unknown>>>;

/** What the columns' cells were read as. */
export type Cells<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** A row whose cells are all as they must be. */
export interface Row<C extends Columns> {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly cells: Cells<C>;
  /** The cells as they stand in the file. */
  readonly texts: { readonly [K in keyof C]: string };
}

/** A CSV file, and what is wrong with it so far. */
export class CsvTable<C extends Columns> {
  readonly file: string;
  /** Hash of the file's bytes. */
  readonly hash: string;
  readonly rows: readonly Row<C>[];
  readonly #columns: C;
  readonly #problems: CsvProblem[];

  constructor(file: string, hash: string, columns: C, rows: readonly Row<C>[], problems: CsvProblem[]) {
    this.file = file;
    this.hash = hash;
    this.rows = rows;
    this.#columns = columns;
    this.#problems = problems;
  }

  /** Notes that a cell, though well-formed, cannot be. */
  refuse<K extends keyof C & string>(row: Row<C>, column: K, expected: string): void {
    const name = this.#columns[column]?.name ?? column;
    this.#problems.push({ line: row.line, column: name, found: row.texts[column], expected });
  }

  /** @throws CsvInvalid with everything that was noted so far, in the order of the lines. */
  check(): void {
    if (this.#problems.length === 0) return;
    throw new CsvInvalid(
      this.file,
      [...this.#problems].sort((a, b) => a.line - b.line),
    );
  }
}

/**
 * Reads a CSV file whose first line names its columns, in any order.
 * @throws CsvMissing, CsvInvalid with everything that is wrong.
 */
export function readCsv<C extends Columns>(file: string, columns: C): CsvTable<C> {
  const bytes = readBytes(file);
  const [head, ...records] = recordsIn(file, bytes);
  const names = head?.cells ?? [];
  const problems = headProblems(names, Object.values(columns), head?.line ?? 1);
  if (problems.length === 0 && records.length === 0) {
    problems.push({
      line: (head?.line ?? 1) + 1,
      column: names[0] ?? "",
      found: undefined,
      expected: "at least one row",
    });
  }
  // Without the right columns no cell can be told from another.
  const rows = problems.length > 0 ? [] : records.flatMap((record) => rowOf(record, names, columns, problems));
  findDoubles(rows, columns, problems);
  const table = new CsvTable(file, keccak256(bytes), columns, rows, problems);
  table.check();
  return table;
}

function headProblems(names: readonly string[], columns: readonly Column<unknown>[], line: number): CsvProblem[] {
  const known = columns.map(({ name }) => name);
  const expected = `the columns ${known.join(", ")}, separated by commas`;
  const missing = columns.filter(({ name, optional }) => !optional && !names.includes(name));
  const wrong = names.filter((name, i) => !known.includes(name) || names.indexOf(name) !== i);
  return [
    ...missing.map(({ name }) => ({ line, column: name, found: undefined, expected })),
    ...wrong.map((name) => ({
      line,
      column: name,
      found: name,
      expected: known.includes(name) ? "it once" : expected,
    })),
  ];
}

/** @returns One row, or none if something is wrong with it. */
function rowOf<C extends Columns>(
  { cells, line }: CsvRecord,
  names: readonly string[],
  columns: C,
  problems: CsvProblem[],
): readonly Row<C>[] {
  if (cells.length !== names.length) {
    const column = names[Math.min(cells.length, names.length - 1)] ?? "";
    problems.push({ line, column, found: `${cells.length} cells`, expected: `${names.length}, as in the first line` });
    return [];
  }
  const before = problems.length;
  const read = Object.entries(columns).map(([key, { name, expected, parse }]) => {
    const cell = cells[names.indexOf(name)] ?? "";
    const value = parse(cell);
    if (value === undefined) problems.push({ line, column: name, found: cell, expected });
    return { key, cell, value };
  });
  if (problems.length > before) return [];
  const values = Object.fromEntries(read.map(({ key, value }) => [key, value])) as Cells<C>;
  const texts = Object.fromEntries(read.map(({ key, cell }) => [key, cell])) as Row<C>["texts"];
  return [{ line, cells: values, texts }];
}

function findDoubles<C extends Columns>(rows: readonly Row<C>[], columns: C, problems: CsvProblem[]): void {
  for (const [key, { name, unique }] of Object.entries(columns)) {
    const seen = new Map<string, number>();
    for (const { line, cells, texts } of unique ? rows : []) {
      const found = texts[key as keyof C];
      const value = identityOf(cells[key as keyof C], found);
      const first = seen.get(value);
      if (first === undefined) seen.set(value, line);
      // Nothing may stand there several times.
      else if (found !== "") {
        problems.push({ line, column: name, found, expected: `another than in line ${first}` });
      }
    }
  }
}

/** What a cell is told from others by: its value where that is simple, so that `07` is `7`. */
function identityOf(value: unknown, text: string): string {
  return typeof value === "object" ? text : String(value);
}
