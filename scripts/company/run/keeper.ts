import { inBatches, saleFromEvent } from "../../../packages/protocol/src/index.ts";
import { readStatuses } from "../../keeper/chain/standing.ts";
import { dueSales } from "../../keeper/work/plan.ts";
import type { Stage } from "./stage.ts";
import { planChange } from "./turning-points.ts";

/** Sales that one transaction settles: some two million gas. */
const SALES_AT_ONCE = 100;

/** Does in the morning what fell due: settles, refunds where nobody decided, and puts a due plan in its place. */
export async function keep(stage: Stage): Promise<void> {
  const { core, book, network } = stage;
  const keeper = stage.wallets.office("keeper").address;
  await readStatuses(core, book.keeping.sales.values(), await network.connection.ethers.provider.getBlockNumber());
  const { settle, refund } = dueSales(book.keeping, stage.now, () => false);
  for (const sales of inBatches(settle, SALES_AT_ONCE)) {
    const data = core.interface.encodeFunctionData("settleMany", [sales.map(({ log }) => saleFromEvent(log))]);
    await stage.call(keeper, "settlement", data);
  }
  for (const { log } of refund) {
    const data = core.interface.encodeFunctionData("refund", [saleFromEvent(log)]);
    await stage.call(keeper, "refund", data);
  }
  // From then on every sale is a little cheaper.
  if (planChange(stage.story) === stage.day) {
    await stage.call(keeper, "activating the plan", core.interface.encodeFunctionData("activatePlan"));
  }
}
