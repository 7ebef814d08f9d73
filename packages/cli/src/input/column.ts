import type { RowProblems } from "./problems.ts";
import { type ColumnNames, type RowFile, rowsOf } from "./rows.ts";

/** A column of a file of rows: described once, for reading, for messages and for help. */
export interface Column<T> {
  readonly name: string;
  /** What a cell must be, after "expected". */
  readonly expected: string;
  readonly example: string;
  /** What it says, for help. */
  readonly about: string;
  readonly required?: boolean;
  /** @returns Undefined if the cell is none. */
  parse(cell: string): T | undefined;
  /** What is said besides of a cell that is none; left out: nothing. */
  advice?(cell: string): string | undefined;
}

/** Columns by the names that a program has for them, which are theirs in the file as well. */
export type Columns = { readonly [name: string]: Column<unknown> };

/** What the cells of a row were read as; undefined where there is none. */
export type RowOf<C extends Columns> = {
  readonly [K in keyof C]: C[K] extends Column<infer T> ? T | undefined : never;
};

/** Reads a file's rows by its columns. What is wrong goes to the problems, with the cell left out of the row. */
export function* readRows<C extends Columns>(from: RowFile, columns: C, problems: RowProblems): Generator<RowOf<C>> {
  const list = Object.values(columns);
  const names: ColumnNames = {
    known: list.map(({ name }) => name),
    required: list.filter(({ required }) => required === true).map(({ name }) => name),
  };
  let number = 0;
  for (const cells of rowsOf(from, names, problems)) {
    number++;
    const row: Record<string, unknown> = {};
    for (let index = 0; index < list.length; index++) {
      const { name, parse, required, expected, advice } = list[index] as Column<unknown>;
      const cell = cells[index];
      const value = cell === undefined ? undefined : parse(cell);
      if (value === undefined && (cell !== undefined || required)) {
        const more = cell === undefined ? undefined : advice?.(cell);
        problems.add(number, name, cell, more === undefined ? expected : `${expected}: ${more}`);
      }
      row[name] = value;
    }
    yield row as RowOf<C>;
  }
}

/** What distributors, customers, sales and parties are called. */
export function idColumn(name: string, about: string, example: string, required = false): Column<string> {
  return {
    name,
    about,
    example,
    required,
    expected: "a number or a text of at most 128 characters",
    parse: (cell) => (cell.length <= 128 ? cell : undefined),
  };
}

/** One of some words. */
export function choiceColumn<const T extends string>(name: string, about: string, choices: readonly T[]): Column<T> {
  return {
    name,
    about,
    expected: `one of ${choices.join(", ")}`,
    example: choices[0] ?? "",
    parse: (cell) => choices.find((choice) => choice === cell),
  };
}

/** Digits that are exact as a number. */
const EXACT_DIGITS = 15;

/** An amount of the plan's currency or points, read exactly, in its smallest units. */
export function amountColumn(name: string, about: string, decimals: number, required = false): Column<bigint | number> {
  const pattern = decimals === 0 ? /^\d{1,28}$/ : new RegExp(`^\\d{1,28}(\\.\\d{1,${decimals}})?$`);
  const example = decimals === 0 ? "1250" : decimals === 1 ? "12.5" : "12.50";
  return {
    name,
    about,
    required,
    example,
    expected: `an amount like ${example}, without separators, with at most ${decimals} decimals`,
    parse(cell) {
      if (!pattern.test(cell)) return undefined;
      const [whole = "", fraction = ""] = cell.split(".");
      const digits = whole + fraction.padEnd(decimals, "0");
      return digits.length <= EXACT_DIGITS ? Number(digits) : BigInt(digits);
    },
    advice: amountAdvice,
  };
}

/** What those expect who write an amount as it cannot be read. */
function amountAdvice(cell: string): string | undefined {
  if (/^-\s*[\d.]+$/.test(cell)) return "what was returned is left out, and is no sale below 0";
  return /^\d+,\d+$/.test(cell) ? "a point divides whole from decimals" : undefined;
}

const TIME_EXPECTED = "a date like 2026-01-31, a time like 2026-01-31T18:00:00Z or …+01:00, or seconds since 1970";

/** Times whose meaning is kept; a year of days is far below. */
const DAYS_KEPT = 4096;

/** A date or time, in seconds since 1970. */
export function timeColumn(name: string, about: string): Column<number> {
  // Many rows are of the same day.
  const known = new Map<string, number>();
  return {
    name,
    about,
    example: "2026-01-31",
    expected: TIME_EXPECTED,
    parse(cell) {
      const before = known.get(cell);
      if (before !== undefined) return before;
      const read = secondsOf(cell);
      if (read !== undefined && known.size < DAYS_KEPT) known.set(cell, read);
      return read;
    },
  };
}

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/**
 * Reads a date, a time of UTC or so many hours from it, or seconds since 1970.
 * @returns Undefined if it is none, or before 1970.
 */
export function secondsOf(text: string): number | undefined {
  if (/^\d{5,12}$/.test(text)) return Number(text);
  const [, date, time = "00:00:00", zone = "Z"] = TIME.exec(text) ?? [];
  if (date === undefined) return undefined;
  const local = Date.parse(`${date}T${time}Z`) / 1000;
  const same = !Number.isNaN(local) && new Date(local * 1000).toISOString().startsWith(date);
  const seconds = local - aheadOf(zone);
  return same && seconds >= 0 ? seconds : undefined;
}

/** How many seconds clocks of a zone like +01:00 or -0330 are ahead of UTC. */
function aheadOf(zone: string): number {
  if (zone === "Z") return 0;
  const [hours, minutes] = [zone.slice(1, 3), zone.slice(-2)].map(Number) as [number, number];
  return (zone.startsWith("-") ? -60 : 60) * (hours * 60 + minutes);
}
