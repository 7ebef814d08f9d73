import type { Connection } from "./connection.ts";
import { readPlan } from "./plans.ts";

/** The company's id, the root of the network. */
export const COMPANY = 1n;

/** A distributor as of now. */
export interface DistributorState {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** Claimable, in token units; the company's is its share. */
  readonly balance: bigint;
  /** Own retail volume settled in this period, in token units. */
  readonly volume: bigint;
  /** Active in this period by the plan in force; the company always is. */
  readonly active: boolean;
  /** Active in the next period whatever happens in this one, by the plan in force; the company always is. */
  readonly activeNext: boolean;
  /** Rank in this period. */
  readonly rankNow: bigint;
  /** Rank from the next period on. */
  readonly rankNext: bigint;
  /** The owner wants no pushed payouts. */
  readonly pushOff: boolean;
  /** The company brought him along before the programme opened; he counts as enrolled in the period of the opening. */
  readonly imported: boolean;
  /** Imported without a wallet, and not bound to one yet. */
  readonly unbound: boolean;
  /** The guardian has begun a recovery: nothing is pushed, unless it has lapsed; see `wallets.guardianOf`. */
  readonly recovering: boolean;
  /** End of the hold that stops his payouts, in seconds since 1970; 0: none does. */
  readonly heldUntil: bigint;
}

/**
 * A distributor, by id or by wallet.
 * @returns Undefined if there is none of that id, or none whose present wallet that is.
 */
export async function readDistributor(
  connection: Connection,
  idOrWallet: bigint | string,
): Promise<DistributorState | undefined> {
  const { core } = connection;
  const id = typeof idOrWallet === "bigint" ? idOrWallet : await currentId(connection, idOrWallet);
  if (id < COMPANY || id > (await core.lastDistributorId())) return undefined;
  const [state, { plan }] = await Promise.all([core.distributor(id), readPlan(connection)]);
  const { sponsor, balance, volume, rank, rankNext, pushOff, imported, unbound, recovering } = state;
  const everybody = plan.threshold === 0n;
  return {
    id,
    sponsor,
    balance,
    volume,
    active: everybody || state.active,
    activeNext: everybody || state.activeNext,
    rankNow: rank,
    rankNext,
    pushOff,
    imported,
    unbound,
    recovering,
    heldUntil: state.held ? await heldUntil(connection, id) : 0n,
  };
}

async function currentId({ core }: Connection, wallet: string): Promise<bigint> {
  const { id, current } = await core.idOf(wallet);
  return current ? id : 0n;
}

/** A hold lapses by itself, which is not written anywhere. */
async function heldUntil(connection: Connection, id: bigint): Promise<bigint> {
  const [{ until }, now] = await Promise.all([connection.core.holdOf(id), connection.now()]);
  return until > now ? until : 0n;
}
