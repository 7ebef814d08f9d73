import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, explain, readPlan } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

describe("pool", () => {
  const pool = (more: object) => ({ id: "pool", family: "pool", rate: 10_000, ...more });

  // https://www.inhabitrealty.com/lessons/bonuses/ : 500 of 5,000 points of a pool of 10,000.
  it("gives Inhabit Realty's 1,000", () => {
    const { earned } = compute({
      plan: planOf([pool({ by: "ownVolume" })]),
      network: [{ id: "You" }, { id: "Others" }],
      sales: [
        { seller: "You", cv: 4_000_00, pv: 500_00 },
        { seller: "Others", cv: 6_000_00, pv: 4_500_00 },
      ],
    });
    expect(earned("You")).to.equal(1_000_00n);
  });

  it("is paid out to the last unit, by largest remainder, ties to the lower id", () => {
    const { lines } = compute({
      plan: planOf([pool({ by: "ownVolume", rate: 100 })]),
      network: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4, active: false }],
      sales: [1, 2, 3, 4].map((seller) => ({ seller, cv: 250 })),
    });
    // 1 % of 10.00 is 10 units for three equal shares.
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([
      [1, 4n],
      [2, 3n],
      [3, 3n],
    ]);
  });

  it("splits by shares of a rank, from a least rank on", () => {
    const ranks = ["A", "B", "C"].map((name) => ({ name }));
    const shares = [
      { rank: "A", shares: 1 },
      { rank: "C", shares: 3 },
    ];
    const paid = (more: object) =>
      compute({
        plan: planOf([pool({ by: "rank", shares, ...more })], { ranks }),
        network: [0, 1, 2].map((rank) => ({ id: rank, rank })),
        sales: [{ seller: 0, cv: 1000 }],
      }).lines.map(({ beneficiary, amount }) => [beneficiary, amount]);
    expect(paid({})).to.deep.equal([
      [0, 200n],
      [1, 200n],
      [2, 600n],
    ]);
    expect(paid({ rank: "B" })).to.deep.equal([
      [1, 250n],
      [2, 750n],
    ]);
  });

  it("counts shrinking as no growth", () => {
    const { lines, result } = compute({
      plan: planOf([pool({ by: "growth" })]),
      network: [{ id: 1 }, { id: 2 }],
      sales: [
        { seller: 1, cv: 100 },
        { seller: 2, cv: 100 },
      ],
      state: { "pool.groupVolume": { 1: "150", 2: "40" } },
    });
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([[2, 200n]]);
    expect(result.state["pool.groupVolume"]).to.deep.equal({ 1: "100", 2: "100" });
  });

  it("goes to the company or to the next period where nobody has a share", () => {
    const run = (empty: string, active: boolean, state = {}) =>
      compute({
        plan: planOf([pool({ by: "ownVolume", empty, rate: 1000 })]),
        network: [{ id: 1, active }],
        sales: [{ seller: 1, cv: 1000 }],
        state,
      });
    expect(run("company", false).lines.map(({ kind, amount, reason }) => [kind, amount, reason])).to.deep.equal([
      ["breakage", 100n, "emptyPool"],
    ]);
    const waits = run("carry", false);
    expect(waits.lines).to.deep.equal([]);
    expect(run("carry", true, waits.result.state).earned(1)).to.equal(200n);
  });

  it("that waited is paid once", () => {
    const run = (active: boolean, state = {}) =>
      compute({
        plan: planOf([pool({ by: "ownVolume", empty: "carry", rate: 1000 })]),
        network: [{ id: 1, active }],
        sales: [{ seller: 1, cv: 1000 }],
        state,
      });
    const waited = run(false).result.state;
    expect(waited).to.deep.equal({ "pool.carried": { company: "100" } });
    const paid = run(true, waited);
    expect([paid.earned(1), paid.result.state]).to.deep.equal([200n, { "pool.carried": {} }]);
    expect(run(true, paid.result.state).earned(1)).to.equal(100n);
  });

  it("may be a fixed amount, split in the plan's unit, of which less than a unit stays with the company", () => {
    const { lines } = compute({
      plan: planOf([{ id: "pool", family: "pool", amount: "10.07", by: "ownVolume" }], { rounding: { unit: "0.10" } }),
      network: [{ id: 1 }, { id: 2 }, { id: 3 }],
      sales: [1, 2, 3].map((seller) => ({ seller, cv: 100 })),
    });
    expect(lines.map(({ kind, beneficiary, amount }) => [kind, beneficiary, amount])).to.deep.equal([
      ["commission", 1, 340n],
      ["commission", 2, 330n],
      ["commission", 3, 330n],
      ["remainder", "company", 7n],
    ]);
  });

  it("weighs a volume by rank, in the tree that the plan names", () => {
    const ranks = ["A", "B", "C"].map((name) => ({ name }));
    const { lines } = compute({
      plan: planOf(
        [
          pool({
            by: "groupVolume",
            tree: "placement",
            shares: [
              { rank: "B", shares: 1 },
              { rank: "C", shares: 2 },
            ],
          }),
        ],
        { ranks },
      ),
      network: [
        { id: 1, rank: 2 },
        { id: 2, rank: 1 },
        { id: 3, sponsor: 1, placement: 2, rank: 0 },
      ],
      sales: [1, 2, 3].map((seller) => ({ seller, cv: 100 })),
    });
    expect(lines.map(({ beneficiary, facts }) => [beneficiary, facts["shares"], facts["allShares"]])).to.deep.equal([
      [1, 200n, 400n],
      [2, 200n, 400n],
    ]);
  });

  it("counts shares exactly where numbers are too small for them", () => {
    const network = Array.from({ length: 60 }, (_, index) => ({ id: index + 1, sponsor: index }));
    const { result, earned } = compute({
      plan: planOf([pool({ by: "groupVolume", rate: 1 })]),
      network,
      sales: [{ seller: 60, cv: 2 ** 47 }],
      company: 0,
    });
    expect(result.lane).to.equal("exact");
    expect(earned(1)).to.equal(2n ** 47n / 10_000n / 60n + 1n);
  });

  it("says what cannot be in its settings", () => {
    const issues = (bonus: object) =>
      checkPlan(planOf([{ id: "pool", family: "pool", ...bonus }])).issues.map(
        ({ path, message }) => `${path} ${message}`,
      );
    const both = '$.bonuses[0] has both or neither of "rate" and "amount"; expected one of them';
    expect(issues({ by: "ownVolume" })).to.deep.equal([both]);
    for (const wrong of [{ by: "ownVolume" }, { by: "rank", rate: 1 }]) {
      expect(checkPlan(planOf([{ id: "pool", family: "pool", ...wrong }])).plan).to.equal(undefined);
    }
    expect(issues({ by: "ownVolume", rate: 1, amount: 1 })[0]).to.equal(both);
    expect(issues({ by: "rank", rate: 1 })).to.deep.equal(['$.bonuses[0] lacks "shares", which by "rank" needs']);
    expect(issues({ by: "ownVolume", amount: 1 })[0]).to.match(/can pay more than any share of the sales/);
    expect(issues({ by: "ownVolume", rate: 1 })).to.deep.equal([]);
  });

  it("explains a line", () => {
    const plan = planOf([pool({ by: "ownVolume" })]);
    const { lines } = compute({ plan, network: chain("A"), sales: [{ seller: "A", cv: 150 }] });
    expect(explain(lines[0]!, readPlan(plan))).to.equal(
      'distributor A gets 1.50 USD of "pool": 150 of 150 shares of a pool of 1.50 USD.',
    );
  });
});
