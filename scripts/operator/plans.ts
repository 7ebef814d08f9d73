import { inPages, type Plan, planFromStruct } from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** A plan as it was scheduled. */
export interface PublishedPlan {
  readonly version: bigint;
  readonly plan: Plan;
  /** When it was to take over, in seconds since 1970; 0: when the programme opened. */
  readonly from: bigint;
  /** As its authors published it. */
  readonly document: string;
}

/** The plan of a number, from its event. @throws Error if there is none, which the core does not give. */
export async function readPlan({ core, provider, from }: Session, version: bigint): Promise<PublishedPlan> {
  const filter = core.filters.PlanScheduled(version);
  const [event] = await inPages(provider, { from }, (first, last) => core.queryFilter(filter, first, last));
  if (event === undefined) throw new Error(`there is no event of plan ${version} from block ${from} on`);
  const { plan, from: takesOver, document } = event.args;
  return { version, plan: planFromStruct(plan), from: takesOver, document };
}
