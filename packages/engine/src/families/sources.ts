import type { BaseName } from "../figures/bases.ts";
import { FROM_DISTRIBUTOR, FROM_SALE } from "../lines/line.ts";
import type { Run } from "../run/run.ts";

/** Takes one source: its kind and index as a line names them, the seller, and the base, which is above 0. */
export type TakeSource<M> = (kind: number, source: number, seller: number, base: M) => void;

/** Goes through what a bonus is paid on: each sale in the order given, or each seller's sum in the order of ids. */
export function forEachSource<M>(
  run: Run<M>,
  bonus: { readonly id: string; readonly base: BaseName; readonly per: "sale" | "period" },
  take: TakeSource<M>,
): void {
  const { lane, sales, bases, network } = run;
  if (bonus.per === "sale") {
    const { values, counts } = bases.ofSales(bonus.base, bonus.id);
    for (let sale = 0; sale < sales.length; sale++) {
      if (counts[sale] !== 1) continue;
      const base = values.get(sale);
      if (lane.less(lane.zero, base)) take(FROM_SALE, sale, sales.seller[sale] as number, base);
    }
    return;
  }
  const own = bases.ofSellers(bonus.base, bonus.id);
  for (let seller = 0; seller <= network.size; seller++) {
    const base = own.get(seller);
    if (lane.less(lane.zero, base)) take(FROM_DISTRIBUTOR, seller, seller, base);
  }
}
