import { expect } from "chai";
import { describe, it } from "mocha";
import { type DistributorRow, InputInvalid } from "../../src/index.ts";
import { compute, planOf } from "../helpers/period.ts";

const trio: DistributorRow[] = [
  { id: "You" },
  { id: "L", sponsor: "You", position: 0 },
  { id: "R", sponsor: "You", position: 1 },
];
const sold = (left: number, right: number) => [
  { seller: "L", cv: left * 100 },
  { seller: "R", cv: right * 100 },
];
const binary = (more: object) => ({ id: "team", family: "binary", ...more });
const cycle = { cycle: { weaker: 200, stronger: 200, amount: 20 } };

describe("binary", () => {
  it("counts cycles with either leg as the weaker one, and carries what is left of both", () => {
    const plan = planOf([binary({ cycle: { weaker: 100, stronger: 200, amount: 10 } })]);
    for (const [left, right, cycles, restLeft, restRight] of [
      [350, 900, 3, 50, 300],
      [900, 350, 3, 300, 50],
      [99, 900, 0, 99, 900],
    ] as const) {
      const { lines, result } = compute({ plan, network: trio, sales: sold(left, right) });
      expect(
        lines.map(({ amount }) => amount),
        `${left}/${right}`,
      ).to.deep.equal(cycles === 0 ? [] : [BigInt(cycles) * 10_00n]);
      expect(result.state["team.left"]).to.deep.equal({ You: `${restLeft * 100}` });
      expect(result.state["team.right"]).to.deep.equal({ You: `${restRight * 100}` });
    }
  });

  it("adds what the period before carried, and counts one's own volume for the legs above only", () => {
    const { lines } = compute({
      plan: planOf([binary(cycle)]),
      network: [{ id: "Top" }, { ...(trio[0] as DistributorRow), sponsor: "Top" }, ...trio.slice(1)],
      sales: [...sold(100, 300), { seller: "You", cv: 5000_00 }],
      state: { "team.left": { You: "15000" }, "team.right": { Top: "40000" } },
    });
    expect(
      lines.map(({ beneficiary, facts }) => [beneficiary, facts["left"], facts["right"], facts["count"]]),
    ).to.deep.equal([
      ["Top", 5400_00n, 400_00n, 2n],
      ["You", 250_00n, 300_00n, 1n],
    ]);
  });

  it("pays the highest step that is reached, and uses up its volume", () => {
    const steps = [
      { volume: 100, amount: 5 },
      { volume: 300, amount: 20 },
      { volume: 1000, amount: 100 },
    ];
    const { lines, result } = compute({ plan: planOf([binary({ steps })]), network: trio, sales: sold(450, 2000) });
    expect(lines.map(({ amount }) => amount)).to.deep.equal([20_00n]);
    expect(result.state).to.deep.equal({ "team.left": { You: "15000" }, "team.right": { You: "170000" } });
  });

  it("carries the stronger leg only, nothing, or up to a cap, as the plan says", () => {
    const carried = (more: object) =>
      compute({ plan: planOf([binary({ ...cycle, ...more })]), network: trio, sales: sold(250, 900) }).result.state;
    expect(carried({ carry: "stronger" })).to.deep.equal({ "team.left": {}, "team.right": { You: "70000" } });
    expect(carried({ carry: "none" })).to.deep.equal({ "team.left": {}, "team.right": {} });
    expect(carried({ carryCap: 60 })).to.deep.equal({ "team.left": { You: "5000" }, "team.right": { You: "6000" } });
  });

  it("limits cycles and leaves their volume, or limits what is paid and uses the volume up", () => {
    const many = compute({
      plan: planOf([binary({ ...cycle, maxCycles: 2 })]),
      network: trio,
      sales: sold(1000, 1000),
    });
    expect(many.earned("You")).to.equal(40_00n);
    expect(many.result.state["team.left"]).to.deep.equal({ You: "60000" });
    const capped = compute({
      plan: planOf([binary({ ...cycle, limits: [{ most: 70 }] })]),
      network: trio,
      sales: sold(1000, 1000),
    });
    expect(capped.lines.map(({ kind, amount, reason }) => [kind, amount, reason])).to.deep.equal([
      ["commission", 70_00n, "none"],
      ["breakage", 30_00n, "capBonus"],
    ]);
    expect(capped.result.state["team.left"]).to.deep.equal({});
  });

  it("keeps the legs of the inactive, or flushes them where the plan says so", () => {
    const network = trio.map((row) => ({ ...row, active: row.id !== "You" }));
    const kept = compute({ plan: planOf([binary(cycle)]), network, sales: sold(450, 450) });
    expect(kept.lines).to.deep.equal([]);
    expect(kept.result.state["team.left"]).to.deep.equal({ You: "45000" });
    const flushed = compute({
      plan: planOf([binary({ ...cycle, flushInactive: true })]),
      network,
      sales: sold(450, 450),
    });
    expect(flushed.lines.map(({ kind, amount, reason }) => [kind, amount, reason])).to.deep.equal([
      ["breakage", 40_00n, "inactive"],
    ]);
    expect(flushed.result.state).to.deep.equal({});
  });

  it("takes no third leg, and no two in one place", () => {
    const run = (...rows: DistributorRow[]) =>
      compute({ plan: planOf([binary(cycle)]), network: [{ id: 1 }, ...rows], sales: [] });
    expect(() => run({ id: 2, sponsor: 1 }, { id: 3, sponsor: 1 }, { id: 4, sponsor: 1 })).to.throw(InputInvalid, "4");
    expect(() => run({ id: 2, sponsor: 1, position: 1 }, { id: 3, sponsor: 1, position: 1 })).to.throw(
      InputInvalid,
      "3",
    );
    expect(() => run({ id: 2, sponsor: 1, position: 2 })).to.throw(InputInvalid, "2");
  });

  describe("published examples", () => {
    // Infinity, BB-3: https://docs.be-infinity.com/compensation-plan/business-logic/bonus/binary-bonus/bb-example-3
    it("pays Infinity's 9 cycles, 180, and carries 0 left and 19,000 right", () => {
      const { lines, result, earned } = compute({
        plan: planOf([binary(cycle)]),
        network: trio,
        sales: sold(1800, 20_800),
      });
      expect(lines[0]?.facts["count"]).to.equal(9n);
      expect(earned("You")).to.equal(180_00n);
      expect(result.state).to.deep.equal({ "team.left": {}, "team.right": { You: "1900000" } });
    });

    // Infinity, BB-4, the same volumes: .../bb-example-4. The cut of 5 % is inferred, the source's page on it is not legible.
    it("pays Infinity's 171 under a pay cut of 5 %", () => {
      const plan = planOf([binary(cycle)], { caps: [{ kind: "share", rate: 9500 }] });
      const { lines, earned } = compute({ plan, network: trio, sales: sold(1800, 20_800) });
      expect(earned("You")).to.equal(171_00n);
      expect(lines.at(-1)).to.deep.include({ kind: "adjustment", beneficiary: "You", base: 180_00n, amount: -9_00n });
    });

    // USANA: http://simonlingusana.blogspot.com/2014/12/calculating-commissions.html
    it("gives USANA's 400 points for 2,000 in each leg, own volume not counted", () => {
      const { earned } = compute({
        plan: planOf([binary({ rates: [{ rate: 2000 }] })]),
        network: trio,
        sales: [...sold(2000, 2000), { seller: "You", cv: 100_00 }],
      });
      expect(earned("You")).to.equal(400_00n);
    });

    // https://netready.co.za/post?post=binary-commission
    it("gives NetReady's 2,000, 4,000 and 6,000 of 100,000 by rank, and banks the surplus", () => {
      const rates = [
        { rank: "Bronze", rate: 200 },
        { rank: "Silver", rate: 400 },
        { rank: "Gold", rate: 600 },
      ];
      const paid = [0, 1, 2, 3].map((rank) => {
        const { earned, result } = compute({
          plan: planOf([binary({ rates })], { ranks: ["None", "Bronze", "Silver", "Gold"].map((name) => ({ name })) }),
          network: trio.map((row) => ({ ...row, rank })),
          sales: sold(100_000, 200_000),
        });
        expect(result.state["team.right"]).to.deep.equal({ You: "10000000" });
        return earned("You");
      });
      expect(paid).to.deep.equal([0n, 2_000_00n, 4_000_00n, 6_000_00n]);
    });
  });
});
