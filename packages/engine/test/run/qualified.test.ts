import { expect } from "chai";
import { describe, it } from "mocha";
import { InputInvalid, Network, qualifiedIn, readPlan, type SaleRow, Sales } from "../../src/index.ts";
import { chain, planOf } from "../helpers/period.ts";

const bonuses = [{ id: "team", family: "unilevel", levels: [{ rate: 100 }] }];
const network = Network.from(chain("Ann", "Ben", "Cleo"));
const sale = (seller: string, cv: number): SaleRow => ({ seller, cv: cv * 100 });

function qualified(rest: object, rows: readonly SaleRow[], who: string, standing?: "given") {
  const plan = readPlan(planOf(bonuses, rest));
  return qualifiedIn({ plan, network, sales: Sales.from(rows, network), standing }, who);
}

/** A ladder whose only other rank requires this. */
const top = (requires: object) => ({ ranks: [{ name: "Member" }, { name: "Top", requires }] });
const lacked = (requires: object, rows: readonly SaleRow[] = []) => qualified(top(requires), rows, "Ann")?.lacks;

describe("what qualifies somebody", () => {
  it("are his figures, his rank and what the next one takes", () => {
    const rest = {
      activity: { customerVolume: 50, ownVolume: 60 },
      ...top({ ownVolume: 100, groupVolume: { atLeast: 900 } }),
    };
    const rows = [sale("Ann", 80), { ...sale("Ann", 5), buyer: "Ann" }, sale("Cleo", 200)];
    expect(qualified(rest, rows, "Ann")).to.deep.equal({
      active: true,
      activityTakes: ["own volume of 60", "customer volume of 50"],
      rank: 0,
      lacks: ["own volume of 100", "group volume of 900"],
      ownVolume: 8500n,
      customerVolume: 8000n,
      groupVolume: 28_500n,
      groupVolumeByPlacement: 28_500n,
    });
    expect(qualified(rest, rows, "Ben")?.lacks).to.include("to be active");
    expect(qualified(rest, [sale("Ann", 950)], "Ann")).to.deep.include({ rank: 1, lacks: [] });
  });

  it("are said in words for each rule", () => {
    const words: readonly (readonly [requires: object, said: string])[] = [
      [{ customerVolume: "9.5" }, "customer volume of 9.5"],
      [{ customers: 5 }, "5 different customers"],
      [
        { groupVolume: { atLeast: 7, depth: 2, legCap: 4000 } },
        "group volume of 7 down to level 2, of which no leg fills more than 40 %",
      ],
      [{ groupVolume: { atLeast: 7, withoutRank: "Top" } }, 'group volume of 7, without groups of "Top"'],
      [{ groupVolume: { atLeast: 7, tree: "placement" } }, "group volume of 7 by placement"],
      [{ legs: [{ count: 2, volume: 300 }] }, "2 legs of 300"],
      [
        { legs: [{ count: 1, volume: 9, rank: "Top", tree: "placement" }] },
        'one leg of 9 with a "Top" in it, by placement',
      ],
    ];
    for (const [requires, said] of words) expect(lacked(requires), said).to.deep.equal([said]);
    expect(lacked({ ownVolume: 1, legs: [{ count: 3, rank: "Top" }] }, [sale("Ann", 1)])).to.deep.equal([
      '3 legs with a "Top" in each',
    ]);
    expect(lacked({ purchases: 20, customerVolume: 1 }, [sale("Ann", 1)])).to.deep.equal(["own purchases of 20"]);
    expect(lacked({ ownVolume: 1, legs: [{ count: 3, rank: "Top" }] }, [sale("Ann", 1)])).to.deep.equal([
      '3 legs with a "Top" in each',
    ]);
    expect(lacked({ ownVolume: 1, sponsored: { count: 2 } }, [sale("Ann", 1)])).to.deep.equal([
      "2 active whom he enrolled himself",
    ]);
    expect(lacked({ ownVolume: 1, sponsored: { count: 2, active: false } }, [sale("Ann", 1)])).to.deep.equal([
      "2 whom he enrolled himself",
    ]);
  });

  it("are of the period before where the plan says so, and the rows' where they decide", () => {
    const rest = { activity: { ownVolume: 50, in: "previous" }, ...top({ ownVolume: 100 }) };
    expect(qualified(rest, [], "Ann")).to.deep.include({
      active: false,
      activityTakes: ["own volume of 50 in the period before"],
    });
    expect(qualified(rest, [], "Ann", "given")).to.deep.include({ active: true, activityTakes: [], lacks: [] });
    expect(qualified({}, [], "Ann")).to.deep.include({ active: true, activityTakes: [], rank: 0, lacks: [] });
  });

  it("have a group volume by sponsor and one by placement", () => {
    const placed = Network.from([{ id: "Ann" }, { id: "Ben" }, { id: "Cleo", sponsor: "Ben", placement: "Ann" }]);
    const plan = readPlan(planOf(bonuses));
    const sales = Sales.from([sale("Cleo", 7)], placed);
    expect(qualifiedIn({ plan, network: placed, sales }, "Ann")).to.include({
      groupVolume: 0n,
      groupVolumeByPlacement: 700n,
    });
  });

  it("are asked of sales of the period and of ranks of the ladder only", () => {
    const plan = readPlan(planOf(bonuses));
    const sales = Sales.from([{ ...sale("Ann", 1), time: 300 }], network);
    const period = { number: 1, start: 100, end: 200 };
    expect(() => qualifiedIn({ plan, network, sales, period }, "Ann")).to.throw(
      InputInvalid,
      "sales, row 1, time: 300; expected a time from 100 to before 200",
    );
    expect(() => qualifiedIn({ plan, network, sales, state: { x: { Dan: "1" } } }, "Ann")).to.throw(
      InputInvalid,
      'state, row 1, x: "Dan"',
    );
  });

  it("are nobody's who is not in the network, nor the company's", () => {
    expect(qualified({}, [], "Dan")).to.equal(undefined);
    expect(qualified({}, [], "company")).to.equal(undefined);
  });
});
