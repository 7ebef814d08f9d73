import type { Band } from "../../sums/earners.ts";
import { amount, type TokenFacts } from "../../text/figures.ts";

/** A band of earnings in words. */
export function bandName({ from, below }: Band, token: TokenFacts): string {
  if (below === 0n) return "nothing";
  const round = (units: bigint) => amount(units, token).replace(/\.0+$/, "");
  if (below === undefined) return `${round(from)} and more`;
  return from === 1n ? `below ${round(below)}` : `${round(from)} to ${round(below)}`;
}
