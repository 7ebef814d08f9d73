// Which files of tests killed the mutants of which contract, from the last campaign: what is run on changed lines where
// nothing was collected, as in CI.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { testFiles } from "./coverage.ts";
import type { Judged } from "./score.ts";

const PATH = fileURLToPath(new URL("killers.json", import.meta.url));

/** Most files of tests for one contract. */
const MOST = 12;

/** Files of tests by contract, those first that killed most. */
export type Killers = Readonly<Record<string, readonly string[]>>;

/** Counts who killed what. */
export function killersOf(all: readonly Judged[]): Killers {
  const counts = new Map<string, Map<string, number>>();
  for (const { mutant, result } of all) {
    const file = result?.by?.split("::")[0];
    if (result?.outcome !== "killed" || file?.endsWith(".test.ts") !== true) continue;
    const own = counts.get(mutant.file) ?? new Map<string, number>();
    counts.set(mutant.file, own.set(file, (own.get(file) ?? 0) + 1));
  }
  return Object.fromEntries(
    [...counts].sort().map(([contract, own]) => [
      contract,
      [...own]
        .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
        .slice(0, MOST)
        .map(([file]) => file),
    ]),
  );
}

export function writeKillers(all: readonly Judged[]): void {
  writeFileSync(PATH, `${JSON.stringify(killersOf(all), null, 2)}\n`);
}

/** The tests for a contract: those of the last campaign, and those that bear its name. */
export function testsFor(contract: string, killers: Killers, files: readonly string[]): string[] {
  const name = basename(contract, ".sol").toLowerCase();
  const named = files.filter((file) => file.toLowerCase().replaceAll("-", "").includes(name));
  return [...new Set([...(killers[contract] ?? []), ...named])].filter((file) => files.includes(file));
}

/** As above, from what is on disk. */
export function knownTestsFor(contract: string): string[] {
  const killers = existsSync(PATH) ? (JSON.parse(readFileSync(PATH, "utf8")) as Killers) : {};
  return testsFor(contract, killers, testFiles());
}
