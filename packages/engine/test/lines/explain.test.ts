import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { explain, readPlan } from "../../src/index.ts";
import { chain, compute, type Given, planOf } from "../helpers/period.ts";
import { SPECIMENS } from "../properties/plans.ts";
import { draws, run } from "../properties/properties.ts";

/** What is said of every line. */
const said = (given: Given) => {
  const plan = readPlan(given.plan, { analyse: given.analyse ?? false });
  return compute(given).lines.map((line) => explain(line, plan, (id) => `${id}`));
};

describe("explaining a line", () => {
  it("says rate, base, source and level, who was passed over and why, and where the rest went", () => {
    const levels = [{ rate: 1000 }, { rate: 500, rank: "Gold" }, { rate: 333 }];
    expect(
      said({
        plan: planOf([{ id: "team", name: "Team bonus", family: "unilevel", levels, compression: "dynamic" }], {
          ranks: [{ name: "Member" }, { name: "Gold" }],
        }),
        network: chain("Dan", "Cem", "Ben", "Ann", "Sam").map((row) => ({
          ...row,
          active: row.id !== "Ann",
          rank: row.id === "Dan" ? 1 : 0,
        })),
        sales: [{ id: "S7", seller: "Sam", cv: 123_45 }],
      }),
    ).to.deep.equal([
      'Ben gets 12.34 USD of "Team bonus" (level 1): 10.00 % of 123.45 USD from sale S7. Passed over before: Ann was not active.',
      'Dan gets 6.17 USD of "Team bonus" (level 2): 5.00 % of 123.45 USD from sale S7. Passed over before: Cem is not of the rank that is needed.',
      '4.11 USD of "Team bonus" (level 3) go to nobody: 3.33 % of 123.45 USD from sale S7; nobody but the company is above.',
    ]);
  });

  it("says whose fault it was that nobody got a level, and where the plan stops looking", () => {
    const bonus = {
      id: "team",
      family: "unilevel",
      own: { rate: 100 },
      levels: [{ rate: 200 }, { rate: 300 }],
      walk: 1,
    };
    expect(
      said({
        plan: planOf([bonus]),
        network: chain("Ben", "Ann", "Sam").map((row) => ({ ...row, active: false })),
        sales: [{ seller: "Sam", cv: 100_00 }],
      }),
    ).to.deep.equal([
      `1.00 USD of "team" (the seller's own level) go to nobody: 1.00 % of 100.00 USD from sale 1; Sam was not active.`,
      '2.00 USD of "team" (level 1) go to nobody: 2.00 % of 100.00 USD from sale 1; Ann was not active.',
      '3.00 USD of "team" (level 2) go to nobody: 3.00 % of 100.00 USD from sale 1; the plan looks no further up.',
    ]);
  });

  it("says where a remainder and what a cap takes away go", () => {
    const tiers = [{ from: 0, rate: 3333 }];
    const lines = said({
      plan: planOf(
        [
          { id: "own", name: "Own sales", family: "personal", tiers },
          { id: "team", family: "unilevel", levels: [{ rate: 333 }, { rate: 333 }] },
        ],
        {
          caps: [
            { kind: "person", most: 10 },
            { kind: "share", rate: 5000 },
            { kind: "company", rate: 100 },
          ],
        },
      ),
      network: chain("C", "B", "A"),
      sales: [{ seller: "A", cv: 100_01 }],
    });
    expect(lines).to.include(
      "23.33 USD are taken from 33.33 USD: the plan limits what one person may be paid in a period.",
    );
    expect(lines.some((line) => line.includes("everybody gets the same share less"))).to.equal(true);
    expect(lines.some((line) => line.startsWith('B gets 3.33 USD of "team" (level 1): '))).to.equal(true);
    expect(lines).to.include(
      'A gets 33.33 USD of "Own sales": 33.33 % of his own 100.01 USD; the volume of 100.01 USD decides the rate.',
    );
  });

  it("has a sentence of its own for what is no plain rate", () => {
    const ranks = [{ name: "Member" }, { name: "Gold" }];
    const network = chain("Top", "Ann").map((row) => ({ ...row, rank: row.id === "Top" ? 1 : 0 }));
    const one = (bonus: object, more: object = {}, rest: object = {}) =>
      said({
        plan: planOf([bonus], { ranks, ...rest }),
        network,
        sales: [{ seller: "Ann", cv: 100_00, ...more }],
      })[0];
    expect(one({ id: "retail", family: "retail" }, { price: 130_00, party: "P" })).to.equal(
      'Ann gets 30.00 USD of "retail": the difference between the price paid, 130.00 USD, and the wholesale price, 100.00 USD, of sale 1.',
    );
    expect(
      one({
        id: "stairs",
        family: "differential",
        ranks: [
          { rank: "Member", rate: 300 },
          { rank: "Gold", rate: 1000 },
        ],
      }),
    ).to.equal(
      'Ann gets 3.00 USD of "stairs" (the seller\'s own level): 3.00 % of 100.00 USD from sale 1: his rate of 3.00 % less 0.00 %, the highest below him.',
    );
    expect(one({ id: "pool", family: "pool", rate: 200, by: "ownVolume" })).to.match(/^Ann gets 2.00 USD of "pool": /);
    expect(one({ id: "host", family: "party", steps: [{ from: 0, rate: 1000 }] }, { party: "P" })).to.equal(
      'Ann gets 10.00 USD in goods of "host": for the host of party P, 10.00 % of 100.00 USD; the party sold 100.00 USD.',
    );
    expect(one({ id: "team", family: "unilevel", per: "period", levels: [{ rate: 1000 }] })).to.equal(
      'Top gets 10.00 USD of "team" (level 1): 10.00 % of 100.00 USD from the sales of Ann.',
    );
  });

  it("says what a rank's rate and what a refused board pay for", () => {
    const own = { id: "own", family: "personal", ranks: [{ rank: "Member", rate: 2500 }] };
    expect(
      said({
        plan: planOf([own], { ranks: [{ name: "Member" }] }),
        network: chain("Ann"),
        sales: [{ seller: "Ann", cv: 100_00 }],
      }),
    ).to.deep.equal(['Ann gets 25.00 USD of "own": 25.00 % of his own 100.00 USD; as his rank gets.']);
    const board = { id: "board", family: "board", places: 1, amount: 75 };
    expect(said({ plan: planOf([board]), network: chain("Ann", "Ben"), sales: [], analyse: true })).to.deep.equal([
      'Ann gets 75.00 USD of "board": paid for 1 filled boards.',
    ]);
    const line = { id: "line", family: "monoline", depth: 9, amount: 5 };
    expect(said({ plan: planOf([line]), network: chain("Ann", "Ben", "Cem"), sales: [], analyse: true })).to.deep.equal(
      [
        'Ann gets 10.00 USD of "line": paid for 2 people who came later.',
        'Ben gets 5.00 USD of "line": paid for 1 people who came later.',
      ],
    );
  });

  it("says what it takes to qualify, and what is lost besides", () => {
    const pair = { id: "pair", family: "binary", pays: { how: "rate", rates: [{ rate: 1000 }] }, flush: "unqualified" };
    const network = [{ id: "Ann" }, { id: "Ben", sponsor: "Ann" }, { id: "Cem", sponsor: "Ben", placement: "Ann" }];
    const sales = [
      { seller: "Ben", cv: 100_00 },
      { seller: "Cem", cv: 100_00 },
    ];
    const start = '10.00 USD of "pair" go to nobody: 10.00 % of 100.00 USD from the sales of Ann; ';
    expect(said({ plan: planOf([{ ...pair, sponsoredInEachLeg: 1 }]), network, sales })).to.deep.equal([
      `${start}Ann did not qualify: it takes 1 active whom he enrolled himself in each leg, and the volume of both sides is lost.`,
    ]);
    const { lines } = compute({ plan: planOf([{ ...pair, sponsoredInEachLeg: 1 }]), network, sales });
    const other = readPlan(planOf([{ ...pair, id: "other" }]));
    expect(explain(lines[0] as (typeof lines)[number], other, (id) => `${id}`)).to.equal(
      `${start}Ann did not qualify.`,
    );
    const idle = network.map((row) => ({ ...row, active: row.id !== "Ann" }));
    expect(said({ plan: planOf([pair]), network: idle, sales })).to.deep.equal([
      `${start}Ann was not active, and the volume of both sides is lost.`,
    ]);
    expect(said({ plan: planOf([{ ...pair, limits: [{ amount: 4 }] }]), network, sales }).at(-1)).to.equal(
      '6.00 USD of "pair" go to nobody: 10.00 % of 100.00 USD from the sales of Ann; the plan limits this bonus.',
    );
  });

  it("says which side volume it takes to be paid on groups that broke away", () => {
    const bonus = { id: "over", family: "breakaway", rank: "Gold", paid: "sponsors", sideVolume: 500 };
    const generations = [{ rate: 500 }];
    const ranks = [{ name: "Member" }, { name: "Gold" }];
    const network = chain("Ann", "Ben").map((row) => ({ ...row, rank: row.id === "Ben" ? 1 : 0 }));
    const sales = [{ seller: "Ben", cv: 100_00 }];
    const start = '5.00 USD of "over" (level 1) go to nobody: 5.00 % of 100.00 USD from the sales of Ben; Ann ';
    const of = (more: object, people = network) =>
      said({ plan: planOf([{ ...bonus, generations, ...more }], { ranks }), network: people, sales });
    expect(of({})).to.deep.equal([`${start}did not qualify: it takes a side volume of 500.`]);
    expect(of({ legsInstead: 3 })).to.deep.equal([
      `${start}did not qualify: it takes a side volume of 500, or 3 legs in which a group broke away.`,
    ]);
    const idle = network.map((row) => ({ ...row, active: row.id !== "Ann" }));
    expect(of({}, idle)).to.deep.equal([`${start}was not active.`]);
  });

  it("calls distributors by their ids where nobody says how", () => {
    const plan = readPlan(planOf([{ id: "own", family: "unilevel", own: { rate: 5000 }, levels: [] }]));
    const { lines } = compute({ plan: plan.document, network: [{ id: 7 }], sales: [{ seller: 7, cv: 3 }] });
    expect(explain(lines[0] as (typeof lines)[number], plan)).to.equal(
      `distributor 7 gets 0.01 USD of "own" (the seller's own level): 50.00 % of 0.03 USD from sale 1.`,
    );
  });

  it("names remainders", () => {
    expect(
      said({
        plan: planOf([{ id: "team", family: "unilevel", levels: [{ rate: 333 }, { rate: 333 }, { rate: 333 }] }]),
        network: chain("D", "C", "B", "A"),
        sales: [{ seller: "A", cv: 19_99 }],
      }).at(-1),
    ).to.equal('0.01 USD of "team" stay with the company: amounts are rounded line by line.');
  });

  it("has words for everything of every line of every family", () => {
    const documents = Object.values(SPECIMENS).flatMap(({ plans }) => plans);
    fc.assert(
      fc.property(draws, ({ scene }) => {
        for (const document of documents) {
          const plan = readPlan(document, { analyse: true });
          for (const line of run(document, scene).lines) {
            expect(explain(line, plan)).to.match(/^\S.*\.$/);
            expect(explain(line, plan)).not.to.match(/undefined|null|NaN|\[object| {2}/);
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it("says a rank's number where the plan is another than the line's", () => {
    const ranks = ["Low", "Mid", "High"].map((name) => ({ name }));
    const step = { id: "step", family: "advancement", steps: [{ rank: "High", amount: 5 }] };
    const { lines } = compute({ plan: planOf([step], { ranks }), network: [{ id: 1, rank: 2 }], sales: [] });
    const other = readPlan(planOf([{ ...step, steps: [{ rank: "Mid", amount: 5 }] }], { ranks: ranks.slice(0, 2) }));
    expect(explain(lines[0] as (typeof lines)[number], other)).to.equal(
      'distributor 1 gets 5.00 USD of "step": paid once, for the rank number 2, reached.',
    );
  });
});
