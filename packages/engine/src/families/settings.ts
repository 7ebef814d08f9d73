import { BASES, type BaseName } from "../figures/bases.ts";
import type { Column } from "../money/lane.ts";
import type { Run } from "../run/run.ts";
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

/** The most of a wholesale price that rates of a base can be: no CV is above it; prices and points have no bound in it. */
export function boundOnSale(base: BaseName | "points", rates: number): number {
  return base === "cv" || base === "wholesale" ? rates : Number.POSITIVE_INFINITY;
}

/** Volume that is summed over people: a base, or the points that qualify. */
export const volumeBase = () =>
  usually<BaseName | "points">(
    "cv",
    choice(
      "What is counted: commissionable volume, the price paid, or the wholesale price; or points, own purchases included.",
      [...BASES, "points"],
    ),
  );

/** Each seller's sum of what is counted. Nobody writes into it. */
export function volumeOf<M>(
  run: Run<M>,
  bonus: { readonly id: string; readonly base: BaseName | "points" },
): Column<M> {
  return bonus.base === "points" ? run.figures.volumes.own : run.bases.ofSellers(bonus.base, bonus.id);
}
