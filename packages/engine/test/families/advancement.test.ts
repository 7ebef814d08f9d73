import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow, explain, InputInvalid, readPlan } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

const DAY = 86_400;
const ranks = [
  { name: "Member" },
  { name: "Silver", requires: { ownVolume: 100 } },
  { name: "Gold", requires: { ownVolume: 200 } },
];
const both = (periods: number) => [
  { rank: "Silver", amount: 50, periods },
  { rank: "Gold", amount: 75, periods },
];
const plan = (steps: readonly object[], more: object = {}) =>
  planOf([{ id: "step", family: "advancement", steps, ...more }], { ranks });

describe("rank advancement", () => {
  /** What A is paid in periods in which he sells so much, by period. */
  const run = (document: object, volumes: readonly number[], row: Partial<DistributorRow> = {}) => {
    let state = {};
    return volumes.map((cv, number) => {
      const { result, lines } = compute({
        plan: document,
        network: [{ id: "A", ...row }],
        sales: [{ seller: "A", cv: cv * 100 }],
        state,
        period: { number, start: number * 30 * DAY, end: (number + 1) * 30 * DAY },
      });
      state = result.state;
      return lines.map(({ amount }) => amount);
    });
  };

  it("pays each rank once, all that are reached at once, and never again", () => {
    expect(run(plan(both(1)), [50, 100, 0, 250, 250])).to.deep.equal([[], [50_00n], [], [75_00n], []]);
    expect(run(plan(both(1)), [250, 0, 250])).to.deep.equal([[50_00n, 75_00n], [], []]);
  });

  it("pays when a rank was held for so many periods in a row; a gap starts anew", () => {
    const paid = [[], [], [], [50_00n], [75_00n], []];
    expect(run(plan(both(2)), [100, 0, 100, 250, 200, 250])).to.deep.equal(paid);
  });

  it("pays at the first achievement and again after holding it, each once", () => {
    const steps = [
      { rank: "Silver", amount: 50 },
      { rank: "Silver", amount: 20, periods: 3 },
    ];
    expect(run(plan(steps), [100, 100, 0, 100, 100, 100, 100])).to.deep.equal([[50_00n], [], [], [], [], [20_00n], []]);
  });

  it("or counts periods with gaps between them", () => {
    expect(run(plan(both(2), { counting: "inAll" }), [100, 0, 100, 250, 0, 200])).to.deep.equal([
      [],
      [],
      [50_00n],
      [],
      [],
      [75_00n],
    ]);
  });

  it("pays only the highest of those that are reached together where the plan says so, and loses the others", () => {
    expect(run(plan(both(1), { together: "highest" }), [250, 100, 100, 250])).to.deep.equal([[75_00n], [], [], []]);
  });

  it("takes, of two numbers of periods for one rank that are reached together, the longer one first", () => {
    const steps = [
      { rank: "Silver", amount: 20 },
      { rank: "Silver", amount: 70, periods: 2 },
    ];
    const paid = (together: string) =>
      compute({
        plan: plan(steps, { together }),
        network: [{ id: "A" }],
        sales: [{ seller: "A", cv: 100_00 }],
        state: { "step.Silver.2": { A: "1" } },
      }).lines.map(({ amount }) => amount);
    expect([paid("highest"), paid("all")]).to.deep.equal([[70_00n], [20_00n, 70_00n]]);
  });

  it("pays only for periods that begin soon enough after the enrolment", () => {
    const steps = [{ rank: "Silver", amount: 50, withinDays: 60 }];
    // Periods begin every 30 days.
    expect(run(plan(steps), [0, 100], { enrolled: 0 })).to.deep.equal([[], [50_00n]]);
    expect(run(plan(steps), [0, 0, 100], { enrolled: 0 })).to.deep.equal([[], [], []]);
    expect(run(plan(steps), [0, 0, 100], { enrolled: 1 })).to.deep.equal([[], [], [50_00n]]);
    expect(run(plan(steps), [100])).to.deep.equal([[]]);
    const without = () => compute({ plan: plan(steps), network: chain("A"), sales: [] });
    expect(without).to.throw(
      InputInvalid,
      'period, row 1, start: missing; expected the first second of the period, as "step" counts days',
    );
  });

  it("asks that who has a rank by his row is active", () => {
    const given = (active: boolean) =>
      compute({
        plan: planOf([{ id: "step", family: "advancement", steps: [{ rank: "Silver", amount: 50 }] }], {
          ranks: [{ name: "Member" }, { name: "Silver" }],
        }),
        network: [{ id: "A", rank: 1, active }],
        sales: [],
      }).earned("A");
    expect([given(true), given(false)]).to.deep.equal([50_00n, 0n]);
  });

  it("rounds to the plan's unit", () => {
    const { earned } = compute({
      plan: { ...plan([{ rank: "Silver", amount: "50.07" }]), rounding: { unit: "0.05" } },
      network: chain("A"),
      sales: [{ seller: "A", cv: 100_00 }],
    });
    expect(earned("A")).to.equal(50_05n);
  });

  it("refuses to pay for the first rank, and knows no step twice", () => {
    const messages = (steps: readonly object[]) =>
      checkPlan(plan(steps)).issues.flatMap(({ path, severity, message }) =>
        severity === "warning" ? [] : [`${severity} ${path} ${message}`],
      );
    expect(messages([{ rank: "Member", amount: 10 }])).to.deep.equal([
      "refused $.bonuses[0].steps[0].rank pays for the first rank, which everybody has; expected a rank that is reached",
    ]);
    const twice = messages([
      { rank: "Gold", amount: 10 },
      { rank: "Gold", amount: 10, periods: 2 },
      { rank: "Gold", amount: 20 },
    ]);
    expect(twice.length).to.equal(1);
    expect(twice[0]).to.match(/^invalid \$\.bonuses\[0\]\.steps\[2\] .*than \$\.bonuses\[0\]\.steps\[0\] has$/);
  });

  it("refuses to pay for a rank that asks for no sales, and takes a ladder without rules as it is", () => {
    const refused = (requires: object | undefined, activity?: object) =>
      checkPlan({
        ...plan([{ rank: "Gold", amount: 10 }]),
        activity,
        ranks: [{ name: "Member" }, { name: "Gold", ...(requires === undefined ? {} : { requires }) }],
      }).issues.filter(({ severity }) => severity === "refused");
    const message = "pays for a rank that asks for no sales; expected a rank that asks for some";
    const found = [{ path: "$.bonuses[0].steps[0].rank", severity: "refused", message }];
    expect(refused({})).to.deep.equal(found);
    expect(refused({ ownVolume: 0 }, { customerVolume: 0 })).to.deep.equal(found);
    expect(refused({ active: false }, { customerVolume: 5 })).to.deep.equal(found);
    expect(refused({}, { customerVolume: 5 })).to.deep.equal([]);
    expect(refused({ customers: 1 })).to.deep.equal([]);
    expect(refused({ groupVolume: { atLeast: 1 } })).to.deep.equal([]);
    expect(refused(undefined)).to.deep.equal([]);
  });

  it("asks for a company cap, as it has no bound in the sales", () => {
    const paths = (caps: readonly object[]) =>
      checkPlan({ ...plan(both(1)), activity: { customerVolume: 1 }, ...(caps.length > 0 ? { caps } : {}) }).issues.map(
        ({ path }) => path,
      );
    expect(paths([])).to.deep.equal(["$.bonuses[0]"]);
    expect(paths([{ kind: "company", rate: 5000 }])).to.deep.equal([]);
  });

  it("says for which rank it was paid", () => {
    const say = (periods: number, volumes: number) => {
      const document = plan([{ rank: "Gold", amount: 75, periods }]);
      const { lines } = compute({
        plan: document,
        network: chain("A"),
        sales: [{ seller: "A", cv: volumes }],
        state: periods > 1 ? { [`step.Gold.${periods}`]: { A: `${periods - 1}` } } : {},
      });
      return lines.map((line) => explain(line, readPlan(document), String));
    };
    expect(say(1, 200_00)).to.deep.equal(['A gets 75.00 USD of "step": paid once, for the rank "Gold", reached.']);
    expect(say(3, 200_00)).to.deep.equal([
      'A gets 75.00 USD of "step": paid once, for the rank "Gold", held for 3 periods.',
    ]);
  });
});
