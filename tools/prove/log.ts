// What was written, the latest last, as a list that shares its beginning with its ancestors.
import type { Truth } from "./term.ts";
import { all, not, TRUE } from "./terms.ts";

export interface Entry<T> {
  readonly what: T;
  /** Whether it was written at all. */
  readonly when: Truth;
}

export interface Node<T> extends Entry<T> {
  readonly before: Log<T>;
  readonly depth: number;
}

export type Log<T> = Node<T> | undefined;

export function written<T>(before: Log<T>, what: T, when: Truth = TRUE): Log<T> {
  return { before, what, when, depth: (before?.depth ?? 0) + 1 };
}

/** The entries of a log after an ancestor, the earliest first. */
export function since<T>(log: Log<T>, ancestor: Log<T>): readonly Node<T>[] {
  const found: Node<T>[] = [];
  for (let at = log; at !== ancestor; at = at.before) {
    if (at === undefined) throw new Error("The log does not have this ancestor.");
    found.push(at);
  }
  return found.reverse();
}

function commonAncestor<T>(a: Log<T>, b: Log<T>): Log<T> {
  let [x, y] = [a, b];
  while (x !== y) {
    if ((x?.depth ?? 0) >= (y?.depth ?? 0)) x = x?.before;
    else y = y?.before;
  }
  return x;
}

/** One log that is the one or the other. */
export function mergedLogs<T>(first: Truth, yes: Log<T>, no: Log<T>): Log<T> {
  if (yes === no) return yes;
  const ancestor = commonAncestor(yes, no);
  let log = ancestor;
  for (const { what, when } of since(yes, ancestor)) log = written(log, what, all(first, when));
  for (const { what, when } of since(no, ancestor)) log = written(log, what, all(not(first), when));
  return log;
}
