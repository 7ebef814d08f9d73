// What a GraphQL query may cost.
import { type DocumentNode, type FieldNode, Kind, parse, type SelectionSetNode } from "graphql";
import { Refusal } from "./json.ts";

/** Ponder's page where a query names no limit, and its largest. */
const USUAL_PAGE = 50;
const LARGEST_PAGE = 1000;
/** Rows that a query may ask for, those of lists within lists included. */
export const MOST_ROWS = 50_000;
/** Length of a query, in characters. */
export const LONGEST_QUERY = 20_000;

type Variables = Readonly<Record<string, unknown>>;

/** Adds up the rows that a query can lead to, each list multiplied by those around it. */
class Cost {
  readonly #document: DocumentNode;
  readonly #variables: Variables;
  readonly #open = new Set<string>();
  rows = 0;

  constructor(document: DocumentNode, variables: Variables) {
    [this.#document, this.#variables] = [document, variables];
  }

  add({ selections }: SelectionSetNode, times: number): void {
    for (const selection of selections) {
      if (this.rows > MOST_ROWS) return;
      if (selection.kind === Kind.FIELD) this.#addField(selection, times);
      else if (selection.kind === Kind.INLINE_FRAGMENT) this.add(selection.selectionSet, times);
      else this.#addFragment(selection.name.value, times);
    }
  }

  #addField(field: FieldNode, times: number): void {
    if (field.selectionSet === undefined) return;
    const { selections } = field.selectionSet;
    // What holds the items of a list; behind a fragment there may be some.
    const isList = selections.some((one) => one.kind !== Kind.FIELD || one.name.value === "items");
    const rows = times * (isList ? this.#limitOf(field) : 1);
    const { value: name } = field.name;
    // The schema itself has no rows, and the items are those of their list.
    if (!name.startsWith("__") && name !== "items") this.rows += rows;
    this.add(field.selectionSet, rows);
  }

  #limitOf({ arguments: given = [] }: FieldNode): number {
    const limit = given.find(({ name }) => name.value === "limit")?.value;
    if (limit === undefined) return USUAL_PAGE;
    const value = limit.kind === Kind.VARIABLE ? this.#variables[limit.name.value] : "value" in limit && limit.value;
    const rows = Number(value);
    return Number.isInteger(rows) && rows >= 0 ? Math.min(rows, LARGEST_PAGE) : LARGEST_PAGE;
  }

  /** One that contains itself is refused by the validation of the query. */
  #addFragment(name: string, times: number): void {
    if (this.#open.has(name)) return;
    this.#open.add(name);
    for (const one of this.#document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) this.add(one.selectionSet, times);
    }
    this.#open.delete(name);
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
