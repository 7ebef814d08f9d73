import { expect } from "chai";
import { describe, it } from "mocha";
import { compute, planOf } from "../helpers/period.ts";

/**
 * Who is paid as a Star. You enrolled Ann and Ben, Ann enrolled Cem, Cem enrolled Dan. You sold 100 to two customers and
 * 50 to Ben, and bought 30 from Ann and 20 from yourself; Ann sold 200, Ben 40, Cem 300, Dan 500 to nobody named.
 */
function stars(requires: object): unknown[] {
  const ranks = [{ name: "Member" }, { name: "Star", requires: { active: false, ...requires } }];
  return compute({
    plan: planOf([{ id: "pool", family: "pool", amount: 100, by: "rank", shares: [{ rank: "Star", shares: 1 }] }], {
      ranks,
    }),
    network: [
      { id: "You" },
      { id: "Ann", sponsor: "You" },
      { id: "Ben", sponsor: "You" },
      { id: "Cem", sponsor: "Ann" },
      { id: "Dan", sponsor: "Cem" },
    ],
    sales: [
      { seller: "You", cv: 60_00, buyer: "Carl" },
      { seller: "You", cv: 40_00, buyer: "Dora" },
      { seller: "You", cv: 50_00, buyer: "Ben" },
      { seller: "You", cv: 20_00, buyer: "You" },
      { seller: "Ann", cv: 30_00, buyer: "You" },
      { seller: "Ann", cv: 170_00 },
      { seller: "Ben", cv: 40_00 },
      { seller: "Cem", cv: 300_00 },
      { seller: "Dan", cv: 500_00 },
    ],
    analyse: true,
  })
    .of("commission")
    .map(({ beneficiary }) => beneficiary);
}

const you = (requires: object) => stars(requires).includes("You");

describe("what a rank may require", () => {
  it("is a volume of one's own, of customers, or of purchases, reached to the unit", () => {
    expect([you({ ownVolume: "170.00" }), you({ ownVolume: "170.01" })]).to.deep.equal([true, false]);
    expect([you({ customerVolume: "100.00" }), you({ customerVolume: "100.01" })]).to.deep.equal([true, false]);
    expect([you({ purchases: "50.00" }), you({ purchases: "50.01" })]).to.deep.equal([true, false]);
  });

  it("is a number of customers, each counted once", () => {
    const least = (customers: number) => stars({ ownVolume: 1, customers });
    expect([least(1), least(2), least(3)]).to.deep.equal([["Ann", "Ben", "Cem", "Dan", "You"], ["You"], []]);
  });

  it("is a volume of the group, down to a depth", () => {
    const group = (atLeast: number, depth?: number) => you({ groupVolume: { atLeast, depth } });
    expect([group(1210), group(1211)]).to.deep.equal([true, false]);
    expect([group(410, 1), group(411, 1)]).to.deep.equal([true, false]);
    expect([group(710, 2), group(711, 2)]).to.deep.equal([true, false]);
    const capped = (atLeast: number, depth?: number) => you({ groupVolume: { atLeast, depth, legCap: 5000 } });
    // Half of it at most from Ann's leg: 200, 500 with Cem, 1,000 with Dan.
    expect([capped(420), capped(421)]).to.deep.equal([true, false]);
    expect([capped(410, 1), capped(411, 1)]).to.deep.equal([true, false]);
    expect([capped(420, 2), capped(421, 2)]).to.deep.equal([true, false]);
  });

  it("is a number of legs with so much volume, or with somebody of a rank", () => {
    const legs = (count: number, volume: number) => you({ legs: [{ count, volume }] });
    expect([legs(1, 1000), legs(1, 1001), legs(2, 40), legs(2, 41)]).to.deep.equal([true, false, true, false]);
    expect(stars({ ownVolume: 300, legs: [{ count: 1, volume: 500 }] })).to.deep.equal(["Cem"]);
  });

  it("counts ranks of legs in the tree that says so, and volumes of legs in another", () => {
    const { lines } = compute({
      plan: planOf([{ id: "pool", family: "pool", amount: 1, by: "rank", shares: [{ rank: "Senior", shares: 1 }] }], {
        ranks: [
          { name: "Member" },
          { name: "Star", requires: { ownVolume: 100 } },
          {
            name: "Senior",
            requires: {
              legs: [
                { count: 1, volume: 150, tree: "placement" },
                { count: 1, rank: "Star" },
              ],
            },
          },
        ],
      }),
      network: [
        { id: 1 },
        { id: 2 },
        { id: 3, sponsor: 1, placement: 2 },
        { id: 4, sponsor: 2, placement: 1 },
        { id: 5, sponsor: 4 },
      ],
      sales: [
        { seller: 3, cv: 100_00 },
        { seller: 4, cv: 99_00 },
        { seller: 5, cv: 51_00 },
      ],
    });
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([[1, 100n]]);
  });

  it("is that each leg has somebody of a rank, who must be active unless his rank says otherwise", () => {
    const seniors = (active: boolean) =>
      compute({
        plan: planOf([{ id: "pool", family: "pool", amount: 1, by: "rank", shares: [{ rank: "Senior", shares: 1 }] }], {
          ranks: [
            { name: "Member" },
            { name: "Star", requires: { ownVolume: 100, active } },
            { name: "Senior", requires: { ownVolume: 100, legs: [{ count: 2, rank: "Star" }] } },
          ],
        }),
        network: [
          { id: 1 },
          { id: 2, sponsor: 1 },
          { id: 3, sponsor: 1 },
          { id: 4, sponsor: 3, active: false },
          { id: 5, sponsor: 2 },
        ],
        sales: [1, 2, 4].map((seller) => ({ seller, cv: 100_00 })),
      })
        .of("commission")
        .map(({ beneficiary }) => beneficiary);
    expect([seniors(false), seniors(true)]).to.deep.equal([[1], []]);
  });
});
