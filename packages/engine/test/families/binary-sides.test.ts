import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow, type PeriodState } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";

const CYCLES = { how: "cycles", left: 200, right: 300, amounts: [{ amount: 20 }] };
const binary = (settings: object, rest: object = {}) => planOf([{ id: "team", family: "binary", ...settings }], rest);

/** You, with so much volume on both sides in whole units, and who else stands there. */
function sides(left: number, right: number, settings: object, rest: object = {}, others: DistributorRow[] = []) {
  const { lines, result } = compute({
    plan: binary(settings, rest),
    network: [
      { id: "You" },
      { id: "L", sponsor: "You", position: 0 },
      { id: "R", sponsor: "You", position: 1 },
      ...others,
    ],
    sales: [
      { seller: "L", cv: left * 100 },
      { seller: "R", cv: right * 100 },
    ],
  });
  const carried = ["left", "right"].map((side) => result.state[`team.${side}`]?.["You"] ?? "0");
  return { lines: lines.map(({ kind, base, rate, amount, reason }) => [kind, base, rate, amount, reason]), carried };
}

describe("the two sides of a binary", () => {
  it("have as a line's base what the side that has less gives, paid or lost", () => {
    expect(sides(450, 1000, { pays: CYCLES }).lines).to.deep.equal([
      ["commission", 400_00n, undefined, 40_00n, "none"],
    ]);
    expect(sides(450, 1000, { pays: CYCLES, limits: [{ cycles: 1 }] }).lines).to.deep.equal([
      ["commission", 400_00n, undefined, 20_00n, "none"],
      ["breakage", 400_00n, undefined, 20_00n, "capBonus"],
    ]);
    const unqualified = { pays: CYCLES, flush: "unqualified", sponsoredInEachLeg: 2 };
    expect(sides(450, 1000, unqualified)).to.deep.equal({
      lines: [["breakage", 400_00n, undefined, 40_00n, "notQualified"]],
      carried: ["0", "0"],
    });
  });

  it("change places at each cycle only once they are near each other", () => {
    const swap = (left: number, right: number) => sides(left, right, { pays: { ...CYCLES, swap: true } });
    // Two cycles take 300 of the right, then each side gives 300 once: 1 is left on both.
    expect(swap(1001, 1201).carried).to.deep.equal(["10100", "10100"]);
    expect(swap(1201, 1001).carried).to.deep.equal(["10100", "10100"]);
    expect(swap(1001, 1201).lines.map(([, , , amount]) => amount)).to.deep.equal([80_00n]);
  });

  it("pay a rate of 0 nothing, whatever the limit, and volume is used up all the same", () => {
    const pays = { how: "rate", rates: [{ rate: 0 }] };
    const limits = [{ amount: 5 }];
    for (const aboveLimit of ["lost", "carried"]) {
      expect(sides(100, 150, { pays, limits, aboveLimit })).to.deep.equal({ lines: [], carried: ["0", "5000"] });
    }
  });

  it("pay no more than a limit by steps, of an amount or a rate, be what is above it lost or carried over", () => {
    const steps = [
      { weaker: 100, amount: 5 },
      { weaker: 300, amount: 20 },
    ];
    const limited = (more: object, limit: object) =>
      sides(720, 750, { pays: { how: "steps", steps, repeat: true, ...more }, limits: [limit], aboveLimit: "carried" });
    expect(limited({}, { amount: 44 })).to.deep.equal({
      lines: [["commission", 600_00n, undefined, 40_00n, "none"]],
      carried: ["12000", "15000"],
    });
    expect(limited({}, { amount: 45 }).lines[0]?.[3]).to.equal(45_00n);
    expect(limited({}, { amount: 29 })).to.deep.equal({
      lines: [["commission", 400_00n, undefined, 25_00n, "none"]],
      carried: ["32000", "35000"],
    });
    expect(limited({}, { cycles: 2 }).carried).to.deep.equal(["12000", "15000"]);
    expect(limited({}, { cycles: 3 }).carried).to.deep.equal(["2000", "5000"]);
    expect(limited({ repeat: false }, { amount: 19 })).to.deep.equal({
      lines: [["commission", 100_00n, undefined, 5_00n, "none"]],
      carried: ["62000", "65000"],
    });
    const rate = { steps: [{ weaker: 100, rate: 1000 }] };
    expect(limited(rate, { amount: 30 })).to.deep.equal({
      lines: [["commission", 300_00n, 1000, 30_00n, "none"]],
      carried: ["42000", "45000"],
    });
    expect(limited(rate, { cycles: 1 }).carried).to.deep.equal(["0", "3000"]);
  });

  it("need active people enrolled by oneself in both legs, of whom there are none in an empty leg", () => {
    const people = [
      { id: "You" },
      { id: "L", sponsor: "You", position: 0 },
      { id: "L2", sponsor: "You", placement: "L" },
    ];
    const state: PeriodState = { "team.right": { You: "30000" } };
    const given = (network: DistributorRow[]) =>
      compute({
        plan: binary({ pays: CYCLES, sponsoredInEachLeg: 1, flush: "unqualified" }),
        network,
        sales: [{ seller: "L", cv: 200_00 }],
        state,
      }).lines.map(({ kind, amount, reason }) => [kind, amount, reason]);
    expect(given(people)).to.deep.equal([["breakage", 20_00n, "notQualified"]]);
    const third = { id: "Z", sponsor: "You", placement: "You", position: 1 };
    expect(given([...people, third])).to.deep.equal([["commission", 20_00n, "none"]]);
    expect(given([...people, { ...third, active: false }])).to.deep.equal([["breakage", 20_00n, "notQualified"]]);
    expect(given([...people, { ...third, sponsor: "L" }])).to.deep.equal([["breakage", 20_00n, "notQualified"]]);
  });

  it("are those of distributors: below the company any number may stand, in any position", () => {
    const others = [0, 0, 7].map((position, index) => ({ id: `P${index}`, position }));
    expect(sides(450, 1000, { pays: CYCLES }, {}, others).lines.map(([kind]) => kind)).to.deep.equal(["commission"]);
    const open = ["Q", "R2", "S"].map((id) => ({ id }));
    expect(sides(450, 1000, { pays: CYCLES }, {}, open).lines.map(([kind]) => kind)).to.deep.equal(["commission"]);
  });

  it("are checked for what they take, step by step", () => {
    const issues = (pays: object) =>
      checkPlan(binary({ pays })).issues.flatMap(({ path, severity, message }) =>
        severity === "invalid" ? [`${path} ${message}`] : [],
      );
    expect(issues({ how: "steps", steps: [{ weaker: 0, amount: 1 }] })).to.deep.equal([
      '$.bonuses[0].pays.steps[0].weaker is "0"; expected a volume above 0',
    ]);
    expect(issues({ how: "steps", steps: [{ weaker: 50, stronger: 50, amount: 1 }] })).to.deep.equal([]);
    expect(issues({ ...CYCLES, left: 0 })).to.deep.equal(['$.bonuses[0].pays.left is "0"; expected a volume above 0']);
    expect(issues({ ...CYCLES, right: 0 })).to.deep.equal([
      '$.bonuses[0].pays.right is "0"; expected a volume above 0',
    ]);
    expect(issues({ ...CYCLES, first: { left: 0, right: 0 } })).to.deep.equal([
      '$.bonuses[0].pays.first.left is "0"; expected a volume above 0',
      '$.bonuses[0].pays.first.right is "0"; expected a volume above 0',
    ]);
  });
});
