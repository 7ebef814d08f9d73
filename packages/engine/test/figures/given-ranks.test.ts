import { expect } from "chai";
import { describe, it } from "mocha";
import { calculate, calculateSale, comparePlans, InputInvalid, Network, readPlan, Sales } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

const ranks = ["Member", "Silver", "Gold"].map((name) => ({ name }));
const team = { id: "team", family: "unilevel", levels: [{ rate: 1000, rank: "Silver" }] };
const lead = { id: "lead", family: "generation", rank: "Silver", title: "highest", generations: [{ rate: 500 }] };

describe("ranks that rows say", () => {
  const rows = [
    { id: 9, rank: 3 },
    { id: 2, sponsor: 9, rank: 2 },
    { id: 5, sponsor: 9, rank: 63 },
  ];
  const run = (more: object, standing?: "given") => {
    const network = Network.from(rows);
    return calculate({ plan: readPlan(planOf([team], more)), network, sales: Sales.from([], network), standing });
  };

  it("are refused above the plan's ladder, in the order of ids, by the rows given", () => {
    expect(() => run({ ranks })).to.throw(
      InputInvalid,
      "distributors, row 3, rank: 63; expected a whole number from 0 to 2, as the plan's ladder has 3 ranks\n" +
        "distributors, row 1, rank: 3; expected a whole number from 0 to 2, as the plan's ladder has 3 ranks",
    );
    const alone = [{ ...team, levels: [{ rate: 1000 }] }];
    const network = Network.from(rows);
    const plan = readPlan(planOf(alone, { ranks: [{ name: "Member" }] }));
    expect(() => calculate({ plan, network, sales: Sales.from([], network) })).to.throw(
      InputInvalid,
      "row 2, rank: 2; expected a whole number from 0 to 0, as the plan's ladder has one rank",
    );
  });

  it("are looked at only where they count", () => {
    const computed = ranks.map((rank, index) => (index === 0 ? rank : { ...rank, requires: { ownVolume: index } }));
    expect(run({ ranks: computed }).paid).to.equal(0n);
    expect(() => run({ ranks: computed }, "given")).to.throw(InputInvalid, "row 1, rank: 3");
    const plain = planOf([{ ...team, levels: [{ rate: 1000 }] }]);
    expect(compute({ plan: plain, network: rows, sales: [{ seller: 2, cv: 100 }] }).earned(9)).to.equal(10n);
  });

  it("are refused in the upline of a single sale, by the place there", () => {
    const plan = readPlan(planOf([team], { ranks }));
    const upline = [
      { id: 7, rank: 0, active: true },
      { id: 3, rank: 3, active: true },
    ];
    expect(() => calculateSale(plan, upline, { cv: 100 })).to.throw(InputInvalid, "distributors, row 2, rank: 3;");
  });

  it("count as a ladder's highest where plans of two ladders are compared, and not above both", () => {
    const plan = (count: number) => readPlan(planOf([team], { ranks: ranks.slice(0, count) }));
    const network = (rank: number) =>
      Network.from([
        { id: 1, rank },
        { id: 2, sponsor: 1 },
      ]);
    const sales = [{ sales: [{ seller: 2, cv: 100 }] }];
    expect(comparePlans([plan(3), plan(2)], network(2), sales)).to.include({ same: 2 });
    expect(comparePlans([plan(2), plan(3)], network(2), sales).second.earned).to.deep.equal([0n, 10n, 0n]);
    expect(() => comparePlans([plan(3), plan(2)], network(3), sales)).to.throw(InputInvalid, "from 0 to 2");
  });
});

describe("the highest ranks of a state", () => {
  const given = (state: object) =>
    compute({
      plan: planOf([lead], { ranks }),
      network: chain("Ann", "Ben"),
      sales: [{ seller: "Ben", cv: 100 }],
      state: { "plan.highestRank": { ...state } },
    });

  it("are refused above the plan's ladder", () => {
    expect(given({ Ann: "2" }).earned("Ann")).to.equal(5n);
    for (const rank of ["3", "258"]) {
      expect(() => given({ Ben: "1", Ann: rank })).to.throw(
        InputInvalid,
        `state, row 2, plan.highestRank: "${rank}"; expected a whole number from 0 to 2, as the plan's ladder has 3 ranks`,
      );
    }
  });

  it("are none without a ladder", () => {
    const { rank: _, ...relative } = lead;
    expect(() =>
      compute({
        plan: planOf([relative]),
        network: chain("Ann"),
        sales: [],
        state: { "plan.highestRank": { Ann: "1" } },
      }),
    ).to.throw(InputInvalid, "expected 0, as the plan has no ranks");
  });
});
