import {
  type DistributorWord,
  holdSlot,
  inBatches,
  type Person,
  RECOVERY_WINDOW,
  recoverySlot,
  unpackHold,
  unpackRecovery,
} from "../../packages/protocol/src/index.ts";
import { readDistributors } from "./distributors.ts";
import { readPeople } from "./people.ts";
import type { Session } from "./session.ts";

/** Somebody who has something to get. */
export interface Payee {
  readonly id: bigint;
  readonly wallet: string;
  /** In token units. */
  readonly balance: bigint;
}

/** Why somebody who has something to get is not to be paid now. */
export type Obstacle = "unbound" | "pushOff" | "recovering" | "held";

/** Who can be paid, and who cannot though he has something to get. */
export interface Payees {
  readonly payees: readonly Payee[];
  readonly passedOver: readonly { readonly id: bigint; readonly obstacle: Obstacle; readonly balance: bigint }[];
}

/**
 * Finds out who has something to get.
 * @param ids Whom to look at; everybody if there are none.
 * @param least The least balance, in token units.
 */
export async function findPayees(session: Session, ids: readonly bigint[], least: bigint): Promise<Payees> {
  const people = await readPeople(session);
  const wanted = (ids.length > 0 ? ids : [...people.keys()]).filter((id) => id > 1n);
  const words = await readDistributors(session, wanted);
  const [holds, recoveries] = [await holdsInForce(session, words), await recoveriesPending(session, words, people)];
  const payees: Payee[] = [];
  const passedOver: Payees["passedOver"][number][] = [];
  for (const [id, { balance, pushOff }] of words) {
    if (balance === 0n || balance < least) continue;
    const person = people.get(id);
    const obstacle = obstacleOf(person, { pushOff, recovering: recoveries.has(id), held: holds.has(id) });
    if (obstacle !== undefined) passedOver.push({ id, obstacle, balance });
    else if (person?.wallet !== undefined) payees.push({ id, wallet: person.wallet, balance });
  }
  return { payees, passedOver };
}

interface Flags {
  readonly pushOff: boolean;
  readonly recovering: boolean;
  readonly held: boolean;
}

function obstacleOf(person: Person | undefined, { pushOff, recovering, held }: Flags): Obstacle | undefined {
  if (person?.wallet === undefined) return "unbound";
  if (pushOff) return "pushOff";
  if (recovering) return "recovering";
  return held ? "held" : undefined;
}

/** Storage words that are read in one call. */
const AT_ONCE = 500;

type Words = ReadonlyMap<bigint, DistributorWord>;

/** On whom a hold is in force: what was placed lapses, and the distributor's word does not tell. */
function holdsInForce(session: Session, words: Words): Promise<ReadonlySet<bigint>> {
  const flagged = [...words].flatMap(([id, { held }]) => (held ? [{ id, slot: holdSlot(id) }] : []));
  return still(session, flagged, (word) => unpackHold(word).until);
}

/** Whose recovery is pending, which lapses as well. */
function recoveriesPending(
  session: Session,
  words: Words,
  people: ReadonlyMap<bigint, Person>,
): Promise<ReadonlySet<bigint>> {
  const flagged = [...words].flatMap(([id, { recovering }]) => {
    const wallet = people.get(id)?.wallet;
    return recovering && wallet !== undefined ? [{ id, slot: recoverySlot(wallet) }] : [];
  });
  return still(session, flagged, (word) => unpackRecovery(word).readyAt + RECOVERY_WINDOW);
}

/** The ids of those whose word tells an end that is to come. */
async function still(
  { core, provider }: Session,
  flagged: readonly { readonly id: bigint; readonly slot: string }[],
  endIn: (word: bigint) => bigint,
): Promise<ReadonlySet<bigint>> {
  const time = BigInt((await provider.getBlock("latest"))?.timestamp ?? 0);
  const found = new Set<bigint>();
  for (const batch of inBatches(flagged, AT_ONCE)) {
    const words = await core.extsload(batch.map(({ slot }) => slot));
    for (const [i, { id }] of batch.entries()) if (endIn(BigInt(words[i] ?? 0)) > time) found.add(id);
  }
  return found;
}
