import { expect } from "chai";
import { describe, it } from "mocha";
import { explain, type Line, type Reason, readPlan } from "../../src/index.ts";
import { REASONS } from "../../src/lines/reasons.ts";
import { planOf } from "../helpers/period.ts";

const plan = readPlan(
  planOf([{ id: "team", name: "Team bonus", family: "unilevel", levels: [{ rate: 100 }] }], {
    ranks: [{ name: "Member" }, { name: "Gold" }],
  }),
);
const line: Line = {
  kind: "breakage",
  bonus: "team",
  family: "unilevel",
  beneficiary: "company",
  source: { kind: "sale", id: 7 },
  level: 2,
  base: 123_400n,
  rate: 1250,
  amount: 15_425n,
  reason: "none",
  skipped: [],
  facts: {},
};
const said = (more: Partial<Line>) => explain({ ...line, ...more }, plan);

/** What is said of each reason. */
const WORDS: Readonly<Record<Reason, string>> = {
  none: "",
  inactive: "was not active",
  rank: "is not of the rank that is needed",
  company: "nobody but the company is above",
  walk: "the plan looks no further up",
  capPerson: "the plan limits what one person may be paid in a period",
  capCompany: "the plan limits what all may be paid together, and everybody gets the same share less",
  capBonus: "the plan limits this bonus",
  rounding: "amounts are rounded line by line",
  notQualified: "did not qualify",
  guarantee: "the next above is guaranteed a minimum, and this is what was short of it",
  near: "is too near: what is paid begins further down",
  emptyPool: "nobody had a share of the pool",
};

describe("the words of a line", () => {
  it("say each reason why nobody gets an amount", () => {
    expect(Object.keys(WORDS)).to.have.members([...REASONS]);
    for (const reason of REASONS) {
      expect(said({ reason })).to.equal(
        `154.25 USD of "Team bonus" (level 2) go to nobody: 12.50 % of 1,234.00 USD from sale 7; ${WORDS[reason]}.`,
      );
    }
  });

  it("name who was not qualified, and before him those who were passed over", () => {
    const skipped = [
      { distributor: "Ann", reason: "rank" },
      { distributor: 5, reason: "near" },
      { distributor: "Cem", reason: "inactive" },
    ] as const;
    expect(said({ reason: "inactive", skipped })).to.match(
      /from sale 7; distributor Cem was not active\. Passed over before: distributor Ann is not of the rank that is needed, distributor 5 is too near: what is paid begins further down\.$/,
    );
    expect(said({ reason: "company", skipped: skipped.slice(0, 1) })).to.match(
      /from sale 7; nobody but the company is above\.$/,
    );
    expect(said({ kind: "commission", beneficiary: "Dan", skipped: skipped.slice(2) })).to.equal(
      'distributor Dan gets 154.25 USD of "Team bonus" (level 2): 12.50 % of 1,234.00 USD from sale 7. Passed over before: distributor Cem was not active.',
    );
  });

  it("say of what kind a line is, and what it comes from", () => {
    const none = { kind: "none", id: undefined } as const;
    expect(said({ kind: "remainder", reason: "rounding", level: undefined, rate: undefined, source: none })).to.equal(
      '154.25 USD of "Team bonus" stay with the company: amounts are rounded line by line.',
    );
    expect(said({ kind: "adjustment", bonus: "person", family: "cap", reason: "capPerson", amount: -99n })).to.equal(
      "0.99 USD are taken from 1,234.00 USD: the plan limits what one person may be paid in a period.",
    );
    const to = { kind: "product", beneficiary: "Dan", level: 0 } as const;
    expect(said({ ...to, source: { kind: "party", id: "P" } })).to.equal(
      `distributor Dan gets 154.25 USD in goods of "Team bonus" (the seller's own level): 12.50 % of 1,234.00 USD from party P.`,
    );
    expect(said({ ...to, level: undefined, source: { kind: "distributor", id: 9 } })).to.equal(
      'distributor Dan gets 154.25 USD in goods of "Team bonus": 12.50 % of 1,234.00 USD from the sales of distributor 9.',
    );
    expect(said({ ...to, level: 1, rate: undefined, source: none })).to.equal(
      'distributor Dan gets 154.25 USD in goods of "Team bonus" (level 1): from the period.',
    );
  });

  it("call a rank that the plan has not by its number, and a bonus without a name by its id", () => {
    const step = { family: "advancement", bonus: "other", kind: "commission", beneficiary: "Dan" } as const;
    const rank = (number: bigint) => said({ ...step, level: undefined, facts: { rank: number, periods: 1n } });
    expect(rank(1n)).to.equal('distributor Dan gets 154.25 USD of "other": paid once, for the rank "Gold", reached.');
    expect(rank(2n)).to.equal('distributor Dan gets 154.25 USD of "other": paid once, for the rank number 2, reached.');
  });
});
