import type { BaseName } from "../figures/bases.ts";
import { FROM_DISTRIBUTOR, FROM_SALE } from "../lines/line.ts";
import type { Run } from "../run/run.ts";

/** Takes one source: its kind and index as a line names them, the seller, and the base, which is above 0. */
export type TakeSource<M> = (kind: number, source: number, seller: number, base: M) => void;

/** How many sales are read ahead. */
const AHEAD = 4096;

/**
 * Goes through what a bonus is paid on: each sale, or each seller's sum, in the order of sellers' ids, the sales of one
 * seller in the order given.
 */
export function forEachSource<M>(
  run: Run<M>,
  bonus: { readonly id: string; readonly base: BaseName; readonly per: "sale" | "period" },
  take: TakeSource<M>,
): void {
  if (bonus.per === "sale") forEachSale(run, bonus, take);
  else forEachSeller(run, bonus, take);
}

/** Reads sales ahead of taking them, so that the machine waits for many places of its memory at once. */
function forEachSale<M>(
  { lane, sales, bases }: Run<M>,
  bonus: { readonly id: string; readonly base: BaseName },
  take: TakeSource<M>,
): void {
  const { values, counts } = bases.ofSales(bonus.base, bonus.id);
  const { bySeller, seller } = sales;
  const ahead = Math.min(AHEAD, sales.length);
  const amounts = lane.column(ahead);
  const sellers = new Int32Array(ahead);
  for (let start = 0; start < sales.length; start += ahead) {
    const block = bySeller.subarray(start, start + ahead);
    for (let at = 0; at < block.length; at++) {
      const sale = block[at] as number;
      sellers[at] = seller[sale] as number;
      amounts.set(at, counts[sale] === 1 ? values.get(sale) : lane.zero);
    }
    for (let at = 0; at < block.length; at++) {
      const amount = amounts.get(at);
      if (lane.less(lane.zero, amount)) take(FROM_SALE, block[at] as number, sellers[at] as number, amount);
    }
  }
}

function forEachSeller<M>(
  { lane, bases, network }: Run<M>,
  bonus: { readonly id: string; readonly base: BaseName },
  take: TakeSource<M>,
): void {
  const own = bases.ofSellers(bonus.base, bonus.id);
  for (let seller = 0; seller <= network.size; seller++) {
    const base = own.get(seller);
    if (lane.less(lane.zero, base)) take(FROM_DISTRIBUTOR, seller, seller, base);
  }
}
