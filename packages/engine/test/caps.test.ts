import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { chain, compute, planOf } from "./helpers/period.ts";
import { RUNS } from "./helpers/uplines.ts";

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

  it("count of the bonuses that they name what the caps before left", () => {
    const keeps = (caps: readonly object[], bonuses = [own("a", 5000)]) => {
      const { earned } = compute({ plan: planOf(bonuses, { caps }), network, sales });
      return [1, 2, 3].map(earned);
    };
    const person = (most: number, ...bonuses: string[]) => ({ kind: "person", most, bonuses });
    expect(keeps([{ kind: "person", most: 60 }, person(40, "a")])).to.deep.equal([40_00n, 40_00n, 5_00n]);
    const half = { kind: "share", rate: 5000, bonuses: ["a"] };
    expect(keeps([half, half])).to.deep.equal([12_50n, 25_00n, 1_25n]);
    expect(keeps([{ kind: "company", rate: 0 }, half])).to.deep.equal([0n, 0n, 0n]);
    // 2 has 100.00 and 50.00 of the bonuses, and of both together 60.00 are left: 40.00 and 20.00.
    const both = [own("a", 5000), own("b", 2500)];
    expect(keeps([{ kind: "person", most: 60 }, person(19, "b"), person(10, "a")], both)).to.deep.equal([
      10_00n + 19_00n,
      10_00n + 19_00n,
      5_00n + 2_50n,
    ]);
    expect(keeps([person(60, "a"), person(50, "b"), person(90, "a", "b")], both)).to.deep.equal([
      50_00n + 25_00n,
      90_00n,
      7_50n,
    ]);
    expect(keeps([person(1, "c"), { kind: "person", most: 30 }, person(1, "c")], [...both, own("c", 0)])).to.deep.equal(
      [30_00n, 30_00n, 7_50n],
    );
  });

  it("hold in any number and order, and leave nobody with less than nothing", () => {
    const bonuses = fc.option(fc.subarray(["a", "b", "c"], { minLength: 1 }), { nil: undefined });
    const cap = fc.oneof(
      fc.record({ kind: fc.constant("person"), most: fc.nat(60), bonuses }),
      fc.record({ kind: fc.constant("share"), rate: fc.nat(10_000), bonuses }),
      fc.record({ kind: fc.constant("company"), rate: fc.nat(10_000), bonuses }),
    );
    const three = [own("a", 5000), own("b", 2500), own("c", 333)];
    fc.assert(
      fc.property(fc.array(cap, { minLength: 1, maxLength: 5 }), (caps) => {
        const { result, of } = compute({ plan: planOf(three, { caps }), network, sales });
        for (const { amount } of result.earnings()) expect(amount > 0n).to.equal(true);
        // What is taken is never more than what is counted, which is what the caps before left.
        for (const { base, amount } of of("adjustment")) expect(-amount <= base).to.equal(true);
        const last = caps.at(-1);
        if (last?.bonuses !== undefined || last === undefined) return;
        if ("most" in last)
          for (const { amount } of result.earnings()) expect(Number(amount)).to.be.most(last.most * 100);
        else if (last.kind === "company") expect(result.paid * 10_000n <= 310_00n * BigInt(last.rate)).to.equal(true);
      }),
      { numRuns: RUNS },
    );
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
