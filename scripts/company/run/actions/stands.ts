import type { Event, StandSale } from "../../../../examples/company/generator/story.ts";
import { type IPointOfSale, inBatches } from "../../../../packages/protocol/src/index.ts";
import { standRef } from "../book.ts";
import { standTotal } from "../prices.ts";
import type { Stage } from "../stage.ts";
import { equip } from "./money.ts";

/** Sales that one transaction records: some six million gas. */
const SALES_AT_ONCE = 30;

/** The office records what was sold at a stand, from the day's takings. */
export async function stand(stage: Stage, { sales }: Extract<Event, { type: "stand" }>): Promise<void> {
  const { address } = stage.wallets.office("recordOperator");
  const takings = sales.filter(({ bad }) => bad === undefined).reduce((sum, sale) => sum + standTotal(sale), 0n);
  await equip(stage, address, takings);
  await stage.settleDown();
  let batch = await stage.core.lastBatch(address);
  const recorded = sales.map((sale, place) => recordOf(stage, sale, place));
  for (const some of inBatches(recorded, SALES_AT_ONCE)) {
    const data = stage.core.interface.encodeFunctionData("recordSales", [++batch, [...some]]);
    await stage.call(address, `batch ${batch} of the stand`, data);
  }
}

function recordOf({ day }: Stage, sale: StandSale, place: number): IPointOfSale.RecordedSaleStruct {
  const { seller, campaign, lines } = sale;
  return {
    order: {
      seller,
      campaign,
      ref: standRef(day, place),
      maxTotal: standTotal(sale),
      lines: lines.map(({ product, quantity }) => ({ product, quantity })),
    },
    unitPrices: lines.map(({ unitPrice }) => unitPrice),
  };
}
