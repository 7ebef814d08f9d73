/**
 * What is said about a place in a document: `invalid` cannot be computed at all, `refused` could be but must not be
 * paid, `warning` stops nothing.
 */
export type Severity = "invalid" | "refused" | "warning";

/** One thing that is wrong with a document, where, and what would be right. */
export interface Issue {
  /** JSON path, `$` being the document: `$.bonuses[2].levels[0].rate`. */
  readonly path: string;
  readonly severity: Severity;
  /** What is wrong and what would be right, in one or two sentences. */
  readonly message: string;
}

/** A place that names something said elsewhere in the document, or whose meaning depends on another place. */
export interface Reference {
  readonly kind: "rank" | "bonus" | "amount";
  readonly path: string;
  readonly value: string;
}

/** Collects everything that is wrong with a document, not only the first thing. */
export class Report {
  readonly #issues: Issue[] = [];
  readonly #references: Reference[] = [];

  /** What is to be checked once the whole document is read. */
  get references(): readonly Reference[] {
    return this.#references;
  }

  refer(kind: Reference["kind"], path: string, value: string): void {
    this.#references.push({ kind, path, value });
  }

  get issues(): readonly Issue[] {
    return this.#issues;
  }

  has(severity: Severity): boolean {
    return this.#issues.some((issue) => issue.severity === severity);
  }

  /** @param found The value in the document; undefined where it is missing. */
  invalid(path: string, found: unknown, expected: string): void {
    this.add("invalid", path, `${shown(found)}; expected ${expected}`);
  }

  /** A plan that could be computed, but pays for people instead of products. */
  refuse(path: string, why: string, instead: string): void {
    this.add("refused", path, `${why}; ${instead}`);
  }

  warn(path: string, message: string): void {
    this.add("warning", path, message);
  }

  add(severity: Severity, path: string, message: string): void {
    this.#issues.push({ path, severity, message });
  }
}

const LONGEST = 60;

function shown(value: unknown): string {
  if (value === undefined) return "is missing";
  const text = typeof value === "bigint" ? `${value}` : (JSON.stringify(value) ?? typeof value);
  return `is ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`;
}

/** The path of a member: `$.a.b`, or `$["a b"]` where the name is no plain word. */
export function member(path: string, name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

/** The path of an item: `$.a[0]`. */
export function item(path: string, index: number): string {
  return `${path}[${index}]`;
}
