// Lifts a hold before it lapses.
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import { parseId, type WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const liftHold: Tool<WriteOptions, readonly [bigint]> = {
  name: "lift-hold",
  description: "Ends a distributor's hold before it lapses. If none is in force, nothing is sent.",
  sends: "holder of a role",
  configure: (made) => made.argument("<id>", "the distributor's number", parseId),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const [id] = args;
    const desk = await Desk.open(session, options, "HOLD_ROLE", note);
    const [{ until }, block] = await Promise.all([session.core.holdOf(id), session.provider.getBlock("latest")]);
    const isHeld = until > BigInt(block?.timestamp ?? 0);
    const performed = await perform(
      desk,
      {
        what: "holds",
        items: isHeld ? [id] : [],
        inOrder: true,
        call: async () => encoded(await session.core.liftHold.populateTransaction(id)),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: `Lift the hold of distributor ${id}`,
      what: "holds",
      already: isHeld ? 0 : 1,
      json: { id },
      text: [isHeld ? `Distributor ${id}.` : `Distributor ${id} is not held.`],
    });
  },
};

await runIfMain(import.meta.url, liftHold);
