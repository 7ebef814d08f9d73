import type { ContractTransactionResponse } from "ethers";
import type { ISales } from "../contracts/index.js";
import { ProtocolError } from "../protocol-error.ts";
import { type Quote, readQuote } from "../quote.ts";
import type { Offer } from "../typed-data.ts";
import type { Connection } from "./connection.ts";

/** A seller's offer for a line of an order. */
export interface LineOffer {
  /** The line, counted from 0. */
  readonly line: bigint;
  readonly offer: Offer;
  /** The seller's, over the offer. */
  readonly signature: string;
}

/** How to buy. */
export interface BuyOptions {
  /** Whose sale it is, if not the payer's. */
  readonly buyer?: string;
  /** Approve exactly the sale's total in the token first, if the allowance is too small. */
  readonly approve?: boolean;
  /** The seller's own prices, in the order of their lines; lines without an offer are at retail. */
  readonly offers?: readonly LineOffer[];
}

/** The core may not take enough of the payer's tokens. */
export class AllowanceMissing extends ProtocolError {
  override readonly name = "AllowanceMissing";

  constructor(allowance: bigint, total: bigint) {
    super(
      `the core may take ${allowance} token units, and ${total} are needed`,
      { allowance, total },
      "Approve the core for the total in the token, or set `approve: true`.",
    );
  }
}

/** What a sale to `buyer` placed now would pay. @throws The contract's own error if it would be refused. */
export async function quoteOrder(
  { core }: Connection,
  buyer: string,
  order: ISales.OrderStruct,
  offers: readonly LineOffer[],
): Promise<Quote> {
  const answer =
    offers.length === 0 ? await core.quote(buyer, order) : await core.quoteWithOffers(buyer, order, [...offers]);
  return readQuote(answer);
}

/** Buys; the connected wallet pays. @throws AllowanceMissing if the core may not take the total, nor is to be allowed. */
export async function placeOrder(
  connection: Connection,
  order: ISales.OrderStruct,
  { buyer: named, approve = false, offers = [] }: BuyOptions,
): Promise<ContractTransactionResponse> {
  const { core } = connection;
  const payer = await connection.signer().getAddress();
  const buyer = named ?? payer;
  const { total } = await quoteOrder(connection, buyer, order, offers);
  await allow(connection, payer, total, approve);
  if (offers.length > 0) return core.buyWithOffers(buyer, order, [...offers]);
  return buyer === payer ? core.buy(order) : core.buyFor(buyer, order);
}

/**
 * Sees to it that the core may take a total from who pays.
 * @param approve Whether to approve exactly the total if the allowance is too small.
 * @throws AllowanceMissing if it is and `approve` is not set.
 */
export async function allow(connection: Connection, payer: string, total: bigint, approve: boolean): Promise<void> {
  const token = await connection.token();
  const allowance = await token.allowance(payer, connection.address);
  if (allowance >= total) return;
  if (!approve) throw new AllowanceMissing(allowance, total);
  // Some tokens, Tether's for one, change an allowance only from or to zero.
  if (allowance > 0n) await (await token.approve(connection.address, 0n)).wait();
  await (await token.approve(connection.address, total)).wait();
}
