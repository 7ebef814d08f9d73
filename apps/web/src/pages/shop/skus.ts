import { inPages, type UplineClient } from "@upline/protocol";
import { type Provider, toBeHex } from "ethers";
import type { IndexerClient } from "../../indexer/client.ts";
import { wordText } from "../../parts/word-text.ts";

const BY_NUMBER = "query ($id: BigInt!) { product(id: $id) { sku } }";

/** A product's code in the indexer's lists. @returns Undefined if it has none of that number. */
export async function indexedSku(indexer: IndexerClient, product: bigint): Promise<string | undefined> {
  const found = await indexer.query<{ product: { sku: string } | null }>(BY_NUMBER, { id: String(product) });
  return found.product === null ? undefined : wordText(found.product.sku);
}

/**
 * A product's code out of the event of its addition.
 * @param from Block in which the core was deployed.
 * @returns Undefined if there is no such event in what the endpoint keeps.
 */
export async function loggedSku(
  { core, address }: UplineClient,
  provider: Provider,
  from: number,
  product: bigint,
): Promise<string | undefined> {
  const topics = [core.interface.getEvent("ProductAdded").topicHash, toBeHex(product, 32)];
  const logs = await inPages(provider, { from }, (fromBlock, toBlock) =>
    provider.getLogs({ address, topics, fromBlock, toBlock }),
  );
  const sku = logs[0]?.topics[2];
  return sku === undefined ? undefined : wordText(sku);
}
