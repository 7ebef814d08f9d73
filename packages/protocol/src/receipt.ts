import { AbiCoder, concat, keccak256, type Result, toBeHex } from "ethers";
import { choice, choiceNumber, RETURN_KINDS, type ReturnKind, SALE_KINDS, type SaleKind } from "./choices.ts";
import { type ISales, ISales__factory } from "./contracts/index.js";
import { PackedReader } from "./packed.ts";
import { ProtocolError } from "./protocol-error.ts";

/** A product of a sale. */
export interface SaleLine {
  readonly product: bigint;
  readonly quantity: bigint;
  /** In token units. */
  readonly unitPrice: bigint;
}

/** A distributor's part of a sale. */
export interface Credit {
  /** Id of the distributor. */
  readonly id: bigint;
  /** In token units. */
  readonly amount: bigint;
}

/** What the receipt of every sale tells. Amounts in token units. */
export interface SaleReceipt {
  readonly payer: string;
  readonly kind: SaleKind;
  /** Version of the plan. */
  readonly plan: bigint;
  readonly campaign: bigint;
  /** The shop's order number or a hash of it, 32 bytes. */
  readonly ref: string;
  readonly total: bigint;
  /** Retail profit, a part of the seller's credit. */
  readonly profit: bigint;
  readonly pool: bigint;
  readonly company: bigint;
  readonly lines: readonly SaleLine[];
  /** The seller's first, where he has one, then level by level. */
  readonly credits: readonly Credit[];
}

/** What only the receipt of a sale in escrow tells. */
export interface EscrowTerms {
  /** What settlement counts for the seller's activity, in token units. */
  readonly activityVolume: bigint;
  /** Volume at which the seller is active in the next period, in token units. */
  readonly threshold: bigint;
  /** Seconds in escrow. */
  readonly window: bigint;
  readonly returnKind: ReturnKind;
  readonly arbiter: string;
}

interface Parties {
  readonly buyer: string;
  /** Id of the distributor who sold. */
  readonly seller: bigint;
}

/** A sale in escrow, as its `SalePlaced` event tells it. */
export interface EscrowedSale extends SaleReceipt, EscrowTerms, Parties {
  readonly final: false;
  /** The journal's head just before the event. */
  readonly id: bigint;
}

/** A sale without return window, as its `SaleFinal` event tells it. */
export interface FinalSale extends SaleReceipt, Parties {
  readonly final: true;
}

export type PlacedSale = EscrowedSale | FinalSale;

/** A rank that was set. */
export interface RankChange {
  readonly id: bigint;
  readonly rank: bigint;
}

/** The raw bytes of an event. */
export interface RawLog {
  readonly topics: readonly string[];
  readonly data: string;
}

/** An event is not the one that is to be read. */
export class EventUnexpected extends ProtocolError {
  override readonly name = "EventUnexpected";

  constructor(topic: string | undefined, expected: string) {
    super(
      `the event's first topic is ${topic ?? "missing"}, expected that of ${expected}`,
      { topic, expected },
      `Pass only ${expected} events: filter by their first topic.`,
    );
  }
}

const events = ISales__factory.createInterface();

/** First topics of the events of sales: with return window, and without. */
export const SALE_TOPICS = {
  placed: events.getEvent("SalePlaced").topicHash,
  final: events.getEvent("SaleFinal").topicHash,
} as const;

function readLine(reader: PackedReader): SaleLine {
  return { product: reader.uint(4), quantity: reader.uint(4), unitPrice: reader.uint(10) };
}

function readCredit(reader: PackedReader): Credit {
  return { id: reader.uint(4), amount: reader.uint(12) };
}

// An object literal is filled from its first field to its last, which is the order of the bytes.

function readHead(reader: PackedReader) {
  return {
    payer: reader.address(),
    kind: choice(SALE_KINDS, reader.uint(1)),
    plan: reader.uint(2),
    campaign: reader.uint(8),
    lineCount: Number(reader.uint(1)),
    ref: reader.bytes(32),
    profit: reader.uint(12),
    pool: reader.uint(12),
  };
}

function readEscrow(reader: PackedReader) {
  return {
    total: reader.uint(12),
    company: reader.uint(12),
    activityVolume: reader.uint(10),
    threshold: reader.uint(10),
    window: reader.uint(4),
    returnKind: choice(RETURN_KINDS, reader.uint(1)),
    arbiter: reader.address(),
  };
}

function readParts(reader: PackedReader, lineCount: number) {
  return {
    lines: Array.from({ length: lineCount }, () => readLine(reader)),
    credits: reader.records(16, readCredit),
  };
}

/** Reads the packed `receipt` of `SalePlaced`. @throws PackedDataMalformed if its length does not fit the layout. */
export function decodeReceipt(receipt: string): SaleReceipt & EscrowTerms {
  const reader = new PackedReader("the receipt", receipt);
  const { lineCount, ...head } = readHead(reader);
  return { ...head, ...readEscrow(reader), ...readParts(reader, lineCount) };
}

/**
 * Reads the packed `receipt` of `SaleFinal`, and works out what it leaves out: the total is the sum of the lines, the
 * company's part what remains of it.
 * @throws PackedDataMalformed if its length does not fit the layout.
 */
export function decodeFinalReceipt(receipt: string): SaleReceipt {
  const reader = new PackedReader("the receipt", receipt);
  const { lineCount, ...head } = readHead(reader);
  const { lines, credits } = readParts(reader, lineCount);
  const total = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0n);
  const company = credits.reduce((rest, { amount }) => rest - amount, total - head.pool);
  return { ...head, total, company, lines, credits };
}

/** Reads packed credits, 16 bytes each. @throws PackedDataMalformed if their length is no multiple of that. */
export function decodeCredits(credits: string): readonly Credit[] {
  return new PackedReader("the credits", credits).records(16, readCredit);
}

/** Packs credits as receipt and settlement have them. */
export function encodeCredits(credits: readonly Credit[]): string {
  return concat(credits.flatMap(({ id, amount }) => [toBeHex(id, 4), toBeHex(amount, 12)]));
}

/** Reads a `SalePlaced` event. @throws EventUnexpected if it is another one. */
export function decodeSalePlaced(log: RawLog): EscrowedSale {
  const { id, buyer, seller, receipt } = parsed(log, "SalePlaced");
  return { final: false, id, buyer, seller, ...decodeReceipt(receipt) };
}

/** Reads a `SaleFinal` event. @throws EventUnexpected if it is another one. */
export function decodeSaleFinal(log: RawLog): FinalSale {
  const { buyer, seller, receipt } = parsed(log, "SaleFinal");
  return { final: true, buyer, seller, ...decodeFinalReceipt(receipt) };
}

/** Reads either event of a sale. @throws EventUnexpected if it is another one. */
export function decodeSale(log: RawLog): PlacedSale {
  return log.topics[0] === SALE_TOPICS.final ? decodeSaleFinal(log) : decodeSalePlaced(log);
}

function parsed(log: RawLog, name: "SalePlaced" | "SaleFinal"): Result {
  const description = log.topics[0] === undefined ? null : events.parseLog(log);
  if (description?.name !== name) throw new EventUnexpected(log.topics[0], name);
  return description.args;
}

/** Return window, kind and arbiter in one word, as `ReturnTerms` has them. */
function encodeReturnTerms(window: bigint, kind: ReturnKind, arbiter: string): bigint {
  return window | (BigInt(choiceNumber(RETURN_KINDS, kind)) << 40n) | (BigInt(arbiter) << 48n);
}

/** The values that `settle` and `settleMany` take for a sale in escrow. */
export function saleStruct(sale: EscrowedSale): ISales.SaleStruct {
  const { id, buyer, payer, seller, total, window, arbiter, pool, company, activityVolume, threshold } = sale;
  return {
    id,
    buyer,
    payer,
    seller,
    kind: choiceNumber(SALE_KINDS, sale.kind),
    total,
    terms: encodeReturnTerms(window, sale.returnKind, arbiter),
    pool,
    company,
    activityVolume,
    threshold,
    credits: encodeCredits(sale.credits),
  };
}

/** The values that `settle` and `settleMany` take, from the sale's `SalePlaced` event. @throws EventUnexpected if it is another. */
export function saleFromEvent(log: RawLog): ISales.SaleStruct {
  return saleStruct(decodeSalePlaced(log));
}

const DIGEST_WORDS = [
  "address", // core
  "uint256", // chain id
  "uint256", // id
  "address", // buyer
  "address", // payer
  "uint256", // seller
  "uint256", // kind
  "uint256", // total
  "uint256", // return terms
  "uint256", // pool
  "uint256", // company
  "uint256", // activity volume
  "uint256", // threshold
  "bytes32", // hash of the credits
];

/** The hash that fixes a sale; its storage slot holds the upper 208 bits. */
export function saleDigest(core: string, chainId: bigint, sale: EscrowedSale): string {
  const words = saleStruct(sale);
  return keccak256(
    AbiCoder.defaultAbiCoder().encode(DIGEST_WORDS, [
      core,
      chainId,
      words.id,
      words.buyer,
      words.payer,
      words.seller,
      words.kind,
      words.total,
      words.terms,
      words.pool,
      words.company,
      words.activityVolume,
      words.threshold,
      keccak256(words.credits),
    ]),
  );
}

/** Reads the packed ids of `SalesSettled`. @throws PackedDataMalformed if their length is no multiple of 20 bytes. */
export function decodeSaleIds(ids: string): readonly bigint[] {
  return new PackedReader("the sale ids", ids).records(20, (reader) => reader.uint(20));
}

/** Reads the packed changes of `RanksSet`. */
export function decodeRankChanges(changes: readonly bigint[]): readonly RankChange[] {
  return changes.map((word) => ({ id: word >> 8n, rank: word & 0xffn }));
}
