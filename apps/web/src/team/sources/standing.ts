// Activity and rank are read from the chain's storage, for the rows that are shown.

import { COMPANY, distributorSlot, inBatches, inPeriod, type UplineClient, unpackDistributor } from "@upline/protocol";
import type { Member } from "../model/member.ts";
import type { Kin } from "./forest.ts";

/** Storage words that are read in one call. */
const SLOTS_AT_ONCE = 500;

/** Gives rows their activity and rank. @param openedIn The period in which the programme opened. */
export async function withStanding<T extends Kin>(
  { core }: UplineClient,
  rows: readonly T[],
  openedIn: bigint | undefined,
): Promise<readonly (T & Member)[]> {
  const [period, { plan }] = await Promise.all([core.currentPeriod(), core.planInForce()]);
  const isActive = (id: bigint, word: bigint) => {
    if (plan.threshold === 0n || id === COMPANY) return true;
    const state = unpackDistributor(word);
    // Who was imported counts as enrolled in the period of the opening.
    return inPeriod(state, period).activeNow || (state.imported && period === openedIn);
  };
  const told = await Promise.all(
    inBatches(rows, SLOTS_AT_ONCE).map(async (batch) => {
      const words = (await core.extsload(batch.map(({ id }) => distributorSlot(id)))).map(BigInt);
      return batch.map((kin, i) => {
        const word = words[i] ?? 0n;
        return { ...kin, active: isActive(kin.id, word), rank: Number(unpackDistributor(word).rankNext) };
      });
    }),
  );
  return told.flat();
}
