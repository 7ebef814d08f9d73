import { expect } from "chai";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "./helpers/period.ts";

const own = (id: string, rate: number) => ({ id, family: "personal", tiers: [{ from: 0, rate }] });
const network = [{ id: 1 }, { id: 2 }, { id: 3 }];
const sales = [
  { seller: 1, cv: 100_00 },
  { seller: 2, cv: 200_00 },
  { seller: 3, cv: 10_00 },
];
const short = (caps: readonly object[], bonuses = [own("a", 5000)]) =>
  compute({ plan: planOf(bonuses, { caps }), network, sales })
    .of("adjustment")
    .map(({ bonus, beneficiary, base, amount, reason }) => [bonus, beneficiary, base, amount, reason]);

describe("caps", () => {
  it("limit what one person is paid, of all bonuses or of those named", () => {
    expect(short([{ kind: "person", most: 60 }])).to.deep.equal([["person", 2, 100_00n, -40_00n, "capPerson"]]);
    expect(short([{ kind: "person", most: 60, bonuses: ["b"] }], [own("a", 5000), own("b", 0)])).to.deep.equal([]);
    const both = [own("a", 5000), own("b", 2500)];
    expect(short([{ kind: "person", most: 60, bonuses: ["b"] }], both)).to.deep.equal([]);
    expect(short([{ kind: "person", most: 40, bonuses: ["b"] }], both)).to.deep.equal([
      ["person", 2, 50_00n, -10_00n, "capPerson"],
    ]);
  });

  it("lower all pro rata where all together are above the company's", () => {
    // 155.00 are earned and 31.00 allowed: everybody keeps a fifth.
    expect(short([{ kind: "company", rate: 1000 }])).to.deep.equal([
      ["company", 1, 50_00n, -40_00n, "capCompany"],
      ["company", 2, 100_00n, -80_00n, "capCompany"],
      ["company", 3, 5_00n, -4_00n, "capCompany"],
    ]);
    expect(short([{ kind: "company", rate: 5000 }])).to.deep.equal([]);
  });

  it("are applied in the plan's order, each to what the one before left", () => {
    const company = { kind: "company", rate: 1000 };
    const person = { kind: "person", most: 12 };
    expect(short([company, person]).map(([bonus, who, , amount]) => [bonus, who, amount])).to.deep.equal([
      ["company", 1, -40_00n],
      ["company", 2, -80_00n],
      ["company", 3, -4_00n],
      ["person", 2, -8_00n],
    ]);
    expect(short([person, company]).map(([bonus, who, amount]) => [bonus, who, amount])).to.deep.equal([
      ["person", 1, 50_00n],
      ["person", 2, 100_00n],
    ]);
  });

  it("never let the sum of all be above the company's", () => {
    const { result } = compute({
      plan: planOf([own("a", 3333)], { caps: [{ kind: "company", rate: 777, of: "price" }] }),
      network,
      sales: sales.map((sale) => ({ ...sale, price: sale.cv * 2 })),
    });
    expect(Number(result.paid)).to.be.within(Math.floor(620_00 * 0.0777) - 2, Math.floor(620_00 * 0.0777));
  });

  it("round down to the plan's unit, however the plan rounds, so that the company's is never exceeded", () => {
    const { result, earned } = compute({
      plan: planOf([own("a", 5000)], {
        rounding: { unit: "0.10", mode: "half-up" },
        caps: [{ kind: "company", rate: 1001 }],
      }),
      network,
      sales,
    });
    // 155.00 are earned and 31.03 allowed, a little above a fifth.
    expect([earned(1), earned(2), earned(3)]).to.deep.equal([10_00n, 20_00n, 1_00n]);
    expect(result.paid).to.equal(31_00n);
  });

  // https://hemati.com/training/bonus/ : 1,273,672.18 at 4 % is 50,946.89, of which 70 % are 35,662.82, half-up to cents.
  it("pay Hemati's 35,662.82 as a share of 70 %", () => {
    const { earned, of } = compute({
      plan: planOf([own("a", 400)], { rounding: { mode: "half-up" }, caps: [{ kind: "share", rate: 7000 }] }),
      network: chain("You"),
      sales: [{ seller: "You", cv: 1_273_672_18 }],
    });
    expect(earned("You")).to.equal(35_662_82n);
    expect(of("adjustment").map(({ base, rate, amount }) => [base, rate, amount])).to.deep.equal([
      [50_946_89n, 3000, -15_284_07n],
    ]);
  });
});
