import type { Bases } from "../figures/bases.ts";
import type { Figures } from "../figures/figures.ts";
import type { Network } from "../input/network.ts";
import type { Sales } from "../input/sales.ts";
import type { LineWriter } from "../lines/writer.ts";
import type { Lane } from "../money/lane.ts";
import type { Plan } from "../plan/plan.ts";
import type { StateBook } from "./state.ts";

/** The time that is computed. */
export interface Period {
  /** The period's number. */
  readonly number: number;
  /** Its first second, since 1970. */
  readonly start: number;
  /** The first second after it. */
  readonly end: number;
}

/** Everything that a family sees of a run. */
export interface Run<M> {
  readonly plan: Plan;
  readonly lane: Lane<M>;
  readonly network: Network;
  readonly sales: Sales;
  /** Undefined where no time is given. */
  readonly period: Period | undefined;
  /** Volumes, activity and ranks, each computed when first asked for. */
  readonly figures: Figures<M>;
  /** What bonuses are paid on. */
  readonly bases: Bases<M>;
  readonly state: StateBook<M>;
  readonly lines: LineWriter<M>;
  /** The place of a bonus in the plan, by its id. */
  bonusIndex(id: string): number;
}
