import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow, explain, InputInvalid, readPlan, type SaleRow } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";

const CYCLES = { how: "cycles", left: 200, right: 200, amounts: [{ amount: 20 }] };

/** You with a left and a right leg, which sell so much in whole units. */
const legs = (left: number, right: number, you: Partial<DistributorRow> = {}) => ({
  network: [
    { id: "You", ...you },
    { id: "L", sponsor: "You", position: 0 },
    { id: "R", sponsor: "You", position: 1 },
  ],
  sales: [
    { seller: "L", cv: left * 100 },
    { seller: "R", cv: right * 100 },
  ],
});

const binary = (settings: object, rest: object = {}) => planOf([{ id: "team", family: "binary", ...settings }], rest);

describe("binary", () => {
  const run = (left: number, right: number, settings: object, more: object = {}, you: Partial<DistributorRow> = {}) =>
    compute({ plan: binary(settings, more), ...legs(left, right, you) });
  const carried = ({ result }: ReturnType<typeof run>) => [
    result.state["team.left"]?.["You"] ?? "0",
    result.state["team.right"]?.["You"] ?? "0",
  ];

  it("counts everybody below each side, and what the period before left, but not the own volume", () => {
    const network = [
      { id: "You" },
      { id: "L", sponsor: "You" },
      { id: "LL", sponsor: "You", placement: "L", position: 1 },
      { id: "R", sponsor: "You" },
    ];
    const sales = ["You", "L", "LL", "R"].map((seller) => ({ seller, cv: 15_000 }));
    const settings = { pays: CYCLES };
    const first = compute({ plan: binary(settings), network, sales });
    expect(first.lines).to.deep.equal([]);
    expect(first.result.state["team.left"]).to.deep.equal({ You: "30000" });
    expect(first.result.state["team.right"]).to.deep.equal({ You: "15000", L: "15000" });
    const second = compute({
      plan: binary(settings),
      network,
      sales: [{ seller: "R", cv: 5000 }],
      state: first.result.state,
    });
    expect(second.lines[0]?.facts).to.deep.equal({
      left: 30_000n,
      right: 20_000n,
      cycles: 1n,
      leftCarried: 10_000n,
      rightCarried: 0n,
    });
    expect(second.result.state["team.left"]).to.deep.equal({ You: "10000" });
  });

  it("puts the own volume on the side that the plan says", () => {
    const own = (side: string) => {
      const { network, sales } = legs(100, 150);
      return carried(
        compute({ plan: binary({ pays: CYCLES, own: side }), network, sales: [...sales, { seller: "You", cv: 1000 }] }),
      );
    };
    expect(own("none")).to.deep.equal(["10000", "15000"]);
    expect(own("weaker")).to.deep.equal(["11000", "15000"]);
    expect(own("stronger")).to.deep.equal(["10000", "16000"]);
  });

  it("counts points where the plan says so, own purchases included", () => {
    const { network } = legs(0, 0);
    const sales: SaleRow[] = [
      { seller: "L", buyer: "L", cv: 1, pv: 20_000 },
      { seller: "R", cv: 0, pv: 20_000 },
    ];
    const paid = (base: string) => compute({ plan: binary({ pays: CYCLES, base }), network, sales }).earned("You");
    expect([paid("cv"), paid("points")]).to.deep.equal([0n, 2000n]);
  });

  it("takes a fixed ratio of left and right, or lets the sides change places at each cycle", () => {
    const pays = { how: "cycles", left: 100, right: 200, amounts: [{ amount: 10 }] };
    expect(carried(run(300, 300, { pays }))).to.deep.equal(["20000", "10000"]);
    const swapped = run(300, 300, { pays: { ...pays, swap: true } });
    expect([swapped.earned("You"), ...carried(swapped)]).to.deep.equal([2000n, "0", "0"]);
    const mixed = run(1000, 5000, { pays: { ...pays, swap: true } });
    expect([mixed.earned("You"), ...carried(mixed)]).to.deep.equal([10_000n, "0", "300000"]);
  });

  it("may ask for other volumes in the very first cycle, as plans of 2:1 and then 1:1 do", () => {
    const pays = {
      how: "cycles",
      left: 1,
      right: 1,
      swap: true,
      first: { left: 1, right: 2 },
      amounts: [{ amount: 10 }],
    };
    const first = run(1, 1, { pays });
    expect([first.earned("You"), ...carried(first)]).to.deep.equal([0n, "100", "100"]);
    const second = run(5, 4, { pays });
    expect([second.earned("You"), ...carried(second)]).to.deep.equal([4000n, "0", "0"]);
    const { network, sales } = legs(1, 1);
    const later = compute({ plan: binary({ pays }), network, sales, state: second.result.state });
    expect([later.earned("You"), later.result.state["team.started"]]).to.deep.equal([1000n, { You: "1" }]);
    const fixed = run(5, 4, { pays: { ...pays, swap: false }, limits: [{ cycles: 1 }], aboveLimit: "carried" });
    expect([fixed.earned("You"), ...carried(fixed)]).to.deep.equal([1000n, "400", "200"]);
  });

  it("pays a schedule: the highest step, once or again and again", () => {
    const steps = [
      { weaker: 100, amount: 5 },
      { weaker: 300, stronger: 600, amount: 20 },
      { weaker: 1000, amount: 80 },
    ];
    const paid = (left: number, right: number, repeat = false) => {
      const computed = run(left, right, { pays: { how: "steps", steps, repeat } });
      return [computed.earned("You"), ...carried(computed)];
    };
    expect(paid(99, 500)).to.deep.equal([0n, "9900", "50000"]);
    expect(paid(350, 500)).to.deep.equal([500n, "25000", "40000"]);
    expect(paid(700, 350)).to.deep.equal([2000n, "10000", "5000"]);
    expect(paid(2500, 2600)).to.deep.equal([8000n, "150000", "160000"]);
    expect(paid(2550, 2600, true)).to.deep.equal([2n * 8000n + 2000n, "25000", "0"]);
  });

  it("opens steps by rank, and pays a rate at a step that has one", () => {
    const ranks = [{ name: "Member" }, { name: "Gold" }];
    const steps = [
      { weaker: 100, rate: 1000 },
      { weaker: 500, rate: 1500, rank: "Gold" },
    ];
    const paid = (rank: number) => run(600, 900, { pays: { how: "steps", steps } }, { ranks }, { rank }).lines[0];
    expect(run(50, 900, { pays: { how: "steps", steps } }, { ranks }, { rank: 1 }).lines).to.deep.equal([]);
    const gold = { how: "rate", rates: [{ rank: "Gold", rate: 100 }] };
    expect(run(600, 900, { pays: gold }, { ranks }, { rank: 0 }).lines).to.deep.equal([]);
    expect([paid(0)?.rate, paid(0)?.amount]).to.deep.equal([1000, 6000n]);
    expect([paid(1)?.rate, paid(1)?.amount]).to.deep.equal([1500, 9000n]);
  });

  describe("limits", () => {
    const limits = [{ amount: 50 }];
    const reasons = (computed: ReturnType<typeof run>) => computed.lines.map(({ amount, reason }) => [amount, reason]);

    it("uses volume above a limit up, and says what it would have paid", () => {
      const lost = run(1000, 1100, { pays: CYCLES, limits });
      expect(reasons(lost)).to.deep.equal([
        [5000n, "none"],
        [5000n, "capBonus"],
      ]);
      expect(carried(lost)).to.deep.equal(["0", "10000"]);
    });

    it("or carries it over, whole cycles paid only", () => {
      const kept = run(1000, 1100, { pays: CYCLES, limits, aboveLimit: "carried" });
      expect(reasons(kept)).to.deep.equal([[4000n, "none"]]);
      expect(carried(kept)).to.deep.equal(["60000", "70000"]);
    });

    it("carries over what a rate would pay above the limit", () => {
      const pays = { how: "rate", rates: [{ rate: 1000 }] };
      const kept = run(1000, 1100, { pays, limits, aboveLimit: "carried" });
      expect([kept.earned("You"), ...carried(kept)]).to.deep.equal([5000n, "50000", "60000"]);
    });

    it("counts cycles, by the highest rank reached", () => {
      const ranks = [{ name: "Member" }, { name: "Silver" }, { name: "Gold" }];
      const byRank = [{ cycles: 1 }, { rank: "Silver", cycles: 3 }];
      const paid = (rank: number) =>
        run(1000, 1000, { pays: CYCLES, limits: byRank }, { ranks }, { rank }).earned("You");
      expect([paid(0), paid(1), paid(2)]).to.deep.equal([2000n, 6000n, 6000n]);
    });
  });

  it("carries over both sides, the stronger, or none, and no more than the plan allows", () => {
    const left = (settings: object) => carried(run(250, 900, { pays: CYCLES, ...settings }));
    expect(left({})).to.deep.equal(["5000", "70000"]);
    expect(left({ carry: "stronger" })).to.deep.equal(["0", "70000"]);
    expect(left({ carry: "none" })).to.deep.equal(["0", "0"]);
    expect(left({ carryMost: 300 })).to.deep.equal(["5000", "30000"]);
  });

  it("flushes the inactive, whoever does not qualify, or nobody, and says what was lost", () => {
    const ranks = [{ name: "Member" }, { name: "Gold" }];
    const pays = { ...CYCLES, amounts: [{ rank: "Gold", amount: 20 }] };
    const flushed = (flush: string, you: Partial<DistributorRow>) => {
      const computed = run(400, 500, { pays, flush }, { ranks }, you);
      return [...computed.lines.map(({ amount, reason }) => `${amount} ${reason}`), ...carried(computed)];
    };
    expect(flushed("inactive", { active: false, rank: 1 })).to.deep.equal(["4000 inactive", "0", "0"]);
    expect(flushed("never", { active: false, rank: 1 })).to.deep.equal(["40000", "50000"]);
    expect(flushed("inactive", { rank: 0 })).to.deep.equal(["40000", "50000"]);
    expect(flushed("unqualified", { rank: 0 })).to.deep.equal(["0", "0"]);
  });

  it("leaves nothing of an older state when all is flushed", () => {
    const { network } = legs(0, 0, { active: false });
    const state = { "team.left": { You: "700" } };
    expect(compute({ plan: binary({ pays: CYCLES }), network, sales: [], state }).result.state).to.deep.equal({
      "team.left": {},
      "team.right": {},
    });
  });

  it("asks for active people of one's own in each leg where the plan does", () => {
    const network = (sponsor: string, active = true) => [
      { id: "You" },
      { id: "L", sponsor: "You", position: 0 },
      { id: "R", sponsor: "Else", placement: "You", position: 1 },
      { id: "Else" },
      { id: "RR", sponsor, placement: "R", active },
    ];
    const sales = ["L", "RR"].map((seller) => ({ seller, cv: 20_000 }));
    const paid = (rows: DistributorRow[], least = 1) =>
      compute({
        plan: binary({ pays: CYCLES, sponsoredInEachLeg: least, flush: "unqualified" }),
        network: rows,
        sales,
      }).lines.map(({ amount, reason }) => [amount, reason]);
    expect(paid(network("You"))).to.deep.equal([[2000n, "none"]]);
    expect(paid(network("Else"))).to.deep.equal([[2000n, "notQualified"]]);
    expect(paid(network("You", false))).to.deep.equal([[2000n, "notQualified"]]);
    expect(paid(network("You"), 2)).to.deep.equal([[2000n, "notQualified"]]);
  });

  it("refuses a third leg, and two people in one place, naming the row", () => {
    const at = (...rows: Partial<DistributorRow>[]) => {
      const network = [{ id: "You" }, ...rows.map((row, index) => ({ id: `P${index}`, sponsor: "You", ...row }))];
      try {
        compute({ plan: binary({ pays: CYCLES }), network, sales: [] });
      } catch (error) {
        return (error as InputInvalid).problems.map(({ row, field, message }) => `${row} ${field}: ${message}`);
      }
      return [];
    };
    expect(at({}, {})).to.deep.equal([]);
    expect(at({ position: 1 }, {})).to.deep.equal([]);
    expect(at({}, {}, {})).to.deep.equal(['4 placement: "You"; expected somebody who has no two legs already']);
    expect(at({ id: "PC" }, { id: "PA" }, { id: "PB" })).to.deep.equal([
      '2 placement: "You"; expected somebody who has no two legs already',
    ]);
    const expected = "expected 0 (left) or 1 (right), and nobody else's place";
    expect(at({ position: 1 }, { position: 1 })).to.deep.equal([`3 position: 1; ${expected}`]);
    expect(at({ position: 2 })).to.deep.equal([`2 position: 2; ${expected}`]);
    const one = [{ id: "You" }, { id: "P", sponsor: "You", position: 2 }];
    expect(() => compute({ plan: binary({ pays: CYCLES }), network: one, sales: [] })).to.throw(
      InputInvalid,
      "distributors, row 2, position: 2; expected 0",
    );
  });

  it("says what cannot be in its settings, and that nothing bounds it", () => {
    const issues = (settings: object, rest: object = {}) =>
      checkPlan(binary(settings, rest)).issues.map(({ path, severity, message }) => `${severity} ${path} ${message}`);
    const warning =
      'warning $.bonuses[0] can pay more than any share of the sales; add a cap of the kind "company", which lowers all pro rata';
    expect(issues({ pays: CYCLES })).to.deep.equal([warning]);
    expect(issues({ pays: CYCLES }, { caps: [{ kind: "company", rate: 4000 }] })).to.deep.equal([]);
    expect(issues({ pays: { ...CYCLES, left: 0 } })).to.include(
      'invalid $.bonuses[0].pays.left is "0"; expected a volume above 0',
    );
    expect(issues({ pays: { ...CYCLES, right: 0 } })[0]).to.match(/pays.right/);
    const first = (left: number, right: number) => issues({ pays: { ...CYCLES, first: { left, right } } })[0];
    expect(first(0, 1)).to.match(/pays.first.left is "0"/);
    expect(first(1, 0)).to.match(/pays.first.right is "0"/);
    const steps = [{ weaker: 100, amount: 5, rate: 10 }, { weaker: 50, stronger: 20, amount: 1 }, { weaker: 200 }];
    expect(issues({ pays: { how: "steps", steps } })).to.deep.equal([
      'invalid $.bonuses[0].pays.steps[0] has both or neither of "amount" and "rate"; expected one of them',
      'invalid $.bonuses[0].pays.steps[1].weaker is "50"; expected the lowest step first',
      'invalid $.bonuses[0].pays.steps[1].stronger is "20"; expected at least 50, the volume of the weaker side',
      'invalid $.bonuses[0].pays.steps[2] has both or neither of "amount" and "rate"; expected one of them',
      warning,
    ]);
    expect(issues({ pays: CYCLES, base: "enrolment" })[0]).to.match(/^refused .*pays on enrolments/);
  });

  it("takes steps of the same volume, for different ranks", () => {
    const steps = [
      { weaker: 100, amount: 5 },
      { weaker: 100, amount: 9, rank: "Gold" },
    ];
    const ranks = [{ name: "Member" }, { name: "Gold" }];
    const paid = [0, 1].map((rank) =>
      run(100, 100, { pays: { how: "steps", steps } }, { ranks }, { rank }).earned("You"),
    );
    expect(paid).to.deep.equal([500n, 900n]);
  });

  it("seats who has no position on the free place, the last of all too", () => {
    const network = [{ id: 1 }, { id: 2, sponsor: 1, position: 1 }, { id: 3, sponsor: 1 }];
    const sales = [2, 3].map((seller) => ({ seller, cv: seller * 10_000 }));
    expect(compute({ plan: binary({ pays: CYCLES }), network, sales }).lines[0]?.facts).to.include({
      left: 30_000n,
      right: 20_000n,
    });
  });

  it("is computed in big integers where the highest of its amounts could be too large for numbers", () => {
    const lane = (amount: string) => {
      const amounts = [{ amount: 1 }, { rank: "Gold", amount }];
      const pays = { how: "cycles", left: "0.01", right: "0.01", amounts };
      return run(100, 100, { pays }, { ranks: [{ name: "Member" }, { name: "Gold" }] }).result.lane;
    };
    expect([lane("2"), lane("100000000")]).to.deep.equal(["fast", "exact"]);
  });

  it("explains a line", () => {
    const plan = binary({ pays: CYCLES });
    const { lines } = run(500, 450, { pays: CYCLES });
    expect(explain(lines[0]!, readPlan(plan))).to.equal(
      'distributor You gets 40.00 USD of "team": 2 cycles of 500.00 USD on the left and 450.00 USD on the right; 100.00 USD and 50.00 USD are carried over.',
    );
    const rate = { pays: { how: "rate", rates: [{ rate: 1000 }] } };
    expect(explain(run(500, 450, rate).lines[0]!, readPlan(binary(rate)))).to.equal(
      'distributor You gets 45.00 USD of "team": 10.00 % of 450.00 USD matched of 500.00 USD on the left and 450.00 USD on the right; 50.00 USD and 0.00 USD are carried over.',
    );
  });

  describe("published examples", () => {
    // https://docs.be-infinity.com/compensation-plan/business-logic/bonus/binary-bonus/bb-example-3 : left 1,800, right
    // 20,800, a cycle is 200 of each and pays $20: 9 cycles, $180, left carry 0. The right carry follows: 19,000.
    it("pays 9 cycles and 180 in Infinity's third example", () => {
      const computed = run(1800, 20_800, { pays: CYCLES });
      expect([computed.earned("You"), computed.lines[0]?.facts["cycles"], ...carried(computed)]).to.deep.equal([
        18_000n,
        9n,
        "0",
        "1900000",
      ]);
    });

    // The same page's example 4 (.../bb-example-4): the same volumes pay $171. That this is a company-wide cut of 5 % is
    // inferred; the source's page on it is not legible.
    it("pays 171 in Infinity's fourth example, under a cut of 5 %", () => {
      const caps = [{ kind: "share", rate: 9500 }];
      expect(run(1800, 20_800, { pays: CYCLES }, { caps }).earned("You")).to.equal(17_100n);
    });

    // http://simonlingusana.blogspot.com/2014/12/calculating-commissions.html : a USANA business centre with 2,000 left
    // and 2,000 right gets 400 points for the week. The own points (100, for being active) count above, not for itself.
    it("pays 400 points on 2,000 and 2,000 in USANA's business centre", () => {
      const { network, sales } = legs(2000, 2000);
      const plan = binary(
        { base: "points", pays: { how: "steps", steps: [{ weaker: 2000, amount: 400 }] } },
        { activity: { ownVolume: 100, customerVolume: 1 } },
      );
      const own: SaleRow = { seller: "You", cv: 10_000 };
      const computed = compute({ plan, network, sales: [...sales, own] });
      expect([computed.earned("You"), ...carried(computed)]).to.deep.equal([40_000n, "0", "0"]);
      expect(compute({ plan, network, sales }).earned("You")).to.equal(0n);
    });

    // https://netready.co.za/post?post=binary-commission : legs of 100,000 and 200,000; bronze 2 % is 2,000, silver 4 %
    // is 4,000, gold 6 % is 6,000, and the surplus of the strong leg is banked.
    it("pays 2,000, 4,000 and 6,000 by rank on a weak leg of 100,000", () => {
      const ranks = ["Bronze", "Silver", "Gold"].map((name) => ({ name }));
      const rates = [{ rate: 200 }, { rank: "Silver", rate: 400 }, { rank: "Gold", rate: 600 }];
      const runs = [0, 1, 2].map((rank) =>
        run(100_000, 200_000, { pays: { how: "rate", rates } }, { ranks }, { rank }),
      );
      expect(runs.map(({ earned }) => earned("You"))).to.deep.equal([200_000n, 400_000n, 600_000n]);
      expect(carried(runs[0]!)).to.deep.equal(["0", "10000000"]);
    });
  });
});
