import { ZeroHash } from "ethers";
import type { Person } from "../../packages/protocol/src/index.ts";
import { codeText } from "./csv/column.ts";
import type { Session } from "./session.ts";

/** Everybody in the network, by id. */
export function readPeople({ client, from }: Session): Promise<ReadonlyMap<bigint, Person>> {
  return client.people({ from });
}

/** The company's own number for who was imported, as people read it. @returns Undefined if there is none. */
export function legacyNumber({ legacyId }: Person): string | undefined {
  return legacyId === undefined || legacyId === ZeroHash ? undefined : codeText(legacyId);
}

/** The sponsors of somebody, the nearest first, up to the company. */
export function uplineOf(people: ReadonlyMap<bigint, Person>, id: bigint): readonly bigint[] {
  const upline: bigint[] = [];
  for (let next = people.get(id)?.sponsor ?? 0n; next > 0n; next = people.get(next)?.sponsor ?? 0n) upline.push(next);
  return upline;
}
