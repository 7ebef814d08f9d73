import type { PlanVersion, ScheduledPlan } from "@upline/protocol";
import type { ChainAccess } from "../../chain/access.ts";
import type { IndexerClient } from "../../indexer/client.ts";

/** The plan in force and the one that takes over next. */
export interface Plans {
  /** Version 0 before the programme opens. */
  readonly now: PlanVersion;
  readonly next: ScheduledPlan | undefined;
}

/** Reads both. */
export async function readPlans({ client }: Pick<ChainAccess, "client">): Promise<Plans> {
  const [now, next] = await Promise.all([client.plan(), client.scheduledPlan()]);
  return { now, next };
}

/** A plan that was scheduled at some time. Times in seconds since 1970, as text. */
export interface PlanRecord {
  readonly version: number;
  /** When it took over; null: with the opening. */
  readonly from: string | null;
  readonly scheduledAt: string;
  readonly cancelledAt: string | null;
  /** Basis points of the CV that a sale can pay at most. */
  readonly worstCase: string;
  readonly transaction: string;
}

/** Reads all plans that ever were, the latest first. */
export async function readPlanHistory(indexer: IndexerClient): Promise<readonly PlanRecord[]> {
  const { plans } = await indexer.query<{ plans: { items: readonly PlanRecord[] } }>(
    `{ plans(orderBy: "version", orderDirection: "desc", limit: 1000) {
      items { version from scheduledAt cancelledAt worstCase transaction }
    } }`,
  );
  return plans.items;
}
