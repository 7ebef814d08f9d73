import {
  distributorSlot,
  inBatches,
  saleSlot,
  type Upline,
  unpackDistributor,
  unpackSaleSlot,
} from "../../../packages/protocol/src/index.ts";
import type { OpenSale } from "../books/books.ts";

/** Storage words that are read in one call. */
const WORDS_AT_ONCE = 500;

/**
 * Asks the core about the sales that it has to be asked about.
 * @param block As of which block: an endpoint that does not have it yet fails instead of telling old news.
 */
export async function readStatuses(core: Upline, sales: Iterable<OpenSale>, block: number): Promise<void> {
  const unknown = [...sales].filter(({ status }) => status === undefined);
  const slots = unknown.map(({ id }) => saleSlot(id));
  const words = await readWords(core, slots, block);
  for (const [i, sale] of unknown.entries()) sale.status = unpackSaleSlot(words[i] ?? 0n);
}

/**
 * What there is to push to these distributors, in token units, in their order: nothing where the owner wants none. What
 * stops the others for a time, a hold, a recovery or the screen, the core tells when a push is tried.
 * @param block As of which block.
 */
export async function readPushable(core: Upline, ids: readonly bigint[], block: number): Promise<readonly bigint[]> {
  const words = await readWords(core, ids.map(distributorSlot), block);
  return words.map(unpackDistributor).map(({ balance, pushOff }) => (pushOff ? 0n : balance));
}

async function readWords(core: Upline, slots: readonly string[], blockTag: number): Promise<readonly bigint[]> {
  const words: bigint[] = [];
  for (const batch of inBatches(slots, WORDS_AT_ONCE)) {
    words.push(...(await core.extsload([...batch], { blockTag })).map((word) => BigInt(word)));
  }
  return words;
}
