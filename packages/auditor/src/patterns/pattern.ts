/** What a cell holds, which says how it is shown. `share`: of 10,000. `time`: seconds since 1970. Amounts in token units. */
export type CellKind = "text" | "count" | "amount" | "share" | "time" | "wallet" | "id" | "product";

export interface Column {
  /** For machines. */
  readonly name: string;
  /** For people. */
  readonly head: string;
  readonly kind: CellKind;
}

export type Cell = string | number | bigint;

/** One figure of a pattern. */
export interface Figure extends Column {
  readonly value: Cell;
}

/**
 * Something that no contract can prevent, and that may or may not be wrong. It is reported with its evidence; whoever
 * reads it judges.
 */
export interface Pattern {
  /** For machines, for example `one-seller`. */
  readonly code: string;
  readonly title: string;
  /** Exactly what is counted. */
  readonly definition: string;
  /** Why somebody may want to look, and what harmless reasons there are. */
  readonly meaning: string;
  readonly figures: readonly Figure[];
  readonly columns: readonly Column[];
  /** The evidence, the largest amounts first; one cell a column. */
  readonly rows: readonly (readonly Cell[])[];
  /** How many more rows there are. */
  readonly omitted: number;
}

/** How many rows of evidence most patterns list. */
const LISTED = 20;

/** The largest rows by one of their columns, which holds amounts or counts; ties keep their order. */
export function largest(
  rows: readonly (readonly Cell[])[],
  column: number,
  most = LISTED,
): Pick<Pattern, "rows" | "omitted"> {
  const size = (row: readonly Cell[]) => BigInt(row[column] ?? 0);
  const sorted = rows.toSorted((a, b) => (size(a) > size(b) ? -1 : size(a) < size(b) ? 1 : 0));
  return { rows: sorted.slice(0, most), omitted: Math.max(0, rows.length - most) };
}

/** A part in 10,000 of a whole, rounded down; 0 where there is no whole. */
export function shareOf(part: bigint | number, whole: bigint | number): number {
  return BigInt(whole) === 0n ? 0 : Number((BigInt(part) * 10_000n) / BigInt(whole));
}
