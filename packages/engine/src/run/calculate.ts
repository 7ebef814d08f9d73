import { applyCaps } from "../caps/apply.ts";
import { familyOf } from "../families/index.ts";
import { Bases } from "../figures/bases.ts";
import { Figures } from "../figures/figures.ts";
import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import type { Names, Sink } from "../lines/batch.ts";
import { LineWriter } from "../lines/writer.ts";
import { ExactLane } from "../money/exact.ts";
import { FastLane } from "../money/fast.ts";
import type { Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import { checkInput } from "./check-input.ts";
import { boundsOf, fitsNumbers } from "./choose-lane.ts";
import { PeriodResult, totalsOf } from "./result.ts";
import type { Period, Run } from "./run.ts";
import { checkState, type PeriodState, StateBook } from "./state.ts";

/** One period's data. */
export interface PeriodInput {
  readonly plan: Plan;
  readonly network: Network;
  readonly sales: Sales;
  /** What the period before left; left out: nothing. */
  readonly state?: PeriodState | undefined;
  /** The time that is computed; families that count days need it. */
  readonly period?: Period | undefined;
  /**
   * `computed` (left out): activity and ranks follow from the plan's rules where it has some. `given`: they are what the
   * network's rows say, whatever the plan's rules.
   */
  readonly standing?: "computed" | "given" | undefined;
}

/** How a period is computed. */
export interface CalculateOptions {
  /** Takes the lines as they come; left out: nobody does. */
  readonly sink?: Sink | undefined;
  /** Left out: numbers where they are provably exact, else big integers. The result is the same. */
  readonly lane?: "fast" | "exact" | undefined;
  /** Left out: every bonus and every cap. `perSale`: only the bonuses that need nothing but a sale, and no cap. */
  readonly only?: "perSale" | undefined;
}

/**
 * Computes a period.
 * @throws InputInvalid for a state, times or ranks that do not belong to the network, the period or the plan.
 * @throws RangeError if the fast lane is asked for on data that it cannot compute exactly.
 */
export function calculate(input: PeriodInput, options: CalculateOptions = {}): PeriodResult {
  const carried = checkState(input.state ?? {}, input.network);
  checkInput(input);
  const bounds = boundsOf(input.plan, input.network, input.sales, carried);
  const fits = fitsNumbers(input.plan, bounds);
  if (options.lane === "fast" && !fits) throw new RangeError("The amounts may reach 2^53: numbers are not exact.");
  const { rounding } = input.plan;
  return fits && options.lane !== "exact"
    ? calculateIn(new FastLane(rounding), input, options)
    : calculateIn(new ExactLane(rounding), input, options);
}

function calculateIn<M>(lane: Lane<M>, input: PeriodInput, { sink, only }: CalculateOptions): PeriodResult {
  const { plan, network, sales } = input;
  const { bonuses, caps } = plan.document;
  const names = namesOf(input);
  const count = bonuses.length + caps.length;
  const capacity = only === "perSale" ? 64 : undefined;
  const lines = new LineWriter(lane, names, sink, count, network.size, capacity);
  const run = prepare(lane, input, lines);
  for (const [index, bonus] of bonuses.entries()) {
    if (only === "perSale" && familyOf(bonus.family).perSale?.(bonus) !== true) continue;
    lines.begin(index);
    familyOf(bonus.family).evaluate(run, bonus);
    lines.end();
  }
  if (only !== "perSale") applyCaps(run);
  lines.flush();
  return new PeriodResult({
    plan,
    period: input.period,
    lane: lane.name,
    bonuses: totalsOf(lane, lines, names, count),
    network,
    sales,
    state: run.state.finish(),
    earnings: (index) => lane.big(lines.earnedInAll(index)),
  });
}

function prepare<M>(lane: Lane<M>, input: PeriodInput, lines: LineWriter<M>): Run<M> {
  const { plan, network, sales, period } = input;
  const state = new StateBook(lane, network, input.state ?? {});
  const places = new Map(plan.document.bonuses.map(({ id }, index) => [id, index]));
  return {
    plan,
    lane,
    network,
    sales,
    period,
    state,
    lines,
    figures: new Figures({ plan, lane, network, sales, period, state, given: input.standing === "given" }),
    bases: new Bases(plan, lane, sales, network.size),
    bonusIndex: (id) => places.get(id) as number,
  };
}

function namesOf({ plan, network, sales }: PeriodInput): Names {
  const { bonuses, caps } = plan.document;
  const entries = [
    ...bonuses.map(({ id, family }) => ({ id, family, facts: familyOf(family).facts })),
    ...caps.map(({ kind }) => ({ id: kind, family: "cap", facts: [] })),
  ];
  return {
    distributor: (index) => (index < 0 ? sales.customerAt(index) : network.ids.at(index)),
    sale: (index) => sales.idAt(index),
    party: (number) => sales.partyAt(number),
    bonus: (index) => entries[index] as (typeof entries)[number],
  };
}
