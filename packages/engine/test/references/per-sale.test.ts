import { expect } from "chai";
import fc from "fast-check";
import { describe, it } from "mocha";
import { calculateSale, type Line, readPlan, worstCase } from "../../src/index.ts";
import { planOf } from "../helpers/period.ts";
import {
  asLevel,
  compression,
  LADDER,
  level,
  levels,
  longest,
  RANKS,
  RUNS,
  upline,
  volume,
} from "../helpers/uplines.ts";
import { differentialShares, ownLevel, type Share, unilevelShares } from "./per-sale.ts";

/** Lines as the reference has them; zeros are no lines. */
const shares = (lines: readonly Line[], bonus: string) =>
  lines
    .filter((line) => line.bonus === bonus && line.kind !== "remainder")
    .map(({ level: at, beneficiary, amount }) => [at, beneficiary === "company" ? undefined : beneficiary, amount]);
const expected = (list: readonly Share[]) =>
  list.filter(({ amount }) => amount > 0n).map(({ level: at, to, amount }) => [at, to, amount]);

describe("one sale, against the definition", () => {
  it("unilevel, with every compression, is what the definition gives", () => {
    fc.assert(
      fc.property(upline, volume, level, levels, compression, longest, (people, cv, own, list, rule, walk) => {
        const plan = readPlan(
          planOf(
            [{ id: "team", family: "unilevel", own: asLevel(own), levels: list.map(asLevel), compression: rule, walk }],
            { ranks: LADDER },
          ),
        );
        const { lines } = calculateSale(plan, people, { cv });
        const [seller, ...above] = people;
        const all = [ownLevel(seller, cv, own), ...unilevelShares(above, cv, list, rule, walk)];
        expect(shares(lines, "team")).to.deep.equal(expected(all));
      }),
      { numRuns: RUNS },
    );
  });

  it("affiliate tiers, of the sale and of the commission, are what the definition gives", () => {
    fc.assert(
      fc.property(
        upline,
        volume,
        fc.array(fc.nat(3000), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (people, cv, tiers, onSale) => {
          const of = onSale ? "sale" : "commission";
          const plan = readPlan(
            planOf([{ id: "tiers", family: "affiliate", base: "cv", of, tiers }], { ranks: LADDER }),
          );
          const { lines } = calculateSale(plan, people, { cv });
          const [seller, ...above] = people;
          const [first = 0, ...rest] = tiers;
          const open = (rate: number) => ({ rate, open: 0 });
          const own = ownLevel(seller, cv, open(first));
          const others = unilevelShares(above, onSale ? cv : own.amount, rest.map(open), "none", above.length);
          expect(shares(lines, "tiers")).to.deep.equal(expected([own, ...others]));
        },
      ),
      { numRuns: RUNS },
    );
  });

  const rates = fc.array(fc.nat(5000), { minLength: RANKS, maxLength: RANKS });
  const byRank = (list: readonly number[]) => list.map((rate, rank) => ({ rank: `R${rank}`, rate }));

  it("differential, with rates that rise or not, is what the definition gives", () => {
    fc.assert(
      fc.property(upline, volume, rates, longest, (people, cv, list, walk) => {
        const plan = readPlan(
          planOf([{ id: "stairs", family: "differential", ranks: byRank(list), walk }], { ranks: LADDER }),
        );
        const { lines } = calculateSale(plan, people, { cv });
        const [seller, ...above] = people;
        const all = differentialShares(seller, above, cv, (rank) => list[rank] as number, walk);
        const paid = shares(lines, "stairs").filter(([, to]) => to !== undefined);
        expect(paid).to.deep.equal(expected(all));
      }),
      { numRuns: RUNS },
    );
  });

  it("a hybrid pays what its parts pay alone, and never above the worst case", () => {
    fc.assert(
      fc.property(
        upline,
        volume,
        level,
        levels,
        compression,
        longest,
        rates,
        (people, cv, own, list, rule, walk, byRanks) => {
          const team = {
            id: "team",
            family: "unilevel",
            own: asLevel(own),
            levels: list.map(asLevel),
            compression: rule,
            walk,
          };
          const stairs = { id: "stairs", family: "differential", ranks: byRank(byRanks), walk };
          const plan = readPlan(planOf([team, stairs], { ranks: LADDER }));
          const { lines, paid } = calculateSale(plan, people, { cv });
          const alone = [team, stairs].map((bonus) =>
            calculateSale(readPlan(planOf([bonus], { ranks: LADDER })), people, { cv }),
          );
          expect(lines).to.deep.equal(alone.flatMap((result) => result.lines));
          expect(paid).to.equal(alone.reduce((sum, result) => sum + result.paid, 0n));
          expect(paid * 10_000n <= cv * BigInt(worstCase(plan.document))).to.equal(true);
        },
      ),
      { numRuns: RUNS },
    );
  });

  it("reaches the worst case with an upline in which everybody is active and of the highest rank", () => {
    const people = Array.from({ length: 20 }, (_, index) => ({ id: 20 - index, rank: RANKS - 1, active: true }));
    const plan = readPlan(
      planOf(
        [
          { id: "team", family: "unilevel", own: { rate: 500 }, levels: [{ rate: 300, rank: "R3" }, { rate: 200 }] },
          { id: "stairs", family: "differential", ranks: byRank([0, 100, 200, 300, 1000]) },
        ],
        { ranks: LADDER, cap: 2000 },
      ),
    );
    expect(worstCase(plan.document)).to.equal(2000);
    expect(calculateSale(plan, people, { cv: 10_000 }).paid).to.equal(2000n);
  });

  it("pays nothing on what a distributor buys from himself, unless the plan says so, and on other sales always", () => {
    const paid = (personalSalesPay: boolean, more: object) =>
      calculateSale(
        readPlan(planOf([{ id: "own", family: "unilevel", own: { rate: 1000 }, levels: [] }], { personalSalesPay })),
        [
          { id: 2, rank: 0, active: true },
          { id: 1, rank: 0, active: true },
        ],
        { cv: 100, ...more },
      ).paid;
    expect(paid(false, { buyer: 2 })).to.equal(0n);
    expect(paid(true, { buyer: 2 })).to.equal(10n);
    for (const more of [{ buyer: 1 }, { buyer: "Carl" }, { kind: "recorded" }, {}])
      expect(paid(false, more)).to.equal(10n);
  });

  it("leaves to the company what it sells itself, and bonuses that need a period", () => {
    const plan = readPlan(
      planOf(
        [
          { id: "team", family: "unilevel", own: { rate: 1000 }, levels: [{ rate: 500 }] },
          { id: "month", family: "unilevel", per: "period", levels: [{ rate: 500 }] },
          { id: "retail", family: "retail" },
        ],
        { caps: [{ kind: "company", rate: 0 }] },
      ),
    );
    const { lines, paid } = calculateSale(plan, [], { cv: 100, price: 150 });
    expect(paid).to.equal(0n);
    expect(lines.map(({ bonus, kind, level: at, amount }) => [bonus, kind, at, amount])).to.deep.equal([
      ["team", "breakage", 0, 10n],
      ["team", "breakage", 1, 5n],
      ["retail", "breakage", undefined, 50n],
    ]);
  });

  it("has the shares of pools and the company's part beside what is paid, and they add up to the price", () => {
    const pool = { family: "pool", by: "groupVolume" };
    const plan = (rest: object = {}) =>
      readPlan(
        planOf(
          [
            { id: "retail", family: "retail" },
            { id: "team", family: "unilevel", own: { rate: 1000 }, levels: [{ rate: 555 }] },
            { ...pool, id: "leaders", rate: 333 },
            { ...pool, id: "growers", rate: 150, base: "wholesale", by: "growth" },
            { ...pool, id: "fixed", amount: 5000 },
          ],
          rest,
        ),
      );
    const upline = [{ id: 1, rank: 0, active: true }];
    const sale = { cv: 9999, wholesale: 12_345, price: 15_000 };
    const parts = (rest?: object, more?: object) => {
      const { paid, pool, company } = calculateSale(plan(rest), upline, { ...sale, ...more });
      return [paid, pool, company];
    };
    // 2,655 of profit and 999 for the seller; 332 and 185 for the pools.
    expect(parts()).to.deep.equal([3654n, 517n, 10_829n]);
    expect(parts({ rounding: { unit: "0.10" } })).to.deep.equal([3645n, 510n, 10_845n]);
    const own = { buyer: 1, price: 12_345 };
    expect(parts({}, own)).to.deep.equal([0n, 0n, 12_345n]);
    expect(parts({ personalSalesPay: true }, own)).to.deep.equal([999n, 517n, 10_829n]);
    expect(parts({}, { subject: "fee" })).to.deep.equal([0n, 0n, 15_000n]);
  });

  it("takes the standing as it is given, whatever rules the plan has", () => {
    const plan = readPlan(
      planOf([{ id: "team", family: "unilevel", levels: [{ rate: 1000, rank: "Gold" }] }], {
        activity: { ownVolume: 1000 },
        ranks: [{ name: "Member" }, { name: "Gold", requires: { ownVolume: 5000 } }],
      }),
    );
    const above = (rank: number, active: boolean) => [
      { id: "S", rank: 0, active: false },
      { id: "A", rank, active },
    ];
    expect(calculateSale(plan, above(1, true), { cv: 100 }).paid).to.equal(10n);
    expect(calculateSale(plan, above(0, true), { cv: 100 }).paid).to.equal(0n);
    expect(calculateSale(plan, above(1, false), { cv: 100 }).paid).to.equal(0n);
  });
});
