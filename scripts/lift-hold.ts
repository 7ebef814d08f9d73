// Lifts a hold before it lapses.
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import { parseId, type WriteOptions } from "./operator/options.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const liftHold: Tool<WriteOptions, readonly [bigint]> = {
  name: "lift-hold",
  description: "Ends a distributor's hold before it lapses. If none is in force, nothing is sent.",
  sends: "holder of a role",
  configure: (made) => made.argument("<id>", "the distributor's number", parseId),
  run: (task) =>
    doOnce(task, ["HOLD_ROLE", "REVOKER_ROLE"], async () => {
      const { core, provider } = task.session;
      const [id] = task.args;
      const [{ until }, block] = await Promise.all([core.holdOf(id), provider.getBlock("latest")]);
      const isHeld = until > BigInt(block?.timestamp ?? 0);
      return {
        title: `Lift the hold of distributor ${id}`,
        what: "holds",
        isDone: !isHeld,
        call: async () => encoded(await core.liftHold.populateTransaction(id)),
        json: { id },
        text: [isHeld ? `Distributor ${id}.` : `Distributor ${id} is not held.`],
      };
    }),
};

await runIfMain(import.meta.url, liftHold);
