import { holdSlot, inBatches, unpackHold } from "../../packages/protocol/src/index.ts";
import { readDistributors } from "./distributors.ts";
import { type Person, readPeople } from "./people.ts";
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
  const holds = await holdsInForce(
    session,
    [...words].flatMap(([id, { held }]) => (held ? [id] : [])),
  );
  const payees: Payee[] = [];
  const passedOver: Payees["passedOver"][number][] = [];
  for (const [id, { balance, pushOff, recovering }] of words) {
    if (balance === 0n || balance < least) continue;
    const person = people.get(id);
    const obstacle = obstacleOf(person, { pushOff, recovering, held: holds.has(id) });
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

/** Of these distributors, on whom a hold was placed, those for whom it has not lapsed. */
async function holdsInForce({ core, provider }: Session, ids: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const time = BigInt((await provider.getBlock("latest"))?.timestamp ?? 0);
  const held = new Set<bigint>();
  for (const batch of inBatches(ids, AT_ONCE)) {
    const words = await core.extsload(batch.map(holdSlot));
    for (const [i, id] of batch.entries()) if (unpackHold(BigInt(words[i] ?? 0)).until > time) held.add(id);
  }
  return held;
}
