// Withdraws the scheduled plan before it takes over.
import { formatTime, ProtocolError } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import { parseId, type WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** Another plan is scheduled than the one that is to be withdrawn. */
export class OtherPlanScheduled extends ProtocolError {
  override readonly name = "OtherPlanScheduled";

  constructor(scheduled: bigint, wanted: bigint) {
    super(
      `plan ${scheduled} is scheduled, not plan ${wanted}`,
      { scheduled, wanted },
      `Give the number ${scheduled} if that is the one to withdraw.`,
    );
  }
}

export const cancelPlan: Tool<WriteOptions, readonly [bigint]> = {
  name: "cancel-plan",
  description: "Withdraws the scheduled plan before it takes over. Done twice, it changes nothing.",
  sends: "holder of a role",
  configure: (made) => made.argument("<version>", "the plan's number", parseId),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const desk = await Desk.open(session, options, "PLAN_ROLE", note);
    const scheduled = await session.client.scheduledPlan();
    const [version] = args;
    // A plan that is in force is none that waits, although nobody may have moved it yet.
    if (scheduled !== undefined && scheduled.version !== version)
      throw new OtherPlanScheduled(scheduled.version, version);
    const performed = await perform(
      desk,
      {
        what: "plans",
        items: scheduled === undefined ? [] : [version],
        inOrder: true,
        call: async () => encoded(await session.core.cancelPlan.populateTransaction()),
      },
      progress,
      note,
    );
    const when = scheduled === undefined ? "" : `, which was to take over at ${formatTime(scheduled.from)}`;
    return reportCalls(task, desk, performed, {
      title: `Withdraw plan ${version}`,
      what: "plans",
      already: scheduled === undefined ? 1 : 0,
      json: { version },
      text: [scheduled === undefined ? `Plan ${version} does not wait.` : `Plan ${version}${when}.`],
    });
  },
};

await runIfMain(import.meta.url, cancelPlan);
