import { expect } from "chai";
import { describe, it } from "mocha";
import { type CalculateOptions, calculate, Network, readPlan, Sales } from "../../src/index.ts";
import { chain, planOf } from "../helpers/period.ts";

const network = Network.from(chain("A", "B"));
const sales = Sales.from([{ seller: "B", cv: 1000 }], network);
const levels = [{ rate: 1000 }];
const plan = readPlan(
  planOf(
    [
      { id: "sale", family: "unilevel", levels },
      { id: "period", family: "unilevel", per: "period", levels },
      { id: "tiers", family: "differential", tiers: [{ from: 0, rate: 500 }] },
    ],
    { caps: [{ kind: "person", most: "0.50" }] },
  ),
);
const paid = (only?: CalculateOptions["only"]) =>
  calculate({ plan, network, sales }, { only }).bonuses.map(({ paid: amount }) => amount);

describe("the bonuses that need nothing but a sale", () => {
  it("are paid without the others, and without caps", () => {
    expect(paid("perSale")).to.deep.equal([100n, 0n, 0n, 0n]);
    expect(paid()).to.deep.equal([100n, 100n, 50n, -150n]);
  });

  it("send all their lines, however many they are", () => {
    const many = Sales.from(
      Array.from({ length: 150 }, () => ({ seller: "B", cv: 1000 })),
      network,
    );
    const sources: unknown[] = [];
    const sink: CalculateOptions["sink"] = (batch) => sources.push(...[...batch].map(({ source }) => source.id));
    calculate({ plan, network, sales: many }, { only: "perSale", sink });
    expect(sources).to.deep.equal(Array.from({ length: 150 }, (_, index) => index + 1));
  });
});
