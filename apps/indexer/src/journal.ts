// The journal, recomputed entry by entry, and compared with the chain's.

import type { Context, Event } from "ponder:registry";
import { journal, journalBlock, journalCheck, journalFault } from "ponder:schema";
import { entryHash, genesisHead, nextHead, SALE_TOPICS } from "@upline/protocol";
import { type Hex, numberToHex } from "viem";

type Core = Context["contracts"]["Upline"];

const HEAD_SIZE = 20;
const headHex = (head: bigint): Hex => numberToHex(head, { size: HEAD_SIZE });

/** The core's address in the configuration. */
function addressOf({ Upline }: { readonly Upline: Core }): Hex {
  return Upline.address;
}

/** The head before the first event. */
export function genesisOf(chainId: number, core: string): Hex {
  return headHex(genesisHead(BigInt(chainId), core));
}

/** Adds an event to the journal. @returns The head just before it. */
export async function record(event: Event<"Upline:Paid">, context: Context<"Upline:Paid">): Promise<Hex> {
  const { db, chain, contracts } = context;
  const core = addressOf(contracts);
  const known = await db.find(journal, { core });
  const before = known?.head ?? genesisOf(chain.id, core);
  const entries = (known?.entries ?? 0) + 1;
  const block = event.block.number;
  const { topics, data } = event.log;
  const raw = { topics: topics.filter((topic) => topic !== null), data };
  const head = headHex(nextHead(BigInt(before), event.block.timestamp, entryHash(raw)));
  const now = { head, entries, block };
  await db
    .insert(journal)
    .values({ core, ...now })
    .onConflictDoUpdate(now);
  await db.insert(journalBlock).values(now).onConflictDoUpdate({ head, entries });
  await compareId(context, raw.topics, before, entries, block);
  return before;
}

/** A placed sale names the head just before it, so that a gap shows at the next sale, with no question to the chain. */
async function compareId(
  { db }: Context<"Upline:Paid">,
  topics: readonly string[],
  head: Hex,
  entry: number,
  block: bigint,
): Promise<void> {
  if (topics[0] !== SALE_TOPICS.placed || topics[1] === undefined) return;
  const found = headHex(BigInt(topics[1]));
  if (found !== head) await db.insert(journalFault).values({ entry, block, head, found });
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
  const { number: block, hash } = event.block;
  await db.insert(journalCheck).values({ block, hash, head, onChain, agrees: head === onChain });
}
