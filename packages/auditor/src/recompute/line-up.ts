import { Network } from "@upline/engine";
import { COMPANY_ID, IMPORTED } from "../history/state/people.ts";
import type { KnownPlan } from "../history/state/plans.ts";
import type { State } from "../history/state/state.ts";

/** The people that a batch of sales can pay, as the engine takes them. */
export interface LineUp {
  readonly network: Network;
  /** Index in the network, by id; the company's is 0. */
  readonly indexOf: ReadonlyMap<number, number>;
  /** Id, by index. */
  readonly ids: readonly number[];
}

/**
 * Sellers and all uplines that a sale of theirs can look at, as they stand in a period. Nothing within a period changes
 * how somebody stands in it: ranks count from the next, and so does activity by volume.
 */
export function lineUp(state: State, plan: KnownPlan, period: number, sellers: Iterable<number>): LineUp {
  const { people, plans } = state;
  const indexOf = new Map<number, number>([[COMPANY_ID, 0]]);
  const ids = [COMPANY_ID];
  for (const seller of sellers) {
    let id = seller;
    // The seller, the longest walk, and one more, so that the engine sees that the walk ended there.
    for (let left = plan.walk + 2; left > 0 && id !== COMPANY_ID && id !== 0; --left) {
      if (!indexOf.has(id)) {
        indexOf.set(id, ids.length);
        ids.push(id);
      }
      id = people.sponsor[id] ?? 0;
    }
  }
  const sponsor = new Int32Array(ids.length);
  const rank = new Uint8Array(ids.length);
  const active = new Uint8Array(ids.length);
  for (let index = 1; index < ids.length; ++index) {
    const id = ids[index] ?? 0;
    const standing = people.standing(id, period);
    const opening = plans.opening === period && people.isSet(id, IMPORTED);
    sponsor[index] = indexOf.get(people.sponsor[id] ?? 0) ?? 0;
    rank[index] = standing.rank;
    active[index] = standing.active || opening || plan.threshold === 0n ? 1 : 0;
  }
  return { network: Network.ofColumns({ sponsor, rank, active }), indexOf, ids };
}
