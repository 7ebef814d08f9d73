import { type ContractTransactionResponse, encodeBytes32String, type Log } from "ethers";
import {
  decodeSale,
  type EscrowedSale,
  type ISales,
  type PlacedSale,
  type Quote,
  SALE_TOPICS,
  saleStruct,
  UplineClient,
} from "../../../packages/protocol/src/index.ts";
import type { Clock } from "../../local/clock.ts";
import type { Programme } from "../../local/programme.ts";
import type { Company, Invoice } from "../data/company.ts";
import type { People } from "./accounts.ts";
import { walletOf } from "./set-up.ts";

/** When and where something happened. */
export interface Moment {
  /** In seconds since 1970. */
  readonly time: bigint;
  readonly transaction: string;
}

/** An invoice as a sale. */
export interface Sold {
  readonly invoice: Invoice;
  /** What the buyer was told before. */
  readonly quote: Quote;
  /** What the event says. */
  readonly sale: PlacedSale;
  readonly placed: Moment;
  readonly settled: Moment;
}

/** What the replay works with. */
export interface Stage {
  readonly programme: Programme;
  readonly company: Company;
  readonly people: People;
  readonly clock: Clock;
  /** Numbers of the products by track. */
  readonly products: ReadonlyMap<number, bigint>;
  /** Ids of the distributors by employee. */
  readonly ids: ReadonlyMap<number, bigint>;
}

interface Waiting extends Omit<Sold, "settled"> {
  readonly sale: EscrowedSale;
}

/**
 * Replays every invoice on its day as one sale and settles each sale at its deadline; what falls due at a moment is
 * settled before anything is placed at it.
 * @param onSold Called after each purchase.
 * @returns The sales in the order of their settlement.
 */
export async function replay(stage: Stage, onSold: (done: number, invoice: Invoice) => void): Promise<readonly Sold[]> {
  const sold: Sold[] = [];
  const waiting: Waiting[] = [];
  for (const [i, invoice] of stage.company.invoices.entries()) {
    sold.push(...(await settleUntil(stage, waiting, invoice.time)));
    await stage.clock.moveTo(invoice.time);
    const placed = await place(stage, invoice);
    if (placed.sale.final) sold.push({ ...placed, settled: placed.placed });
    else waiting.push({ ...placed, sale: placed.sale });
    onSold(i + 1, invoice);
  }
  sold.push(...(await settleUntil(stage, waiting)));
  return sold;
}

/** The customer looks at the quote, approves exactly its total and buys. */
async function place(stage: Stage, invoice: Invoice): Promise<Omit<Sold, "settled">> {
  const { programme, people, clock } = stage;
  const buyer = walletOf(people.customers, invoice.customer.number);
  const client = UplineClient.connect(programme.core, buyer);
  const order = orderOf(stage, invoice);
  const quote = await client.quote(buyer.address, order);
  const { logs, hash } = await mined(client.buy(order, { approve: true }));
  return { invoice, quote, sale: saleIn(logs), placed: { time: clock.now, transaction: hash } };
}

function orderOf({ products, ids }: Stage, { number, customer, time, total, lines }: Invoice): ISales.OrderStruct {
  return {
    seller: ids.get(customer.agent) ?? 0n,
    campaign: campaignOf(time),
    ref: encodeBytes32String(number.toString()),
    maxTotal: total,
    lines: lines.map(({ track, quantity }) => ({ product: products.get(track) ?? 0n, quantity })),
  };
}

/** A campaign for each month: 202101. */
function campaignOf(time: bigint): bigint {
  return BigInt(new Date(Number(time) * 1000).toISOString().slice(0, 7).replace("-", ""));
}

function saleIn(logs: readonly Log[]): PlacedSale {
  const log = logs.find(({ topics }) => topics[0] === SALE_TOPICS.placed || topics[0] === SALE_TOPICS.final);
  if (log === undefined) throw new Error("the purchase left no event of a sale");
  return decodeSale(log);
}

/** Settles what falls due until a time, all that is due at one moment in one transaction. */
async function settleUntil(stage: Stage, waiting: Waiting[], time?: bigint): Promise<readonly Sold[]> {
  const settled: Sold[] = [];
  for (;;) {
    const [next] = waiting;
    if (next === undefined || (time !== undefined && deadlineOf(next) > time)) return settled;
    const due = waiting.filter((one) => deadlineOf(one) === deadlineOf(next));
    waiting.splice(0, due.length);
    await stage.clock.moveTo(deadlineOf(next));
    const { hash } = await mined(settle(stage, due));
    settled.push(...due.map((one) => ({ ...one, settled: { time: stage.clock.now, transaction: hash } })));
  }
}

function deadlineOf({ placed, sale }: Waiting): bigint {
  return placed.time + sale.window;
}

/** Anybody may settle; here the shop's operator does. */
function settle({ programme, people }: Stage, due: readonly Waiting[]): Promise<ContractTransactionResponse> {
  const client = UplineClient.connect(programme.core, people.operator);
  const [first, ...others] = due.map(({ sale }) => sale);
  if (first !== undefined && others.length === 0) return client.settle(first);
  return client.core.settleMany(due.map(({ sale }) => saleStruct(sale)));
}

/** Waits for a transaction and gives what it left. */
export async function mined(
  sent: Promise<ContractTransactionResponse>,
): Promise<{ logs: readonly Log[]; hash: string }> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("the transaction was not mined");
  return { logs: receipt.logs, hash: receipt.hash };
}
