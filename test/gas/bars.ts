/**
 * The bars of the protocol: what an operation may cost at most, in gas.
 *
 * `floor(N)` is the least that a final sale can cost: a transaction that only pulls the price with `transferFrom`
 * (measured in the same run) and 5,000 for each of the N distributor slots written (cold SLOAD 2,100, non-zero SSTORE
 * 2,900).
 */
export const SLOT_WRITE = 5_000n;

/** Numbers of distributors written by a final sale, the seller included, that the report measures. */
export const PAYEES = [1, 3, 5, 7, 10, 15] as const;

export const bars = {
  /** A final sale without a pool share. */
  finalSale: (pull: bigint, payees: number): bigint => floor(pull, payees) + 22_000n + 1_000n * BigInt(payees),
  /** A final sale with a pool share. */
  finalSaleWithPool: (pull: bigint, payees: number): bigint => bars.finalSale(pull, payees) + 5_000n,
  /** A purchase whose money waits in escrow. */
  escrowedPurchase: (payees: number): bigint => 85_000n + 3_200n * BigInt(payees),
  /** Per sale, settling 100 of 10 sellers with 10 levels, 100 distinct uplines. */
  settledSale: 18_000n,
  /** Enrolment by a signed invitation. */
  enrolment: 95_000n,
  claim: 55_000n,
} as const;

export function floor(pull: bigint, payees: number): bigint {
  return pull + SLOT_WRITE * BigInt(payees);
}
