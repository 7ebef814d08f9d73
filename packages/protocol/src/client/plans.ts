import { type Plan, planFromStruct } from "../plan.ts";
import type { Connection } from "./connection.ts";

/** A numbered plan. */
export interface PlanVersion {
  readonly version: bigint;
  readonly plan: Plan;
}

/** The plan that takes over next. */
export interface ScheduledPlan extends PlanVersion {
  /** When it takes over, in seconds since 1970. */
  readonly from: bigint;
}

/** The plan that a sale placed now would follow; version 0 before the programme opens. */
export async function readPlan({ core }: Connection): Promise<PlanVersion> {
  const { version, plan } = await core.planInForce();
  return { version, plan: planFromStruct(plan) };
}

/** The plan that takes over next. @returns Undefined if none is scheduled. */
export async function readScheduledPlan({ core }: Connection): Promise<ScheduledPlan | undefined> {
  const { version, from, plan } = await core.planScheduled();
  return version === 0n ? undefined : { version, from, plan: planFromStruct(plan) };
}
