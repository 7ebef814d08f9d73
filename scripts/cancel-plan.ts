// Withdraws the scheduled plan before it takes over.
import { formatTime, ProtocolError } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import { parseId, type WriteOptions } from "./operator/options.ts";
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
  run: (task) =>
    doOnce(task, ["PLAN_ROLE", "REVOKER_ROLE"], async () => {
      const { client, core } = task.session;
      const [version] = task.args;
      const scheduled = await client.scheduledPlan();
      if (scheduled !== undefined && scheduled.version !== version) {
        throw new OtherPlanScheduled(scheduled.version, version);
      }
      return {
        title: `Withdraw plan ${version}`,
        what: "plans",
        isDone: scheduled === undefined,
        call: async () => encoded(await core.cancelPlan.populateTransaction()),
        json: { version },
        text: [
          scheduled === undefined
            ? `Plan ${version} does not wait.`
            : `Plan ${version}, which was to take over at ${formatTime(scheduled.from)}.`,
        ],
      };
    }),
};

await runIfMain(import.meta.url, cancelPlan);
