import { inPages, type UplineClient } from "@upline/protocol";
import { decodeBytes32String, type Provider, toBeHex } from "ethers";
import type { IndexerClient } from "../../indexer/client.ts";

const BY_NUMBER = "query ($id: BigInt!) { product(id: $id) { sku } }";

/** A product's code in the indexer's lists. @returns Undefined if it has none of that number. */
export async function indexedSku(indexer: IndexerClient, product: bigint): Promise<string | undefined> {
  const found = await indexer.query<{ product: { sku: string } | null }>(BY_NUMBER, { id: String(product) });
  return found.product === null ? undefined : skuText(found.product.sku);
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
  return sku === undefined ? undefined : skuText(sku);
}

/** A code of 32 bytes as text where it is plain text, else as its bytes. @returns Undefined for an empty one. */
export function skuText(sku: string): string | undefined {
  if (/^0x0*$/.test(sku)) return undefined;
  try {
    const text = decodeBytes32String(sku);
    return /^[\p{L}\p{N}\p{P}\p{S} ]+$/u.test(text) ? text : sku;
  } catch {
    return sku;
  }
}
