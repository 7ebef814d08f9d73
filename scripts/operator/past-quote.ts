import { getAddress } from "ethers";
import {
  explainError,
  type FoundSale,
  type ISales,
  ProtocolError,
  type Quote,
  readQuote,
} from "../../packages/protocol/src/index.ts";
import type { Session } from "./session.ts";

/** The node does not keep the state of a past block. */
export class StateMissing extends ProtocolError {
  override readonly name = "StateMissing";

  constructor(block: number, reason: string) {
    super(
      `the node cannot answer for block ${block}: ${reason}`,
      { block, reason },
      "What somebody was skipped for can only be told with the state of that time. Name an archive node with --rpc.",
    );
  }
}

/** The state of the sale's block, and of the one before it, gives other credits than the sale has. */
export class SaleUnexplained extends ProtocolError {
  override readonly name = "SaleUnexplained";

  constructor(block: number) {
    super(
      `block ${block} changed other things that this sale rests on, so that its credits cannot be worked out from the state`,
      { block },
      "scripts/show-sale.ts shows what it pays. Replay the block's transactions up to this one to see why.",
    );
  }
}

/** Buys in place of somebody whose kind of sale cannot be quoted: no distributor ever had this wallet. */
const STRANGER = getAddress(`0x${"57".repeat(20)}`);
const NO_LIMIT = (1n << 96n) - 1n;

/**
 * Works out again what a sale pays, with the state of its block: as it was after the sale, which has the sale's own
 * time, else as it was before. Retail profit is left out, since the price may have been agreed; all else is the same.
 * @throws StateMissing, SaleUnexplained
 */
export async function quoteAgain(session: Session, sale: FoundSale): Promise<Quote> {
  for (const block of [sale.block, sale.block - 1]) {
    const quote = await quoteAt(session, sale, block);
    if (quote !== undefined && isSame(quote, sale)) return quote;
  }
  throw new SaleUnexplained(sale.block);
}

/** @returns Undefined if the core would have refused the order then. */
async function quoteAt({ core }: Session, sale: FoundSale, block: number): Promise<Quote | undefined> {
  const { seller, campaign, ref } = sale;
  const lines = sale.lines.map(({ product, quantity }) => ({ product, quantity }));
  const order: ISales.OrderStruct = { seller, campaign, ref, maxTotal: NO_LIMIT, lines };
  const buyer = sale.kind === "recorded" ? STRANGER : sale.buyer;
  try {
    return readQuote(await core.quote(buyer, order, { blockTag: block }));
  } catch (error) {
    const { name, args, sentence } = explainError(error);
    if (!NODE_FAILURES.includes(name)) return undefined;
    throw new StateMissing(block, String(args["message"] ?? sentence));
  }
}

/** What a node's failure is explained as, besides the core's own errors. */
const NODE_FAILURES = ["UNKNOWN", "SERVER_ERROR", "NETWORK_ERROR", "TIMEOUT", "BAD_DATA", "CALL_EXCEPTION"];

/** Whether a quote gives the commissions that the sale has. */
function isSame(quote: Quote, sale: FoundSale): boolean {
  const quoted = commissions(quote.credits, sale.seller, quote.profit);
  const placed = commissions(sale.credits, sale.seller, sale.profit);
  return quote.pool === sale.pool && quoted === placed;
}

/** Everybody's commission without the seller's retail profit, in one text to compare. */
function commissions(
  credits: readonly { readonly id: bigint; readonly amount: bigint }[],
  seller: bigint,
  profit: bigint,
): string {
  return credits
    .map(({ id, amount }) => ({ id, amount: id === seller ? amount - profit : amount }))
    .filter(({ amount }) => amount > 0n)
    .map(({ id, amount }) => `${id}:${amount}`)
    .join(" ");
}
