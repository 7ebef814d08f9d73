import type { Story } from "../../../examples/company/generator/story.ts";
import { type History, isRefunded, type SoldSale } from "../../local/report/history.ts";
import { productOf } from "../run/prices.ts";
import { commissionsOf } from "./money.ts";

/** What a plan paid, over the sales that pay and were not refunded. Amounts in token units. */
export interface PlanSum {
  readonly version: bigint;
  readonly sales: number;
  /** Commissionable volume of these. */
  readonly volume: bigint;
  /** Of it to the sellers, and to their uplines. */
  readonly own: bigint;
  readonly uplines: bigint;
  /** How many uplines were paid, over all these sales. */
  readonly paidUplines: number;
  /** Purchases for oneself, which pay nothing by either plan, are none of these. */
  readonly personal: number;
}

/** What each plan paid, the first one first. */
export function comparePlans(story: Story, history: History): readonly PlanSum[] {
  const kept = history.sales.filter((sold) => !isRefunded(sold));
  const versions = [...new Set(kept.map(({ sale }) => sale.plan))].sort((a, b) => Number(a - b));
  return versions.map((version) =>
    sumUp(
      story,
      version,
      kept.filter(({ sale }) => sale.plan === version),
    ),
  );
}

function sumUp(story: Story, version: bigint, sales: readonly SoldSale[]): PlanSum {
  const paying = sales.filter(({ sale }) => sale.kind !== "personal");
  const sum = (of: (sold: SoldSale) => bigint) => paying.reduce((rest, sold) => rest + of(sold), 0n);
  return {
    version,
    sales: paying.length,
    volume: sum((sold) => volumeOf(story, sold)),
    own: sum((sold) => commissionsOf(sold).own),
    uplines: sum((sold) => commissionsOf(sold).uplines),
    paidUplines: paying.reduce(
      (rest, { sale }) => rest + sale.credits.filter(({ id }) => id !== sale.seller).length,
      0,
    ),
    personal: sales.length - paying.length,
  };
}

function volumeOf(story: Story, { sale }: SoldSale): bigint {
  return sale.lines.reduce(
    (sum, { product, quantity }) => sum + quantity * productOf(story, Number(product)).volume,
    0n,
  );
}
