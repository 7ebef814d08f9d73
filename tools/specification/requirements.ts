// The requirements of docs/specification.md, and which tests name them.
import { globSync, readFileSync } from "node:fs";

const SPECIFICATION = "docs/specification.md";
const TESTS = ["test/**/*.{ts,sol}", "packages/*/test/**/*.ts"];

export interface Requirement {
  readonly id: string;
  /** How it begins, on one line. */
  readonly text: string;
}

/** As the page lists them: `- **SALE-3** The kind is derived …`. */
export function requirements(): readonly Requirement[] {
  return [...readFileSync(SPECIFICATION, "utf8").matchAll(/^- \*\*([A-Z]+-\d+)\*\* (.*)$/gm)].map(
    ([, id = "", text = ""]) => ({ id, text }),
  );
}

/** How many files name each: `[SALE-3]` in a title, or `invariant_03_Cap` for `INV-3`. */
export function namings(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const file of globSync(TESTS)) {
    for (const id of idsIn(readFileSync(file, "utf8"))) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

function idsIn(source: string): ReadonlySet<string> {
  const titles = [...source.matchAll(/\[([A-Z]+-\d+)\]/g)].map(([, id = ""]) => id);
  const invariants = [...source.matchAll(/function (?:invariant|testFuzz)_(\d+)_/g)];
  return new Set([...titles, ...invariants.map(([, number]) => `INV-${Number(number)}`)]);
}
