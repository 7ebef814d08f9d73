// Stops new enrolments and sales, and nothing else; or lets them go on.
import { SLOTS, unpackPlanTerms } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

interface Options extends WriteOptions {
  readonly resume?: true;
}

export const pause: Tool<Options> = {
  name: "pause",
  description:
    "Stops new enrolments and sales; settlements, returns and payouts go on. With --resume they begin again.",
  sends: "holder of a role",
  configure: (made) => made.option("--resume", "let enrolments and sales go on"),
  run: (task) =>
    doOnce(task, "PAUSE_ROLE", async () => {
      const { core } = task.session;
      const paused = task.options.resume === undefined;
      const [word = "0x0"] = await core.extsload([SLOTS.planTerms]);
      return {
        title: paused ? "Pause new enrolments and sales" : "Let enrolments and sales go on",
        what: "steps",
        isDone: unpackPlanTerms(BigInt(word)).paused === paused,
        call: async () => encoded(await core.setPaused.populateTransaction(paused)),
        json: { paused },
        text: [paused ? "New enrolments and sales are stopped." : "Enrolments and sales go on."],
      };
    }),
};

await runIfMain(import.meta.url, pause);
