import { expect } from "chai";
import { describe, it } from "mocha";
import { Figures } from "../../src/figures/figures.ts";
import { Network, readPlan, type SaleRow, Sales } from "../../src/index.ts";
import { ExactLane } from "../../src/money/exact.ts";
import { StateBook } from "../../src/run/state.ts";
import { chain, planOf } from "../helpers/period.ts";

const network = Network.from(chain("A", "B").map((row) => ({ ...row, rank: row.id === "B" ? 2 : 0 })));

function figuresOf(rows: readonly SaleRow[], before: Readonly<Record<string, Record<string, string>>> = {}) {
  const ranks = [{ name: "Member" }, { name: "Silver" }, { name: "Gold" }];
  const plan = readPlan(planOf([{ id: "team", family: "unilevel", levels: [{ rate: 1 }] }], { ranks }));
  const lane = new ExactLane(plan.rounding);
  const state = new StateBook(lane, network, before);
  const figures = new Figures({
    plan,
    lane,
    network,
    sales: Sales.from(rows, network),
    period: undefined,
    state,
    given: false,
  });
  return { figures, state };
}

describe("figures", () => {
  it("count a distributor's purchase for the seller and for the buyer, where he is named", () => {
    const { volumes, customers } = figuresOf([
      { seller: "A", buyer: "B", cv: 5 },
      { seller: "A", kind: "distributor", cv: 7 },
      { seller: "B", buyer: "B", cv: 11 },
      { seller: "B", buyer: "Carl", cv: 13 },
      { seller: "B", cv: 17 },
      { seller: "B", kind: "recorded", cv: 19 },
      { seller: "B", subject: "enrolment", cv: 0, pv: 23 },
    ]).figures;
    expect([0, 1, 2].map((index) => volumes.own.get(index))).to.deep.equal([0n, 12n, 41n]);
    expect([0, 1, 2].map((index) => volumes.customer.get(index))).to.deep.equal([0n, 0n, 30n]);
    expect([0, 1, 2].map((index) => volumes.purchases.get(index))).to.deep.equal([0n, 0n, 16n]);
    expect([...customers]).to.deep.equal([0, 0, 2]);
  });

  it("are computed once", () => {
    const { figures, state } = figuresOf([], { "plan.highestRank": { A: "1", B: "1" } });
    const highest = figures.highestRank;
    expect([...highest]).to.deep.equal([0, 1, 2]);
    expect(figures.highestRank).to.equal(highest);
    expect(state.finish()).to.deep.equal({ "plan.highestRank": { A: "1", B: "2" } });
    for (const get of [() => figures.volumes, () => figures.active, () => figures.rank, () => figures.customers]) {
      expect(get()).to.equal(get());
    }
    expect(figures.groupVolume("sponsor", 1)).to.equal(figures.groupVolume("sponsor", 1));
    expect(figures.groupVolume("sponsor", 1)).not.to.equal(figures.groupVolume("sponsor"));
    expect(figures.groupVolume("sponsor")).not.to.equal(figures.groupVolume("placement"));
  });
});
