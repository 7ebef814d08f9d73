// The journal, recomputed entry by entry, and compared with the chain's.

import type { Context, Event } from "ponder:registry";
import { journal, journalBlock, journalCheck, journalFault } from "ponder:schema";
import { entryHash, genesisHead, nextHead, type RawLog, SALE_TOPICS } from "@upline/protocol";
import { type Hex, numberToHex } from "viem";
import { EventMissing } from "./handlers/step.ts";

type Core = Context["contracts"]["Upline"];
type CoreEvent = Event<"Upline:Paid">;
type CoreContext = Context<"Upline:Paid">;

const HEAD_SIZE = 20;
const headHex = (head: bigint): Hex => numberToHex(head, { size: HEAD_SIZE });

/** The core's address in the configuration. */
export function addressOf({ Upline }: { readonly Upline: Core }): Hex {
  return Upline.address;
}

/** The head before the first event. */
export function genesisOf(chainId: number, core: string): Hex {
  return headHex(genesisHead(BigInt(chainId), core));
}

/** The bytes of an event. Ponder has null in the place of topics that there are not. */
export function rawLog({ topics, data }: CoreEvent["log"]): RawLog {
  return { topics: topics.filter((topic) => topic !== null), data };
}

/** An entry of the journal: its number, from 1, and the head just before it. */
export interface Recorded {
  readonly before: Hex;
  readonly entry: number;
}

/** Adds an event to the journal. */
export async function record(event: CoreEvent, context: CoreContext): Promise<Recorded> {
  const { db, chain, contracts } = context;
  const core = addressOf(contracts);
  const known = await db.find(journal, { core });
  const before = known?.head ?? genesisOf(chain.id, core);
  const entry = (known?.entries ?? 0) + 1;
  const { number: block, timestamp: time, hash } = event.block;
  const head = headHex(nextHead(BigInt(before), time, entryHash(rawLog(event.log))));
  const now = { head, entries: entry, block, time };
  await db
    .insert(journal)
    .values({ core, ...now })
    .onConflictDoUpdate(now);
  await db
    .insert(journalBlock)
    .values({ ...now, hash })
    .onConflictDoUpdate({ head, entries: entry });
  await compareId(event, context, { before, entry });
  return { before, entry };
}

/** A placed sale names the head just before it, so that a gap shows at the next sale, with no question to the chain. */
async function compareId({ id, block, log }: CoreEvent, { db }: CoreContext, { before, entry }: Recorded) {
  const [topic, named] = log.topics;
  if (topic !== SALE_TOPICS.placed || named === undefined || named === null) return;
  const found = headHex(BigInt(named));
  if (found === before) return;
  const told = { fault: "gap", event: "SalePlaced", about: `sale ${found}` };
  await db.insert(journalFault).values({ id: `${id}-gap`, ...told, entry, block: block.number, head: before, found });
}

/** What an event spoke of that no event before it made; undefined for every other failure. */
export function faultOf(error: unknown): string | undefined {
  if (error instanceof EventMissing) return error.message;
  // Ponder's own, for a row that is to be changed and is not there.
  return error instanceof Error && error.name === "RecordNotFoundError" ? error.message : undefined;
}

/** Compares the head with the chain's own at a block. */
export async function check(event: Event<"Check:block">, context: Context<"Check:block">): Promise<void> {
  const { db, client, contracts } = context;
  const core = addressOf(contracts);
  const known = await db.find(journal, { core });
  // Before the deployment there is nobody to ask, and Ponder asks for minutes. Without any entry nothing counts as verified.
  if (known === null) return;
  const { head } = known;
  const onChain = headHex(
    await client.readContract({ abi: contracts.Upline.abi, address: core, functionName: "journalHead" }),
  );
  const { number: block, hash, timestamp: time } = event.block;
  await db.insert(journalCheck).values({ block, hash, head, onChain, agrees: head === onChain, time });
}
