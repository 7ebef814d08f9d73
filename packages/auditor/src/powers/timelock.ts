import { describeCall, formatTime, scheduledCalls, Timelock__factory } from "@upline/protocol";
import { id as hashOf, ZeroHash } from "ethers";
import { AuditError } from "../audit-error.ts";
import type { RawEntry, Source } from "../chain/source.ts";

/** Something that the timelock is to do, as its own events tell. */
export interface QueuedOperation {
  readonly id: string;
  /** What it does, for people. */
  readonly calls: string;
  /** From when it can be executed, in seconds since 1970. */
  readonly readyAt: bigint;
}

/** A timelock as the source tells it: outside the journal, so nothing of it is proved. */
export interface ReportedTimelock {
  readonly address: string;
  /** Least delay, in seconds. */
  readonly delay: bigint;
  /** Holders by role, who are to be asked about the powers that it has. */
  readonly holders: Readonly<Record<string, readonly string[]>>;
  readonly queue: readonly QueuedOperation[];
}

/** The events of a timelock are more than any timelock has. */
export class TimelockTooBusy extends AuditError {
  override readonly name = "TimelockTooBusy";

  constructor(address: string) {
    super(
      `the source gives more than ${MOST_EVENTS} events of the timelock ${address}`,
      { address },
      "Ask another endpoint; the rest of the audit does not depend on it.",
    );
  }
}

const MOST_EVENTS = 100_000;
const ROLES = ["PROPOSER_ROLE", "EXECUTOR_ROLE", "CANCELLER_ROLE"] as const;
const contract = Timelock__factory.createInterface();

/** Reads a timelock as of a block. @throws AuditError if the source does not give what is needed. */
export async function readTimelock(
  source: Source,
  block: string,
  address: string,
  core: string,
): Promise<ReportedTimelock> {
  const answer = await source.call(block, address, contract.encodeFunctionData("getMinDelay"));
  const [delay] = contract.decodeFunctionResult("getMinDelay", answer);
  const logs: RawEntry[] = [];
  for await (const page of source.entries(block, address, 0n)) {
    if (logs.length + page.length > MOST_EVENTS) throw new TimelockTooBusy(address);
    // A source may have more than was asked for, as an export of another contract's events has.
    logs.push(...page.filter((log) => log.address.toLowerCase() === address.toLowerCase()));
  }
  return { address, delay, holders: holdersIn(logs), queue: queueIn(logs, core, address) };
}

function holdersIn(logs: readonly RawEntry[]): Readonly<Record<string, readonly string[]>> {
  const holders = new Map<string, Set<string>>();
  for (const log of logs) {
    const event = contract.parseLog(log);
    if (event?.name !== "RoleGranted" && event?.name !== "RoleRevoked") continue;
    const { role, account } = event.args;
    const those = holders.get(role) ?? new Set();
    if (event.name === "RoleGranted") those.add(account);
    else those.delete(account);
    holders.set(role, those);
  }
  const hashes = [["DEFAULT_ADMIN_ROLE", ZeroHash], ...ROLES.map((name) => [name, hashOf(name)])] as const;
  return Object.fromEntries(hashes.map(([name = "", hash = ""]) => [name, [...(holders.get(hash) ?? [])]]));
}

function queueIn(logs: readonly RawEntry[], core: string, timelock: string): readonly QueuedOperation[] {
  const calls = scheduledCalls(logs);
  const readyAt = new Map<string, bigint>();
  for (const log of logs) {
    const event = contract.parseLog(log);
    if (event?.name === "CallScheduled") readyAt.set(event.args["id"], log.timestamp + event.args["delay"]);
    if (event?.name === "CallExecuted" || event?.name === "Cancelled") readyAt.delete(event.args["id"]);
  }
  return [...readyAt].map(([id, at]) => {
    const described = (calls.get(id) ?? []).map((call) => describeCall(call, core, timelock));
    return { id, calls: described.join(", then "), readyAt: at };
  });
}

/** A queued operation in a sentence. */
export function queuedText({ calls, readyAt }: QueuedOperation): string {
  return `${calls}, from ${formatTime(readyAt)}`;
}
