import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, explain, readPlan } from "../../src/index.ts";
import { chain, compute, planOf } from "../helpers/period.ts";

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
    expect(lines[0]?.skipped).to.deep.equal([{ distributor: "A", reason: "inactive" }]);
    expect(result.state["up.sales"]).to.deep.equal({ B: "3" });
  });

  describe("by people", () => {
    const people = { ...bonus, first: "people" };

    // https://www.hybridmlm.io/de/australischer-x-up-mlm-plan : the same tree, of people who enrol one after the other.
    it("places Bob and Charlie below Emma, David below Alice, Eve and Frank below Alice, Grace below David", () => {
      const names = ["Emma", "Alice", "Bob", "Charlie", "David", "Eve", "Frank", "Grace"];
      const sponsor = (name: string) =>
        ({ Emma: undefined, Alice: "Emma", Bob: "Alice", Charlie: "Alice", David: "Alice" })[name] ??
        (name === "Emma" ? undefined : "David");
      // Emma's own first two enrolled before Alice.
      const before = ["Zoe", "Yan"].map((id) => ({ id, sponsor: "Emma", enrolled: 0 }));
      const network = names.map((id, enrolled) => ({ id, sponsor: sponsor(id), enrolled }));
      const { lines } = compute({
        plan: planOf([people]),
        network: [...network, ...before],
        sales: names.slice(2).map((seller) => ({ id: seller, seller, cv: 100 })),
      });
      expect(lines.map(({ source, beneficiary }) => `${source.id} ${beneficiary}`)).to.deep.equal([
        "Bob Emma",
        "Charlie Emma",
        "David Alice",
        "Eve Alice",
        "Frank Alice",
        "Grace David",
      ]);
    });

    it("passes on the first of who was passed up, and leaves those without anybody above to the company", () => {
      const network = [
        ...chain("A", "B", "C").map((row, enrolled) => ({ ...row, enrolled })),
        { id: "D", sponsor: "B", enrolled: 9 },
      ];
      const { lines } = compute({
        plan: planOf([{ ...people, passUp: 1 }]),
        network,
        sales: ["B", "C", "D"].map((seller) => ({ seller, cv: 100 })),
      });
      expect(lines.flatMap(({ skipped }) => skipped)).to.deep.equal([]);
      expect(lines.map(({ beneficiary, reason, facts }) => [beneficiary, reason, facts["recruit"]])).to.deep.equal([
        ["company", "company", 1n],
        ["company", "company", 1n],
        ["B", "none", 2n],
      ]);
    });

    it("counts whom the last of all ids enrolled, and the last himself", () => {
      const { lines } = compute({
        plan: planOf([{ ...people, passUp: 1 }]),
        network: [
          { id: "X", enrolled: 0 },
          { id: "Z", sponsor: "X", enrolled: 1 },
          { id: "A", sponsor: "Z", enrolled: 2 },
          { id: "B", sponsor: "Z", enrolled: 3 },
          { id: "C", sponsor: "X", enrolled: 4 },
          { id: "Y", sponsor: "X", enrolled: 5 },
        ],
        sales: ["A", "B", "C", "Y", "Z"].map((seller) => ({ seller, cv: 100 })),
      });
      expect(lines.map(({ beneficiary, facts }) => [beneficiary, facts["recruit"]])).to.deep.equal([
        ["company", 1n],
        ["Z", 2n],
        ["X", 2n],
        ["X", 3n],
        ["company", 1n],
      ]);
    });
  });

  it("puts sales without a time before those that have one", () => {
    const { lines } = compute({
      plan: planOf([{ ...bonus, passUp: 1 }]),
      network: chain("A", "B"),
      sales: [
        { id: 1, seller: "B", cv: 100, time: 5 },
        { id: 2, seller: "B", cv: 100 },
      ],
    });
    expect(lines.map(({ source, beneficiary }) => [source.id, beneficiary])).to.deep.equal([
      [2, "A"],
      [1, "B"],
    ]);
  });

  it("does not count a sale that pays nothing", () => {
    const { earned, result } = compute({
      plan: planOf([bonus]),
      network: chain("A", "B"),
      sales: [0, 0, 0, 100].map((cv) => ({ seller: "B", cv })),
    });
    expect([earned("A"), earned("B")]).to.deep.equal([100n, 0n]);
    expect(result.state["up.sales"]).to.deep.equal({ B: "1" });
  });

  it("needs an opt-in, and warns all the same", () => {
    const said = (optIn: boolean) =>
      checkPlan(planOf([{ ...bonus, optIn }])).issues.map(({ severity, message }) => `${severity} ${message}`);
    expect(said(false)).to.deep.equal([
      'invalid lacks "optIn": true, which this family needs, as it takes what comes first away',
    ]);
    expect(said(true)).to.deep.equal([
      "warning takes the first 2 sales from everybody who starts: many read this as a warning sign",
    ]);
  });

  it("explains a line", () => {
    const people = planOf([{ ...bonus, passUp: 1, first: "people" }]);
    const network = [...chain("A", "B"), { id: "C", sponsor: "A" }];
    const { lines: ofPeople } = compute({ plan: people, network, sales: [{ seller: "C", cv: 100 }] });
    expect(explain(ofPeople[0]!, readPlan(people))).to.equal(
      'distributor A gets 1.00 USD of "up" (level 1): 100.00 % of 1.00 USD from sale 1, of number 2 of his sponsor\'s.',
    );
    const plan = planOf([bonus]);
    const { lines } = compute({ plan, network: chain("A", "B"), sales: [{ seller: "B", cv: 100 }] });
    expect(explain(lines[0]!, readPlan(plan))).to.equal(
      'distributor A gets 1.00 USD of "up" (level 1): 100.00 % of 1.00 USD from sale 1, number 1 of its seller.',
    );
  });
});
