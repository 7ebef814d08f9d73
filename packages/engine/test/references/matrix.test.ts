import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { COMPANY, earnings, scenes } from "../helpers/arbitrary.ts";
import { compute, planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";
import { type MatrixTerms, matrixReference } from "./matrix.ts";

const terms: fc.Arbitrary<MatrixTerms> = fc
  .record({
    width: fc.integer({ min: 2, max: 3 }),
    depth: fc.integer({ min: 1, max: 3 }),
    rates: fc.array(fc.nat(4000), { minLength: 1, maxLength: 3 }),
    placement: fc.constantFrom("given" as const, "sponsor" as const, "company" as const),
    spillover: fc.boolean(),
    reentry: fc.boolean(),
    compression: fc.constantFrom("none" as const, "standard" as const, "dynamic" as const),
  })
  .map((all) => ({ ...all, rates: all.rates.slice(0, all.depth), reentry: all.reentry && all.placement !== "given" }));

describe("the matrix and its literal reference", () => {
  it("agree on random networks, sales and settings", () => {
    const property = (scene: Parameters<typeof matrixReference>[0], how: MatrixTerms) => {
      const { rates, ...settings } = how;
      const levels = rates.map((rate) => ({ rate }));
      const bonus = { id: "matrix", family: "matrix", ...settings, levels, completion: 0 };
      const { result } = compute({ plan: planOf([bonus]), ...scene, company: COMPANY, analyse: true });
      const expected = matrixReference(scene, how);
      expect(earnings(result)).to.deep.equal(expected.paid);
      const completed = Object.entries(result.state["matrix.completed"] ?? {});
      expect(new Map(completed.map(([id, count]) => [Number(id), Number(count)]))).to.deep.equal(expected.completed);
    };
    fc.assert(fc.property(scenes({ people: 24, sales: 8 }), terms, property), { numRuns: RUNS });
  });
});
