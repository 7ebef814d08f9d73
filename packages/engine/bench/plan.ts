// The plan that the bench computes: ten levels for each sale, and what is computed for the whole period.
import { type Plan, readPlan } from "../src/index.ts";

/** Unilevel: the rate of each level in basis points, and the least rank that opens it. */
export const LEVELS = [
  { rate: 500, rank: "Member" },
  { rate: 400, rank: "Member" },
  { rate: 300, rank: "Member" },
  { rate: 300, rank: "Bronze" },
  { rate: 200, rank: "Bronze" },
  { rate: 200, rank: "Bronze" },
  { rate: 150, rank: "Silver" },
  { rate: 150, rank: "Silver" },
  { rate: 100, rank: "Gold" },
  { rate: 100, rank: "Gold" },
] as const;

/** The most people that the unilevel looks at. */
export const WALK = 32;

/** Own volume that makes active, in cents. */
export const ACTIVE_VOLUME = 10_000;

export const RANKS = ["Member", "Bronze", "Silver", "Gold", "Diamond"] as const;

const unilevel = {
  id: "unilevel",
  family: "unilevel",
  levels: LEVELS,
  compression: "dynamic",
  walk: WALK,
};

const period = [
  {
    id: "generation",
    family: "generation",
    per: "period",
    rank: "Silver",
    generations: [{ rate: 300 }, { rate: 200 }, { rate: 100, rank: "Gold" }, { rate: 100, rank: "Diamond" }],
  },
  {
    id: "binary",
    family: "binary",
    pays: { how: "rate", rates: [{ rate: 500 }, { rank: "Silver", rate: 800 }, { rank: "Diamond", rate: 1000 }] },
    limits: [{ amount: "5000" }, { rank: "Gold", amount: "25000" }],
    carryMost: "100000",
  },
  {
    id: "matching",
    family: "matching",
    bonuses: ["unilevel", "binary"],
    levels: [{ rate: 1000 }, { rate: 500, rank: "Bronze" }, { rate: 300, rank: "Silver" }],
    compression: "standard",
  },
  {
    id: "pool",
    family: "pool",
    rate: 200,
    by: "rank",
    shares: [
      { rank: "Gold", shares: 1 },
      { rank: "Diamond", shares: 3 },
    ],
    rank: "Gold",
  },
];

/** @param only Nothing but the unilevel, for the comparison with SQL. */
export function benchPlan(only?: "unilevel"): Plan {
  return readPlan({
    upline: 1,
    name: "Bench",
    currency: { code: "USD", decimals: 2 },
    personalSalesPay: true,
    activity: { ownVolume: `${ACTIVE_VOLUME / 100}` },
    ranks: [
      { name: "Member" },
      { name: "Bronze", requires: { ownVolume: "200", groupVolume: { atLeast: "2000" } } },
      { name: "Silver", requires: { ownVolume: "200", groupVolume: { atLeast: "10000", legCap: 5000 } } },
      {
        name: "Gold",
        requires: { customerVolume: "100", groupVolume: { atLeast: "40000" }, legs: [{ count: 2, rank: "Bronze" }] },
      },
      {
        name: "Diamond",
        requires: { customerVolume: "100", groupVolume: { atLeast: "150000" }, legs: [{ count: 3, rank: "Silver" }] },
      },
    ],
    bonuses: only === undefined ? [unilevel, ...period] : [unilevel],
    caps: only === undefined ? [{ kind: "company", rate: 6000 }] : [],
  });
}
