import { readPlan } from "@upline/engine";
import { expect } from "chai";
import { describe, it } from "mocha";
import { PlanNotOnChain, planToChain } from "../../src/index.ts";

type Json = Record<string, unknown>;

const PROGRAMME = { currency: { code: "USDC", decimals: 6 }, periodLength: 30 * 86_400, cap: 3500 };
const retail = { id: "retail", family: "retail" };
const levels = { id: "levels", family: "unilevel", own: { rate: 500 }, levels: [{ rate: 300, rank: "B" }], walk: 8 };
const stairs = { id: "stairs", family: "differential", ranks: [{ rank: "B", rate: 200 }], walk: 8 };
const pool = { id: "pool", family: "pool", by: "groupVolume", per: "sale", rate: 100 };
const affiliate = { id: "aff", family: "affiliate", base: "cv", of: "commission", tiers: [1000, 2000, 500] };

/** A document that the contracts can do, changed. */
const document = (changes: Json = {}): Json => ({
  upline: 1,
  name: "Plan",
  currency: { code: "USDC", decimals: 6 },
  period: { unit: "day", count: 30 },
  activity: { customerVolume: 100, in: "previous" },
  ranks: [{ name: "A" }, { name: "B" }],
  bonuses: [retail, levels, stairs, pool],
  ...changes,
});
const bonuses = (...list: object[]): Json => document({ bonuses: [retail, ...list] });

function gapsOf(json: Json, programme: Parameters<typeof planToChain>[1] = PROGRAMME): string[] {
  try {
    planToChain(readPlan(json, { analyse: true }), programme);
    return [];
  } catch (error) {
    if (!(error instanceof PlanNotOnChain)) throw error;
    return error.gaps.map(({ path, message }) => `${path} ${message}`);
  }
}

const onSale = {
  base: 'expected "cv", of which the contracts pay',
  per: 'is "period"; expected "sale", as the contracts pay each sale by itself',
  tree: 'is "placement"; expected "sponsor", the only tree that the contracts have',
};
const only = "the contracts have one for each";

/** Documents, and what of them has no on-chain form. */
const GAPS: readonly (readonly [Json, ...string[]])[] = [
  [document({ currency: { code: "X", decimals: 2 } }), "$.currency.decimals is 2; expected 6, as the token has"],
  [
    document({ rounding: { unit: "0.01" } }),
    '$.rounding.unit is "0.01"; expected none: the contracts round to the unit',
  ],
  [
    document({ rounding: { mode: "half-up" } }),
    '$.rounding.mode is "half-up"; expected "down", as the contracts round',
  ],
  [
    document({ activity: { ownVolume: 5, customerVolume: 1, in: "previous" } }),
    '$.activity.ownVolume is "5"; expected customerVolume: only retail sales make active on-chain',
  ],
  [
    document({ activity: { purchases: 5, customerVolume: 1, in: "previous" } }),
    '$.activity.purchases is "5"; expected customerVolume: only retail sales make active on-chain',
  ],
  [
    document({ activity: { customerVolume: 1 } }),
    '$.activity.in is "current"; expected "previous", the period whose sales are settled',
  ],
  [
    document({ activity: { customerVolume: "1208925819614629175", in: "previous" } }),
    '$.activity.customerVolume is "1208925819614629175"; expected less than 2^80 token units',
  ],
  [
    document({ period: { unit: "week", count: 4 } }),
    '$.period is {"unit":"week","count":4}; expected 30 days, as the programme\'s periods have',
  ],
  [
    document({ period: { unit: "month", count: 1 } }),
    '$.period is {"unit":"month","count":1}; expected 30 days, as the programme\'s periods have',
  ],
  [
    document({ ranks: ["A", "B", ..."CDEFGHIJKLMNOPQ"].map((name) => ({ name })) }),
    "$.ranks has 17 items; expected at most 16",
  ],
  [
    document({ ranks: [{ name: "A" }, { name: "B", requires: { customerVolume: 5 } }] }),
    "$.ranks[1].requires has no on-chain form; expected ranks without rules, as the holder of the rank role sets them",
  ],
  [
    document({ caps: [{ kind: "company", rate: 3000 }] }),
    '$.caps[0] is a cap "company"; expected none: what a placed sale pays is never lowered',
  ],
  [document({ bonuses: [levels] }), '$.bonuses lacks a bonus of the family "retail", which the contracts always pay'],
  [
    bonuses(levels, { ...levels, id: "more" }),
    `$.bonuses[2] is beside $.bonuses[1]; expected one of unilevel, affiliate: ${only}`,
  ],
  [bonuses(affiliate, levels), `$.bonuses[2] is beside $.bonuses[1]; expected one of unilevel, affiliate: ${only}`],
  [bonuses({ ...retail, id: "again" }), `$.bonuses[1] is beside $.bonuses[0]; expected one of retail: ${only}`],
  [bonuses(pool, { ...pool, id: "again" }), `$.bonuses[2] is beside $.bonuses[1]; expected one of pool: ${only}`],
  [
    bonuses({ id: "pairs", family: "binary", pays: { how: "rate", rates: [{ rate: 1000 }] } }),
    '$.bonuses[1].family is "binary"; expected one of retail, unilevel, affiliate, differential, pool: the contracts pay by nothing but a sale and the line above its seller',
  ],
  [bonuses({ ...levels, base: "price" }), `$.bonuses[1].base is "price"; ${onSale.base}`],
  [bonuses({ ...levels, per: "period" }), `$.bonuses[1].per ${onSale.per}`],
  [bonuses({ ...levels, tree: "placement" }), `$.bonuses[1].tree ${onSale.tree}`],
  [bonuses({ ...levels, walk: 33 }), "$.bonuses[1].walk is 33; expected at most 32, as no sale may look at more"],
  [
    bonuses({ ...levels, levels: [{ rate: 1 }, { rate: 1, byRank: [{ rank: "B", rate: 2 }] }] }),
    "$.bonuses[1].levels[1].byRank has no on-chain form; expected one rate for a level",
  ],
  [
    bonuses({ ...levels, levels: Array.from({ length: 16 }, () => ({ rate: 1 })) }),
    "$.bonuses[1].levels has 16 items; expected at most 15, which is what the contracts have",
  ],
  [bonuses({ ...affiliate, base: "wholesale" }), `$.bonuses[1].base is "wholesale"; ${onSale.base}`],
  [bonuses({ ...affiliate, tree: "placement" }), `$.bonuses[1].tree ${onSale.tree}`],
  [
    bonuses({ ...affiliate, tiers: [1000, 2000, 555] }),
    "$.bonuses[1].tiers[2] is 555; expected a rate that makes whole basis points of the sale, of the 1000 of the commission",
  ],
  [
    bonuses({ ...affiliate, of: "sale", tiers: Array.from({ length: 17 }, () => 1) }),
    "$.bonuses[1].tiers has 17 items; expected at most 16, which is what the contracts have",
  ],
  [bonuses({ ...stairs, base: "price" }), `$.bonuses[1].base is "price"; ${onSale.base}`],
  [bonuses({ ...stairs, per: "period" }), `$.bonuses[1].per ${onSale.per}`],
  [bonuses({ ...stairs, tree: "placement" }), `$.bonuses[1].tree ${onSale.tree}`],
  [bonuses({ ...stairs, walk: 40 }), "$.bonuses[1].walk is 40; expected at most 32, as no sale may look at more"],
  [
    bonuses({ id: "stairs", family: "differential", tiers: [{ from: 1, rate: 100 }] }),
    '$.bonuses[1].tiers has no on-chain form; expected "ranks": volumes are not counted when a sale is placed',
  ],
  [
    bonuses(levels, { ...stairs, walk: 9 }),
    "$.bonuses[2].walk is 9; expected 8, as a sale goes up once for levels and ranks",
  ],
  [
    bonuses(affiliate, { ...stairs, walk: 1 }),
    "$.bonuses[2].walk is 1; expected at least 2, as a sale goes up once for levels and ranks",
  ],
  [
    bonuses({ ...pool, per: "period" }),
    '$.bonuses[1].per is "period"; expected "sale", as the contracts round the share of each sale',
  ],
  [
    bonuses({ ...pool, base: "price" }),
    '$.bonuses[1].base is "price"; expected "cv", of which the contracts fill the pool',
  ],
  [
    bonuses({ id: "pool", family: "pool", by: "groupVolume", per: "sale", amount: 5 }),
    '$.bonuses[1].amount has no on-chain form; expected "rate": the pool is filled by sales alone',
  ],
  [
    bonuses({ ...levels, own: { rate: 3201 } }),
    "$.bonuses can pay 3501 basis points of a sale; expected at most 3500, the programme's cap",
  ],
  [
    bonuses({ ...levels, base: "fee", walk: 50 }),
    "$ pays for people instead of products; expected a plan that is not refused",
    `$.bonuses[1].base is "fee"; ${onSale.base}`,
    "$.bonuses[1].walk is 50; expected at most 32, as no sale may look at more",
  ],
];

describe("a plan for the chain", () => {
  for (const [json, ...expected] of GAPS) {
    it(`refuses what has no form there: ${expected[0]}`, () => {
      expect(gapsOf(json)).to.deep.equal(expected);
    });
  }

  it("says everything in one error", () => {
    const plan = readPlan(document({ caps: [{ kind: "person", most: 5 }], rounding: { mode: "half-up" } }));
    expect(() => planToChain(plan, PROGRAMME)).to.throw(
      PlanNotOnChain,
      '$.rounding.mode is "half-up"; expected "down", as the contracts round\n$.caps[0] is a cap "person"; expected',
    );
  });

  it("has the words of its terms", () => {
    expect(planToChain(readPlan(document()), PROGRAMME)).to.deep.equal({
      rates: [500n, 300n],
      openRanks: [0n, 1n],
      rankRates: [0n, ...Array<bigint>(15).fill(200n)],
      threshold: 100_000_000n,
      poolShare: 100n,
      walk: 8n,
      compression: "none",
      personalPays: false,
    });
  });

  it("takes the tiers of an affiliate as levels, a share of the commission in whole basis points", () => {
    const words = planToChain(readPlan(bonuses(affiliate)), PROGRAMME);
    expect(words).to.deep.include({ rates: [1000n, 200n, 50n], openRanks: [], walk: 2n, compression: "none" });
    const one = planToChain(readPlan(bonuses({ ...affiliate, of: "sale", tiers: [777] })), PROGRAMME);
    expect(one).to.deep.include({ rates: [777n], walk: 1n });
    const both = planToChain(readPlan(bonuses(affiliate, { ...stairs, walk: 5 })), PROGRAMME);
    expect(both).to.deep.include({ rates: [1000n, 200n, 50n], walk: 5n });
  });

  it("asks for a period and a cap only where they are known, and for a period only where it counts", () => {
    const { cap: _, periodLength: __, ...open } = PROGRAMME;
    expect(gapsOf(document({ period: { unit: "month", count: 1 } }), open)).to.deep.equal([]);
    expect(gapsOf(bonuses({ ...levels, own: { rate: 9000 } }), open)).to.deep.equal([]);
    for (const activity of [undefined, { customerVolume: 0 }]) {
      const json = document({ activity, period: { unit: "month", count: 1 } });
      expect(planToChain(readPlan(json), PROGRAMME).threshold).to.equal(0n);
    }
  });
});
