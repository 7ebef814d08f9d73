// Stops new enrolments and sales, nothing else, or lets them go on.
import { SLOTS, unpackPlanTerms } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly resume?: true;
}

export const pause: Tool<Options> = {
  name: "pause",
  description: "Stops new enrolments and sales, nothing else; what was sold is settled, refunded and paid as ever.",
  sends: "holder of a role",
  configure: (made) => made.option("--resume", "let them go on"),
  async run(task) {
    const { session, options, progress, note } = task;
    const paused = options.resume === undefined;
    const desk = await Desk.open(session, options, "PAUSE_ROLE", note);
    const items = (await isPaused(session)) === paused ? [] : [paused];
    const performed = await perform(
      desk,
      {
        what: "changes",
        items,
        inOrder: true,
        call: async () => encoded(await session.core.setPaused.populateTransaction(paused)),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: paused ? "Pause enrolments and sales" : "Resume enrolments and sales",
      what: "changes",
      already: 1 - items.length,
      json: { paused },
    });
  },
};

async function isPaused({ core }: Session): Promise<boolean> {
  const [word = "0x"] = await core.extsload([SLOTS.planTerms]);
  return unpackPlanTerms(BigInt(word)).paused;
}

await runIfMain(import.meta.url, pause);
