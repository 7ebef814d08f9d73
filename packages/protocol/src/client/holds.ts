import type { ContractTransactionResponse } from "ethers";
import type { BlockRange } from "../blocks.ts";
import type { Connection, Found } from "./connection.ts";

/** The holds of one distributor. Times in seconds since 1970. */
export interface HoldState {
  /** End of the last one, whether it is over or not; 0: there was none. */
  readonly until: bigint;
  /** Whether it stops his payouts now. */
  readonly inForce: boolean;
  /** When the last four began, the latest first. */
  readonly starts: readonly bigint[];
}

/** A hold that was placed. */
export interface PlacedHold extends Found {
  /** The distributor. */
  readonly id: bigint;
  /** Code of the reason, 32 bytes. */
  readonly reason: string;
  /** Hash of what it rests on. */
  readonly evidence: string;
  /** When it was to end, in seconds since 1970. */
  readonly until: bigint;
  /** Where it was lifted before that; undefined: it was not, as far as the range of blocks goes. */
  readonly lifted: Found | undefined;
}

/** Holds: one distributor's claims and pushes are stopped for a while, never his earning. */
export class HoldsClient {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Places a hold, as a holder of the hold role.
   * @param until When it ends, in seconds since 1970, at most 90 days ahead.
   * @param reason Code of the reason, 32 bytes.
   * @param evidence Hash of what it rests on.
   */
  place(id: bigint, until: bigint, reason: string, evidence: string): Promise<ContractTransactionResponse> {
    return this.#connection.core.placeHold(id, until, reason, evidence);
  }

  /** Ends a hold before it lapses, as a holder of the hold role. */
  lift(id: bigint): Promise<ContractTransactionResponse> {
    return this.#connection.core.liftHold(id);
  }

  /** A distributor's holds. @throws The contract's error if there is no such distributor, or it is the company. */
  async of(id: bigint): Promise<HoldState> {
    const [{ until, starts }, now] = await Promise.all([this.#connection.core.holdOf(id), this.#connection.now()]);
    return { until, inForce: until > now, starts: starts.filter((start) => start > 0n) };
  }

  /** The holds that were placed in a range of blocks, in order. */
  async placed(range: BlockRange = {}): Promise<readonly PlacedHold[]> {
    const holds: PlacedHold[] = [];
    for (const { name, args, ...found } of await this.#connection.events(range, ["HoldPlaced", "HoldLifted"])) {
      const { id, reason, evidence, until } = args;
      if (name === "HoldPlaced") {
        holds.push({ id, reason, evidence, until, lifted: undefined, ...found });
        continue;
      }
      // One is in force at a time, so the last one is lifted.
      const last = holds.findLastIndex((hold) => hold.id === id);
      const hold = holds[last];
      if (hold !== undefined) holds[last] = { ...hold, lifted: found };
    }
    return holds;
  }
}
