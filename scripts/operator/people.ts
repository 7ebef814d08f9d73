import { ZeroAddress, ZeroHash } from "ethers";
import { inPages } from "../../packages/protocol/src/index.ts";
import { codeText } from "./csv/column.ts";
import type { Session } from "./session.ts";

/** Somebody of the network, as the events tell. */
export interface Person {
  readonly id: bigint;
  /** 0 for the company. */
  readonly sponsor: bigint;
  /** Present wallet; undefined for who was imported and has not bound one yet. */
  readonly wallet: string | undefined;
  /** Block of his enrolment or import. */
  readonly block: number;
  /** The company's own number for who was imported. */
  readonly legacyId?: string;
}

/** Everybody in the network, by id. */
export async function readPeople({ core, provider, address, from }: Session): Promise<ReadonlyMap<bigint, Person>> {
  const events = [
    core.getEvent("DistributorEnrolled"),
    core.getEvent("DistributorImported"),
    core.getEvent("DistributorBound"),
    core.getEvent("WalletMoved"),
  ];
  const topics = [events.map(({ fragment }) => fragment.topicHash)];
  const logs = await inPages(provider, { from }, (fromBlock, toBlock) =>
    provider.getLogs({ address, topics, fromBlock, toBlock }),
  );
  const people = new Map<bigint, Person>();
  for (const log of [...logs].sort((a, b) => a.blockNumber - b.blockNumber || a.index - b.index)) {
    const event = core.interface.parseLog(log);
    if (event === null) continue;
    const { id, sponsor, wallet, to, legacyId } = event.args as unknown as EventArguments;
    const before = people.get(id);
    if (event.name === "WalletMoved" && before !== undefined) people.set(id, { ...before, wallet: to });
    else if (event.name === "DistributorBound" && before !== undefined) people.set(id, { ...before, wallet });
    else people.set(id, { id, sponsor, wallet: bound(wallet), block: log.blockNumber, ...legacy(legacyId) });
  }
  return people;
}

/** What these events have between them. */
interface EventArguments {
  readonly id: bigint;
  readonly sponsor: bigint;
  readonly wallet: string;
  readonly to: string;
  readonly legacyId?: string;
}

const bound = (wallet: string) => (wallet === ZeroAddress ? undefined : wallet);
const legacy = (word: string | undefined) =>
  word === undefined || word === ZeroHash ? {} : { legacyId: codeText(word) };

/** The sponsors of somebody, the nearest first, up to the company. */
export function uplineOf(people: ReadonlyMap<bigint, Person>, id: bigint): readonly bigint[] {
  const upline: bigint[] = [];
  for (let next = people.get(id)?.sponsor ?? 0n; next > 0n; next = people.get(next)?.sponsor ?? 0n) upline.push(next);
  return upline;
}
