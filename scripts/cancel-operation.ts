// Withdraws what the timelock is to do, before it does it.

import { InvalidArgumentError } from "commander";
import { isHexString } from "ethers";
import { encoded } from "./operator/calls.ts";
import { doOnce } from "./operator/once.ts";
import type { WriteOptions } from "./operator/options.ts";
import { findTimelock } from "./operator/timelocks.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const cancelOperation: Tool<WriteOptions, readonly [string]> = {
  name: "cancel-operation",
  description:
    "Withdraws an operation of the timelock by an account that may: a proposer's, in most programmes. Done twice, it changes nothing.",
  sends: "anybody",
  configure: (made) => made.argument("<operation>", "its number, as scripts/doctor.ts shows it", parseOperation),
  run: (task) =>
    doOnce(task, undefined, async () => {
      const [operation] = task.args;
      const timelock = await findTimelock(task.session);
      const isPending = await timelock.isOperationPending(operation);
      return {
        title: `Withdraw operation ${operation}`,
        what: "operations",
        isDone: !isPending,
        call: async () => encoded(await timelock.cancel.populateTransaction(operation)),
        json: { operation },
        text: [isPending ? `Operation ${operation}.` : `Operation ${operation} does not wait.`],
      };
    }),
};

function parseOperation(text: string): string {
  if (!isHexString(text, 32)) throw new InvalidArgumentError("It is 0x and 64 hexadecimal digits.");
  return text;
}

await runIfMain(import.meta.url, cancelOperation);
