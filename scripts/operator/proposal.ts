import { basename, dirname, extname, join } from "node:path";
import { writeWhole } from "../../packages/cli/src/files/whole-file.ts";
import { toJson } from "../../packages/cli/src/terminal/output.ts";
import { formatDuration, formatTime } from "../../packages/protocol/src/index.ts";
import type { Proposing } from "./actor.ts";
import type { Call } from "./calls.ts";
import { type SafeBatch, safeBatch } from "./safe-batch.ts";
import type { Session } from "./session.ts";
import { operationFor } from "./timelock.ts";

/** Transactions that others are to agree on. */
export interface Proposal {
  /** `transaction` to a multisig; `schedule` and, after the delay, `execute` where a timelock holds the power. */
  readonly step: "transaction" | "schedule" | "execute";
  /** What to do with it. */
  readonly note: string;
  readonly batch: SafeBatch;
  /** Where the batch was written. */
  readonly file?: string;
}

/**
 * Makes the proposals by which a contract is to make calls.
 * @param title What the calls are for.
 * @returns None if there are no calls.
 */
export async function makeProposals(
  { chainId, provider }: Session,
  { holder }: Proposing,
  calls: readonly Call[],
  title: string,
): Promise<readonly Proposal[]> {
  if (calls.length === 0) return [];
  if (holder.kind !== "timelock") {
    const batch = safeBatch(calls, { chainId, safe: holder.address, name: title, description: title });
    return [{ step: "transaction", note: `To be sent by ${holder.address}.`, batch }];
  }
  const { id, salt, delay, schedule, execute, readyAt } = await operationFor(provider, holder, calls);
  const named = `operation ${id}, salt ${BigInt(salt)}`;
  const made = (step: "schedule" | "execute", call: Call, note: string): Proposal => {
    const description = `${title}: ${named}. ${note}`;
    return { step, note, batch: safeBatch([call], { chainId, safe: "", name: `${title}: ${step}`, description }) };
  };
  const after = readyAt === undefined ? `${formatDuration(delay)} after it was scheduled` : formatTime(readyAt);
  return [
    ...(schedule === undefined
      ? []
      : [made("schedule", schedule, `To be sent by a proposer of the timelock; ${named}.`)]),
    made("execute", execute, `To be sent by an executor of the timelock, from ${after}; ${named}.`),
  ];
}

/**
 * Writes proposals to files, each whole or not at all.
 * @param file Of the first; a second one gets its step behind the name.
 */
export function writeProposals(proposals: readonly Proposal[], file: string): readonly Proposal[] {
  const ending = extname(file);
  return proposals.map((proposal, i) => {
    const own = i === 0 ? file : join(dirname(file), `${basename(file, ending)}-${proposal.step}${ending}`);
    writeWhole(own, `${toJson(proposal.batch)}\n`);
    return { ...proposal, file: own };
  });
}
