import { MOST_RANKS } from "../input/network.ts";
import type { Plan } from "../plan/plan.ts";

/** Something that applies from a rank on; left out: for every rank. */
export interface FromRank {
  readonly rank: string | undefined;
}

/** For each rank of the ladder, the item that applies: the one that asks for the highest rank reached; or undefined. */
export function byRank<T extends FromRank>(plan: Plan, items: readonly T[]): readonly (T | undefined)[] {
  return Array.from({ length: MOST_RANKS }, (_, rank) =>
    items.reduce<T | undefined>((best, item) => {
      const least = plan.rank(item.rank);
      return least <= rank && (best === undefined || least >= plan.rank(best.rank)) ? item : best;
    }, undefined),
  );
}
