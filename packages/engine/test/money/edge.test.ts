import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { calculate, type Line, Network, type Plan, readPlan, type SaleRow, Sales } from "../../src/index.ts";
import { boundsOf, fitsNumbers } from "../../src/run/choose-lane.ts";
import { COMPANY } from "../helpers/arbitrary.ts";
import { RUNS } from "../helpers/uplines.ts";
import { SPECIMENS } from "../properties/plans.ts";
import { type Draw, draws } from "../properties/properties.ts";

const PERIOD = { number: 1, start: 0, end: 10 * 86_400 };
const ROUNDINGS = [{}, { mode: "half-up" }, { unit: "7.77", mode: "half-up" }, { unit: "12345678.91" }] as const;

const text = (lines: readonly Line[]) =>
  JSON.stringify(lines, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value));

/** The scene's sales so many times as large, and not all multiples of that. */
function enlarged({ scene, part }: Draw, factor: bigint): SaleRow[] {
  return scene.sales.map((sale, index) => {
    const cv = BigInt(sale.cv) * factor + BigInt((part + index * 7919) % 10_000);
    return { ...sale, cv, price: cv + (BigInt(sale.price ?? sale.cv) - BigInt(sale.cv)) * factor };
  });
}

/** The largest sales of which a plan's amounts still provably fit numbers. */
function largest(plan: Plan, network: Network, draw: Draw): Sales {
  let factor = 1n;
  let sales = Sales.from(enlarged(draw, factor), network);
  for (let step = 2n ** 45n; step > 0n; step /= 2n) {
    const larger = Sales.from(enlarged(draw, factor + step), network);
    if (!fitsNumbers(plan, boundsOf(plan, network, larger, 0n))) continue;
    factor += step;
    sales = larger;
  }
  return sales;
}

describe("both lanes, where numbers are just exact", () => {
  for (const [family, { plans }] of Object.entries(SPECIMENS)) {
    it(`agree in every line of ${family}`, () => {
      const numRuns = Math.ceil(RUNS / 100);
      const property = (draw: Draw, base: object, rounding: object) => {
        const plan = readPlan({ ...base, rounding }, { analyse: true });
        const network = Network.from(draw.scene.network, { company: COMPANY });
        const input = { plan, network, sales: largest(plan, network, draw), period: PERIOD };
        const [fast, exact]: [Line[], Line[]] = [[], []];
        const hash = calculate(input, { lane: "fast", sink: (batch) => fast.push(...batch) }).hash();
        expect(calculate(input, { lane: "exact", sink: (batch) => exact.push(...batch) }).hash()).to.equal(hash);
        expect(calculate(input, { lane: "fast" }).hash(), "where nobody takes lines").to.equal(hash);
        expect(text(fast)).to.equal(text(exact));
      };
      for (const rounding of ROUNDINGS) {
        fc.assert(
          fc.property(draws, fc.constantFrom(...plans), (draw, base) => property(draw, base, rounding)),
          {
            numRuns,
          },
        );
      }
    });
  }
});
