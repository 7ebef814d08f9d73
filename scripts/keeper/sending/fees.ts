import { ProtocolError } from "../../../packages/protocol/src/index.ts";

/** What a transaction offers for its gas, in wei per gas. */
export interface Fees {
  readonly maxFeePerGas: bigint;
  readonly maxPriorityFeePerGas: bigint;
}

/** What gas costs now, in wei per gas. */
export interface Market {
  /** Of the last block; it is burnt. */
  readonly baseFee: bigint;
  /** What block builders usually get on top. */
  readonly priorityFee: bigint;
}

/** How much the keeper pays, in wei per gas. */
export interface FeeLimits {
  /** It begins nothing while gas costs more. */
  readonly begin: bigint;
  /** It raises the fee of a stuck transaction to no more. */
  readonly replace: bigint;
}

/** Gas costs more than the keeper may pay. */
export class GasTooDear extends ProtocolError {
  override readonly name = "GasTooDear";

  constructor(price: bigint, limit: bigint) {
    super(
      `gas costs ${inGwei(price)} gwei, and nothing is begun above ${inGwei(limit)}`,
      { price, limit },
      "It goes on when gas is cheaper; --max-fee-per-gas sets the limit.",
    );
  }
}

const inGwei = (wei: bigint) => `${Number(wei / 1_000n) / 1e6}`;

/** What gas costs in all, in wei per gas. */
export function priceIn({ baseFee, priorityFee }: Market): bigint {
  return baseFee + priorityFee;
}

/**
 * What a new transaction offers: enough for the base fee to double while it waits.
 * @throws GasTooDear if gas costs more than `limits.begin`.
 */
export function firstFees(market: Market, limits: FeeLimits): Fees {
  const price = priceIn(market);
  if (price > limits.begin) throw new GasTooDear(price, limits.begin);
  const wanted = 2n * market.baseFee + market.priorityFee;
  const most = wanted < limits.begin ? wanted : limits.begin;
  return { maxFeePerGas: most, maxPriorityFeePerGas: market.priorityFee };
}

/**
 * What a transaction offers that takes a waiting one's place: both fees at least an eighth higher, which is what nodes
 * ask for, and as much as a new one would offer.
 * @returns Undefined where that is more than `limits.replace`.
 */
export function raisedFees(before: Fees, market: Market, limits: FeeLimits): Fees | undefined {
  const least = { fee: anEighthMore(before.maxFeePerGas), priority: anEighthMore(before.maxPriorityFeePerGas) };
  if (least.fee > limits.replace) return undefined;
  const wanted = larger(least.fee, 2n * market.baseFee + market.priorityFee);
  const maxFeePerGas = wanted < limits.replace ? wanted : limits.replace;
  const priority = larger(least.priority, market.priorityFee);
  return { maxFeePerGas, maxPriorityFeePerGas: priority < maxFeePerGas ? priority : maxFeePerGas };
}

const anEighthMore = (fee: bigint) => fee + fee / 8n + 1n;
const larger = (one: bigint, other: bigint) => (one > other ? one : other);
