import { BASES, type BaseName } from "../figures/bases.ts";
import { choice, optional, reference, usually } from "../schema/schema.ts";

/** Settings that many families share. */

export const base = () =>
  usually<BaseName>(
    "cv",
    choice("What the rates are of: commissionable volume, the price paid, or the wholesale price.", BASES),
  );

/** Whether lines are written for each sale, or once for all sales of a seller in the period. */
export const per = () =>
  usually<"sale" | "period">(
    "sale",
    choice("One line for each sale, rounded each; or one for all sales of a seller in the period.", ["sale", "period"]),
  );

export const openTo = (about: string) => optional(reference("rank", about));

/** The most of a wholesale price that rates of a base can be: no CV is above it, and a price has no bound in it. */
export function boundOnSale(base: BaseName, rates: number): number {
  return base === "cv" || base === "wholesale" ? rates : Number.POSITIVE_INFINITY;
}
