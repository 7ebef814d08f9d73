import type { Column, Lane } from "./lane.ts";

/**
 * Splits an amount by shares, in multiples of the plan's unit, so that the parts add up to it: each part is rounded
 * down, and what is left goes unit by unit to the largest remainders, ties to the lower index. What is no whole unit is
 * left out.
 * @param shares Of everybody, 0 or more, of which one at least is above 0.
 */
export function split<M>(lane: Lane<M>, amount: M, shares: Column<M>): Column<M> {
  const { unit } = lane.rounding;
  const units = lane.big(amount) / unit;
  let total = 0n;
  for (let index = 0; index < shares.length; index++) total += lane.big(shares.get(index));
  const parts = lane.column(shares.length);
  const fractions: { readonly index: number; readonly rest: bigint }[] = [];
  let left = units;
  for (let index = 0; index < shares.length; index++) {
    const product = lane.big(shares.get(index)) * units;
    if (product === 0n) continue;
    parts.set(index, lane.of((product / total) * unit));
    left -= product / total;
    fractions.push({ index, rest: product % total });
  }
  // Equal ones stay in the order of their indices.
  fractions.sort((a, b) => Number(b.rest - a.rest));
  for (const { index } of fractions.slice(0, Number(left))) parts.add(index, lane.of(unit));
  return parts;
}
