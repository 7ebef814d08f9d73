import { Timelock__factory, Upline__factory } from "./contracts/index.js";
import type { RawLog } from "./receipt.ts";

/** A call that a timelock is to make. */
export interface TimelockCall {
  readonly target: string;
  readonly data: string;
}

/** What a timelock's events say was scheduled: the calls of each operation, by its id, executed ones included. */
export function scheduledCalls(logs: Iterable<RawLog>): ReadonlyMap<string, readonly TimelockCall[]> {
  const events = Timelock__factory.createInterface();
  const calls = new Map<string, readonly TimelockCall[]>();
  for (const log of logs) {
    const event = events.parseLog(log);
    if (event?.name !== "CallScheduled") continue;
    const { id, target, data } = event.args;
    calls.set(id, [...(calls.get(id) ?? []), { target, data }]);
  }
  return calls;
}

/** `core.grantRole(0x…, 0x…)`, where the contract and the function are known. */
export function describeCall({ target, data }: TimelockCall, core: string, timelock: string): string {
  const [name, contract] =
    target === core
      ? ["core", Upline__factory.createInterface()]
      : target === timelock
        ? ["timelock", Timelock__factory.createInterface()]
        : [target, undefined];
  const call = contract?.parseTransaction({ data });
  return call ? `${name}.${call.name}(${call.args.map(String).join(", ")})` : `${name} with ${data.slice(0, 10)}`;
}
