import { toBeHex } from "ethers";
import type { BlockRange } from "../blocks.ts";
import type { Connection, FoundEvent } from "./connection.ts";
import { orNone } from "./optional-address.ts";

/** Somebody who enrolled. */
export interface Enrolled {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** The wallet at enrolment. */
  readonly wallet: string;
}

/** Somebody of the network, as the events tell it. */
export interface Person {
  readonly id: bigint;
  /** Id of the sponsor; 0 for the company. */
  readonly sponsor: bigint;
  /** The present wallet; undefined for who was imported without one and has bound none yet. */
  readonly wallet: string | undefined;
  /** Wallets that he moved away from, the first one first. */
  readonly formerWallets: readonly string[];
  /** The company's own number for who was imported, or a hash of it, 32 bytes; undefined for who enrolled. */
  readonly legacyId: string | undefined;
  /** Who signed the voucher by which an imported id was bound; undefined where none was needed. */
  readonly boundBy: string | undefined;
  /** Block of his enrolment or import. */
  readonly block: number;
}

/** All who enrolled in a range of blocks, in order; the company is the first of all. */
export async function readEnrolments(connection: Connection, range: BlockRange): Promise<readonly Enrolled[]> {
  const events = await connection.events(range, ["DistributorEnrolled"]);
  return events.map(({ args: { id, sponsor, wallet } }) => ({ id, sponsor, wallet }));
}

const OF_PEOPLE = ["DistributorEnrolled", "DistributorImported", "DistributorBound", "WalletMoved"] as const;

/** Everybody who enrolled or was imported in a range of blocks, by id, as the range's end finds them. */
export async function readPeople(connection: Connection, range: BlockRange): Promise<ReadonlyMap<bigint, Person>> {
  return told(await connection.events(range, OF_PEOPLE));
}

/** One of them. @returns Undefined if there is none of that id. */
export async function readPerson(connection: Connection, id: bigint, range: BlockRange): Promise<Person | undefined> {
  return told(await connection.events(range, OF_PEOPLE, toBeHex(id, 32))).get(id);
}

function told(events: readonly FoundEvent[]): ReadonlyMap<bigint, Person> {
  const people = new Map<bigint, Person>();
  for (const event of events) {
    const { id } = event.args as unknown as { id: bigint };
    const person = after(people.get(id), event);
    if (person !== undefined) people.set(id, person);
  }
  return people;
}

/** What these events have between them. */
interface Told {
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly wallet: string;
  readonly legacyId: string | undefined;
  readonly issuer: string;
  readonly from: string;
  readonly to: string;
}

function after(person: Person | undefined, { name, args, block }: FoundEvent): Person | undefined {
  const { id, sponsor, wallet, legacyId, issuer, from, to } = args as unknown as Told;
  if (name === "DistributorBound") return person && { ...person, wallet, boundBy: issuer };
  if (name === "WalletMoved") {
    return person && { ...person, wallet: to, formerWallets: [...person.formerWallets, from] };
  }
  return { id, sponsor, wallet: orNone(wallet), formerWallets: [], legacyId, boundBy: undefined, block };
}
