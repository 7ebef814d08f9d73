// What a GraphQL query may cost.
import { type DocumentNode, type FieldNode, Kind, parse, type SelectionSetNode } from "graphql";
import { Refusal } from "./json.ts";

/** Ponder's page where a query names no limit, and its largest. */
const USUAL_PAGE = 50;
const LARGEST_PAGE = 1000;
/** Rows that a query may ask for, those of lists within lists included. */
export const MOST_ROWS = 50_000;
/** How often a query's fragments are looked into. */
const MOST_LOOKS = 10_000;
/** Length of a query, in characters. */
export const LONGEST_QUERY = 20_000;

type Variables = Readonly<Record<string, unknown>>;

/** Adds up the rows that a query can lead to, each list multiplied by those around it. */
class Cost {
  readonly #fragments = new Map<string, SelectionSetNode>();
  readonly #variables: Variables;
  readonly #open = new Set<string>();
  #looks = 0;
  rows = 0;

  constructor(document: DocumentNode, variables: Variables) {
    this.#variables = variables;
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(one.name.value, one.selectionSet);
    }
  }

  add({ selections }: SelectionSetNode, times: number): void {
    for (const selection of selections) {
      if (this.rows > MOST_ROWS) return;
      if (selection.kind === Kind.FIELD) this.#addField(selection, times);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.add(selection.selectionSet, times);
      else this.#within(selection.name.value, (set) => this.add(set, times));
    }
  }

  #addField(field: FieldNode, times: number): void {
    if (field.selectionSet === undefined) return;
    const rows = times * (this.#hasItems(field.selectionSet) ? this.#limitOf(field) : 1);
    const { value: name } = field.name;
    // The schema itself has no rows, and the items are those of their list.
    if (!name.startsWith("__") && name !== "items") this.rows += rows;
    this.add(field.selectionSet, rows);
  }

  /** What has items, itself or through a fragment, is a list. */
  #hasItems({ selections }: SelectionSetNode): boolean {
    return selections.some((one) => {
      if (one.kind === Kind.FIELD) return one.name.value === "items";
      if (one.kind === Kind.INLINE_FRAGMENT) return this.#hasItems(one.selectionSet);
      return this.#within(one.name.value, (set) => this.#hasItems(set)) ?? false;
    });
  }

  #limitOf({ arguments: given = [] }: FieldNode): number {
    const limit = given.find(({ name }) => name.value === "limit")?.value;
    if (limit === undefined) return USUAL_PAGE;
    const value = limit.kind === Kind.VARIABLE ? this.#variables[limit.name.value] : "value" in limit && limit.value;
    const rows = Number(value);
    return Number.isInteger(rows) && rows >= 0 ? Math.min(rows, LARGEST_PAGE) : LARGEST_PAGE;
  }

  /** Looks into a fragment; one that contains itself, which the validation of the query refuses, only once. */
  #within<T>(name: string, look: (set: SelectionSetNode) => T): T | undefined {
    const fragment = this.#fragments.get(name);
    if (fragment === undefined || this.#open.has(name)) return undefined;
    // Fragments that name others twice would be looked into without end.
    this.#looks += 1;
    if (this.#looks > MOST_LOOKS) {
      this.rows = MOST_ROWS + 1;
      return undefined;
    }
    this.#open.add(name);
    const found = look(fragment);
    this.#open.delete(name);
    return found;
  }
}

/** How many rows a query can lead to; undefined if it is no query, which GraphQL itself says better. */
export function rowsOfQuery(query: string, variables: Variables): number | undefined {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: LONGEST_QUERY });
  } catch {
    return undefined;
  }
  const cost = new Cost(document, variables);
  for (const one of document.definitions) {
    if (one.kind === Kind.OPERATION_DEFINITION) cost.add(one.selectionSet, 1);
  }
  return cost.rows;
}

/** @throws Refusal if a query asks for too much. */
export function checkCost(query: string, variables: Variables): void {
  if (query.length > LONGEST_QUERY) {
    const message = `The query has ${query.length} characters, expected at most ${LONGEST_QUERY}.`;
    throw new Refusal(413, "query-too-long", message);
  }
  const rows = rowsOfQuery(query, variables) ?? 0;
  if (rows > MOST_ROWS) {
    const message =
      `The query can lead to ${rows} rows or more, expected at most ${MOST_ROWS}: ` +
      "name a smaller limit, or ask for the lists within the list one by one.";
    throw new Refusal(400, "query-too-large", message);
  }
}
