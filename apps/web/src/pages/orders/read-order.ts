import {
  decodeSale,
  inPages,
  type PlacedSale,
  ProtocolError,
  SALE_TOPICS,
  type SaleStatus,
  type UplineClient,
} from "@upline/protocol";
import { type Log, type Provider, toBeHex } from "ethers";
import type { IndexerClient } from "../../indexer/client.ts";
import { type OrderKey, saleIdText, salesIn } from "./order-path.ts";

/** A sale as its event on the chain tells it, and where that is. */
export interface Order {
  readonly sale: PlacedSale;
  readonly transaction: string;
  readonly block: number;
  /** When it was placed, in seconds since 1970. */
  readonly placedAt: bigint;
}

/** There is no sale of that id, or none in that transaction. */
export class OrderMissing extends ProtocolError {
  override readonly name = "OrderMissing";

  constructor(key: string) {
    super(
      `The chain shows no order ${key}.`,
      { key },
      "Check the link, and the network: an order of a few seconds ago may need another moment.",
    );
  }
}

/** Where orders are read from. */
export interface OrderReads {
  readonly client: UplineClient;
  readonly provider: Provider;
  /** Block in which the core was deployed. */
  readonly firstBlock: number;
  /** Tells in which transaction a sale is; undefined: the chain's events are searched for it. */
  readonly indexer: IndexerClient | undefined;
}

/**
 * Reads the sales that a key names. The indexer only tells where to look: what is shown is the chain's.
 * @throws OrderMissing if there is none.
 */
export async function readOrders(reads: OrderReads, key: OrderKey): Promise<readonly Order[]> {
  const hash = key.by === "transaction" ? key.hash : await transactionOf(reads, key.id);
  const receipt = hash === undefined ? null : await reads.provider.getTransactionReceipt(hash);
  if (receipt === null) throw new OrderMissing(key.by === "sale" ? saleIdText(key.id) : key.hash);
  const block = await reads.provider.getBlock(receipt.blockNumber);
  const placedAt = BigInt(block?.timestamp ?? 0);
  const sales = salesIn(receipt, reads.client.address).filter(
    (sale) => key.by === "transaction" || (!sale.final && sale.id === key.id),
  );
  if (sales.length === 0) throw new OrderMissing(key.by === "sale" ? saleIdText(key.id) : key.hash);
  return sales.map((sale) => ({ sale, transaction: receipt.hash, block: receipt.blockNumber, placedAt }));
}

const BY_ID = "query ($id: String!) { sale(id: $id) { transaction } }";

async function transactionOf(reads: OrderReads, id: bigint): Promise<string | undefined> {
  const indexed = await reads.indexer
    ?.query<{ sale: { transaction: string } | null }>(BY_ID, { id: saleIdText(id) })
    // It is a help only: the chain's events have it as well.
    .catch(() => undefined);
  if (indexed?.sale) return indexed.sale.transaction;
  const [log] = await salesLogged(reads, [SALE_TOPICS.placed, toBeHex(id, 32)]);
  return log?.transactionHash;
}

function salesLogged(
  { client, provider, firstBlock }: OrderReads,
  topics: readonly (string | null)[],
): Promise<readonly Log[]> {
  return inPages(provider, { from: firstBlock }, (fromBlock, toBlock) =>
    provider.getLogs({ address: client.address, topics: [...topics], fromBlock, toBlock }),
  );
}

/** A sale of a wallet's history. */
export interface PastOrder {
  readonly sale: PlacedSale;
  readonly transaction: string;
  readonly block: number;
  /** Undefined for a sale that was final at once. */
  readonly status: SaleStatus | undefined;
}

/** All that a wallet bought, out of the chain's events, the latest first. It reads the programme's whole time. */
export async function readHistory(reads: OrderReads, buyer: string): Promise<readonly PastOrder[]> {
  const wallet = toBeHex(buyer, 32);
  const placed = await salesLogged(reads, [SALE_TOPICS.placed, null, wallet]);
  const final = await salesLogged(reads, [SALE_TOPICS.final, wallet]);
  const logs = [...placed, ...final].sort((a, b) => b.blockNumber - a.blockNumber || b.index - a.index);
  return Promise.all(
    logs.map(async (log) => {
      const sale = decodeSale(log);
      const status = sale.final ? undefined : await reads.client.sale(sale.id);
      return { sale, transaction: log.transactionHash, block: log.blockNumber, status };
    }),
  );
}
