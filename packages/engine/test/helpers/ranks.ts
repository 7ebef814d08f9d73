import type { DistributorRow } from "../../src/index.ts";
import { chain } from "./period.ts";

/** A ladder of which the network's rows say who has which rank. */
export const ranks = ["Member", "Leader", "Director"].map((name) => ({ name }));

/** A chain, the first on top, of which each has the rank's number given, or 0. */
export function ladder(standing: Readonly<Record<string, number>>, ...ids: readonly string[]): DistributorRow[] {
  return chain(...ids).map((row) => ({ ...row, rank: standing[row.id as string] ?? 0 }));
}
