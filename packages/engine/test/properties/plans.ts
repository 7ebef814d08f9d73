import type { FAMILIES } from "../../src/index.ts";
import type { Scene } from "../helpers/arbitrary.ts";
import { planOf } from "../helpers/period.ts";

export type FamilyName = (typeof FAMILIES)[number]["name"];

/** Plans of a family that every property is tried on. */
export interface Specimens {
  readonly plans: readonly object[];
  /** What a plan of them gives away in all, in token units, be it paid or lost; undefined where no sum of the sales says it. */
  readonly gives?: (scene: Scene, plan: number) => bigint;
  /** By how many units a person's earnings may change when a sale is written as two, since lines are rounded. */
  readonly rounding: number;
}

const ranks = ["A", "B", "C"].map((name) => ({ name }));
const levels = [{ rate: 1000 }, { rate: 777, rank: "B" }, { rate: 500 }];
const team = { id: "team", family: "unilevel", levels, compression: "dynamic" };
const plan = (...bonuses: object[]) => planOf(bonuses, { ranks });

/** Sales that pay commissions: all but those of somebody to himself. */
const paying = ({ sales }: Scene) => sales.filter(({ seller, buyer }) => seller !== buyer);
const volume = (scene: Scene) => paying(scene).reduce((sum, { cv }) => sum + BigInt(cv), 0n);
const eachSale = (scene: Scene, rate: bigint) =>
  paying(scene).reduce((sum, { cv }) => sum + (BigInt(cv) * rate) / 10_000n, 0n);
const eachSeller = (scene: Scene, rate: bigint) =>
  [...new Set(paying(scene).map(({ seller }) => seller))].reduce(
    (sum, seller) =>
      sum + (volume({ ...scene, sales: scene.sales.filter((sale) => sale.seller === seller) }) * rate) / 10_000n,
    0n,
  );

const compressions = ["none", "standard", "dynamic"] as const;

export const SPECIMENS: Readonly<Record<FamilyName, Specimens>> = {
  retail: {
    plans: [plan({ id: "retail", family: "retail" })],
    gives: ({ sales }) => sales.reduce((sum, { price, cv }) => sum + BigInt(price ?? cv) - BigInt(cv), 0n),
    rounding: 0,
  },
  personal: {
    plans: ["ownVolume", "customerVolume", "groupVolume"].map((by) =>
      plan({
        id: "own",
        family: "personal",
        by,
        tiers: [
          { from: 0, rate: 333 },
          { from: 15, rate: 1234 },
        ],
      }),
    ),
    rounding: 0,
  },
  unilevel: {
    plans: [
      ...compressions.map((compression) => plan({ ...team, compression, own: { rate: 250 } })),
      plan({ ...team, per: "period", walk: 2 }),
    ],
    gives: (scene, at) => (at === 3 ? eachSeller(scene, 2277n) : eachSale(scene, 2527n)),
    rounding: 1,
  },
  affiliate: {
    plans: [
      plan({ id: "aff", family: "affiliate", base: "cv", of: "sale", tiers: [1000, 500, 250] }),
      plan({ id: "aff", family: "affiliate", base: "cv", of: "commission", tiers: [1000, 500] }),
    ],
    rounding: 2,
  },
  differential: {
    plans: [
      ...["sale", "period"].map((per) =>
        plan({
          id: "stairs",
          family: "differential",
          per,
          ranks: [
            { rank: "A", rate: 300 },
            { rank: "C", rate: 1500 },
          ],
        }),
      ),
      plan({
        id: "stairs",
        family: "differential",
        per: "period",
        tiers: [
          { from: 10, rate: 300 },
          { from: 30, rate: 999 },
        ],
      }),
    ],
    gives: (scene, at) => (at === 0 ? eachSale(scene, 1500n) : (volume(scene) * (at === 1 ? 1500n : 999n)) / 10_000n),
    rounding: 1,
  },
  breakaway: {
    plans: [
      plan({ id: "over", family: "breakaway", rank: "C", generations: [{ rate: 600 }, { rate: 300 }] }),
      plan({
        id: "over",
        family: "breakaway",
        rank: "B",
        paid: "sponsors",
        generations: [{ rate: 600 }],
        compression: "dynamic",
        sideVolume: 5,
        guarantee: 10,
      }),
      plan(
        {
          id: "stairs",
          family: "differential",
          per: "period",
          tiers: [
            { from: 10, rate: 300 },
            { from: 30, rate: 999 },
          ],
        },
        { id: "over", family: "breakaway", stairs: "stairs", generations: [{ rate: 600 }, { rate: 300 }] },
      ),
    ],
    rounding: 0,
  },
  generation: {
    plans: ["sale", "period"].map((per) =>
      plan({ id: "gen", family: "generation", per, rank: "B", generations: [{ rate: 600 }, { rate: 333 }] }),
    ),
    gives: (scene, at) => (at === 0 ? eachSale(scene, 933n) : eachSeller(scene, 933n)),
    rounding: 1,
  },
  infinity: {
    plans: ["difference", "full"].map((pays) =>
      plan({
        id: "inf",
        family: "infinity",
        pays,
        ranks: [
          { rank: "B", rate: 200 },
          { rank: "C", rate: 555 },
        ],
      }),
    ),
    rounding: 1,
  },
  binary: {
    plans: [
      { how: "cycles", left: 3, right: 2, amounts: [{ amount: 1 }] },
      { how: "cycles", left: 3, right: 2, swap: true, amounts: [{ amount: 1 }, { rank: "B", amount: "1.5" }] },
      { how: "rate", rates: [{ rate: 777 }] },
      {
        how: "steps",
        steps: [
          { weaker: 2, amount: 1 },
          { weaker: 10, rate: 1200 },
        ],
      },
    ].map((pays, index) => plan({ id: "legs", family: "binary", pays, own: index === 2 ? "weaker" : "none" })),
    rounding: 0,
  },
  matrix: {
    plans: [
      plan({ id: "matrix", family: "matrix", width: 2, depth: 3, levels }),
      plan({
        id: "matrix",
        family: "matrix",
        width: 2,
        depth: 2,
        levels: [{ rate: 1000 }, { rate: 500 }],
        reentry: true,
      }),
      plan({
        id: "matrix",
        family: "matrix",
        width: 2,
        depth: 4,
        levels,
        placement: "company",
        compression: "dynamic",
      }),
    ],
    gives: (scene, at) => eachSale(scene, at === 1 ? 1500n : 2277n),
    rounding: 1,
  },
  "x-up": {
    plans: ["sales", "people"].map((first) =>
      plan({ id: "up", family: "x-up", passUp: 2, first, rate: 1234, optIn: true }),
    ),
    gives: (scene) => eachSale(scene, 1234n),
    rounding: 1,
  },
  "fast-start": {
    plans: [
      plan(
        { id: "fast", family: "fast-start", of: "distributor", days: 1, levels: [{ rate: 2000 }], replaces: ["team"] },
        team,
      ),
    ],
    rounding: 1,
  },
  matching: {
    plans: [
      plan(
        { ...team, per: "period" },
        { id: "match", family: "matching", bonuses: ["team"], levels: [{ rate: 5000 }] },
      ),
    ],
    rounding: 0,
  },
  advancement: {
    plans: [
      planOf([{ id: "step", family: "advancement", steps: [{ rank: "B", amount: 5 }] }], {
        ranks: [{ name: "A" }, { name: "B", requires: { ownVolume: 10 } }],
      }),
    ],
    rounding: 0,
  },
  pool: {
    plans: [
      plan({ id: "pool", family: "pool", rate: 777, by: "ownVolume" }),
      plan({ id: "pool", family: "pool", rate: 777, by: "groupVolume", shares: [{ rank: "B", shares: 2 }] }),
      plan({
        id: "pool",
        family: "pool",
        rate: 777,
        by: "rank",
        shares: [
          { rank: "A", shares: 1 },
          { rank: "C", shares: 3 },
        ],
      }),
    ],
    gives: (scene) => (volume(scene) * 777n) / 10_000n,
    rounding: 0,
  },
  party: {
    plans: ["retroactive", "marginal"].map((mode) =>
      plan({
        id: "host",
        family: "party",
        mode,
        steps: [
          { from: 5, rate: 1000 },
          { from: 20, rate: 1500 },
        ],
      }),
    ),
    rounding: 0,
  },
  board: { plans: [plan({ id: "board", family: "board", places: 2, amount: 7 })], rounding: 0 },
  monoline: { plans: [plan({ id: "line", family: "monoline", depth: 3, amount: 7 })], rounding: 0 },
};
