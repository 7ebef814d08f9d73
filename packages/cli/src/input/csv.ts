import { CsvUnreadable, csvCellsIn, csvRecordsIn } from "./csv-records.ts";
import { FileInvalid } from "./problems.ts";
import { type Chunk, chunksOf, type OnRead } from "./text-chunks.ts";

/** A record, as cells without surrounding spaces. */
export type Cells = readonly string[];

const DELIMITERS = [",", ";", "\t"] as const;

/** The records of a CSV file, the first being the names of its columns. Commas, semicolons or tabs may divide cells. */
export function* csvRecords(file: string, onRead?: OnRead): Generator<Cells> {
  let delimiter: string | undefined;
  for (const chunk of chunksOf(file, true, onRead)) {
    delimiter ??= delimiterOf(chunk.text);
    yield* recordsOf(file, chunk, delimiter);
  }
}

/** The lines in which records begin. @param wanted Counted from 0, which is the names of the columns. */
export function csvLines(file: string, wanted: ReadonlySet<number>): ReadonlyMap<number, number> {
  const lines = new Map<number, number>();
  let record = 0;
  let delimiter: string | undefined;
  for (const chunk of chunksOf(file, true)) {
    delimiter ??= delimiterOf(chunk.text);
    for (const { line } of csvRecordsIn(chunk.text, delimiter, chunk.line)) {
      if (wanted.has(record)) lines.set(record, line);
      record++;
    }
    if (lines.size === wanted.size) break;
  }
  return lines;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf("\n") + 1 || text.length);
  const count = (delimiter: string) => head.split(delimiter).length;
  return DELIMITERS.reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best), DELIMITERS[0]);
}

function* recordsOf(file: string, chunk: Chunk, delimiter: string): Generator<Cells> {
  // Most data has no quotes; its lines are its records.
  if (!chunk.text.includes('"')) {
    for (const line of chunk.text.split("\n")) {
      const trimmed = line.trimEnd();
      if (trimmed !== "")
        yield (delimiter === "\t" ? line.replace(/[\r\n]+$/, "") : trimmed).split(delimiter).map(trim);
    }
    return;
  }
  try {
    yield* csvCellsIn(chunk.text, delimiter, chunk.line);
  } catch (error) {
    if (!(error instanceof CsvUnreadable)) throw error;
    const { line, column, message } = error;
    const expected = "cells divided alike, quoted where they contain what divides them";
    throw new FileInvalid(file, [{ line, column, message: `${message}; expected ${expected}` }]);
  }
}

const trim = (cell: string) => cell.trim();
