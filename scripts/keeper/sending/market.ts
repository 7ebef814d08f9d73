import type { Provider } from "ethers";
import type { Market } from "./fees.ts";

/** What gas costs on a chain now. */
export async function readMarket(provider: Provider): Promise<Market> {
  const block = await provider.getBlock("latest");
  const { maxPriorityFeePerGas } = await provider.getFeeData();
  return { baseFee: block?.baseFeePerGas ?? 0n, priorityFee: maxPriorityFeePerGas ?? 0n };
}
