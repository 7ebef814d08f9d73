// Counts what became of the mutants.
import { readFileSync } from "node:fs";
import type { Mutant, Result } from "./campaign.ts";

/** A mutant with what became of it. */
export interface Judged {
  readonly mutant: Mutant;
  readonly result: Result | undefined;
}

export interface Score {
  readonly file: string;
  readonly mutants: number;
  /** Those with a result that says something: run to an end, and no error of their own. */
  readonly tried: number;
  readonly killed: number;
  /** Survivors that no test can tell, with the reason in equivalent.json. */
  readonly listed: number;
  readonly survived: number;
}

const KILLED = ["Killed", "Timeout"];
const SURVIVED = ["Survived", "NoCoverage"];

/** Why no test can tell a survivor, by its name. */
export const REASONS: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("./equivalent.json", import.meta.url), "utf8"),
) as Record<string, string>;

export const survived = ({ result }: Judged) => result !== undefined && SURVIVED.includes(result.status);

/** Survivors that are not listed. */
export const survivors = (all: readonly Judged[]) =>
  all.filter((one) => survived(one) && REASONS[one.mutant.name] === undefined);

export function scoreOf(file: string, all: readonly Judged[]): Score {
  const killed = all.filter(({ result }) => result !== undefined && KILLED.includes(result.status)).length;
  const left = all.filter(survived).length;
  const open = survivors(all).length;
  return { file, mutants: all.length, tried: killed + left, killed, listed: left - open, survived: open };
}

/** Killed of those that were tried and are not listed, in per cent; 100 where there are none. */
export function percent({ tried, killed, listed }: Score): number {
  return tried === listed ? 100 : (100 * killed) / (tried - listed);
}
