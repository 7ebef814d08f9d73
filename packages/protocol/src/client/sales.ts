import { inBatches } from "../batches.ts";
import type { BlockRange } from "../blocks.ts";
import { choice, SALE_STATES, type SaleState } from "../choices.ts";
import { decodeSale, decodeSaleIds, type EscrowedSale, type PlacedSale, SALE_TOPICS, saleStruct } from "../receipt.ts";
import { saleSlot } from "../slots.ts";
import { unpackSaleSlot } from "../words.ts";
import type { Connection, Found, FoundEvent } from "./connection.ts";

/** Where a sale stands. */
export interface SaleStatus {
  /** `none` also for a sale that was final at once. */
  readonly state: SaleState;
  /** Of the present state; of a finished sale: when it was finished. Seconds since 1970. */
  readonly deadline: bigint;
}

/** A sale found on the chain. */
export type FoundSale = PlacedSale & Found;

/** A sale found on the chain that is or was in escrow. */
export type FoundEscrow = EscrowedSale & Found;

/** A sale that is or was in escrow, and where it stands. */
export interface StandingSale extends SaleStatus {
  readonly sale: FoundEscrow;
}

/** Where a sale stands. */
export async function readSale({ core }: Connection, id: bigint): Promise<SaleStatus> {
  const { state, deadline } = await core.saleState(id);
  return { state: choice(SALE_STATES, state), deadline };
}

/** All sales placed in a range of blocks, in order. */
export async function readPlaced(connection: Connection, range: BlockRange): Promise<readonly FoundSale[]> {
  const logs = await connection.logs(range, [[SALE_TOPICS.placed, SALE_TOPICS.final]]);
  return logs.map((log) => ({ ...decodeSale(log), block: log.blockNumber, transaction: log.transactionHash }));
}

/** The sales placed in a range of blocks that went into escrow, wherever they stand now. */
export async function readEscrowed(connection: Connection, range: BlockRange): Promise<readonly FoundEscrow[]> {
  return (await readPlaced(connection, range)).filter((sale) => !sale.final);
}

/** Ids of all sales settled in a range of blocks, in order. */
export async function readSettled(connection: Connection, range: BlockRange): Promise<readonly bigint[]> {
  return settledBy(await connection.events(range, ["SalesSettled"]));
}

function settledBy(events: readonly FoundEvent[]): readonly bigint[] {
  return events.flatMap(({ name, args: { ids } }) => (name === "SalesSettled" ? decodeSaleIds(ids) : []));
}

/** Ids of all sales refunded in a range of blocks, in order. */
export async function readRefunded(connection: Connection, range: BlockRange): Promise<readonly bigint[]> {
  const events = await connection.events(range, ["SaleRefunded"]);
  return events.map(({ args: { id } }) => id);
}

/** Storage words that are read in one call. */
const SLOTS_AT_ONCE = 500;

/** The sales placed in a range of blocks that went into escrow, and where each stands now. */
export async function readStanding(connection: Connection, range: BlockRange): Promise<readonly StandingSale[]> {
  const standing: StandingSale[] = [];
  for (const sales of inBatches(await readEscrowed(connection, range), SLOTS_AT_ONCE)) {
    const words = await connection.core.extsload(sales.map(({ id }) => saleSlot(id)));
    for (const [i, sale] of sales.entries()) {
      const { state, deadline } = unpackSaleSlot(BigInt(words[i] ?? 0));
      standing.push({ sale, state, deadline });
    }
  }
  return standing;
}

/** The sales placed in a range of blocks that are in escrow and could be settled now. */
export async function readDue(connection: Connection, range: BlockRange): Promise<readonly FoundEscrow[]> {
  const [standing, now] = [await readStanding(connection, range), await connection.now()];
  return standing.filter(({ state, deadline }) => state === "escrowed" && deadline <= now).map(({ sale }) => sale);
}

/** Settles every sale of a range of blocks that is due, and returns what it settled itself. */
export async function settleAll(
  connection: Connection,
  range: BlockRange,
  batch: number,
): Promise<readonly FoundEscrow[]> {
  const due = inOrderOfSellers(await readDue(connection, range));
  const settled = new Set<bigint>();
  for (const sales of inBatches(due, batch)) {
    const sent = await connection.core.settleMany(sales.map(saleStruct));
    const receipt = await sent.wait();
    for (const id of settledBy(connection.read(receipt?.logs ?? []))) settled.add(id);
  }
  return due.filter(({ id }) => settled.has(id));
}

/** Neighbours that share uplines are settled cheapest, since a batch writes each upline once. */
export function inOrderOfSellers<T extends { readonly seller: bigint }>(sales: readonly T[]): readonly T[] {
  return [...sales].sort((a, b) => (a.seller < b.seller ? -1 : a.seller > b.seller ? 1 : 0));
}
