import { expect } from "chai";
import { describe, it } from "mocha";
import { byRank } from "../../src/families/by-rank.ts";
import { readPlan } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";

const team = { id: "team", family: "unilevel", levels: [{ rate: 100 }] };
const plan = readPlan(planOf([team], { ranks: ["A", "B", "C"].map((name) => ({ name })) }));
/** What applies to the ranks A, B and C. */
const applies = (...items: readonly (readonly [string, string | undefined])[]) =>
  byRank(
    plan,
    items.map(([name, rank]) => ({ name, rank })),
  )
    .slice(0, 3)
    .map((item) => item?.name);

describe("what applies to a rank", () => {
  it("is the item of the highest rank reached, in whatever order they stand", () => {
    expect(applies(["all", undefined], ["b", "B"])).to.deep.equal(["all", "b", "b"]);
    expect(applies(["c", "C"], ["b", "B"], ["all", undefined])).to.deep.equal(["all", "b", "c"]);
  });

  it("is the later one of two for the same rank, and nothing below all of them", () => {
    expect(applies(["b", "B"], ["other", "B"])).to.deep.equal([undefined, "other", "other"]);
    expect(applies()).to.deep.equal([undefined, undefined, undefined]);
  });
});
