import { expect } from "chai";
import { describe, it } from "mocha";
import {
  AmountStore,
  calculate,
  checkPlan,
  explain,
  InputInvalid,
  Network,
  readPlan,
  type SaleRow,
  Sales,
} from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

describe("party", () => {
  const steps = [
    { from: 200, rate: 1000 },
    { from: 500, rate: 2000 },
  ];
  const sales = [
    { seller: "A", cv: 150_00, party: "P1" },
    { seller: "A", cv: 400_00, party: "P1" },
    { seller: "A", cv: 199_99, party: "P2" },
    { seller: "A", cv: 900_00 },
  ];
  const run = (mode: string) =>
    compute({ plan: planOf([{ id: "host", family: "party", steps, mode }]), network: chain("A"), sales });

  it("credits the host's goods through the seller: all at the highest step, never as money", () => {
    const { lines, result } = run("retroactive");
    expect(
      lines.map(({ kind, beneficiary, source, base, amount }) => [kind, beneficiary, source, base, amount]),
    ).to.deep.equal([["product", "A", { kind: "party", id: "P1" }, 550_00n, 110_00n]]);
    expect(result.paid).to.equal(0n);
    expect(result.bonuses[0]?.product).to.equal(110_00n);
  });

  it("or each step's rate on what is within the step", () => {
    expect(run("marginal").lines.map(({ base, rate, amount }) => [base, rate, amount])).to.deep.equal([
      [300_00n, 1000, 30_00n],
      [50_00n, 2000, 10_00n],
    ]);
  });

  it("knows no party of two sellers", () => {
    const two = () =>
      compute({
        plan: planOf([{ id: "host", family: "party", steps }]),
        network: [{ id: "A" }, { id: "B" }],
        sales: [
          { seller: "A", cv: 1, party: "P" },
          { seller: "B", cv: 1, party: "P" },
        ],
      });
    expect(two).to.throw(InputInvalid, "row 2, party");
  });

  describe("with a host", () => {
    const hosted = (host: string) => [
      { seller: "A", cv: 300_00, party: "P1", host },
      { seller: "A", cv: 400_00, party: "P1", buyer: host },
      { seller: "A", cv: 50_00, party: "P1", buyer: "Else" },
    ];
    const given = (host: string, more: object = {}) =>
      compute({
        plan: planOf([{ id: "host", family: "party", steps, ...more }]),
        network: [{ id: "A" }, { id: "H" }],
        sales: hosted(host),
      }).lines.map(({ kind, beneficiary, base, amount }) => [kind, beneficiary, base, amount]);

    it("credits the host, a customer or a distributor", () => {
      expect(given("Mrs Miller")).to.deep.equal([["product", "Mrs Miller", 750_00n, 150_00n]]);
      expect(given("H")).to.deep.equal([["product", "H", 750_00n, 150_00n]]);
    });

    it("leaves the host's own orders out where the plan says so", () => {
      expect(given("Mrs Miller", { hostOrders: false })).to.deep.equal([["product", "Mrs Miller", 350_00n, 35_00n]]);
    });

    it("counts orders of buyers who are not known, of a party without a host as well", () => {
      const { lines } = compute({
        plan: planOf([{ id: "host", family: "party", steps, hostOrders: false }]),
        network: chain("A"),
        sales: [
          { seller: "A", cv: 250_00, party: "P" },
          { seller: "A", cv: 250_00, party: "P", buyer: "Else" },
        ],
      });
      expect(lines.map(({ beneficiary, base, amount }) => [beneficiary, base, amount])).to.deep.equal([
        ["A", 500_00n, 100_00n],
      ]);
    });

    it("takes one host a party, and no host without a party", () => {
      const problems = (rows: SaleRow[]) => {
        try {
          compute({ plan: planOf([{ id: "host", family: "party", steps }]), network: chain("A"), sales: rows });
        } catch (error) {
          return (error as InputInvalid).problems.map(({ row, field, message }) => `${row} ${field} ${message}`);
        }
        return [];
      };
      const row = { seller: "A", cv: 1, party: "P" };
      expect(problems([row, { ...row, host: "X" }, { ...row, host: "" }, { ...row, host: "X" }])).to.deep.equal([]);
      expect(
        problems([
          { ...row, host: "X" },
          { ...row, host: "Y" },
        ]),
      ).to.deep.equal(['2 host "Y"; expected one host for all of a party']);
      expect(problems([{ ...row, party: "", host: "X" }])).to.deep.equal(['1 host "X"; expected none without a party']);
      expect(problems([{ ...row, host: -1 }])[0]).to.match(/^1 host -1; expected a whole number/);
    });
  });

  it("gives amounts of steps: the highest's, or of all that are reached", () => {
    const amounts = [
      { from: 0, amount: 5 },
      { from: 100, rate: 1000, amount: 20 },
      { from: 1000, rate: 2000 },
    ];
    const given = (mode: string, cv: number) =>
      compute({
        plan: planOf([{ id: "host", family: "party", steps: amounts, mode }]),
        network: chain("A"),
        sales: [
          { seller: "A", cv, party: 1 },
          { seller: "A", cv: 0, party: 2 },
        ],
      }).lines.map(({ rate, amount }) => [rate, amount]);
    expect(given("retroactive", 200_00)).to.deep.equal([
      [1000, 20_00n],
      [undefined, 20_00n],
    ]);
    expect(given("marginal", 200_00)).to.deep.equal([
      [undefined, 5_00n],
      [1000, 10_00n],
      [undefined, 20_00n],
    ]);
  });

  it("says what cannot be in its settings, and what nothing bounds", () => {
    const issues = (of: object[]) =>
      checkPlan(planOf([{ id: "host", family: "party", steps: of }])).issues.map(
        ({ path, message }) => `${path} ${message}`,
      );
    expect(issues(steps)).to.deep.equal([]);
    expect(issues([{ from: 1 }])).to.deep.equal(['$.bonuses[0].steps[0] gives nothing; expected "rate" or "amount"']);
    expect(issues([...steps].reverse())[0]).to.match(/^.*steps\[1\].from is "200"; expected more than 500/);
    expect(issues([{ from: 1, amount: 1 }])[0]).to.match(/can pay more than any share of the sales/);
  });

  it("credits the seller where columns name no host", () => {
    const plan = readPlan(planOf([{ id: "host", family: "party", steps }]));
    const cv = AmountStore.of(Float64Array.of(50_000));
    const sales = new Sales({ seller: Int32Array.of(1), party: Int32Array.of(1), parties: ["P"], cv });
    const given: unknown[] = [];
    const network = Network.from([{ id: "A" }]);
    calculate(
      { plan, network, sales },
      { sink: (batch) => given.push(...[...batch].map(({ beneficiary, amount }) => [beneficiary, amount])) },
    );
    expect(given).to.deep.equal([["A", 100_00n]]);
  });

  it("counts products alone, and what pays commissions", () => {
    const { lines } = compute({
      plan: planOf([{ id: "host", family: "party", base: "price", steps }]),
      network: chain("A"),
      sales: [
        { seller: "A", cv: 0, price: 300_00, party: "P" },
        { seller: "A", cv: 0, price: 200_00, party: "P", subject: "fee" },
        { seller: "A", cv: 0, price: 200_00, party: "P", buyer: "A" },
      ],
    });
    expect(lines.map(({ base, rate, amount }) => [base, rate, amount])).to.deep.equal([[300_00n, 1000, 30_00n]]);
  });

  it("explains a line", () => {
    const plan = planOf([{ id: "host", family: "party", steps: [{ from: 1, rate: 1000, amount: 3 }] }]);
    const { lines } = compute({
      plan,
      network: chain("A"),
      sales: [{ seller: "A", cv: 500, party: "P", host: "Mrs Miller" }],
    });
    expect(lines.map((line) => explain(line, readPlan(plan), (id) => `${id}`))).to.deep.equal([
      'Mrs Miller gets 0.50 USD in goods of "host": for the host of party P, 10.00 % of 5.00 USD; the party sold 5.00 USD.',
      'Mrs Miller gets 3.00 USD in goods of "host": for the host of party P, the amount of the step; the party sold 5.00 USD.',
    ]);
  });
});
