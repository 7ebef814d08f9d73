// Takes the next step of the recovery of a lost wallet: its guardian starts it, the new one finishes it.
import type { WriteOptions } from "./operator/options.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { nextRecovery, takeStep } from "./operator/wallet-steps.ts";
import { parseAddress } from "./terminal/command.ts";

interface Options extends WriteOptions {
  readonly stop?: true;
}

export const recoverWallet: Tool<Options, readonly [string, string]> = {
  name: "recover-wallet",
  description:
    "Takes the next step of the recovery of a lost wallet: its guardian starts it, and after the delay the new wallet finishes it. Run it again for the next step.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<from>", "the lost wallet", parseAddress)
      .argument("<to>", "the new one, which was never anybody's", parseAddress)
      .option("--stop", "give it up"),
  run: (task) => takeStep(task, () => nextRecovery(task.session, ...task.args, task.options.stop === true)),
};

await runIfMain(import.meta.url, recoverWallet);
