import { relative } from "node:path";
import { InputInvalid, type InputProblem } from "../../../engine/src/index.ts";

/** One thing that is wrong in a file. */
export interface FileProblem {
  /** From 1. */
  readonly line: number;
  /** A name in a table, a number from 1 in JSON. */
  readonly column: string | number;
  /** What stands there, and what was expected. */
  readonly message: string;
}

/** Problems that are kept of a file. */
const KEPT = 100;
/** Problems that are shown to a person. */
const SHOWN = 20;
/** Longest piece of a cell that is shown. */
const LONGEST = 60;

/** A file has something else than it must have. Nothing was written. */
export class FileInvalid extends Error {
  override readonly name = "FileInvalid";
  readonly file: string;
  /** In the order of the lines; the first hundred. */
  readonly problems: readonly FileProblem[];

  constructor(file: string, problems: readonly FileProblem[], count = problems.length) {
    const sorted = [...problems].sort((a, b) => a.line - b.line);
    const more = count > SHOWN ? [`  and ${count - SHOWN} more`] : [];
    const many = count === 1 ? "one problem" : `${count} problems`;
    super([`${shortPath(file)} has ${many}`, ...sorted.slice(0, SHOWN).map(sentence), ...more].join("\n"));
    this.file = file;
    this.problems = sorted;
  }
}

function sentence({ line, column, message }: FileProblem): string {
  const where = typeof column === "number" ? `column ${column}` : `column "${column}"`;
  return `  line ${line}, ${where}: ${message}`;
}

/** A file as people call it who stand in this folder; one that is elsewhere as it was given. */
export function shortPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path === "" || path.startsWith("..") ? file : path;
}

/** A file cannot be read or written. */
export class FileUnusable extends Error {
  override readonly name = "FileUnusable";

  constructor(file: string, doing: "read" | "write", cause: unknown) {
    super(`cannot ${doing} ${shortPath(file)}: ${whyNot(cause)}`);
  }
}

/** The usual reasons of the operating system, in words. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EACCES: "it is not allowed",
  EISDIR: "it is a folder",
  ENOTDIR: "a file stands where a folder is needed",
  ENOSPC: "no space is left",
};

function whyNot(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return REASONS["code" in cause ? String(cause.code) : ""] ?? cause.message;
}

/** What a cell holds, for messages. */
export function shown(found: unknown): string {
  if (found === undefined || found === "") return "missing";
  const text = JSON.stringify(found) ?? String(found);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Where a row stands in its file. */
export interface Place {
  readonly line: number;
  /** Of a column of the row. */
  columnOf(name: string): string | number;
}

/** Collects what is wrong with the rows of a file. */
export class RowProblems {
  readonly #problems: { readonly row: number; readonly column: string; readonly message: string }[] = [];
  readonly #cells = new Set<string>();
  #count = 0;

  get any(): boolean {
    return this.#count > 0;
  }

  /** @param row From 1. @param found What the cell holds. */
  add(row: number, column: string, found: unknown, expected: string): void {
    this.say(row, column, `${shown(found)}; expected ${expected}`);
  }

  /** @param row From 1. @param message What is wrong and what was expected, in words of its own. */
  say(row: number, column: string, message: string): void {
    this.#note(row, column, message);
  }

  /**
   * Takes over what the engine says of the same rows. Anything else is thrown on.
   * @param table Which of the engine's tables the rows are.
   */
  take(error: unknown, table: InputProblem["table"]): void {
    if (!(error instanceof InputInvalid) || error.problems.some((problem) => problem.table !== table)) throw error;
    for (const { row, field, message } of error.problems) this.#note(row, field, message);
  }

  /**
   * @param places Finds the rows in the file.
   * @throws FileInvalid if there is any problem.
   */
  finish(file: string, places: (rows: ReadonlySet<number>) => ReadonlyMap<number, Place>): void {
    if (!this.any) return;
    const found = places(new Set(this.#problems.map(({ row }) => row)));
    const problems = this.#problems.map(({ row, column, message }) => {
      const place = found.get(row);
      return { line: place?.line ?? 1, column: place?.columnOf(column) ?? column, message };
    });
    throw new FileInvalid(file, problems, this.#count);
  }

  #note(row: number, column: string, message: string): void {
    const cell = `${row} ${column}`;
    // What is said of a cell first is nearest to the file.
    if (this.#cells.has(cell)) return;
    this.#count++;
    if (this.#problems.length === KEPT) return;
    this.#cells.add(cell);
    this.#problems.push({ row, column, message });
  }
}
