import { expect } from "chai";
import { describe, it } from "mocha";
import {
  AmountStore,
  calculate,
  InputInvalid,
  keccakOfText,
  type Line,
  Network,
  type PeriodInput,
  readPlan,
  Sales,
} from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

const team = { id: "team", family: "unilevel", own: { rate: 300 }, levels: [{ rate: 500 }] };
const input = (cv: bigint | number, more: Partial<PeriodInput> = {}): PeriodInput => {
  const network = Network.from(chain("A", "B"));
  return { plan: readPlan(planOf([team])), network, sales: Sales.from([{ seller: "B", cv }], network), ...more };
};

describe("calculate", () => {
  it("takes numbers where everything provably fits, else big integers, with the same result", () => {
    expect(calculate(input(100)).lane).to.equal("fast");
    expect(calculate(input(100), { lane: "exact" }).lane).to.equal("exact");
    expect(calculate(input(2n ** 60n)).lane).to.equal("exact");
    expect(() => calculate(input(2n ** 60n), { lane: "fast" })).to.throw(RangeError);
    expect(calculate(input(100)).hash()).to.equal(calculate(input(100), { lane: "exact" }).hash());
  });

  it("counts amounts of the plan and of the state towards what must fit", () => {
    const state = { "x.y": { A: `${2n ** 53n}` } };
    expect(calculate(input(100, { state })).lane).to.equal("exact");
    const tiers = [{ from: "90071992547409.92", rate: 100 }];
    const plan = readPlan(planOf([{ id: "own", family: "personal", tiers }]));
    expect(calculate(input(100, { plan })).lane).to.equal("exact");
  });

  it("takes no CV above the wholesale price where the plan has a cap, which is a share of that", () => {
    const network = Network.from(chain("A", "B"));
    const sales = Sales.from(
      [
        { seller: "B", cv: 100, wholesale: 100 },
        { seller: "B", cv: 101, wholesale: 100, price: 200 },
      ],
      network,
    );
    const paid = (rest: object) => calculate({ plan: readPlan(planOf([team], rest)), network, sales }).paid;
    expect(() => paid({ cap: 800 })).to.throw(
      InputInvalid,
      /^sales, row 2, cv: 101; expected 100, the wholesale price, at most: the plan's cap is a share of that$/,
    );
    expect(paid({})).to.equal(16n);
  });

  it("compares CV and wholesale price of as many sales as a table holds before it grows", () => {
    const network = Network.from(chain("A", "B"));
    const sales = Sales.from(
      Array.from({ length: 1024 }, () => ({ seller: "B", cv: 2n ** 60n })),
      network,
    );
    const { paid } = calculate({ plan: readPlan(planOf([team], { cap: 800 })), network, sales });
    expect(paid).to.equal(1024n * ((2n ** 60n * 300n) / 10_000n + (2n ** 60n * 500n) / 10_000n));
  });

  it("takes names of digits for names, whatever decimals the currency has", () => {
    for (const name of ["1.234", "90071992547409920", "2026.10"]) {
      const plan = readPlan(planOf([{ ...team, name }], { name, about: "3.14159", ranks: [{ name: "0.001" }] }));
      expect(calculate(input(100, { plan })).paid).to.equal(5n + 3n);
    }
  });

  it("computes 18 decimals to the unit", () => {
    const plan = readPlan({ ...planOf([team]), currency: { code: "DAI", decimals: 18 } });
    const lines: Line[] = [];
    const cv = 123_456_789_012_345_678_901n;
    calculate(input(cv, { plan }), { sink: (batch) => lines.push(...batch) });
    expect(lines.map(({ amount }) => amount)).to.deep.equal([(cv * 300n) / 10_000n, (cv * 500n) / 10_000n]);
  });

  it("gives the same result and the same lines in whatever order the rows come", () => {
    const people = chain("A", "B", "C", "D");
    const sales = [1, 2, 3, 4].map((id) => ({ id, seller: "ABCD"[id - 1] as string, cv: 1000 + id, price: 2000 }));
    const plan = planOf([
      team,
      { id: "retail", family: "retail" },
      { id: "pool", family: "pool", rate: 100, by: "ownVolume" },
    ]);
    const forth = compute({ plan, network: people, sales });
    const back = compute({ plan, network: people.toReversed(), sales: sales.toReversed() });
    expect(back.result.hash()).to.equal(forth.result.hash());
    const text = (lines: readonly Line[]) =>
      lines.map((line) => JSON.stringify(line, (_, v) => (typeof v === "bigint" ? `${v}` : v))).sort();
    expect(text(back.lines)).to.deep.equal(text(forth.lines));
  });

  it("has a canonical form that anybody can hash, of sums, earnings and state", () => {
    const { result } = compute({
      plan: planOf([team], { activity: { customerVolume: 0, in: "previous" } }),
      network: chain("A", "B"),
      sales: [{ seller: "B", cv: 1050 }],
      period: { number: 7, start: 0, end: 100 },
    });
    const text = [...result.canonical()].join("");
    expect(text).to.equal(
      '{"bonuses":[{"breakage":"0","id":"team","paid":"83","product":"0","remainder":"1"}],' +
        `"earnings":[["A","52"],["B","31"]],"period":{"end":100,"number":7,"start":0},"plan":"${result.plan.hash}","refused":false,` +
        '"state":{"plan.customerVolume":{"B":"1050"}}}',
    );
    expect(result.hash()).to.equal(keccakOfText(text));
    const more = compute({
      plan: planOf([team], { activity: { customerVolume: 0, ownVolume: 0, in: "previous" } }),
      network: chain("A", "B"),
      sales: [{ seller: "B", cv: 1050 }],
    });
    expect([...more.result.canonical()].join("")).to.match(
      /"state":\{"plan.customerVolume":\{"B":"1050"\},"plan.ownVolume":\{"B":"1050"\}\}\}$/,
    );
    expect([...calculate(input(1)).canonical()].join("")).to.include('],"period":null,"plan":"0x');
    expect(JSON.parse(text)["earnings"]).to.deep.equal(
      [...result.earnings()].map(({ distributor, amount }) => [distributor, `${amount}`]),
    );
    expect(result.earningsAt(1)).to.equal(52n);
    expect([result.turnover, result.volume, result.paid]).to.deep.equal([1050n, 1050n, 83n]);
  });

  it("marks what a refused plan gives", () => {
    const plan = readPlan(planOf([{ id: "fees", family: "unilevel", base: "fee", levels: [{ rate: 1000 }] }]), {
      analyse: true,
    });
    const network = Network.from(chain("A", "B"));
    const sales = Sales.from(
      [
        { seller: "B", cv: 0, price: 50_00, subject: "fee" },
        { seller: "B", cv: 70_00, price: 90_00 },
      ],
      network,
    );
    const result = calculate({ plan, network, sales });
    expect(result.paid).to.equal(5_00n);
    expect([...result.canonical()].join("")).to.include('"refused":true');
  });

  it("sends lines in batches, all of them, and keeps the sums without a sink", () => {
    const network = Network.from([{ id: 1 }]);
    const count = 20_000;
    const sales = new Sales({
      seller: new Int32Array(count).fill(1),
      cv: AmountStore.of(new Float64Array(count).fill(10_000)),
    });
    const plan = readPlan(planOf([{ ...team, levels: [] }]));
    const sizes: number[] = [];
    const sources: number[] = [];
    const result = calculate(
      { plan, network, sales },
      {
        sink: (batch) => {
          sizes.push(batch.length);
          sources.push(...batch.source.subarray(0, batch.length));
        },
      },
    );
    expect(sizes).to.deep.equal([8192, 8192, 20_000 - 2 * 8192]);
    expect(sources).to.deep.equal(Array.from({ length: count }, (_, index) => index));
    expect(result.paid).to.equal(300n * BigInt(count));
    expect(calculate({ plan, network, sales }).paid).to.equal(result.paid);
  });

  it("keeps all skipped people of a batch apart, however many they are", () => {
    const ids = Array.from({ length: 3000 }, (_, index) => index + 1);
    const network = ids.map((id) => ({ id, sponsor: id === 1 ? undefined : id - 1, active: id === 1 || id === 3000 }));
    const { lines } = compute({
      plan: planOf([{ id: "team", family: "unilevel", levels: [{ rate: 500 }], compression: "dynamic", walk: 10_000 }]),
      network,
      sales: [3000, 2000, 2999, 1500].map((seller) => ({ seller, cv: 100 })),
    });
    expect(lines.map(({ skipped }) => [skipped.length, skipped[0]?.distributor])).to.deep.equal([
      [1498, 1499],
      [1998, 1999],
      [2997, 2998],
      [2998, 2999],
    ]);
  });

  it("goes through sales seller by seller, those of one seller in the order given", () => {
    const { lines } = compute({
      plan: planOf([{ id: "own", family: "unilevel", own: { rate: 1000 }, levels: [] }]),
      network: [1, 2, 3].map((id) => ({ id })),
      sales: [3, 1, 3, 2, 1].map((seller, index) => ({ id: `s${index}`, seller, cv: 100 })),
    });
    expect(lines.map(({ source }) => source.id)).to.deep.equal(["s1", "s4", "s3", "s0", "s2"]);
  });

  it("takes no sale outside the period", () => {
    const network = Network.from(chain("A"));
    const sales = (time: number) => Sales.from([{ seller: "A", cv: 1, time }], network);
    const period = { number: 3, start: 100, end: 200 };
    const run = (time: number) => calculate({ plan: readPlan(planOf([team])), network, sales: sales(time), period });
    expect(() => run(99)).to.throw(InputInvalid, "sales, row 1, time: 99; expected a time from 100 to before 200");
    expect(() => run(200)).to.throw(InputInvalid, "200");
    expect(run(100).paid + run(199).paid).to.equal(0n);
  });

  it("takes no state that is not of its network", () => {
    expect(() => calculate(input(1, { state: { "team.left": { Z: "1" } } }))).to.throw(
      InputInvalid,
      'state, row 1, team.left: "Z"',
    );
    for (const digits of ["-1", "1.5", "x", ""]) {
      expect(() => calculate(input(1, { state: { "team.left": { A: digits } } })), digits).to.throw(
        InputInvalid,
        "in quotes",
      );
    }
    expect(calculate(input(1, { state: { "gone.left": { A: "5" } } })).state).to.deep.equal({
      "gone.left": { A: "5" },
    });
  });
});

describe("activity", () => {
  const paid = (activity: object, more: object = {}) =>
    compute({
      plan: planOf([{ ...team, levels: [] }], { activity }),
      // What a row says of activity does not count where the plan has a rule.
      network: [{ id: 1 }, { id: 2, enrolled: 150 }, { id: 3, enrolled: 50, active: false }],
      sales: [
        { seller: 1, cv: 100_00, buyer: "Carl", time: 150 },
        { seller: 2, cv: 60_00, buyer: 1, time: 150 },
        { seller: 3, cv: 100_00, buyer: 2, time: 150 },
      ],
      period: { number: 1, start: 100, end: 200 },
      ...more,
    });
  const who = (activity: object, more: object = {}) =>
    paid(activity, more)
      .of("commission")
      .map(({ beneficiary }) => beneficiary);

  it("follows from own volume, customer volume or purchases, all that are given", () => {
    expect(who({ ownVolume: 100 })).to.deep.equal([1, 3]);
    expect(who({ customerVolume: 1 })).to.deep.equal([1]);
    expect(who({ purchases: 50 }, { analyse: true })).to.deep.equal([1, 2]);
    expect(who({ ownVolume: 100, customerVolume: 1 })).to.deep.equal([1]);
  });

  it("or from the period before, where who enrolled in this one is active", () => {
    const first = paid({ ownVolume: 100, in: "previous" });
    expect(first.of("commission").map(({ beneficiary }) => beneficiary)).to.deep.equal([2]);
    expect(first.result.state).to.deep.equal({ "plan.ownVolume": { 1: "10000", 2: "6000", 3: "10000" } });
    expect(who({ ownVolume: 100, in: "previous" }, { state: first.result.state, period: undefined })).to.deep.equal([
      1, 3,
    ]);
    const two = paid({ purchases: 1, customerVolume: 1, in: "previous" }).result.state;
    expect(two).to.deep.equal({ "plan.customerVolume": { 1: "10000" }, "plan.purchases": { 1: "6000", 2: "10000" } });
  });
});
