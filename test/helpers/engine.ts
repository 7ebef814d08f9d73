import type { SaleRow } from "../../packages/engine/src/index.ts";
import type { Basket } from "./reference.ts";

/** What is sold, for the engine. */
export function saleRowOf({ total, profit, volume }: Basket, buyer: bigint | undefined): Omit<SaleRow, "seller"> {
  return {
    cv: volume,
    price: total,
    wholesale: total - profit,
    buyer: buyer === undefined ? undefined : Number(buyer),
  };
}
