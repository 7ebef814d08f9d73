import type { TransactionReceipt } from "ethers";
import { grouped } from "../../../packages/cli/src/terminal/text.ts";
import { decodeSaleIds, formatAmount, type TokenUnit, type Upline } from "../../../packages/protocol/src/index.ts";
import type { Tally } from "../health/vitals.ts";

/** What a transaction of the keeper did, by its events. */
export function tallyOf({ logs }: TransactionReceipt, core: Upline, address: string): Tally {
  let [settled, refunded, pushed, pushedAmount] = [0, 0, 0, 0n];
  for (const log of logs) {
    const event = log.address === address ? core.interface.parseLog(log) : null;
    if (event?.name === "SalesSettled") settled += decodeSaleIds(event.args["ids"]).length;
    if (event?.name === "SaleRefunded") refunded += 1;
    if (event?.name === "Paid") [pushed, pushedAmount] = [pushed + 1, pushedAmount + event.args["amount"]];
  }
  return { settled, refunded, pushed, pushedAmount };
}

/** The same in words; another keeper may have been first. */
export function tallyText({ settled, refunded, pushed, pushedAmount }: Tally, unit: TokenUnit): string {
  const parts = [
    ...(settled > 0 ? [`settled ${counted(settled, "sale")}`] : []),
    ...(refunded > 0 ? [`refunded ${counted(refunded, "sale")}`] : []),
    ...(pushed > 0 ? [`pushed ${formatAmount(pushedAmount, unit)} to ${counted(pushed, "wallet")}`] : []),
  ];
  return parts.length === 0 ? "did nothing, since somebody else was first" : parts.join(", ");
}

function counted(count: number, what: string): string {
  return `${grouped(count)} ${what}${count === 1 ? "" : "s"}`;
}
