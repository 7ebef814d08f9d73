// Takes the next step towards another screen: schedules it, and sets it once the notice is over.
import { type ContractTransaction, ZeroAddress } from "ethers";
import { formatTime } from "../packages/protocol/src/index.ts";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import type { AnyOf } from "./operator/roles.ts";
import type { Session } from "./operator/session.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { parseAddress } from "./terminal/command.ts";

interface Options extends WriteOptions {
  readonly withdraw?: true;
}

/** What is to be done now towards what is wanted. */
interface Step {
  /** Undefined where there is nothing to do. */
  call?(): Promise<ContractTransaction>;
  /** Undefined where anybody may do it. */
  readonly roles?: AnyOf;
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
    const find = () => nextStep(task.session, task.args[0], task.options.withdraw === true);
    const { roles } = await find();
    return doOnce(task, roles, async () => {
      const { call, text } = await find();
      const done = async () => ({ to: task.session.address, data: "0x" });
      return {
        title: text,
        what: "steps",
        isDone: call === undefined,
        call: call === undefined ? done : async () => encoded(await call()),
        json: { screen: task.args[0] },
        text: [text],
      };
    });
  },
};

async function nextStep({ core, provider }: Session, wanted: string, withdraw: boolean): Promise<Step> {
  const [{ screen, next, from }, block] = await Promise.all([core.screening(), provider.getBlock("latest")]);
  const isScheduled = from !== 0n && next === wanted;
  const named = wanted === ZeroAddress ? "no screen" : `screen ${wanted}`;
  if (withdraw) {
    return isScheduled
      ? {
          call: () => core.cancelScreen.populateTransaction(),
          roles: ["DEFAULT_ADMIN_ROLE", "REVOKER_ROLE"],
          text: `Withdraw ${named}.`,
        }
      : { text: `Nothing to withdraw: ${named} is not scheduled.` };
  }
  if (isScheduled && from <= BigInt(block?.timestamp ?? 0)) {
    return { call: () => core.setScreen.populateTransaction(), text: `Set ${named}.` };
  }
  if (isScheduled) return { text: `Scheduled is ${named}, to be set from ${formatTime(from)}.` };
  if (screen === wanted) return { text: `In place is ${named}.` };
  const call = () => core.scheduleScreen.populateTransaction(wanted);
  return { call, roles: "DEFAULT_ADMIN_ROLE", text: `Schedule ${named}.` };
}

await runIfMain(import.meta.url, setScreen);
