import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "../helpers/period.ts";

const bonus = (tiers: readonly (readonly [number, number])[], more: object = {}) => ({
  id: "own",
  family: "personal",
  tiers: tiers.map(([from, rate]) => ({ from, rate })),
  ...more,
});

describe("personal bonus", () => {
  it("pays the rate of the highest tier that the volume reaches, on all own sales", () => {
    const { lines } = compute({
      plan: planOf([
        bonus([
          [100, 500],
          [200, 1000],
        ]),
      ]),
      network: [{ id: 1 }, { id: 2 }, { id: 3 }],
      sales: [
        { seller: 1, cv: 99_99 },
        { seller: 2, cv: 100_00 },
        { seller: 3, cv: 150_00 },
        { seller: 3, cv: 50_00 },
      ],
    });
    expect(
      lines.map(({ beneficiary, base, rate, amount, facts }) => [beneficiary, base, rate, amount, facts["volume"]]),
    ).to.deep.equal([
      [2, 100_00n, 500, 5_00n, 100_00n],
      [3, 200_00n, 1000, 20_00n, 200_00n],
    ]);
  });

  it("pays no inactive distributor, and can go by the group's or the customers' volume", () => {
    const rest = {
      network: [
        { id: 1, active: false },
        { id: 2, sponsor: 1 },
        { id: 3, sponsor: 2 },
      ],
    };
    const sales = [1, 2, 3].map((seller) => ({ seller, cv: 100_00, buyer: seller === 3 ? 2 : "Carl" }));
    const paid = (by: string) =>
      compute({
        plan: planOf([
          bonus(
            [
              [100, 500],
              [200, 1000],
            ],
            { by },
          ),
        ]),
        ...rest,
        sales,
      }).lines.map(({ beneficiary, amount, facts }) => [beneficiary, amount, facts["volume"]]);
    expect(paid("groupVolume")).to.deep.equal([
      [2, 10_00n, 200_00n],
      [3, 5_00n, 100_00n],
    ]);
    expect(paid("customerVolume")).to.deep.equal([[2, 5_00n, 100_00n]]);
  });

  it("pays each tier's rate on what is within the tier, where the plan says marginal", () => {
    const tiers = [
      [100, 500],
      [200, 1000],
      [400, 2000],
    ] as const;
    const { lines } = compute({
      plan: planOf([bonus(tiers, { mode: "marginal" })]),
      network: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4, active: false }],
      sales: [99_99, 250_00, 400_01, 999_00].map((cv, index) => ({ seller: index + 1, cv })),
    });
    expect(lines.map(({ beneficiary, base, rate, amount }) => [beneficiary, base, rate, amount])).to.deep.equal([
      [2, 100_00n, 500, 5_00n],
      [2, 50_00n, 1000, 5_00n],
      [3, 100_00n, 500, 5_00n],
      [3, 200_00n, 1000, 20_00n],
    ]);
  });

  it("can be paid on points, own purchases included", () => {
    const { lines } = compute({
      plan: planOf([bonus([[100, 500]], { base: "points" })]),
      network: [{ id: 1 }],
      sales: [
        { seller: 1, cv: 10_00, pv: 60_00 },
        { seller: 1, cv: 10_00, pv: 60_00, buyer: 1 },
      ],
    });
    expect(lines.map(({ base, amount }) => [base, amount])).to.deep.equal([[120_00n, 6_00n]]);
  });

  it("can go by rank", () => {
    const ranks = ["Member", "Silver", "Gold"].map((name) => ({ name }));
    const byRank = {
      id: "own",
      family: "personal",
      ranks: [
        { rank: "Silver", rate: 2500 },
        { rank: "Gold", rate: 3000 },
      ],
    };
    const { lines } = compute({
      plan: planOf([byRank], { ranks }),
      network: [0, 1, 2].map((rank) => ({ id: rank, rank })),
      sales: [0, 1, 2].map((seller) => ({ seller, cv: 100 })),
    });
    expect(lines.map(({ beneficiary, amount, facts }) => [beneficiary, amount, facts])).to.deep.equal([
      [1, 25n, {}],
      [2, 30n, {}],
    ]);
  });

  describe("published examples", () => {
    // United States Tax Court, Lopez, T.C. Memo 2003: https://law.onecle.com/tax/2003/lopez8.tcm.wpd04.html
    it("pays Amway's 300: points pick the rate of 12 %, and business volume is the base", () => {
      const { earned } = compute({
        plan: planOf([
          bonus([
            [600, 900],
            [1000, 1200],
            [1500, 1500],
          ]),
        ]),
        network: chain("Lopez"),
        sales: [{ seller: "Lopez", cv: 2500_00, pv: 1000_00 }],
      });
      expect(earned("Lopez")).to.equal(300_00n);
    });

    // Mary Kay: https://slideplayer.com./amp/13620225. The base is what recruits bought, which is why the source is only
    // followed in its arithmetic: 9 % of 4,000, and 13 % for who ordered 600 himself.
    it("gives Mary Kay's 360 and 520 of 4,000", () => {
      const byRank = [{ rank: "Ordering", rate: 1300 }];
      const paid = (own: number) =>
        compute({
          plan: planOf([{ id: "team", family: "unilevel", per: "period", levels: [{ rate: 900, byRank }] }], {
            ranks: [{ name: "Leader" }, { name: "Ordering", requires: { ownVolume: 600 } }],
          }),
          network: [{ id: "Leader" }, ...[1, 2, 3, 4, 5].map((id) => ({ id, sponsor: "Leader" }))],
          sales: [...[1, 2, 3, 4, 5].map((seller) => ({ seller, cv: 800_00 })), { seller: "Leader", cv: own }],
        }).earned("Leader");
      expect([0, 599_99, 600_00].map(paid)).to.deep.equal([360_00n, 360_00n, 520_00n]);
    });

    // https://www.scribd.com/document/63382807/Silver-Pin-Level: 3,000 of retail, half of it BV, 7 % and 3 % more.
    it("gives Silver Pin's override of 105 and its extra 45", () => {
      const { paidBy } = compute({
        plan: planOf([
          { id: "override", family: "unilevel", levels: [{ rate: 700 }] },
          { id: "extra", family: "unilevel", levels: [{ rate: 300 }] },
        ]),
        network: chain("Leader", "Team"),
        sales: [{ seller: "Team", cv: 1500_00, wholesale: 1500_00, price: 3000_00 }],
      });
      expect([paidBy("override"), paidBy("extra")]).to.deep.equal([105_00n, 45_00n]);
    });

    // https://hemati.com/training/bonus/: 1,273,672.18 at 4 % is 50,946.89, half-up to cents.
    it("gives Hemati's 50,946.89, rounded half-up to the cent", () => {
      const { earned } = compute({
        plan: planOf([bonus([[0, 400]])], { rounding: { mode: "half-up" } }),
        network: chain("You"),
        sales: [{ seller: "You", cv: 1_273_672_18 }],
      });
      expect(earned("You")).to.equal(50_946_89n);
    });
  });
});
