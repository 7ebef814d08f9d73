// Mutants that no test can tell from the contracts, each with the reason. A person decides that, and writes it down in
// equivalent.json.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface Equivalent {
  readonly id: string;
  /** What is changed, for who reads the list. */
  readonly change: string;
  readonly reason: string;
}

const PATH = fileURLToPath(new URL("equivalent.json", import.meta.url));

/** The listed mutants by id. */
export function equivalents(): Map<string, Equivalent> {
  const list = JSON.parse(readFileSync(PATH, "utf8")) as Equivalent[];
  return new Map(list.map((entry) => [entry.id, entry]));
}
