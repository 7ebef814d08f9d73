import {
  type DistributorWord,
  distributorSlot,
  inBatches,
  unpackDistributor,
} from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** Storage words that are read in one call. */
const AT_ONCE = 500;

/** The storage words of distributors, as they stand: their "now" fields speak of their own period. */
export async function readDistributors(
  { core }: Session,
  ids: readonly bigint[],
): Promise<ReadonlyMap<bigint, DistributorWord>> {
  const found = new Map<bigint, DistributorWord>();
  for (const batch of inBatches(ids, AT_ONCE)) {
    const words = await core.extsload(batch.map(distributorSlot));
    for (const [i, id] of batch.entries()) found.set(id, unpackDistributor(BigInt(words[i] ?? 0)));
  }
  return found;
}
