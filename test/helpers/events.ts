import type { ContractTransactionResponse } from "ethers";
import type { Market } from "./market.ts";

/** The core's events in a transaction, in order: the name of each, then its arguments. */
export async function eventsOf(market: Market, sent: Promise<ContractTransactionResponse>): Promise<unknown[][]> {
  const { logs } = await market.receipt(sent);
  return logs
    .filter(({ address }) => address === market.address)
    .map((log) => {
      const event = market.core.interface.parseLog(log);
      if (!event) throw new Error("the core emitted an event that its interface does not have");
      return [event.name, ...event.args.toArray()];
    });
}
