import { type Provider, toBeHex, ZeroHash } from "ethers";
import { Timelock__factory } from "../../packages/protocol/src/index.ts";
import { type Call, encoded } from "./calls.ts";
import type { Holder } from "./roles.ts";

/** Calls that a timelock is to make: to be scheduled, and executed after the delay. */
export interface Operation {
  /** Its number in the timelock. */
  readonly id: string;
  /** Distinguishes it from the same calls at another time. */
  readonly salt: string;
  /** In seconds. */
  readonly delay: bigint;
  /** Undefined if it is scheduled already. */
  readonly schedule?: Call;
  readonly execute: Call;
  /** When it can be executed, in seconds since 1970, if it is scheduled already. */
  readonly readyAt?: bigint;
}

/**
 * Calls as an operation of a timelock, with the first salt, counted from 0, that was not used for these very calls
 * before. Asked again while it waits, this finds the same operation and nothing to schedule.
 */
export async function operationFor(
  provider: Provider,
  { address, delay = 0n }: Holder,
  calls: readonly Call[],
): Promise<Operation> {
  const timelock = Timelock__factory.connect(address, provider);
  const batch = [calls.map(({ to }) => to), calls.map(() => 0n), calls.map(({ data }) => data)] as const;
  for (let number = 0n; ; ++number) {
    const salt = toBeHex(number, 32);
    const id = await timelock.hashOperationBatch(...batch, ZeroHash, salt);
    if (await timelock.isOperationDone(id)) continue;
    const execute = encoded(await timelock.executeBatch.populateTransaction(...batch, ZeroHash, salt));
    if (await timelock.isOperation(id)) {
      return { id, salt, delay, execute, readyAt: await timelock.getTimestamp(id) };
    }
    const schedule = encoded(await timelock.scheduleBatch.populateTransaction(...batch, ZeroHash, salt, delay));
    return { id, salt, delay, schedule, execute };
  }
}
