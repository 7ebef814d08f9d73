// Takes the next step towards another screen: schedules it, and sets it once the notice is over.
import { ZeroAddress } from "ethers";
import { formatTime } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import type { RoleName } from "./operator/roles.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

interface Options extends WriteOptions {
  readonly withdraw?: true;
}

/** What is to be done now towards what is wanted. */
interface Step {
  readonly call?: "scheduleScreen" | "setScreen" | "cancelScreen";
  /** Undefined where anybody may do it. */
  readonly role?: RoleName;
  readonly text: string;
}

export const setScreen: Tool<Options, readonly [string]> = {
  name: "set-screen",
  description:
    "Takes the next step towards another screen: the admin schedules it; after the notice anybody sets it. Run it again for the next step.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<screen>", "the contract that is asked from then on, or none", (text) =>
        text === "none" ? ZeroAddress : parseAddress(text),
      )
      .option("--withdraw", "withdraw it while it is scheduled"),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const [screen] = args;
    const step = await nextStep(session, screen, options.withdraw === true);
    const desk = await Desk.open(session, options, step.role, note);
    const { scheduleScreen, setScreen: set, cancelScreen } = session.core;
    const calls = {
      scheduleScreen: () => scheduleScreen.populateTransaction(screen),
      setScreen: () => set.populateTransaction(),
      cancelScreen: () => cancelScreen.populateTransaction(),
    };
    const items = step.call === undefined ? [] : [step.call];
    const performed = await perform(
      desk,
      {
        what: "steps",
        items,
        inOrder: true,
        call: async ([call = "setScreen"]) => encoded(await calls[call]()),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: step.text,
      what: "steps",
      already: 1 - items.length,
      json: { screen },
      text: [step.text],
    });
  },
};

async function nextStep({ core, provider }: Session, wanted: string, withdraw: boolean): Promise<Step> {
  const [{ screen, next, from }, block] = await Promise.all([core.screening(), provider.getBlock("latest")]);
  const isScheduled = from !== 0n && next === wanted;
  const named = wanted === ZeroAddress ? "no screen" : `screen ${wanted}`;
  if (withdraw) {
    return isScheduled
      ? { call: "cancelScreen", role: "DEFAULT_ADMIN_ROLE", text: `Withdraw ${named}.` }
      : { text: `Nothing to withdraw: ${named} is not scheduled.` };
  }
  if (isScheduled && from <= BigInt(block?.timestamp ?? 0)) return { call: "setScreen", text: `Set ${named}.` };
  if (isScheduled) return { text: `Scheduled is ${named}, to be set from ${formatTime(from)}.` };
  if (screen === wanted) return { text: `In place is ${named}.` };
  return { call: "scheduleScreen", role: "DEFAULT_ADMIN_ROLE", text: `Schedule ${named}.` };
}

await runIfMain(import.meta.url, setScreen);
