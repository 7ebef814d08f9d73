/** A character of a text, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The line and column of a character, counted from 0. */
export function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Where each value of a JSON text begins, by its path: `plan.rates.value[2]`; of the whole: "".
 * @param text Valid JSON.
 */
export function jsonPlaces(text: string): ReadonlyMap<string, Position> {
  const tokens = [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({ word, index }));
  const places = new Map<string, Position>();
  let at = 0;

  const value = (path: string): void => {
    const { word, index } = tokens[at++] ?? { word: "", index: text.length };
    places.set(path, positionOf(text, index));
    if (word === "{") members((entry) => value(join(path, JSON.parse(entry) as string)), true);
    if (word === "[") members((_, i) => value(`${path}[${i}]`), false);
  };
  // Both kinds end with the closing bracket, which is passed over.
  const members = (read: (name: string, index: number) => void, named: boolean): void => {
    for (let i = 0; at < tokens.length && !"}]".includes(tokens[at]?.word ?? ""); i++) {
      const name = tokens[at]?.word ?? "";
      if (named) at += 2;
      read(name, i);
      if (tokens[at]?.word === ",") at++;
    }
    at++;
  };
  value("");
  return places;
}

const join = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);
