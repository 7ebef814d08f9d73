import { extname } from "node:path";
import { item, member, nearest } from "../../../engine/src/index.ts";
import { csvLines, csvRecords } from "./csv.ts";
import { readJson } from "./json-file.ts";
import { JsonInvalid, JsonPlaces } from "./json-places.ts";
import { FileInvalid, type Place, type RowProblems } from "./problems.ts";
import { chunksOf, type OnRead } from "./text-chunks.ts";

/** A file of rows: CSV, JSON Lines (`.jsonl`, `.ndjson`), or one JSON list (`.json`, the only one read whole). */
export interface RowFile {
  readonly file: string;
  /** Names of columns that are passed over. */
  readonly ignored: ReadonlySet<string>;
  readonly onRead?: OnRead | undefined;
}

/** The columns that a kind of file has. */
export interface ColumnNames {
  readonly known: readonly string[];
  readonly required: readonly string[];
}

/** Cells in the order of the known columns; undefined where there is none, or an empty one. */
export type RowCells = readonly (string | undefined)[];

/**
 * Reads the rows of a file one after the other.
 * @throws FileUnusable, FileInvalid where the file as such cannot be read; what is wrong in a row goes to the problems.
 */
export function rowsOf(from: RowFile, columns: ColumnNames, problems: RowProblems): Generator<RowCells> {
  switch (extname(from.file).toLowerCase()) {
    case ".jsonl":
    case ".ndjson":
      return objectRows(from, jsonLines(from), columns, problems);
    case ".json":
      return objectRows(from, jsonList(from), columns, problems);
    default:
      return csvRows(from, columns, problems);
  }
}

/** Finds rows, counted from 1, in their file. */
export function placesOf({ file }: RowFile, rows: ReadonlySet<number>): ReadonlyMap<number, Place> {
  switch (extname(file).toLowerCase()) {
    case ".jsonl":
    case ".ndjson":
      return jsonLinePlaces(file, rows);
    case ".json": {
      const { places } = readJson(file);
      return new Map(
        [...rows].map((row) => {
          const path = item("$", row - 1);
          return [row, { line: places.of(path).line, columnOf: (name) => places.of(member(path, name)).column }];
        }),
      );
    }
    default: {
      const lines = csvLines(file, rows);
      return new Map([...lines].map(([row, line]) => [row, { line, columnOf: (name) => name }]));
    }
  }
}

function* csvRows({ file, ignored, onRead }: RowFile, columns: ColumnNames, problems: RowProblems) {
  let at: readonly number[] | undefined;
  let width = 0;
  let row = 0;
  for (const cells of csvRecords(file, onRead)) {
    if (at === undefined) {
      at = headOf(file, cells, columns, ignored);
      width = cells.length;
      continue;
    }
    row++;
    if (cells.length !== width) {
      const cellsFound = cells.length === 1 ? "one cell" : `${cells.length} cells`;
      problems.say(row, columns.known[0] ?? "", `the line has ${cellsFound}; expected ${width}, as in the first line`);
    }
    yield at.map((index) => cells[index] || undefined);
  }
  if (at === undefined) headOf(file, [], columns, ignored);
}

/** Where each known column stands; -1 where it does not. @throws FileInvalid with everything wrong in the first line. */
function headOf(
  file: string,
  names: readonly string[],
  { known, required }: ColumnNames,
  ignored: ReadonlySet<string>,
) {
  const wrong: { line: number; column: string; message: string }[] = [];
  for (const name of required.filter((column) => !names.includes(column))) {
    wrong.push({
      line: 1,
      column: name,
      message: `missing; expected a column of this name (known: ${known.join(", ")})`,
    });
  }
  for (const [index, name] of names.entries()) {
    if (ignored.has(name)) continue;
    const message = !known.includes(name) ? unknownName(name, known) : "stands there twice; expected it once";
    if (!known.includes(name) || names.indexOf(name) !== index) wrong.push({ line: 1, column: name, message });
  }
  if (wrong.length > 0) throw new FileInvalid(file, wrong);
  return known.map((name) => names.indexOf(name));
}

function unknownName(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  const meant = near === undefined ? `expected only ${known.join(", ")}` : `did you mean "${near}"?`;
  return `is not known; ${meant} (or pass over it with --ignore)`;
}

function* objectRows(from: RowFile, values: Iterable<unknown>, { known }: ColumnNames, problems: RowProblems) {
  let row = 0;
  for (const value of values) {
    row++;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      problems.add(row, known[0] ?? "", value, `an object like {"${known[0]}": …}`);
      yield known.map(() => undefined);
      continue;
    }
    const cells = new Map(Object.entries(value as Record<string, unknown>));
    for (const name of cells.keys()) {
      if (!known.includes(name) && !from.ignored.has(name)) problems.say(row, name, unknownName(name, known));
    }
    yield known.map((name) => cellOf(cells.get(name), row, name, problems));
  }
}

function cellOf(value: unknown, row: number, name: string, problems: RowProblems): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  problems.add(row, name, value, "text, a whole number, true or false (an amount with a fraction: in quotes)");
  return undefined;
}

function* jsonList({ file }: RowFile): Generator<unknown> {
  const { value, places } = readJson(file);
  if (Array.isArray(value)) yield* value;
  else throw new FileInvalid(file, [{ ...places.of("$"), message: "no list; expected rows in [ ]" }]);
}

function* jsonLines({ file, onRead }: RowFile): Generator<unknown> {
  for (const { text, line } of linesOf(file, onRead)) {
    try {
      yield JSON.parse(text) as unknown;
    } catch (error) {
      throw new FileInvalid(file, [{ line, ...wrongIn(text, error) }]);
    }
  }
}

function wrongIn(text: string, error: unknown): { column: number; message: string } {
  try {
    new JsonPlaces(text);
  } catch (found) {
    if (found instanceof JsonInvalid) return { column: found.position.column, message: found.message };
  }
  return { column: 1, message: `${String(error)}; expected one JSON object in each line` };
}

function* linesOf(file: string, onRead?: OnRead): Generator<{ readonly text: string; readonly line: number }> {
  for (const chunk of chunksOf(file, false, onRead)) {
    for (const [index, text] of chunk.text.split("\n").entries()) {
      if (text.trim() !== "") yield { text, line: chunk.line + index };
    }
  }
}

function jsonLinePlaces(file: string, rows: ReadonlySet<number>): ReadonlyMap<number, Place> {
  const found = new Map<number, Place>();
  let row = 0;
  for (const { text, line } of linesOf(file)) {
    if (!rows.has(++row)) continue;
    const places = new JsonPlaces(text);
    found.set(row, { line, columnOf: (name) => places.of(member("$", name)).column });
  }
  return found;
}
