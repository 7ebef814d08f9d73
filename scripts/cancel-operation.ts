// Withdraws what the timelock is to do, before it does it.

import { InvalidArgumentError } from "commander";
import { isHexString } from "ethers";
import { encoded } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { reportCalls } from "./operator/report.ts";
import { findTimelock } from "./operator/timelocks.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

export const cancelOperation: Tool<WriteOptions, readonly [string]> = {
  name: "cancel-operation",
  description:
    "Withdraws an operation of the timelock by an account that may: a proposer's, in most programmes. Done twice, it changes nothing.",
  sends: "anybody",
  configure: (made) => made.argument("<operation>", "its number, as scripts/doctor.ts shows it", parseOperation),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const [operation] = args;
    const desk = await Desk.open(session, options, undefined, note);
    const timelock = await findTimelock(session);
    const isPending = await timelock.isOperationPending(operation);
    const performed = await perform(
      desk,
      {
        what: "operations",
        items: isPending ? [operation] : [],
        inOrder: true,
        call: async () => encoded(await timelock.cancel.populateTransaction(operation)),
      },
      progress,
      note,
    );
    return reportCalls(task, desk, performed, {
      title: `Withdraw operation ${operation}`,
      what: "operations",
      already: isPending ? 0 : 1,
      json: { operation },
    });
  },
};

function parseOperation(text: string): string {
  if (!isHexString(text, 32)) throw new InvalidArgumentError("It is 0x and 64 hexadecimal digits.");
  return text;
}

await runIfMain(import.meta.url, cancelOperation);
