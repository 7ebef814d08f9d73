import { formatUnits } from "ethers";
import { grouped } from "../../../packages/cli/src/terminal/text.ts";
import { formatAmount, formatDuration, type TokenUnit } from "../../../packages/protocol/src/index.ts";
import type { Status, Verdict } from "./status.ts";

/** How far a keeper is, in one line for people. */
export function statusLine(status: Status, verdict: Verdict, unit: TokenUnit): string {
  const { block, behind, openSales, dueSales, overdueBy, pushed, pushedAmount, lastTransaction: last } = status;
  const late = dueSales === 0 ? "" : `, overdue by ${formatDuration(BigInt(overdueBy))}`;
  const parts = [
    verdict.healthy ? "healthy" : `UNHEALTHY (${verdict.problems.join("; ")})`,
    `block ${grouped(block)}${behind === 0 ? "" : `, ${grouped(behind)} behind`}`,
    `${grouped(openSales)} open`,
    `${grouped(dueSales)} due${late}`,
    `settled ${grouped(status.settled)}`,
    ...(status.refunded === 0 ? [] : [`refunded ${grouped(status.refunded)}`]),
    `pushed ${formatAmount(pushedAmount, unit)} to ${grouped(pushed)}`,
    last === undefined ? "nothing sent yet" : `last ${last.hash} in block ${grouped(last.block)}`,
    `account ${ether(status.balance)} ETH`,
    ...verdict.warnings.map((warning) => `warning: ${warning}`),
  ];
  return parts.join(" · ");
}

/** Down to a ten-thousandth, for a look. */
function ether(wei: bigint): string {
  return Number(formatUnits(wei, 18)).toFixed(4);
}
