// Schedules a commission plan from a JSON file.
import { isDeepStrictEqual } from "node:util";
import { table } from "../packages/cli/src/terminal/table.ts";
import { formatBasisPoints, formatTime, type Plan, planToStruct, worstCase } from "../packages/protocol/src/index.ts";
import type { Actor } from "./operator/actor.ts";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { readPlanFile } from "./operator/plan-file.ts";
import { planDifference, planLines } from "./operator/plan-text.ts";
import { readPlan } from "./operator/plans.ts";
import { facts } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { parseTime } from "./operator/times.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly at?: bigint;
}

/** Between the earliest time and that which is taken by itself: a transaction takes a while, an agreement longer. */
const MARGIN = 3_600n;
const MARGIN_TO_AGREE = 7n * 86_400n;

export const schedulePlan: Tool<Options, readonly [string]> = {
  name: "schedule-plan",
  description: "Schedules a commission plan, to take over after the programme's notice. The file is published with it.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<file>", "the plan, a JSON file: the terms of the contracts, or a plan's document")
      .option("--at <time>", "when it takes over (default: an hour after the notice; 7 days if proposed)", parseTime),
  async run(task) {
    const { session, options, args, colours } = task;
    const { plan, document } = await readPlanFile(args[0], session);
    return doOnce(task, "PLAN_ROLE", async ({ actor }) => {
      const { cap } = await session.core.settings();
      const from = options.at ?? (await earliest(session, actor));
      const { version, plan: present } = await session.client.plan();
      const changes = planDifference(present, plan, session.unit);
      const when = from === 0n ? "when the programme opens" : formatTime(from);
      return {
        title: `Schedule a plan from ${when}`,
        what: "plans",
        isDone: await isPublished(session, plan, document, options.at),
        call: async () =>
          encoded(await session.core.schedulePlan.populateTransaction(planToStruct(plan), from, document)),
        json: { from, plan, worstCase: worstCase(plan), cap, inForce: version, changes },
        text: [
          facts([...planLines(plan, session.unit), ["cap", formatBasisPoints(cap)], ["takes over", when]]),
          "",
          version === 0n ? "No plan is in force yet." : colours.bold(`What changes from plan ${version}`),
          ...(version === 0n ? [] : [differenceTable(changes, colours.dim)]),
          "",
        ],
      };
    });
  },
};

/** The earliest time that the notice allows, with a margin; 0 before opening, when there is no notice. */
async function earliest({ core, provider }: Session, actor: Actor): Promise<bigint> {
  if (!(await core.isOpen())) return 0n;
  const [{ notice }, block] = await Promise.all([core.settings(), provider.getBlock("latest")]);
  const margin = "holder" in actor ? MARGIN_TO_AGREE + (actor.holder.delay ?? 0n) : MARGIN;
  return BigInt(block?.timestamp ?? 0) + notice + margin;
}

/** Whether this very plan is in force, or waits, for the same time if one is given. */
async function isPublished(session: Session, plan: Plan, document: string, at: bigint | undefined): Promise<boolean> {
  const [inForce, scheduled] = await Promise.all([session.client.plan(), session.client.scheduledPlan()]);
  for (const version of [inForce.version, scheduled?.version ?? 0n]) {
    if (version === 0n) continue;
    const published = await readPlan(session, version);
    const isSameTime = at === undefined || version === inForce.version || at === published.from;
    const isSamePlan = isDeepStrictEqual(planToStruct(plan), planToStruct(published.plan));
    if (isSameTime && isSamePlan && published.document === document) return true;
  }
  return false;
}

function differenceTable(
  changes: readonly (readonly [string, string, string])[],
  dim: (text: string) => string,
): string {
  if (changes.length === 0) return "  Nothing.";
  return table([{ head: "" }, { head: "now" }, { head: "then" }], changes, dim);
}

await runIfMain(import.meta.url, schedulePlan);
