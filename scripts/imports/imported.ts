import { inPages } from "../../packages/protocol/src/index.ts";
import type { Session } from "../operator/session.ts";

/** Somebody who was imported, as his event tells. */
export interface Imported {
  readonly id: bigint;
  readonly sponsor: bigint;
  /** The zero address if he had none. */
  readonly wallet: string;
}

/** Everybody who was imported, by the word of his legacy id. */
export async function readImported({ core, provider, from }: Session): Promise<ReadonlyMap<string, Imported>> {
  const filter = core.filters.DistributorImported();
  const events = await inPages(provider, { from }, (first, last) => core.queryFilter(filter, first, last));
  return new Map(events.map(({ args: { legacyId, id, sponsor, wallet } }) => [legacyId, { id, sponsor, wallet }]));
}
