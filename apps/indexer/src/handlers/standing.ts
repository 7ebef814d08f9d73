// How a distributor stands from period to period: his volume, his activity and his own sales.
import { periodFigure } from "ponder:schema";
import { changeDistributor, type DistributorRow, periodOf, type Step } from "./step.ts";

/** The chain keeps a volume in 80 bits and lets it go no higher. */
const MAX_VOLUME = (1n << 80n) - 1n;

/** The row as seen from a period that is not before its own: "next" becomes "now", the volume starts anew. */
export function rolled(
  row: DistributorRow,
  period: number,
): Pick<DistributorRow, "period" | "volume" | "activeNow" | "activeNext" | "rankNow" | "rankNext"> {
  const { volume, activeNow, activeNext, rankNow, rankNext } = row;
  if (period === row.period) return { period, volume, activeNow, activeNext, rankNow, rankNext };
  const continues = period === row.period + 1 && activeNext;
  return { period, volume: 0n, activeNow: continues, activeNext: false, rankNow: rankNext, rankNext };
}

/** Counts settled retail volume; reaching the threshold makes active in the next period. */
export async function countVolume(step: Step, id: bigint, added: bigint, threshold: bigint): Promise<void> {
  if (added === 0n) return;
  const period = await periodOf(step);
  let sum = 0n;
  let active = false;
  await changeDistributor(step, id, (row) => {
    const seen = rolled(row, period);
    sum = seen.volume + added > MAX_VOLUME ? MAX_VOLUME : seen.volume + added;
    active = seen.activeNext || sum >= threshold;
    return { ...seen, volume: sum, activeNext: active };
  });
  await step.db
    .insert(periodFigure)
    .values({ distributor: id, period, volume: sum, activeNext: active, sold: 0n, sales: 0 })
    .onConflictDoUpdate({ volume: sum, activeNext: active });
}

/** Counts a sale of his own in the period of its placement, or takes a refunded one out again. */
export async function countSale(step: Step, id: bigint, total: bigint, period: number, count: 1 | -1): Promise<void> {
  const added = total * BigInt(count);
  await changeDistributor(step, id, (row) => {
    const later = period > row.soldIn;
    const then = later || period === row.soldIn;
    const [soldThen, salesThen] = later ? [0n, 0] : [row.soldThen, row.salesThen];
    return {
      sold: row.sold + added,
      sales: row.sales + count,
      soldIn: later ? period : row.soldIn,
      soldThen: then ? soldThen + added : soldThen,
      salesThen: then ? salesThen + count : salesThen,
    };
  });
  await step.db
    .insert(periodFigure)
    .values({ distributor: id, period, volume: 0n, activeNext: false, sold: added, sales: count })
    .onConflictDoUpdate((row) => ({ sold: row.sold + added, sales: row.sales + count }));
}
