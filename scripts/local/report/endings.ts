/** How a sale ended. */
export const ENDINGS = [
  "final at once",
  "settled when due",
  "refunded at once",
  "accepted by the company",
  "refunded, the company being silent",
  "ruled for the buyer",
  "ruled for the company",
  "refunded, the arbiter being silent",
  "withdrawn by the buyer",
] as const;
export type Ending = (typeof ENDINGS)[number];

/** What a refund ends, by the event of the sale's last step. */
const REFUNDED: Readonly<Record<string, Ending>> = {
  SalePlaced: "refunded at once",
  ReturnRequested: "refunded, the company being silent",
  ReturnAccepted: "accepted by the company",
  ReturnRejected: "refunded, the arbiter being silent",
  ReturnRuled: "ruled for the buyer",
};

/** What a settlement ends. */
const SETTLED: Readonly<Record<string, Ending>> = {
  SalePlaced: "settled when due",
  ReturnWithdrawn: "withdrawn by the buyer",
  ReturnRuled: "ruled for the company",
};

/**
 * How a sale ended.
 * @param step Event of its last step before.
 * @param how Event that ended it.
 * @throws RangeError if that step cannot be followed by it.
 */
export function endingOf(step: string, how: "SaleRefunded" | "SalesSettled"): Ending {
  const ending = (how === "SaleRefunded" ? REFUNDED : SETTLED)[step];
  if (ending === undefined) throw new RangeError(`${how} cannot follow ${step}`);
  return ending;
}

/** Whether the buyer got everything back. */
export function isRefund(ending: Ending): boolean {
  return Object.values(REFUNDED).includes(ending);
}

/** Whether a return came before it. */
export function isOfReturn(ending: Ending): boolean {
  return ending !== "final at once" && ending !== "settled when due";
}
