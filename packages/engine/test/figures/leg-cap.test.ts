import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import type { DistributorRow, SaleRow } from "../../src/index.ts";
import { COMPANY, money, type Scene, scenes } from "../helpers/arbitrary.ts";
import { compute, planOf } from "../helpers/period.ts";
import { RUNS } from "../helpers/uplines.ts";

/** A plan that pays, by a pool of equal shares, whoever meets a requirement. */
const planFor = (requires: object) =>
  planOf([{ id: "pool", family: "pool", amount: 100, by: "rank", shares: [{ rank: "Star", shares: 1 }] }], {
    ranks: [{ name: "Member" }, { name: "Star", requires }],
  });

const reach = (requires: object, network: readonly DistributorRow[], sales: readonly SaleRow[]) =>
  compute({ plan: planFor(requires), network, sales, company: COMPANY })
    .lines.filter(({ kind }) => kind === "commission")
    .map(({ beneficiary }) => beneficiary);

/** You with three legs, which sell so much in whole units. */
const team = (...volumes: readonly number[]) => ({
  network: [{ id: "You" }, ...volumes.map((_, index) => ({ id: `Leg ${index}`, sponsor: "You" }))],
  sales: volumes.map((volume, index) => ({ seller: `Leg ${index}`, cv: volume * 100 })),
});

describe("the leg cap", () => {
  it("lets one leg fill only a share of the requirement, and the own volume all of it", () => {
    const met = (own: number, ...volumes: readonly number[]) => {
      const { network, sales } = team(...volumes);
      const all = [...sales, { seller: "You", cv: own * 100 }];
      return reach({ groupVolume: { atLeast: 1000, legCap: 6000 } }, network, all).includes("You");
    };
    expect(met(0, 5000), "one leg fills 600 of 1,000").to.equal(false);
    expect(met(0, 5000, 399)).to.equal(false);
    expect(met(0, 5000, 400)).to.equal(true);
    expect(met(400, 5000)).to.equal(true);
    expect(met(1000)).to.equal(true);
    expect(met(0, 300, 300, 400), "three legs below their caps").to.equal(true);
  });

  // https://view.joomag.com/leadership-magazines-leadership-magazine-issue-10/0064259001418261837?page=70 : a structure
  // bonus asks for three teams of 600 PV each; with 651, 636 and 552 the third is short by 48.
  it("does not let two strong teams stand in for a third: the structure bonus is missed by 48", () => {
    const met = (third: number) => {
      const { network, sales } = team(651, 636, third);
      return reach({ legs: [{ count: 3, volume: 600 }] }, network, sales).includes("You");
    };
    expect([met(552), met(552 + 47), met(552 + 48)]).to.deep.equal([false, false, true]);
  });

  it("agrees with its definition on random networks", () => {
    const property = ({ network, sales }: Scene, atLeast: number, legCap: number, depth: number | undefined) => {
      const own = (id: number) =>
        sales.filter(({ seller }) => seller === id).reduce((sum, { cv }) => sum + Number(cv), 0);
      const children = (id: number) => network.filter(({ sponsor }) => sponsor === id).map((row) => Number(row.id));
      const volume = (id: number, levels: number): number =>
        own(id) + (levels === 0 ? 0 : children(id).reduce((sum, child) => sum + volume(child, levels - 1), 0));
      const most = Math.floor((atLeast * legCap) / 10_000);
      const expected = network
        .filter(({ id, active }) => {
          const legs = children(Number(id)).map((child) => Math.min(most, volume(child, (depth ?? 99) - 1)));
          return active === true && own(Number(id)) + legs.reduce((a, b) => a + b, 0) >= atLeast;
        })
        .map(({ id }) => id);
      const rule = { atLeast: money(atLeast), legCap, ...(depth === undefined ? {} : { depth }) };
      expect(reach({ groupVolume: rule }, network, sales)).to.deep.equal(expected);
    };
    const depth = fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined });
    fc.assert(fc.property(scenes(), fc.integer({ min: 1, max: 4000 }), fc.nat(10_000), depth, property), {
      numRuns: RUNS,
    });
  });
});
