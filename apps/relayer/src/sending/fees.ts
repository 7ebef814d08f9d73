import { GasTooDear } from "../failures.ts";

/** What a transaction offers for its gas, in wei per gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** What gas costs now, in wei per gas. */
export interface Market {
  /** Of the last block. */
  readonly baseFee: bigint;
  /** What block builders usually get on top. */
  readonly priorityFee: bigint;
}

/** What gas costs in all, in wei per gas. */
export function priceIn({ baseFee, priorityFee }: Market): bigint {
  return baseFee + priorityFee;
}

/** What a new transaction offers: enough for the base fee to double while it waits. @throws GasTooDear above `limit`. */
export function firstFees(market: Market, limit: bigint): Fees {
  const price = priceIn(market);
  if (price > limit) throw new GasTooDear(price, limit);
  const wanted = 2n * market.baseFee + market.priorityFee;
  return { maxFeePerGas: wanted < limit ? wanted : limit, maxPriorityFeePerGas: market.priorityFee };
}

/**
 * What takes a waiting transaction's place: both fees at least an eighth higher, which is what nodes ask for.
 * @returns Undefined where that is above `limit`.
 */
export function raisedFees(before: Fees, market: Market, limit: bigint): Fees | undefined {
  const least = anEighthMore(before.maxFeePerGas);
  if (least > limit) return undefined;
  const wanted = larger(least, 2n * market.baseFee + market.priorityFee);
  const maxFeePerGas = wanted < limit ? wanted : limit;
  const priority = larger(anEighthMore(before.maxPriorityFeePerGas), market.priorityFee);
  return { maxFeePerGas, maxPriorityFeePerGas: priority < maxFeePerGas ? priority : maxFeePerGas };
}

const anEighthMore = (fee: bigint) => fee + fee / 8n + 1n;
const larger = (one: bigint, other: bigint) => (one > other ? one : other);
