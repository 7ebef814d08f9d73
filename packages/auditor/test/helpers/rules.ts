import fc from "fast-check";
import type { PlanRule } from "../../../../test/helpers/model.ts";

const HIGHEST_RANK = 5;

/** Plans of one family or both that a cap of everything allows. */
export const rules: fc.Arbitrary<PlanRule> = fc.record({
  rates: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 550 })), { maxLength: 12 }),
  openRanks: fc.array(fc.nat(HIGHEST_RANK), { maxLength: 12 }),
  rankRates: fc.oneof(
    fc.constant([]),
    fc.array(fc.nat(3_000), { minLength: 1, maxLength: HIGHEST_RANK }).map((rates) => rates.toSorted((a, b) => a - b)),
  ),
  compression: fc.constantFrom("none", "standard", "dynamic"),
  walk: fc.integer({ min: 1, max: 32 }),
  poolShare: fc.constant(0),
  personalPays: fc.boolean(),
  threshold: fc.constantFrom(0n, 1n, 5_000_000n, 300_000_000n),
});

/** A plan of every kind at once. */
export const HYBRID: PlanRule = {
  rates: [500, 800, 400, 300, 200, 100],
  openRanks: [0, 0, 1, 0, 2],
  rankRates: [0, 100, 150, 300, 500],
  threshold: 50_000_000n,
  poolShare: 0,
  walk: 16,
  compression: "dynamic",
  personalPays: true,
};
