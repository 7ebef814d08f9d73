// Takes the next step of a move to another wallet: the present one proposes it, the new one accepts.
import type { WriteOptions } from "./operator/options.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";
import { nextMove, takeStep } from "./operator/wallet-steps.ts";
import { parseAddress } from "./terminal/command.ts";

interface Options extends WriteOptions {
  readonly withdraw?: true;
}

export const moveWallet: Tool<Options, readonly [string, string]> = {
  name: "move-wallet",
  description:
    "Takes the next step of a move to another wallet, the company's or a distributor's: the present one proposes, the new one accepts. Run it again for the next step.",
  sends: "holder of a role",
  configure: (made) =>
    made
      .argument("<from>", "the present wallet", parseAddress)
      .argument("<to>", "the new one, which was never anybody's", parseAddress)
      .option("--withdraw", "take back what was proposed"),
  run: (task) => takeStep(task, () => nextMove(task.session, ...task.args, task.options.withdraw === true)),
};

await runIfMain(import.meta.url, moveWallet);
