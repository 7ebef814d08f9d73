import type { IndexerClient } from "../../indexer/client.ts";

/** A hold of a distributor's payouts. Times in seconds since 1970, as text. */
export interface HoldRecord {
  readonly id: string;
  readonly distributor: string;
  readonly reason: string;
  readonly time: string;
  readonly until: string;
  readonly liftedAt: string | null;
  readonly transaction: string;
}

/** A sale that was paid elsewhere, and that the core passed over. */
export interface RejectionRecord {
  readonly id: string;
  readonly batch: string;
  readonly index: string;
  readonly error: string | null;
  readonly sentence: string | null;
  readonly time: string;
}

/** How many of each are shown. */
export const SHOWN = 100;

/** Both lists, the latest first. */
export interface Refusals {
  readonly holds: readonly HoldRecord[];
  readonly rejections: readonly RejectionRecord[];
}

/** Reads the latest of both. */
export async function readRefusals(indexer: IndexerClient): Promise<Refusals> {
  const latest = `orderBy: "time", orderDirection: "desc", limit: ${SHOWN}`;
  const { holds, rejections } = await indexer.query<{
    holds: { items: readonly HoldRecord[] };
    rejections: { items: readonly RejectionRecord[] };
  }>(`{
    holds(${latest}) { items { id distributor reason time until liftedAt transaction } }
    rejections(${latest}) { items { id batch index error sentence time } }
  }`);
  return { holds: holds.items, rejections: rejections.items };
}

/** Where a hold stands: lifted before its end, over, or in force. @param now Seconds since 1970. */
export function stateOf({ until, liftedAt }: HoldRecord, now: number): "lifted" | "lapsed" | "inForce" {
  if (liftedAt !== null) return "lifted";
  return Number(until) <= now ? "lapsed" : "inForce";
}
