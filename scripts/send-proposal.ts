// Sends a proposal to the timelock by an account with a key: schedules an operation, or executes it.
import { getAddress, type TransactionDescription } from "ethers";
import { formatTime, ProtocolError, type Timelock } from "../packages/protocol/src/index.ts";
import type { Call } from "./operator/calls.ts";
import { Desk } from "./operator/desk.ts";
import type { WriteOptions } from "./operator/options.ts";
import { perform } from "./operator/perform.ts";
import { ProposalInvalid, readProposal } from "./operator/proposal-file.ts";
import { reportCalls } from "./operator/report.ts";
import { findTimelock } from "./operator/timelocks.ts";
import { runIfMain, type Tool } from "./operator/tool.ts";

/** The operation has to wait. */
export class OperationNotReady extends ProtocolError {
  override readonly name = "OperationNotReady";

  constructor(operation: string, readyAt: bigint) {
    super(
      readyAt === 0n
        ? `operation ${operation} is not scheduled`
        : `operation ${operation} can be executed from ${formatTime(readyAt)} on`,
      { operation, readyAt },
      readyAt === 0n ? "Send the proposal that schedules it first." : "Send this again then.",
    );
  }
}

export const sendProposal: Tool<WriteOptions, readonly [string]> = {
  name: "send-proposal",
  description:
    "Sends a proposal to the timelock by an account with a key: schedules an operation, or executes it. What was done is left alone.",
  sends: "anybody",
  configure: (made) => made.argument("<file>", "a proposal that another tool wrote"),
  async run(task) {
    const { session, options, progress, note, args } = task;
    const [file] = args;
    const { chainId, calls } = readProposal(file);
    if (chainId !== session.chainId.toString()) {
      throw new ProposalInvalid(file, "chainId", chainId, `${session.chainId}, the network's`);
    }
    const desk = await Desk.open(session, options, undefined, note);
    const timelock = await findTimelock(session);
    const items: Call[] = [];
    for (const [i, call] of calls.entries()) {
      if (!(await isDone(timelock, file, `transactions[${i}]`, call))) items.push(call);
    }
    const one = ([call]: readonly Call[]) => call ?? { to: "", data: "" };
    const performed = await perform(desk, { what: "calls", items, inOrder: true, most: 1, call: one }, progress, note);
    return reportCalls(task, desk, performed, {
      title: `Send ${file}`,
      what: "calls",
      already: calls.length - items.length,
    });
  },
};

/** Whether a call of the timelock has had its effect. @throws ProposalInvalid, OperationNotReady */
async function isDone(timelock: Timelock, file: string, place: string, { to, data }: Call): Promise<boolean> {
  const address = await timelock.getAddress();
  if (getAddress(to) !== address) throw new ProposalInvalid(file, `${place}.to`, to, `the timelock, ${address}`);
  const parsed = timelock.interface.parseTransaction({ data });
  if (parsed === null || !(parsed.name in STEPS)) {
    throw new ProposalInvalid(file, `${place}.data`, data, "a call of scheduleBatch or executeBatch");
  }
  return STEPS[parsed.name as keyof typeof STEPS](timelock, await operationOf(timelock, parsed));
}

const STEPS = {
  scheduleBatch: (timelock: Timelock, operation: string) => timelock.isOperation(operation),
  async executeBatch(timelock: Timelock, operation: string): Promise<boolean> {
    if (await timelock.isOperationDone(operation)) return true;
    if (await timelock.isOperationReady(operation)) return false;
    throw new OperationNotReady(operation, await timelock.getTimestamp(operation));
  },
} as const;

/** The first five arguments of both calls name the operation. */
function operationOf(timelock: Timelock, { args }: TransactionDescription): Promise<string> {
  const [targets, values, payloads, predecessor, salt] = args;
  return timelock.hashOperationBatch([...targets], [...values], [...payloads], predecessor, salt);
}

await runIfMain(import.meta.url, sendProposal);
