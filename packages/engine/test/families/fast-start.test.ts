import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, InputInvalid, readPlan, worstCase } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

const DAY = 86_400;

describe("fast start", () => {
  const bonus = (more: object = {}) => ({
    id: "fast",
    family: "fast-start",
    of: "distributor",
    days: 60,
    levels: [{ rate: 2000 }, { rate: 1000 }, { rate: 500 }],
    replaces: ["team"],
    ...more,
  });
  const team = { id: "team", family: "unilevel", levels: [{ rate: 300 }] };

  // doTERRA: https://doterra.com/NZ/en_NZ/brochures-magazines-building-doterra-naturally-compensation, the total at
  // https://www.thelegacymovement.com.au/compensation-plan. A copy on Joomag prints 16.40 for the first: a misprint.
  it("pays doTERRA's Lisa 26.40, 15.60 and 29.40, 71.40 in all, and no unilevel on these orders", () => {
    const { lines, earned } = compute({
      plan: planOf([bonus(), team], { personalSalesPay: true }),
      network: chain("Lisa", "Megan").map((row) => ({ ...row, enrolled: 1000 })),
      sales: [132, 78, 147].map((pv, index) => ({
        seller: "Megan",
        buyer: "Megan",
        cv: pv * 100,
        time: 1000 + index * 20 * DAY,
      })),
    });
    expect(
      lines.filter(({ kind }) => kind === "commission").map(({ bonus: id, amount }) => [id, amount]),
    ).to.deep.equal([
      ["fast", 26_40n],
      ["fast", 15_60n],
      ["fast", 29_40n],
    ]);
    expect(earned("Lisa")).to.equal(71_40n);
  });

  it("ends with the last second of the window, and leaves later orders to the bonus it replaces", () => {
    const { lines } = compute({
      plan: planOf([bonus({ levels: [{ rate: 2000 }] }), team]),
      network: chain("Lisa", "Megan").map((row) => ({ ...row, enrolled: 1000 })),
      sales: [999, 1000, 1000 + 60 * DAY - 1, 1000 + 60 * DAY].map((time) => ({ seller: "Megan", cv: 100_00, time })),
    });
    expect(lines.map(({ bonus: id, source }) => [id, source.id])).to.deep.equal([
      ["fast", 2],
      ["fast", 3],
      ["team", 1],
      ["team", 4],
    ]);
  });

  it("does not roll up what an unqualified person would get", () => {
    const { lines } = compute({
      plan: planOf([bonus({ replaces: [] })]),
      network: chain("A", "B", "C", "D").map((row) => ({ ...row, enrolled: 0, active: row.id !== "C" })),
      sales: [{ seller: "D", cv: 100_00, time: 5 }],
    });
    expect(lines.map(({ beneficiary, level, amount }) => [beneficiary, level, amount])).to.deep.equal([
      ["company", 1, 20_00n],
      ["B", 2, 10_00n],
      ["A", 3, 5_00n],
    ]);
  });

  it("counts a customer's first days where the plan says so, and pays the seller his own level", () => {
    const { lines } = compute({
      plan: planOf([bonus({ of: "customer", own: { rate: 1500 }, levels: [], replaces: [] })]),
      network: chain("A"),
      sales: [
        { seller: "A", cv: 100_00, time: 61 * DAY, buyerSince: DAY },
        { seller: "A", cv: 100_00, time: 61 * DAY, buyerSince: DAY + 1 },
        { seller: "A", cv: 100_00, time: 61 * DAY },
      ],
    });
    expect(lines.map(({ source, amount }) => [source.id, amount])).to.deep.equal([[2, 15_00n]]);
    const unknown = compute({
      plan: planOf([bonus({ of: "customer", own: { rate: 1500 }, levels: [], replaces: [] })]),
      network: chain("A"),
      sales: [{ seller: "A", cv: 100_00, time: 61 * DAY }],
    });
    expect(unknown.lines).to.deep.equal([]);
  });

  it("asks for the time of each sale", () => {
    const run = () =>
      compute({ plan: planOf([bonus({ replaces: [] })]), network: chain("A"), sales: [{ seller: "A", cv: 1 }] });
    expect(run).to.throw(
      InputInvalid,
      'sales, row 1, time: missing; expected seconds since 1970, as "fast" counts days',
    );
  });

  it("lets what nobody is qualified for go up where the plan has compression", () => {
    const { lines } = compute({
      plan: planOf([bonus({ replaces: [], compression: "dynamic", levels: [{ rate: 2000 }] })]),
      network: chain("A", "B", "C", "D").map((row) => ({ ...row, enrolled: 0, active: row.id !== "C" })),
      sales: [{ seller: "D", cv: 100_00, time: 5 }],
    });
    expect(lines.map(({ beneficiary }) => beneficiary)).to.deep.equal(["B"]);
  });

  it("pays once for all first sales of a seller in the period where the plan says so", () => {
    const { lines } = compute({
      plan: planOf([bonus({ per: "period", replaces: [], levels: [{ rate: 2000 }] })]),
      network: chain("A", "B").map((row) => ({ ...row, enrolled: DAY })),
      sales: [0, 1, 2, 70].map((day) => ({ seller: "B", cv: 99, time: day * DAY })),
    });
    expect(lines.map(({ source, base, amount }) => [source.id, base, amount])).to.deep.equal([["B", 198n, 39n]]);
  });

  it("leaves each bonus its own sum of a seller's period, and bonuses that it does not name all of it", () => {
    const per = "period";
    const { lines } = compute({
      plan: planOf([
        bonus({ per, levels: [{ rate: 2000 }] }),
        { ...team, per },
        { id: "all", family: "unilevel", per, levels: [{ rate: 100 }] },
      ]),
      network: chain("A", "B").map((row) => ({ ...row, enrolled: 0 })),
      sales: [5, 70].map((day) => ({ seller: "B", cv: day === 5 ? 100_00 : 200_00, time: day * DAY })),
    });
    expect(lines.map(({ bonus: id, base, amount }) => [id, base, amount])).to.deep.equal([
      ["fast", 100_00n, 20_00n],
      ["team", 200_00n, 6_00n],
      ["all", 300_00n, 3_00n],
    ]);
  });

  it("leaves sales to an earlier fast start that replaces this one", () => {
    const first = bonus({ days: 10, levels: [{ rate: 2500 }], replaces: ["later", "team"] });
    const later = bonus({ id: "later", levels: [{ rate: 1000 }] });
    const { lines } = compute({
      plan: planOf([first, later, team]),
      network: chain("A", "B").map((row) => ({ ...row, enrolled: 0 })),
      sales: [5, 50, 90].map((day) => ({ seller: "B", cv: 100_00, time: day * DAY })),
    });
    expect(lines.map(({ bonus: id, source, amount }) => [id, source.id, amount])).to.deep.equal([
      ["fast", 1, 25_00n],
      ["later", 2, 10_00n],
      ["team", 3, 3_00n],
    ]);
  });

  it("replaces nothing on sales that an earlier one takes from it, nor on others than products", () => {
    const first = bonus({ days: 10, levels: [{ rate: 2500 }], replaces: ["later"] });
    const later = bonus({ id: "later", levels: [{ rate: 1000 }] });
    const { lines } = compute({
      plan: planOf([first, later, team]),
      network: chain("A", "B").map((row) => ({ ...row, enrolled: 0 })),
      sales: [5, 50].map((day) => ({ seller: "B", cv: 100_00, time: day * DAY })),
    });
    expect(lines.map(({ bonus: id, source, amount }) => [id, source.id, amount])).to.deep.equal([
      ["fast", 1, 25_00n],
      ["later", 2, 10_00n],
      ["team", 1, 3_00n],
    ]);
    const fees = compute({
      plan: planOf([
        bonus({ of: "customer", levels: [{ rate: 1000 }] }),
        { ...team, base: "fee" },
        { ...team, id: "other", base: "fee" },
      ]),
      network: chain("A", "B"),
      sales: [{ seller: "B", cv: 0, price: 100_00, subject: "fee", time: 5, buyerSince: 0 }],
      analyse: true,
    });
    expect(fees.lines.map(({ bonus: id, amount }) => [id, amount])).to.deep.equal([
      ["team", 3_00n],
      ["other", 3_00n],
    ]);
  });

  it("replaces only bonuses on sales that stand after it", () => {
    const messages = (...bonuses: readonly object[]) =>
      checkPlan(planOf(bonuses)).issues.map(({ path, message }) => `${path} ${message}`);
    expect(messages(team, bonus())).to.deep.equal([
      '$.bonuses[1].replaces[0] is "team"; expected a bonus that stands after this one',
    ]);
    expect(messages(bonus({ replaces: ["fast"] }))).to.deep.equal([
      '$.bonuses[0].replaces[0] is "fast"; expected a bonus that stands after this one',
    ]);
    expect(messages(bonus({ replaces: ["profit"] }), { id: "profit", family: "retail" })).to.deep.equal([
      '$.bonuses[0].replaces[0] is "profit"; expected a bonus that is paid on sales',
    ]);
  });

  it("counts only once, in the worst case, for what it takes the place of", () => {
    const worst = (...bonuses: readonly object[]) => worstCase(readPlan(planOf(bonuses)).document);
    const flat = (rate: number, id = "team") => ({ id, family: "unilevel", levels: [{ rate }] });
    expect(worst(bonus(), flat(300))).to.equal(3500);
    expect(worst(bonus(), flat(4000))).to.equal(4000);
    expect(worst(bonus({ replaces: [] }), flat(300))).to.equal(3800);
    // Both may replace the same bonus, and both may be paid on one sale.
    expect(worst(bonus(), bonus({ id: "second" }), flat(300))).to.equal(7000);
    // One that replaces others is itself counted in full, though another may replace it.
    const first = bonus({ days: 10, levels: [{ rate: 2500 }], replaces: ["fast", "team"] });
    expect(worst({ ...first, id: "first" }, bonus(), flat(300))).to.equal(2200 + 3500 + 300);
    expect(worst(bonus({ base: "price" }), { ...flat(300), base: "price" })).to.equal(Number.POSITIVE_INFINITY);
    // What a period pays has no bound by one sale, so that nothing is taken off for it.
    const pays = { how: "rate", rates: [{ rate: 1000 }] };
    expect(worst(bonus(), { id: "team", family: "binary", pays })).to.equal(3500);
  });
});
