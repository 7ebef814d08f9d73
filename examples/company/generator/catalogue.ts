import type { Plan, Product } from "./story.ts";

const CENT = 10_000n;

function product(code: string, name: string, cents: bigint, returnDays: number, goods = false): Product {
  const retail = cents * CENT;
  const wholesale = (retail * 70n) / 100n;
  return { code, name, retail, wholesale, volume: (wholesale * 80n) / 100n, returnDays, goods };
}

/** What the company sells: courses that are final at once, cosmetics, and goods that are sent. */
export const PRODUCTS: readonly Product[] = [
  product("course-1", "Course, first part", 1_900n, 0),
  product("course-2", "Course, second part", 2_900n, 0),
  product("recipes", "Recipes, a year", 2_400n, 0),
  product("soap", "Soap", 690n, 14),
  product("cream", "Cream", 2_490n, 14),
  product("serum", "Serum", 4_950n, 14),
  product("tea", "Tea, a month", 1_850n, 14),
  product("vitamins", "Vitamins, a month", 3_190n, 14),
  product("kettle", "Kettle", 5_900n, 30, true),
  product("pan", "Pan", 8_450n, 30, true),
  product("filter", "Water filter", 14_900n, 30, true),
  product("blender", "Blender", 19_900n, 30, true),
];

/** Basis points above retail that a seller may ask. */
export const MARKUP = 2_000n;

/** Five levels, of which the last two need a rank; who sold nothing last month is passed over. */
const FIRST: Plan = {
  rates: [1_000n, 700n, 500n, 300n, 200n],
  openRanks: [0n, 0n, 0n, 1n, 2n],
  rankRates: [],
  threshold: 2_000n * CENT,
  poolShare: 0n,
  walk: 16n,
  compression: "dynamic",
  personalPays: false,
};

/** Three levels, and a difference by rank above them. */
const SECOND: Plan = {
  ...FIRST,
  rates: [600n, 500n, 300n],
  openRanks: [],
  rankRates: [300n, 500n, 800n, 1_100n, 1_400n, 1_600n],
};

export const PLANS: readonly [Plan, Plan] = [FIRST, SECOND];
