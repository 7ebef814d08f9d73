import { expect } from "chai";
import { describe, it } from "mocha";
import { checkPlan, type DistributorRow, explain, readPlan, type SaleRow } from "../../src/index.ts";
import { chain, compute, planOf, sum } from "../helpers/period.ts";
import { ladder, ranks } from "../helpers/ranks.ts";

describe("matching", () => {
  const own = { id: "own", family: "personal", tiers: [{ from: 0, rate: 10_000 }] };
  const match = (more: object) => ({
    id: "match",
    family: "matching",
    bonuses: ["own"],
    levels: [{ rate: 300 }],
    ...more,
  });

  it("pays levels of what the sponsored earned by the bonuses named, and never of other bonuses", () => {
    const { lines } = compute({
      plan: planOf([own, { id: "retail", family: "retail" }, match({ levels: [{ rate: 1000 }, { rate: 500 }] })]),
      network: chain("A", "B", "C"),
      sales: [{ seller: "C", cv: 100_00, price: 150_00 }],
    });
    const matches = lines.filter(({ bonus }) => bonus === "match");
    expect(
      matches.map(({ beneficiary, level, source, base, amount }) => [beneficiary, level, source.id, base, amount]),
    ).to.deep.equal([
      ["B", 1, "C", 100_00n, 10_00n],
      ["A", 2, "C", 100_00n, 5_00n],
    ]);
  });

  // https://www.kuveraglobal.com/opportunity.html : the rank holder closes a generation and belongs to it.
  it("pays Kuvera's Joe 3 + 3 + 6 + 6 + 6 = 24 of two generations", () => {
    const earned: Record<string, number> = { Mary: 100, Susan: 100, Larry: 200, Sharon: 200, Steve: 200 };
    const { lines, paidBy } = compute({
      plan: planOf([own, match({ levels: [{ rate: 300 }, { rate: 300 }], generations: { rank: "Director" } })], {
        ranks,
      }),
      network: ladder({ Joe: 2, Larry: 2, Steve: 2 }, "Joe", "Mary", "Larry", "Susan", "Sharon", "Steve", "Zoe"),
      sales: [...Object.entries(earned), ["Zoe", 500] as const].map(([seller, cv]) => ({ seller, cv: cv * 100 })),
    });
    const joes = lines.filter(({ beneficiary, bonus }) => beneficiary === "Joe" && bonus === "match");
    expect(joes.map(({ source, level, amount }) => [source.id, level, amount]).sort()).to.deep.equal([
      ["Larry", 1, 6_00n],
      ["Mary", 1, 3_00n],
      ["Sharon", 2, 6_00n],
      ["Steve", 2, 6_00n],
      ["Susan", 2, 3_00n],
    ]);
    expect(joes.reduce((sum, { amount }) => sum + amount, 0n)).to.equal(24_00n);
    expect(paidBy("match") > 24_00n).to.equal(true);
  });

  // https://netready.co.za/post?post=leadership-bonus : ten personally sponsored who earned 100 each.
  it("pays NetReady's check match of 250, 500 and 1,000 by rank", () => {
    const names = ["Member", "Team Leader", "Silver", "Gold"];
    const byRank = [
      { rank: "Silver", rate: 5000 },
      { rank: "Gold", rate: 10_000 },
    ];
    const paid = names.map((_, rank) => {
      const team = Array.from({ length: 10 }, (_, index) => ({ id: `P${index}`, sponsor: "You" }));
      return compute({
        plan: planOf([own, match({ levels: [{ rate: 2500, rank: "Team Leader", byRank }] })], {
          ranks: names.map((name) => ({ name })),
        }),
        network: [{ id: "You", rank }, ...team],
        sales: team.map(({ id }) => ({ seller: id, cv: 100_00 })),
      }).earned("You");
    });
    expect(paid).to.deep.equal([0n, 250_00n, 500_00n, 1_000_00n]);
  });

  // https://vendor.com/platform/affiliate : 20 a month from each customer; 35 % of them, 40 % from 100 customers and 45 %
  // from 500 on; and 6, 3, 2, 1 and 0.5 % of what recruits get so, by level. 600 customers of his own give 5,400, and the
  // levels 2,220, 3,900, 5,380, 4,200 and 2,625: 23,725 in all. Level 5
  // is half a cent of each recruit, which the page does not round, so amounts have three decimals here.
  it("pays Vendor's affiliate 23,725 from customers and five levels of recruits", () => {
    const direct = {
      id: "direct",
      family: "personal",
      tiers: [
        { from: 0, rate: 3500 },
        { from: 100 * 20, rate: 4000 },
        { from: 500 * 20, rate: 4500 },
      ],
    };
    const levels = [600, 300, 200, 100, 50].map((rate) => ({ rate }));
    const team = [
      [10, 200, 40, 75],
      [50, 150, 200, 50],
      [100, 100, 900, 30],
      [0, 0, 3000, 20],
      [0, 0, 5000, 15],
    ];
    const network: DistributorRow[] = [{ id: "You" }];
    const sales: SaleRow[] = [{ seller: "You", cv: 600 * 20_000 }];
    for (const [level, [silvers = 0, ofSilver = 0, others = 0, ofOthers = 0]] of team.entries()) {
      for (let place = 0; place < silvers + others; place++) {
        const id = `L${level}.${place}`;
        network.push({ id, sponsor: level === 0 ? "You" : `L${level - 1}.0` });
        sales.push({ seller: id, cv: (place < silvers ? ofSilver : ofOthers) * 20_000 });
      }
    }
    const { lines, earned } = compute({
      plan: planOf([direct, match({ bonuses: ["direct"], levels })], { currency: { code: "USD", decimals: 3 } }),
      network,
      sales,
    });
    const yours = (level: number | undefined) =>
      sum(lines.filter((line) => line.beneficiary === "You" && line.level === level));
    expect([undefined, 1, 2, 3, 4, 5].map(yours)).to.deep.equal([
      5_400_000n,
      2_220_000n,
      3_900_000n,
      5_380_000n,
      4_200_000n,
      2_625_000n,
    ]);
    expect(earned("You")).to.equal(23_725_000n);
  });

  it("never matches a match, nor what stands after it, nor a bonus twice", () => {
    const issues = (bonuses: readonly string[]) =>
      checkPlan(planOf([own, match({ bonuses }), match({ id: "again", bonuses: ["own"] })])).issues.filter(
        ({ severity }) => severity !== "warning",
      );
    expect(issues(["again"]).map(({ path, message }) => `${path} ${message}`)).to.deep.equal([
      '$.bonuses[1].bonuses[0] is "again"; expected no matching bonus: matches are never matched',
    ]);
    expect(issues(["match"])[0]?.message).to.contain("matches are never matched");
    expect(issues(["own", "own"]).map(({ path, message }) => `${path} ${message}`)).to.deep.equal([
      '$.bonuses[1].bonuses[1] is "own"; expected each bonus once',
    ]);
    const rungs = [{ rate: 500, rank: "Leader", byRank: [{ rank: "Member", rate: 800 }] }];
    const falling = checkPlan(planOf([own, match({ levels: rungs })], { ranks })).issues[0];
    expect(`${falling?.path} ${falling?.message}`).to.equal(
      '$.bonuses[1].levels[0].byRank[0].rank is "Member"; expected a rank above "Leader"',
    );
    const early = checkPlan(planOf([match({ bonuses: ["own"] }), own])).issues[0];
    expect(`${early?.path} ${early?.message}`).to.equal(
      '$.bonuses[0].bonuses[0] is "own"; expected a bonus that stands before this one',
    );
  });

  it("asks for a company cap, as it has no bound of its own in the sales", () => {
    const severity = (rest: object) => checkPlan(planOf([own, match({})], rest)).issues.map(({ path }) => path);
    expect(severity({})).to.deep.equal(["$.bonuses[1]"]);
    expect(severity({ caps: [{ kind: "company", rate: 5000 }] })).to.deep.equal([]);
  });

  it("matches earnings before caps, and is itself inside the cap", () => {
    const { earned } = compute({
      plan: planOf([own, match({ levels: [{ rate: 5000 }] })], { caps: [{ kind: "person", most: 40 }] }),
      network: chain("A", "B"),
      sales: [{ seller: "B", cv: 100_00 }],
    });
    expect([earned("A"), earned("B")]).to.deep.equal([40_00n, 40_00n]);
  });

  it("says whose earnings were matched", () => {
    const plan = planOf([own, match({})]);
    const { lines } = compute({ plan, network: chain("A", "B"), sales: [{ seller: "B", cv: 100_00 }] });
    expect(lines.map((line) => explain(line, readPlan(plan), String)).at(-1)).to.equal(
      'A gets 3.00 USD of "match" (level 1): 3.00 % of the 100.00 USD that B earned.',
    );
  });
});
