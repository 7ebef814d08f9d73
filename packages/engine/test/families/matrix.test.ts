import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow, explain, InputInvalid, matrixCapacity, readPlan } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

const levels = (...rates: number[]) => rates.map((rate) => ({ rate }));
const matrix = (settings: object) => ({ id: "matrix", family: "matrix", width: 2, depth: 2, ...settings });

/** Top and those whom he enrols, one after the other: 1, 2, 3, … */
const recruits = (count: number): DistributorRow[] => [
  { id: "Top", enrolled: 0 },
  ...Array.from({ length: count }, (_, index) => ({ id: index + 1, sponsor: "Top", enrolled: index + 1 })),
];

describe("matrix", () => {
  /** Who is paid the first and second level of a sale of each. */
  const above = (network: readonly DistributorRow[], settings: object = {}) => {
    const bonus = matrix({ levels: levels(1000, 500), ...settings });
    const { lines } = compute({
      plan: planOf([bonus]),
      network,
      sales: network.map(({ id }) => ({ id: `by ${id}`, seller: id, cv: 1000 })),
      analyse: true,
    });
    return lines
      .filter(({ kind, source }) => kind === "commission" && source.kind === "sale")
      .map(({ source, level, beneficiary }) => `${source.id}: ${level} ${beneficiary}`);
  };

  it("fills places breadth first, from the left, so that recruits spill over", () => {
    expect(above(recruits(6))).to.deep.equal([
      "by 1: 1 Top",
      "by 2: 1 Top",
      "by 3: 1 1",
      "by 3: 2 Top",
      "by 4: 1 1",
      "by 4: 2 Top",
      "by 5: 1 2",
      "by 5: 2 Top",
      "by 6: 1 2",
      "by 6: 2 Top",
    ]);
  });

  it("gives no place below anybody where nothing spills over", () => {
    expect(above(recruits(3), { spillover: false })).to.deep.equal(["by 1: 1 Top", "by 2: 1 Top"]);
  });

  it("fills in the order of enrolment, whatever the ids, and a sponsor before his own", () => {
    const network = [
      { id: 1, sponsor: 9, enrolled: 30 },
      { id: 2, sponsor: 9, enrolled: 20 },
      { id: 3, sponsor: 9, enrolled: 10 },
      { id: 4, sponsor: 1, enrolled: 5 },
      { id: 9 },
    ];
    expect(above(network, { levels: levels(1000) })).to.deep.equal([
      "by 1: 1 9",
      "by 2: 1 1",
      "by 3: 1 9",
      "by 4: 1 1",
    ]);
  });

  it("has one matrix below the company, or follows the placement tree, where the plan says so", () => {
    const network = ["A", "B", "C", "D"].map((id, enrolled) => ({ id, enrolled }));
    expect(above(network, { placement: "company" })).to.deep.equal(["by C: 1 A", "by D: 1 A"]);
    expect(above(network)).to.deep.equal([]);
    const placed = [{ id: 1 }, { id: 2 }, { id: 3, sponsor: 1, placement: 2 }];
    expect(above(placed, { placement: "given" })).to.deep.equal(["by 3: 1 2"]);
  });

  it("takes no placement that is wider than the matrix", () => {
    const network = [{ id: 1 }, ...[2, 3, 4, 5].map((id) => ({ id, sponsor: 1 }))];
    expect(() => above(network, { placement: "given" })).to.throw(
      InputInvalid,
      "distributors, row 4, placement: 1; expected a place with fewer than 2 below it",
    );
    expect(() => above(network.toReversed(), { placement: "given" })).to.throw(InputInvalid, "row 2, placement: 1");
    expect(above(network, { placement: "given", width: 4 })).to.have.length(4);
    const last = [{ id: 9 }, ...[2, 3, 4].map((id) => ({ id, sponsor: 9 }))];
    expect(() => above(last, { placement: "given" })).to.throw(InputInvalid, "row 4, placement: 9");
  });

  it("looks no further up than the depth, in every compression", () => {
    const run = (compression: string) =>
      compute({
        plan: planOf([matrix({ levels: levels(1000, 500), compression })]),
        network: chain("A", "B", "C", "D").map((row) => ({ ...row, active: row.id !== "C" })),
        sales: [{ seller: "D", cv: 1000 }],
      }).lines.map(({ beneficiary, level, amount, reason }) => [beneficiary, level, amount, reason]);
    expect(run("none")).to.deep.equal([
      ["company", 1, 100n, "inactive"],
      ["B", 2, 50n, "none"],
    ]);
    expect(run("dynamic")).to.deep.equal([
      ["B", 1, 100n, "none"],
      ["company", 2, 50n, "walk"],
    ]);
  });

  it("lets who has filled his matrix enter again", () => {
    // In a matrix of one level Top's is full with P2 and P3, so P4 stands below Top's second place, which is below Boss.
    const network = [
      { id: "Boss", enrolled: 0 },
      { id: "Top", sponsor: "Boss", enrolled: 1 },
      ...[2, 3, 4].map((enrolled) => ({ id: `P${enrolled}`, sponsor: "Top", enrolled })),
    ];
    const settings = { depth: 1, levels: levels(1000), reentry: true };
    expect(above(network, settings)).to.deep.equal(["by P2: 1 Top", "by P3: 1 Top", "by P4: 1 Top", "by Top: 1 Boss"]);
    const again = matrix({ width: 2, depth: 1, levels: levels(1000), reentry: true });
    expect(
      checkPlan(planOf([{ ...again, placement: "given" }])).issues.map(({ path, message }) => `${path} ${message}`),
    ).to.deep.equal(['$.bonuses[0].reentry is true; expected false where the width is 1 or the placement "given"']);
  });

  it("says what cannot be in its settings", () => {
    const issues = (settings: object) =>
      checkPlan(planOf([matrix({ levels: levels(100), ...settings })])).issues.map(
        ({ path, severity, message }) => `${severity} ${path} ${message}`,
      );
    expect(issues({})).to.deep.equal([]);
    expect(issues({ levels: levels(1, 1, 1) })).to.deep.equal([
      "invalid $.bonuses[0].levels has 3 items; expected at most 2, the depth",
    ]);
    expect(issues({ width: 1 })).to.deep.equal([
      "refused $.bonuses[0].width pays along one line of all who enrol, a monoline; expected a width of 2 or more",
    ]);
    expect(issues({ width: 1, reentry: true })[0]).to.equal(
      'invalid $.bonuses[0].reentry is true; expected false where the width is 1 or the placement "given"',
    );
    expect(issues({ base: "fee" })).to.deep.equal([
      "refused $.bonuses[0].base pays on fees; expected a base of products: cv, price or wholesale",
    ]);
  });

  it("promises what it pays for full matrices, so that nothing is left of it beside its levels", () => {
    const plan = planOf([matrix({ levels: levels(1000), completion: "0.75" })]);
    const { lines, result } = compute({
      plan,
      network: recruits(6),
      sales: [{ seller: 1, cv: 1009 }],
      analyse: true,
    });
    expect(lines.map(({ kind, beneficiary, amount }) => [kind, beneficiary, amount])).to.deep.equal([
      ["commission", "Top", 100n],
      ["commission", "Top", 75n],
    ]);
    expect(result.bonuses[0]).to.include({ paid: 175n, breakage: 0n, remainder: 0n });
  });

  it("explains a line", () => {
    const plan = planOf([matrix({ levels: levels(1000) })]);
    const { lines } = compute({ plan, network: recruits(1), sales: [{ id: 5, seller: 1, cv: 1000 }] });
    expect(explain(lines[0]!, readPlan(plan))).to.equal(
      'distributor Top gets 1.00 USD of "matrix" (level 1): 10.00 % of 10.00 USD from sale 5.',
    );
  });

  describe("published examples", () => {
    // https://ethanvanderbuilt.com/3x5-matrix-compensation-plan/ : a 3 by 5 matrix has 363 places;
    // https://www.webdefinite.com/matrixmlmsoftware.php : a 3 by 6 matrix has 1,092.
    it("has 363 places in a 3 by 5 matrix and 1,092 in a 3 by 6", () => {
      expect([matrixCapacity(3, 5), matrixCapacity(3, 6), matrixCapacity(3, 7)]).to.deep.equal([363n, 1092n, 3279n]);
      const full = (count: number) => {
        const bonus = matrix({ width: 3, depth: 5, levels: levels(0), completion: 1 });
        const { earned } = compute({ plan: planOf([bonus]), network: recruits(count), sales: [], analyse: true });
        return earned("Top");
      };
      expect([full(362), full(363)]).to.deep.equal([0n, 100n]);
    });

    // https://asmimiejauligig101.wixsite.com/rapidsponsoring/single-post/2015/08/25/how-do-mlm-board-planmatrix-cycle-plan-binary-plan-works
    // A board of 2 by 2: six filled positions are a cycle, which pays 75, from what people pay to join.
    it("refuses a board of 2 by 2 that pays 75 for six filled places, and computes it when asked to analyse", () => {
      const plan = planOf([matrix({ levels: levels(0), completion: 75, reentry: true })]);
      expect(
        checkPlan(plan)
          .issues.filter(({ severity }) => severity === "refused")
          .map(({ path, message }) => `${path} ${message}`),
      ).to.deep.equal([
        "$.bonuses[0].completion pays for filled places, as board plans do; expected levels of sales only",
      ]);
      const run = (count: number, state = {}) =>
        compute({ plan, network: recruits(count), sales: [], analyse: true, state });
      expect(run(5).earned("Top")).to.equal(0n);
      const cycled = run(6);
      expect([cycled.earned("Top"), cycled.result.plan.refused]).to.deep.equal([7500n, true]);
      expect(cycled.lines).to.have.length(1);
      expect(explain(cycled.lines[0]!, cycled.result.plan)).to.equal(
        'distributor Top gets 75.00 USD of "matrix": 1 times 75.00 USD for a full matrix.',
      );
      expect(run(6, cycled.result.state).lines, "paid once").to.deep.equal([]);
      expect(run(12).earned("Top"), "a second time, below the second place").to.equal(15_000n);
    });
  });
});
