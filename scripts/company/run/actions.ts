import type { Event } from "../../../examples/company/generator/story.ts";
import { schedulePlan, setRanks } from "./actions/governing.ts";
import { claim, push } from "./actions/payouts.ts";
import { bind, enrol } from "./actions/people.ts";
import { buy } from "./actions/purchases.ts";
import { accept, reject, request, rule, withdraw } from "./actions/returns.ts";
import { stand } from "./actions/stands.ts";
import { finishRecovery, hold, lift, move, nameGuardian, recover } from "./actions/troubles.ts";
import type { Stage } from "./stage.ts";

type Actions = {
  readonly [T in Event["type"]]: (stage: Stage, event: Extract<Event, { readonly type: T }>) => Promise<void>;
};

/** What people do when a story says that something happens. */
const ACTIONS: Actions = {
  enrol,
  bind,
  buy,
  stand,
  request,
  withdraw,
  accept,
  reject,
  rule,
  ranks: setRanks,
  plan: schedulePlan,
  hold,
  lift,
  move,
  guardian: nameGuardian,
  recover,
  recovered: finishRecovery,
  claim,
  push,
};

/** Lets an event of a story happen. */
export function perform<T extends Event["type"]>(
  stage: Stage,
  event: Extract<Event, { readonly type: T }> & { readonly type: T },
): Promise<void> {
  return ACTIONS[event.type](stage, event);
}
