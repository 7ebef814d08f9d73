import type { BlockRange } from "../blocks.ts";
import type { Connection } from "./connection.ts";
import { type FoundSale, readPlaced, readRefunded, readSettled } from "./sales.ts";

/** A part of a sale that a distributor gets, is to get, or does not get since the sale was returned. */
export interface EarnedCredit {
  readonly sale: FoundSale;
  /** In token units. */
  readonly amount: bigint;
  /** True once the sale is settled, and of a sale that was final at once. */
  readonly paid: boolean;
  /** The sale was refunded: nothing of it is paid, now or later. What is neither paid nor refunded is to come. */
  readonly refunded: boolean;
}

/** A distributor's credits of the sales placed in a range of blocks. Settlements and refunds count up to now. */
export async function readCredits(
  connection: Connection,
  id: bigint,
  range: BlockRange,
): Promise<readonly EarnedCredit[]> {
  const sales = await readPlaced(connection, range);
  const since = { ...range, to: undefined };
  const settled = new Set(await readSettled(connection, since));
  const refunded = new Set(await readRefunded(connection, since));
  return sales.flatMap((sale) =>
    sale.credits
      .filter((credit) => credit.id === id)
      .map(({ amount }) => ({
        sale,
        amount,
        paid: sale.final || settled.has(sale.id),
        refunded: !sale.final && refunded.has(sale.id),
      })),
  );
}
