import { expect } from "chai";
import { describe, it } from "mocha";
import { InputInvalid } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

describe("retail", () => {
  it("gives the seller the difference to the wholesale price, active or not, and the company its own", () => {
    const { lines } = compute({
      plan: planOf([{ id: "retail", family: "retail" }]),
      network: [{ id: "A", active: false }],
      sales: [
        { seller: "A", cv: 50, wholesale: 70_00, price: 100_01 },
        { seller: "A", cv: 50, wholesale: 70_00 },
        { seller: "company", cv: 50, wholesale: 70_00, price: 71_00 },
      ],
    });
    expect(lines.map(({ kind, beneficiary, amount, facts }) => [kind, beneficiary, amount, facts])).to.deep.equal([
      ["commission", "A", 30_01n, { price: 100_01n, wholesale: 70_00n }],
      ["breakage", "company", 1_00n, { price: 71_00n, wholesale: 70_00n }],
    ]);
  });
});

describe("x-up", () => {
  const bonus = { id: "up", family: "x-up", passUp: 2, rate: 10_000, optIn: true };

  // http://successfulmlmtips.com/network-marketing-compensation-plans/aussie-2up-compensation-plans/ , which itself
  // calls the plan a red flag: 800 for each sale, the first two of five go to the sponsor.
  it("pays the Aussie 2-up's seller 2,400 and his sponsor 1,600", () => {
    const { earned } = compute({
      plan: planOf([bonus]),
      network: chain("Sponsor", "Seller"),
      sales: Array.from({ length: 5 }, () => ({ seller: "Seller", cv: 800_00 })),
    });
    expect([earned("Seller"), earned("Sponsor")]).to.deep.equal([2_400_00n, 1_600_00n]);
  });

  // https://www.hybridmlm.io/de/australischer-x-up-mlm-plan : Alice's Bob and Charlie go to Emma, David stays; David's
  // Eve and Frank go to Alice, Grace stays.
  it("follows hybridmlm's tree: Bob and Charlie to Emma, David to Alice, Eve and Frank to Alice, Grace to David", () => {
    const { lines } = compute({
      plan: planOf([bonus]),
      network: chain("Emma", "Alice", "David"),
      sales: [
        ...["1-Bob", "2-Charlie", "3-David"].map((id) => ({ id, seller: "Alice", cv: 100 })),
        ...["4-Eve", "5-Frank", "6-Grace"].map((id) => ({ id, seller: "David", cv: 100 })),
      ],
    });
    expect(lines.map(({ source, beneficiary }) => [source.id, beneficiary])).to.deep.equal([
      ["1-Bob", "Emma"],
      ["2-Charlie", "Emma"],
      ["3-David", "Alice"],
      ["4-Eve", "Alice"],
      ["5-Frank", "Alice"],
      ["6-Grace", "David"],
    ]);
  });

  it("counts by time over periods, whatever the order of the rows, and an inactive sponsor loses them", () => {
    const sale = (id: number, time: number) => ({ id, seller: "B", cv: 100, time });
    const { lines, result } = compute({
      plan: planOf([bonus]),
      network: chain("A", "B").map((row) => ({ ...row, active: row.id === "B" })),
      sales: [sale(1, 50), sale(2, 40)],
      state: { "up.sales": { B: "1" } },
    });
    expect(lines.map(({ source, beneficiary, reason }) => [source.id, beneficiary, reason])).to.deep.equal([
      [2, "company", "inactive"],
      [1, "B", "none"],
    ]);
    expect(result.state["up.sales"]).to.deep.equal({ B: "3" });
  });
});

describe("pool", () => {
  const pool = (more: object) => ({ id: "pool", family: "pool", rate: 10_000, ...more });

  // https://www.inhabitrealty.com/lessons/bonuses/ : 500 of 5,000 points of a pool of 10,000.
  it("gives Inhabit Realty's 1,000", () => {
    const { earned } = compute({
      plan: planOf([pool({ by: "ownVolume" })]),
      network: [{ id: "You" }, { id: "Others" }],
      sales: [
        { seller: "You", cv: 4_000_00, pv: 500_00 },
        { seller: "Others", cv: 6_000_00, pv: 4_500_00 },
      ],
    });
    expect(earned("You")).to.equal(1_000_00n);
  });

  it("is paid out to the last unit, by largest remainder, ties to the lower id", () => {
    const { lines } = compute({
      plan: planOf([pool({ by: "ownVolume", rate: 100 })]),
      network: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4, active: false }],
      sales: [1, 2, 3, 4].map((seller) => ({ seller, cv: 250 })),
    });
    // 1 % of 10.00 is 10 units for three equal shares.
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([
      [1, 4n],
      [2, 3n],
      [3, 3n],
    ]);
  });

  it("splits by shares of a rank, from a least rank on", () => {
    const ranks = ["A", "B", "C"].map((name) => ({ name }));
    const shares = [
      { rank: "A", shares: 1 },
      { rank: "C", shares: 3 },
    ];
    const paid = (more: object) =>
      compute({
        plan: planOf([pool({ by: "rank", shares, ...more })], { ranks }),
        network: [0, 1, 2].map((rank) => ({ id: rank, rank })),
        sales: [{ seller: 0, cv: 1000 }],
      }).lines.map(({ beneficiary, amount }) => [beneficiary, amount]);
    expect(paid({})).to.deep.equal([
      [0, 200n],
      [1, 200n],
      [2, 600n],
    ]);
    expect(paid({ rank: "B" })).to.deep.equal([
      [1, 250n],
      [2, 750n],
    ]);
  });

  it("counts shrinking as no growth", () => {
    const { lines, result } = compute({
      plan: planOf([pool({ by: "growth" })]),
      network: [{ id: 1 }, { id: 2 }],
      sales: [
        { seller: 1, cv: 100 },
        { seller: 2, cv: 100 },
      ],
      state: { "pool.groupVolume": { 1: "150", 2: "40" } },
    });
    expect(lines.map(({ beneficiary, amount }) => [beneficiary, amount])).to.deep.equal([[2, 200n]]);
    expect(result.state["pool.groupVolume"]).to.deep.equal({ 1: "100", 2: "100" });
  });

  it("goes to the company or to the next period where nobody has a share", () => {
    const run = (empty: string, active: boolean, state = {}) =>
      compute({
        plan: planOf([pool({ by: "ownVolume", empty, rate: 1000 })]),
        network: [{ id: 1, active }],
        sales: [{ seller: 1, cv: 1000 }],
        state,
      });
    expect(run("company", false).lines.map(({ kind, amount, reason }) => [kind, amount, reason])).to.deep.equal([
      ["breakage", 100n, "emptyPool"],
    ]);
    const waits = run("carry", false);
    expect(waits.lines).to.deep.equal([]);
    expect(run("carry", true, waits.result.state).earned(1)).to.equal(200n);
  });
});

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
});
