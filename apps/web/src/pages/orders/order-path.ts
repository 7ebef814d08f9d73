import { decodeSale, type PlacedSale, SALE_TOPICS } from "@upline/protocol";
import { type TransactionReceipt, toBeHex } from "ethers";

/** By what an order is looked up: a sale's id, or the transaction that placed it. Hexadecimal, with `0x`. */
export type OrderKey =
  | { readonly by: "sale"; readonly id: bigint }
  | { readonly by: "transaction"; readonly hash: string };

/** The id of a sale as addresses of these pages and the indexer have it: 40 hexadecimal digits. */
export function saleIdText(id: bigint): string {
  return toBeHex(id, 20);
}

/** What the last part of an order's path names. @returns Undefined if it is neither a sale nor a transaction. */
export function readOrderKey(text: string | undefined): OrderKey | undefined {
  if (text === undefined || !/^0x[0-9a-fA-F]+$/.test(text)) return undefined;
  if (text.length === 42) return { by: "sale", id: BigInt(text) };
  if (text.length === 66) return { by: "transaction", hash: text.toLowerCase() };
  return undefined;
}

/** The sales that a transaction placed, in order. @param core Address of the programme, as logs have it. */
export function salesIn({ logs }: Pick<TransactionReceipt, "logs">, core: string): readonly PlacedSale[] {
  const topics: readonly (string | undefined)[] = Object.values(SALE_TOPICS);
  return logs.filter(({ address, topics: [topic] }) => address === core && topics.includes(topic)).map(decodeSale);
}

/** The path of an order's page. A sale that was final at once has no id that is logged: its transaction names it. */
export function pathOf(sale: PlacedSale, transaction: string): string {
  return `/orders/${sale.final ? transaction : saleIdText(sale.id)}`;
}

/** The path of what a transaction placed. @returns Undefined if it placed nothing. */
export function orderPath(receipt: Pick<TransactionReceipt, "logs" | "hash">, core: string): string | undefined {
  const [sale] = salesIn(receipt, core);
  return sale && pathOf(sale, receipt.hash);
}
