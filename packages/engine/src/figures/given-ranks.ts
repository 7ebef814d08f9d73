import type { Network } from "../input/network.ts";
import { Problems } from "../input/problems.ts";

/** What a rank's number must be in a ladder of so many ranks; without a ladder everybody is of rank 0. */
export function rankExpected(ranks: number): string {
  if (ranks === 0) return "0, as the plan has no ranks";
  return `a whole number from 0 to ${ranks - 1}, as the plan's ladder has ${ranks === 1 ? "one rank" : `${ranks} ranks`}`;
}

/**
 * Checks the ranks of rows. Without a ladder nothing asks for them.
 * @throws InputInvalid with every row whose rank is above a ladder of so many ranks.
 */
export function checkRanks({ size, rank, row }: Network, ranks: number): void {
  if (ranks === 0) return;
  const problems = new Problems("distributors");
  for (let index = 1; index <= size; index++) {
    const own = rank[index] as number;
    if (own >= ranks) problems.add(row[index] as number, "rank", own, rankExpected(ranks));
  }
  problems.finish();
}
