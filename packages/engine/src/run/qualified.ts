import { Figures } from "../figures/figures.ts";
import { activityNeeds } from "../figures/needs.ts";
import type { Id } from "../input/ids.ts";
import { ExactLane } from "../money/exact.ts";
import type { PeriodInput } from "./calculate.ts";
import { checkInput } from "./check-input.ts";
import { checkState, StateBook } from "./state.ts";

/** Somebody's figures in a period. Volumes are points in token units. */
export interface Qualified {
  readonly active: boolean;
  /** What being active takes, in words; nothing where the plan has no rule. */
  readonly activityTakes: readonly string[];
  /** The rank that he is paid as, by its number in the ladder. */
  readonly rank: number;
  /** What the next higher rank takes that he has not, in words; nothing where he has the highest, or rows say ranks. */
  readonly lacks: readonly string[];
  readonly ownVolume: bigint;
  readonly customerVolume: bigint;
  /** Own volume and that of the whole downline, by sponsor. */
  readonly groupVolume: bigint;
  /** The same by placement. */
  readonly groupVolumeByPlacement: bigint;
}

/**
 * Says whether somebody is active, which rank he is paid as, and what he lacks for the next one.
 * @returns Undefined for who is no distributor of the network.
 * @throws InputInvalid as `calculate`.
 */
export function qualifiedIn(input: PeriodInput, distributor: Id): Qualified | undefined {
  const { plan, network, sales, period } = input;
  checkState(input.state ?? {}, network);
  checkInput(input);
  const index = network.ids.indexOf(distributor);
  if (index < 1) return undefined;
  const lane = new ExactLane(plan.rounding);
  const state = new StateBook(lane, network, input.state ?? {});
  const given = input.standing === "given";
  const figures = new Figures({ plan, lane, network, sales, period, state, given });
  const rank = figures.rank[index] as number;
  const { activity } = plan.document;
  return {
    active: figures.active[index] === 1,
    activityTakes: activity === undefined || given ? [] : activityNeeds(activity),
    rank,
    lacks: figures.paidAs.lacks(index, rank + 1),
    ownVolume: figures.volumes.own.get(index),
    customerVolume: figures.volumes.customer.get(index),
    groupVolume: figures.groupVolume("sponsor").get(index),
    groupVolumeByPlacement: figures.groupVolume("placement").get(index),
  };
}
