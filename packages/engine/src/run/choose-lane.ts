import { familyOf } from "../families/index.ts";
import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import { toUnits } from "../money/decimal.ts";
import type { Plan } from "../plan/plan.ts";
import type { TreeName } from "../plan/qualification.ts";

const EXACT_NUMBERS = 2n ** 53n;

/** Everything that bounds the amounts of a run, from the data. */
export interface Bounds {
  /** The largest sum of any column of the sales and the state, in token units. */
  readonly volume: bigint;
  /** The most that all bonuses together can pay. */
  readonly paid: bigint;
}

/** The largest amounts that a plan can meet on this data. @param carried The sum of all figures of the state. */
export function boundsOf(plan: Plan, network: Network, sales: Sales, carried: bigint): Bounds {
  const { cv, pv, price, wholesale } = sales;
  const volume = [cv, pv, price, wholesale].map(({ sum }) => sum).reduce((a, b) => (a > b ? a : b)) + carried;
  const size = {
    volume,
    people: BigInt(network.size),
    sales: BigInt(sales.length),
    plan,
    depth: (name: TreeName) => BigInt((name === "sponsor" ? network.sponsors : network.placements).greatestDepth),
  };
  let paid = 0n;
  for (const bonus of plan.document.bonuses) paid += familyOf(bonus.family).most(bonus, { ...size, paid });
  return { volume, paid };
}

/**
 * Whether every amount of a run provably fits a number: no sum of volumes, thresholds or commissions can reach 2^53.
 * Half-up and larger units round up by one unit a line at most, which the factor 4 covers.
 */
export function fitsNumbers(plan: Plan, bounds: Bounds): boolean {
  return 4n * (bounds.volume + bounds.paid + largestAmount(plan)) < EXACT_NUMBERS;
}

/** No amount of the document is larger. */
function largestAmount(plan: Plan): bigint {
  const amounts = [...plan.text.matchAll(/"(\d+(?:\.\d+)?)"/g)].map(([, digits = "0"]) =>
    // Names may be digits as well, with more decimals than an amount has.
    toUnits(digits, plan.decimals),
  );
  return amounts.reduce<bigint>((a, b) => (b === undefined || a > b ? a : b), plan.rounding.unit);
}
