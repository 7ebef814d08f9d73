import { expect } from "chai";
import { describe, it } from "mocha";
import {
  calculate,
  checkPlan,
  FAMILIES,
  InputInvalid,
  inventMarket,
  type JsonSchema,
  Network,
  Sales,
} from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";
import { changedEverywhere, sample } from "../helpers/samples.ts";

const market = inventMarket({ people: 30, periods: 1, ranks: 2 });
const network = Network.from(market.network);
const [first] = market.periods;
const sales = Sales.from(first?.sales ?? [], network);
const period = first?.period;

/** A plan with every setting of a family, or with the least, after a bonus that it may name. */
function planWith(settings: JsonSchema, full: boolean): object {
  const bonus = sample(settings, full) as object;
  const team = { id: "team", family: "unilevel", levels: [{ rate: 100 }] };
  return planOf([{ id: "Gold", family: "retail" }, team, { ...bonus, id: "tried" }], {
    ranks: [{ name: "Member" }, { name: "Gold" }],
  });
}

describe("odd values anywhere in a plan", () => {
  for (const { name, settings } of FAMILIES) {
    it(`of ${name} are reported, or computed alike in both lanes with no remainder below 0`, () => {
      for (const plan of [planWith(settings.json, false), planWith(settings.json, true)]) {
        for (const { what, document } of changedEverywhere(plan)) {
          const { plan: usable, issues } = checkPlan(document, { analyse: true });
          expect(usable !== undefined || issues.length > 0, what).to.equal(true);
          if (usable === undefined) continue;
          try {
            const fast = calculate({ plan: usable, network, sales, period });
            const exact = calculate({ plan: usable, network, sales, period }, { lane: "exact" });
            expect(fast.hash(), what).to.equal(exact.hash());
            for (const { remainder } of fast.bonuses) expect(remainder >= 0n, what).to.equal(true);
          } catch (error) {
            // A network may not fit a plan: more legs than a binary has, sales without the time that is needed.
            if (!(error instanceof InputInvalid)) throw error;
          }
        }
      }
    });
  }
});
