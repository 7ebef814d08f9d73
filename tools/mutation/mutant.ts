// What a mutant is: one change of a contract's source, small enough that a good test notices it.

/** How the place of a change is switched between what it was and what it becomes. */
export type PlaceKind = "expression" | "statement" | "modifier" | "yulExpression" | "yulStatement";

/** A place in a file (bytes) and the text that takes its place; for a deletion an empty one. */
export interface Change {
  readonly kind: PlaceKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A change that an operator offers, of one node of a tree. */
export interface Proposal {
  /** What kind of mistake this is, such as `relational` or `deleted check`. */
  readonly operator: string;
  readonly changes: readonly Change[];
}

export interface Mutant extends Proposal {
  /** `file:function:operator:hash`, without a line: unrelated edits leave it as it is. */
  readonly id: string;
  readonly file: string;
  /** `Contract.function`, or the name of a free function. */
  readonly function: string;
  /** Hash of the whole function's text: what a result is valid for. */
  readonly functionHash: string;
  /** First line of the change, from 1. */
  readonly line: number;
  /** The changed text, before and after, on one line. */
  readonly before: string;
  readonly after: string;
  /** The block of code it lies in, see `regions.ts`. */
  readonly region: string;
  /** Contracts whose bytecode has the function, `file:Contract`. */
  readonly contracts: readonly string[];
}

/** The text of a file (one character a byte) with the changes of one mutant made. */
export function applied(text: string, changes: readonly Change[]): string {
  let result = text;
  for (const { kind, start, end, text: after } of [...changes].sort((a, b) => b.start - a.start)) {
    const deleted = kind === "statement" || kind === "yulStatement" ? "{}" : "";
    result = result.slice(0, start) + (after === "" ? deleted : after) + result.slice(end);
  }
  return result;
}
