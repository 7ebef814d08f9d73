import { decodeSale, type FoundSale, ProtocolError, SALE_TOPICS } from "../../packages/protocol/src/index.ts";
import { codeOf, saleIdOf } from "./csv/column.ts";
import type { Session } from "./session.ts";

/** No sale answers to what was given. */
export class SaleMissing extends ProtocolError {
  override readonly name = "SaleMissing";

  constructor(key: string) {
    super(
      `there is no sale "${key}"`,
      { key },
      "Give its id, its transaction's hash or its reference, and check that the core is the right one.",
    );
  }
}

/**
 * Finds sales by id, by the hash of their transaction or by their reference, which several may share.
 * @returns One at least, in the chain's order.
 * @throws SaleMissing
 */
export async function findSales(session: Session, key: string): Promise<readonly FoundSale[]> {
  const inTransaction = /^0x[0-9a-fA-F]{64}$/.test(key) ? await salesOf(session, key.toLowerCase()) : [];
  if (inTransaction.length > 0) return inTransaction;
  const [id, ref] = [saleIdOf(key), codeOf(key)?.word];
  const placed = await session.client.placedSales({ from: session.from });
  const found = placed.filter((sale) => sale.ref === ref || (!sale.final && sale.id === id));
  if (found.length === 0) throw new SaleMissing(key);
  return found;
}

async function salesOf({ provider, address }: Session, transaction: string): Promise<readonly FoundSale[]> {
  const topics: readonly string[] = Object.values(SALE_TOPICS);
  const receipt = await provider.getTransactionReceipt(transaction);
  return (receipt?.logs ?? [])
    .filter((log) => log.address === address && topics.includes(log.topics[0] ?? ""))
    .map((log) => ({ ...decodeSale(log), block: log.blockNumber, transaction }));
}
