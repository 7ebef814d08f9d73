import { checkRanks } from "../figures/given-ranks.ts";
import type { Network } from "../input/network.ts";
import { type SaleRow, Sales } from "../input/sales.ts";
import type { Plan } from "../plan/plan.ts";
import { calculate } from "../run/calculate.ts";
import type { BonusResult, PeriodResult } from "../run/result.ts";
import type { Period } from "../run/run.ts";
import type { PeriodState } from "../run/state.ts";
import { type Distribution, distributionOf } from "./distribution.ts";

/** One period of sales to simulate; invented (`inventMarket`) or real. */
export interface SimulationPeriod {
  readonly period?: Period | undefined;
  readonly sales: Iterable<SaleRow>;
}

/** What one bonus comes to over all periods, in token units. */
export interface BonusSum {
  readonly id: string;
  readonly paid: bigint;
  readonly product: bigint;
  readonly breakage: bigint;
  readonly remainder: bigint;
}

/** What a plan does on some sales. */
export interface Simulation {
  readonly plan: Plan;
  /** What buyers paid. */
  readonly turnover: bigint;
  /** Commissionable volume. */
  readonly volume: bigint;
  /** Bonuses, then caps, in the plan's order. */
  readonly bonuses: readonly BonusSum[];
  /** What all earn with retail profit. */
  readonly paid: bigint;
  /** What all earn without retail profit, which buyers pay and the company does not. */
  readonly commissions: bigint;
  /** Commissions in basis points of the volume, rounded down. */
  readonly payoutRatio: number;
  /** What nobody was qualified for. */
  readonly breakage: bigint;
  /** What the distributors earn over all periods, retail profit included. */
  readonly earnings: Distribution;
  /** What each earns over all periods, by index in the network; the company is 0. */
  readonly earned: readonly bigint[];
}

/**
 * Computes period after period, each with the state of the one before.
 * @throws InputInvalid as `calculate`.
 */
export function simulate(plan: Plan, network: Network, periods: Iterable<SimulationPeriod>): Simulation {
  let state: PeriodState = {};
  const results: PeriodResult[] = [];
  for (const { sales, period } of periods) {
    const result = calculate({ plan, network, sales: Sales.from(sales, network), state, period });
    state = result.state;
    results.push(result);
  }
  return summarise(plan, network, results);
}

function summarise(plan: Plan, network: Network, results: readonly PeriodResult[]): Simulation {
  const sum = (of: (result: PeriodResult) => bigint) => results.reduce((total, result) => total + of(result), 0n);
  const earned = Array.from({ length: network.size + 1 }, (_, index) => sum((result) => result.earningsAt(index)));
  earned[0] = 0n;
  const bonuses = bonusSums(results);
  const families = new Map(plan.document.bonuses.map(({ id, family }) => [id, family]));
  const retail = bonuses.reduce((total, { id, paid }) => (families.get(id) === "retail" ? total + paid : total), 0n);
  const paid = sum((result) => result.paid);
  const volume = sum((result) => result.volume);
  return {
    plan,
    turnover: sum((result) => result.turnover),
    volume,
    bonuses,
    paid,
    commissions: paid - retail,
    payoutRatio: volume === 0n ? 0 : Number(((paid - retail) * 10_000n) / volume),
    breakage: bonuses.reduce((total, { breakage }) => total + breakage, 0n),
    earnings: distributionOf(earned.slice(1)),
    earned,
  };
}

function bonusSums(results: readonly PeriodResult[]): BonusSum[] {
  const [first] = results;
  return (first?.bonuses ?? []).map(({ id }, index) => {
    // All results are of one plan, and so have the same bonuses.
    const sum = (of: "paid" | "product" | "breakage" | "remainder") =>
      results.reduce((total, { bonuses }) => total + (bonuses[index] as BonusResult)[of], 0n);
    return { id, paid: sum("paid"), product: sum("product"), breakage: sum("breakage"), remainder: sum("remainder") };
  });
}

/** Two plans on the same sales. */
export interface Comparison {
  readonly first: Simulation;
  readonly second: Simulation;
  /** How many earn more, the same, and less by the second plan. */
  readonly more: number;
  readonly same: number;
  readonly less: number;
  /** Who gains and who loses most by the second plan: index in the network and difference; 0 where nobody does. */
  readonly mostGained: { readonly index: number; readonly amount: bigint };
  readonly mostLost: { readonly index: number; readonly amount: bigint };
}

/**
 * Computes two plans on the same sales and says who would earn more and who less. A rank of the rows that is above one
 * plan's ladder counts as its highest there.
 * @throws InputInvalid as `calculate`, and for ranks above both ladders.
 */
export function comparePlans(
  [first, second]: readonly [Plan, Plan],
  network: Network,
  periods: readonly SimulationPeriod[],
): Comparison {
  // Sales may come from a generator, which gives them once.
  const kept = periods.map(({ sales, period }) => ({ sales: [...sales], period }));
  const ladders = [first, second].map(({ document }) => document.ranks.length);
  checkRanks(network, Math.max(...ladders));
  const [one, two] = [first, second].map((plan, at) =>
    simulate(plan, network.ranksUpTo(Math.max((ladders[at] as number) - 1, 0)), kept),
  ) as [Simulation, Simulation];
  let [more, same, less] = [0, 0, 0];
  let mostGained = { index: 0, amount: 0n };
  let mostLost = { index: 0, amount: 0n };
  for (let index = 1; index <= network.size; index++) {
    const amount = (two.earned[index] as bigint) - (one.earned[index] as bigint);
    if (amount > 0n) more++;
    else if (amount < 0n) less++;
    else same++;
    if (amount > mostGained.amount) mostGained = { index, amount };
    if (amount < mostLost.amount) mostLost = { index, amount };
  }
  return { first: one, second: two, more, same, less, mostGained, mostLost };
}
